import type Database from 'better-sqlite3';
import { changeOf, fold, type Payment, type PaymentChange } from '../core/payment-state.ts';
import { type ChainRow, chainHash, chainStart } from './chain.ts';
import { rowOf } from './payments.ts';

/**
 * Proves the journal: every hash follows from the one before, every payment is the fold of its rows, and every
 * column, reversal and refund says what the payment says. Reads page by page so that a till can go on selling.
 */

export interface Verdict {
  readonly rows: number;
  readonly payments: number;
  /** In words for the back office, at most 20. */
  readonly problems: readonly string[];
}

const pageRows = 1_000;
const problemsMax = 20;

/** Yields how many rows are done after each page. */
export function* verifyJournal(db: Database.Database): Generator<{ readonly rows: number }, Verdict> {
  const problems: string[] = [];
  const tell = (problem: string): void => {
    if (problems.length < problemsMax) problems.push(problem);
  };
  let rows = 0;
  for (const done of chainPages(db, tell)) {
    rows = done;
    yield { rows };
  }
  let payments = 0;
  for (const done of paymentPages(db, tell)) {
    payments = done;
    yield { rows };
  }
  const orphans = db
    .prepare<[], number>(
      'select count(*) from journal where revision = 1 and payment_request_id not in (select payment_request_id from payments)',
    )
    .pluck()
    .get();
  if (orphans !== 0) tell(`${orphans} payments of the journal have no row of their own`);
  return { rows, payments, problems };
}

function* chainPages(db: Database.Database, tell: (problem: string) => void): Generator<number, void> {
  const page = db.prepare<[number, number], ChainRow & { hash: Buffer }>(
    'select * from journal where seq > ? order by seq limit ?',
  );
  let before: Uint8Array = chainStart;
  let seq = 0;
  for (let rows = page.all(seq, pageRows); rows.length > 0; rows = page.all(seq, pageRows)) {
    for (const row of rows) {
      if (row.seq !== seq + 1) tell(`row ${seq + 1} is missing`);
      if (!chainHash(before, row).equals(row.hash)) tell(`row ${row.seq} does not follow from the one before`);
      before = row.hash;
      seq = row.seq;
    }
    yield seq;
  }
}

interface StoredPayment {
  readonly id: string;
  readonly state: string;
  readonly [column: string]: unknown;
}

function* paymentPages(db: Database.Database, tell: (problem: string) => void): Generator<number, void> {
  const page = db.prepare<[string, number], StoredPayment>(
    `select payment_request_id as id, order_id as orderId, payment_id as paymentId, amount_minor as amountMinor, currency,
       phase, live, holds_order as holdsOrder, code_fingerprint as codeFingerprint, serial, scanned_at_ms as scannedAtMs,
       due_at_ms as dueAtMs, revision, state
     from payments where payment_request_id > ? order by payment_request_id limit ?`,
  );
  const changes = db
    .prepare<[string], string>('select body from journal where payment_request_id = ? order by revision')
    .pluck();
  const reversals = db.prepare<[string], { generation: number; way: string; doneAtMs: number | null }>(
    'select generation, way, done_at_ms as doneAtMs from reversals where payment_request_id = ? order by generation',
  );
  const refunds = db.prepare<[string], { id: string; amountMinor: number; phase: string }>(
    'select refund_request_id as id, amount_minor as amountMinor, phase from refunds where payment_request_id = ? order by refund_request_id',
  );
  let last = '';
  let count = 0;
  for (let rows = page.all(last, pageRows); rows.length > 0; rows = page.all(last, pageRows)) {
    for (const row of rows) {
      last = row.id;
      count += 1;
      const folded = foldBodies(changes.all(row.id), tell, row.id);
      if (folded === null) tell(`${row.id} has no row in the journal`);
      else compare(row, folded, reversals.all(row.id), refunds.all(row.id), tell);
    }
    yield count;
  }
}

function foldBodies(bodies: readonly string[], tell: (problem: string) => void, id: string): Payment | null {
  try {
    return fold(bodies.map((body) => (JSON.parse(body) as { change: PaymentChange }).change));
  } catch (error) {
    tell(`the rows of ${id} do not add up: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

function compare(
  row: StoredPayment,
  folded: Payment,
  reversals: readonly { generation: number; way: string; doneAtMs: number | null }[],
  refunds: readonly { id: string; amountMinor: number; phase: string }[],
  tell: (problem: string) => void,
): void {
  const changed = Object.keys(changeOf(folded, JSON.parse(row.state) as Payment));
  if (changed.length > 0) tell(`${row.id}: the state differs from its journal in ${changed.join(', ')}`);
  for (const [column, value] of Object.entries(rowOf(folded))) {
    if (column !== 'state' && row[column] !== value)
      tell(`${row.id}: column ${column} is ${String(row[column])}, not ${String(value)}`);
  }
  const newest = reversals.at(-1);
  const reversal = folded.reversal;
  const same = newest?.generation === reversal?.generation && newest?.way === reversal?.way;
  if (!same || (newest?.doneAtMs ?? null) !== (reversal?.doneAtMs ?? null)) tell(`${row.id}: its reversal row differs`);
  const wanted = folded.refunds.map(
    ({ refundRequestId, amountMinor, phase }) => `${refundRequestId} ${amountMinor} ${phase}`,
  );
  const stored = refunds.map(({ id, amountMinor, phase }) => `${id} ${amountMinor} ${phase}`);
  if (wanted.toSorted().join() !== stored.toSorted().join()) tell(`${row.id}: its refund rows differ`);
}
