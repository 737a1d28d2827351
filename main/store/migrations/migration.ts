/** One step of the schema. Never edited after a release; the next change is the next file. */
export interface Migration {
  /** Rises in tens, to leave room. */
  readonly version: number;
  readonly sql: string;
}
