import Database from 'better-sqlite3';
import { machineChance, machineClock } from '../../main/clock.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import type { Figure } from './figure.ts';
import { idOf } from './payments.ts';
import { spreadOf, timed } from './samples.ts';

/** "Was I charged?": the payment of a receipt's barcode among all payments, beside the bare row through the driver. */

const lookups = 5_000;

/** The n-th pick among `payments`, spread over all of them. */
const picked = (n: number, payments: number): string => idOf(Math.floor(((n * 0.6180339887498949) % 1) * payments));

export function lookupFigures(file: string, payments: number, id: string, what: string): readonly Figure[] {
  const journal = new SqliteJournal(file, machineClock, machineChance);
  const ours: number[] = [];
  for (let n = 0; n < lookups; n++) {
    const wanted = picked(n, payments);
    ours.push(timed(() => mustBe(wanted, journal.find(wanted)?.paymentRequestId)));
  }
  journal.close();
  const db = new Database(file, { readonly: true });
  const row = db.prepare<[string], { id: string }>(
    'select payment_request_id as id, state from payments where payment_request_id = ?',
  );
  const raw: number[] = [];
  for (let n = 0; n < lookups; n++) {
    const wanted = picked(n, payments);
    raw.push(timed(() => mustBe(wanted, row.get(wanted)?.id)));
  }
  db.close();
  const [found, bare] = [spreadOf(ours), spreadOf(raw)];
  const figure = (at: 'median' | 'p99'): Figure => ({
    id: `lookup.${id}.${at}`,
    name: `look up a receipt's barcode, ${what}, ${at} of ${lookups}`,
    unit: 'ms',
    value: found[at],
    yardstick: { name: 'the row through better-sqlite3', value: bare[at] },
    ...(at === 'p99' ? { goal: { valueAtMost: 1 } } : {}),
  });
  return [figure('median'), figure('p99')];
}

function mustBe(wanted: string, found: string | undefined): void {
  if (found !== wanted) throw new Error(`looked for ${wanted}, found ${found}`);
}
