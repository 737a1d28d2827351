import type Database from 'better-sqlite3';
import { fold, type Payment, type PaymentChange, type Refund, type Reversal } from '../core/payment-state.ts';
import { yearOf } from './archives.ts';
import { rowOf } from './payments.ts';
import type { Place, Tell } from './places.ts';
import { parsed } from './stored-json.ts';
import type { Totals } from './totals.ts';

/**
 * Proves that every payment is the fold of its rows, wherever they lie, and that every column, reversal and refund
 * says what the payment says. Goes by ids, which no move changes, so that each payment is seen once while a till
 * sells and archives.
 */

/** A page is proven in a few milliseconds: a sale waits no longer. */
const pagePayments = 100;

interface StoredPayment {
  readonly id: string;
  readonly state: string;
  readonly [column: string]: unknown;
}

/** Who is told, and the years whose archives are away: what they leave open is their own and not told one by one. */
interface Hearer {
  readonly tell: Tell;
  readonly away: ReadonlySet<number>;
}

/** Yields how many payments are done after each page. `journal` is the first of the places. */
export function* paymentPages(places: readonly Place[], totals: Totals, hearer: Hearer): Generator<number, void> {
  const readers = places.map((place) => new Reader(place));
  let count = 0;
  for (let ids = idsAfter(readers, ''); ids.length > 0; ids = idsAfter(readers, ids.at(-1) ?? '')) {
    for (const id of ids) {
      count += 1;
      const payment = provePayment(id, readers, hearer);
      if (payment !== null) totals.add(payment);
    }
    yield count;
  }
}

/** The next ids over all places, each once, in order; as far as every place has been read. */
function idsAfter(readers: readonly Reader[], last: string): readonly string[] {
  const pages = readers.map((reader) => reader.page(last));
  const ends = pages.filter((ids) => ids.length === pagePayments).flatMap((ids) => ids.at(-1) ?? []);
  const to = ends.toSorted().at(0);
  const ids = new Set(pages.flat().filter((id) => to === undefined || id <= to));
  return [...ids].toSorted();
}

/** The payment as its rows say, or null where they do not add up. */
function provePayment(id: string, readers: readonly Reader[], { tell, away }: Hearer): Payment | null {
  // The journal comes first: what an archive has beside it is of before the payment came back.
  const homes = readers.flatMap((reader) => {
    const row = reader.payment(id);
    return row === undefined ? [] : [{ reader, row }];
  });
  const [home, copy] = homes;
  if (home === undefined) return null;
  if (copy !== undefined) compareHomes(home.row, copy.row, tell);
  const bodies = new Map(readers.flatMap((reader) => reader.bodies(id)));
  // It came back from an archive that is away, and its first rows stayed there.
  if (!bodies.has(1) && away.has(yearOf(id))) return null;
  const inOrder = [...bodies].toSorted(([a], [b]) => a - b).map(([, body]) => body);
  const said = foldBodies(inOrder, id, tell);
  if (said === null) return null;
  compareColumns(home.row, said.payment, tell);
  compareRows(id, 'reversal', home.reader.reversals(id), said.reversals, tell);
  compareRows(id, 'refund', home.reader.refunds(id), refundRows(said.payment), tell);
  return said.payment;
}

function compareHomes(here: StoredPayment, copy: StoredPayment, tell: Tell): void {
  if (Number(copy['revision']) > Number(here['revision']))
    tell(`${here.id}: an archive knows more of it than the journal`);
  else if (copy['revision'] === here['revision'] && copy.state !== here.state)
    tell(`${here.id} is in two places with different text`);
}

/** The payments of one place. */
class Reader {
  readonly #page: Database.Statement<[string, number], string>;
  readonly #payment: Database.Statement<[string], StoredPayment>;
  readonly #bodies: Database.Statement<[string], [number, string]>;
  readonly #reversals: Database.Statement<[string], ReversalRow>;
  readonly #refunds: Database.Statement<[string], RefundRow>;
  readonly #year: number | null;

  constructor({ db, year }: Place) {
    this.#year = year;
    this.#page = db
      .prepare<[string, number], string>(
        'select payment_request_id from payments where payment_request_id > ? order by payment_request_id limit ?',
      )
      .pluck();
    this.#payment = db.prepare(
      `select payment_request_id as id, order_id as orderId, payment_id as paymentId, amount_minor as amountMinor,
         currency, phase, live, holds_order as holdsOrder, code_fingerprint as codeFingerprint, serial,
         scanned_at_ms as scannedAtMs, due_at_ms as dueAtMs, revision, state
       from payments where payment_request_id = ?`,
    );
    this.#bodies = db
      .prepare<[string], [number, string]>('select revision, body from journal where payment_request_id = ?')
      .raw();
    this.#reversals = db.prepare(
      `select generation, way, opened_at_ms as openedAtMs, done_at_ms as doneAtMs
       from reversals where payment_request_id = ? order by generation`,
    );
    this.#refunds = db.prepare(
      `select refund_request_id as refundRequestId, amount_minor as amountMinor, origin, phase,
         requested_at_ms as requestedAtMs
       from refunds where payment_request_id = ? order by refund_request_id`,
    );
  }

  page(last: string): readonly string[] {
    return this.#isPast(last) ? [] : this.#page.all(last, pagePayments);
  }

  payment(id: string): StoredPayment | undefined {
    return this.#isOther(id) ? undefined : this.#payment.get(id);
  }

  bodies(id: string): readonly [number, string][] {
    return this.#isOther(id) ? [] : this.#bodies.all(id);
  }

  reversals(id: string): readonly ReversalRow[] {
    return this.#reversals.all(id);
  }

  refunds(id: string): readonly RefundRow[] {
    return this.#refunds.all(id);
  }

  /** An archive is asked only for its own year; whatever else lies in it, the chain tells of. */
  #isOther(id: string): boolean {
    return this.#year !== null && !id.startsWith(String(this.#year));
  }

  #isPast(last: string): boolean {
    return this.#year !== null && last.slice(0, 4) > String(this.#year);
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
  const value = parsed(text);
  return typeof value === 'object' ? (value as Record<string, unknown> | null) : null;
}

/** Both in the order of their ids, with the same fields in the same order. */
function compareRows(id: string, what: string, rows: readonly object[], wanted: readonly object[], tell: Tell): void {
  if (JSON.stringify(rows) !== JSON.stringify(wanted)) tell(`${id}: its ${what} rows differ`);
}
