/**
 * What a transport is: two functions over messages that survive a structured clone or JSON. It knows no names; the
 * ids, the checks and the errors live above it, once, in `serve.ts` and `connect.ts`.
 */
export interface Port {
  send(message: unknown): void;
  /** Calls `listen` with each message; the result switches it off. */
  onMessage(listen: (message: unknown) => void): () => void;
}
