import Database from 'better-sqlite3';
import { BrokenInvariant } from '../core/invariant.ts';
import { StorageError } from '../core/ports.ts';

/** What SQLite throws, as the journal's port promises it. */

/** Passes on what `act` answers; what SQLite throws becomes what the port promises. */
export type Guard = <Answer>(act: () => Answer) => Answer;

/** Asks or tells SQLite; what it throws becomes what the port promises. */
export function storage<Result>(act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    throw asStorageError(error);
  }
}

/** A violated constraint is our own mistake; everything else that SQLite reports is the world's. */
function asStorageError(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  if (error.code.startsWith('SQLITE_CONSTRAINT'))
    return new BrokenInvariant(`the journal refused a step: ${error.message}`);
  return new StorageError(`${error.code}: ${error.message}`, { cause: error });
}
