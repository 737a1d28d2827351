import { createHash } from 'node:crypto';

/**
 * The hash chain of the journal: each row's hash covers the row and the hash before it, so that a changed, removed
 * or inserted row shows. It shows edits, not a file rewritten whole by somebody who knows the rule.
 */

export interface ChainRow {
  readonly seq: number;
  readonly payment_request_id: string;
  readonly revision: number;
  readonly kind: string;
  readonly at_ms: number;
  readonly body: string;
}

/** Stands before the first row. */
export const chainStart: Buffer = Buffer.alloc(32);

/** SHA-256 over the hash before and the row as a JSON array, whose quoting leaves no two rows alike. */
export function chainHash(before: Uint8Array, row: ChainRow): Buffer {
  const said = JSON.stringify([row.seq, row.payment_request_id, row.revision, row.kind, row.at_ms, row.body]);
  return createHash('sha256').update(before).update(said).digest();
}
