import type Database from 'better-sqlite3';

/** The files over which one journal is spread, as its verification sees them. */

/** The journal itself, or an archive. */
export interface Place {
  /** As a back office knows it: `journal-2026.sqlite`. */
  readonly name: string;
  readonly db: Database.Database;
  /** Of an archive: the year of its payments. */
  readonly year: number | null;
}

/** Takes one sentence for the back office. */
export type Tell = (problem: string) => void;
