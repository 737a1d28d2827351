import Database from 'better-sqlite3';
import { fold, type Payment, type PaymentChange, type Refund, type Reversal } from '../core/payment-state.ts';
import { chainHash, chainStart } from './chain.ts';
import { rowOf } from './payments.ts';
import type { HashedRow } from './questions.ts';

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

type Tell = (problem: string) => void;

/** Yields how many rows are done after each page. A file that cannot be read on is a problem among the others. */
export function* verifyJournal(db: Database.Database): Generator<{ readonly rows: number }, Verdict> {
  const problems: string[] = [];
  const tell: Tell = (problem) => {
    if (problems.length < problemsMax) problems.push(problem);
  };
  let rows = 0;
  let payments = 0;
  try {
    for (const done of chainPages(db, tell)) {
      rows = done;
      yield { rows };
    }
    for (const done of paymentPages(db, tell)) {
      payments = done;
      yield { rows };
    }
    for (const { table } of db.pragma('foreign_key_check') as { table: string }[])
      tell(`a row of ${table} belongs to no payment`);
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    tell(`the file cannot be read any further: ${error.message}`);
  }
  return { rows, payments, problems };
}

function* chainPages(db: Database.Database, tell: Tell): Generator<number, void> {
  const page = db.prepare<[number, number], HashedRow & { known: 0 | 1 }>(
    `select *, payment_request_id in (select payment_request_id from payments) as known
     from journal where seq > ? order by seq limit ?`,
  );
  let before: Uint8Array = chainStart;
  let seq = 0;
  for (let rows = page.all(seq, pageRows); rows.length > 0; rows = page.all(seq, pageRows)) {
    for (const row of rows) {
      if (row.seq !== seq + 1) tell(missing(seq + 1, row.seq - 1));
      if (!chainHash(before, row).equals(row.hash)) tell(`row ${row.seq} does not follow from the one before`);
      if (row.known === 0 && row.revision === 1)
        tell(`${row.payment_request_id} is in the journal, its payment is not`);
      before = row.hash;
      seq = row.seq;
    }
    yield seq;
  }
}

function missing(from: number, to: number): string {
  return from === to ? `row ${from} is missing` : `rows ${from} to ${to} are missing`;
}

interface StoredPayment {
  readonly id: string;
  readonly state: string;
  readonly [column: string]: unknown;
}

function* paymentPages(db: Database.Database, tell: Tell): Generator<number, void> {
  const page = db.prepare<[string, number], StoredPayment>(
    `select payment_request_id as id, order_id as orderId, payment_id as paymentId, amount_minor as amountMinor, currency,
       phase, live, holds_order as holdsOrder, code_fingerprint as codeFingerprint, serial, scanned_at_ms as scannedAtMs,
       due_at_ms as dueAtMs, revision, state
     from payments where payment_request_id > ? order by payment_request_id limit ?`,
  );
  const bodies = db
    .prepare<[string], string>('select body from journal where payment_request_id = ? order by revision')
    .pluck();
  const reversals = db.prepare<[string], ReversalRow>(
    `select generation, way, opened_at_ms as openedAtMs, done_at_ms as doneAtMs
     from reversals where payment_request_id = ? order by generation`,
  );
  const refunds = db.prepare<[string], RefundRow>(
    `select refund_request_id as refundRequestId, amount_minor as amountMinor, origin, phase,
       requested_at_ms as requestedAtMs
     from refunds where payment_request_id = ? order by refund_request_id`,
  );
  let last = '';
  let count = 0;
  for (let rows = page.all(last, pageRows); rows.length > 0; rows = page.all(last, pageRows)) {
    for (const row of rows) {
      last = row.id;
      count += 1;
      const said = foldBodies(bodies.all(row.id), row.id, tell);
      if (said === null) continue;
      compareColumns(row, said.payment, tell);
      compareRows(row.id, 'reversal', reversals.all(row.id), said.reversals, tell);
      compareRows(row.id, 'refund', refunds.all(row.id), refundRows(said.payment), tell);
    }
    yield count;
  }
}

type ReversalRow = Pick<Reversal, 'generation' | 'way' | 'openedAtMs' | 'doneAtMs'>;
type RefundRow = Pick<Refund, 'refundRequestId' | 'amountMinor' | 'origin' | 'phase' | 'requestedAtMs'>;

/** What the journal says of one payment. Its state holds the newest reversal; the rows remember all. */
interface Said {
  readonly payment: Payment;
  readonly reversals: readonly ReversalRow[];
}

function foldBodies(bodies: readonly string[], id: string, tell: Tell): Said | null {
  try {
    const changes = bodies.map((body) => (JSON.parse(body) as { change: PaymentChange }).change);
    const payment = fold(changes);
    if (payment !== null) return { payment, reversals: reversalRows(changes) };
    tell(`${id} has no row in the journal`);
  } catch (error) {
    tell(`the rows of ${id} do not add up: ${error instanceof Error ? error.message : String(error)}`);
  }
  return null;
}

function reversalRows(changes: readonly PaymentChange[]): readonly ReversalRow[] {
  const rows = new Map<number, ReversalRow>();
  for (const { reversal } of changes) {
    if (reversal == null) continue;
    const { generation, way, openedAtMs, doneAtMs } = reversal;
    rows.set(generation, { generation, way, openedAtMs, doneAtMs });
  }
  return [...rows.values()];
}

function refundRows(payment: Payment): readonly RefundRow[] {
  return payment.refunds
    .map(({ refundRequestId, amountMinor, origin, phase, requestedAtMs }) => ({
      refundRequestId,
      amountMinor,
      origin,
      phase,
      requestedAtMs,
    }))
    .toSorted((a, b) => (a.refundRequestId < b.refundRequestId ? -1 : 1));
}

function compareColumns(row: StoredPayment, said: Payment, tell: Tell): void {
  for (const [column, value] of Object.entries(rowOf(said))) {
    if (column === 'state') compareState(row, said, tell);
    else if (row[column] !== value) tell(`${row.id}: column ${column} is ${String(row[column])}, not ${String(value)}`);
  }
}

function compareState(row: StoredPayment, said: Payment, tell: Tell): void {
  const state = parsedObject(row.state);
  if (state === null) {
    tell(`${row.id}: the state cannot be read`);
    return;
  }
  const wanted = { ...said } as Readonly<Record<string, unknown>>;
  const fields = new Set([...Object.keys(wanted), ...Object.keys(state)]);
  const changed = [...fields].filter((field) => JSON.stringify(wanted[field]) !== JSON.stringify(state[field]));
  if (changed.length > 0) tell(`${row.id}: the state differs from its journal in ${changed.join(', ')}`);
}

function parsedObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? (value as Record<string, unknown> | null) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Both in the order of their ids, with the same fields in the same order. */
function compareRows(id: string, what: string, rows: readonly object[], wanted: readonly object[], tell: Tell): void {
  if (JSON.stringify(rows) !== JSON.stringify(wanted)) tell(`${id}: its ${what} rows differ`);
}
