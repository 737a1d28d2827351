import Database from 'better-sqlite3';
import { machineChance, machineClock } from '../../main/clock.ts';
import { everything as all, type HistoryFilter } from '../../main/contract/history.ts';
import { History } from '../../main/core/history.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import type { Figure } from './figure.ts';
import { amountOf, idOf } from './payments.ts';
import { spreadOf, timed } from './samples.ts';

/**
 * Looking back over everything: how long until all of it is known, how long any one slice of that holds a sale up, and
 * then a page anywhere and a search of each kind, beside the same rows through the driver.
 */

const rows = 50;
const rounds = 200;

/** `n` picks among `below`, spread over all of them. */
const picked = (n: number, below: number): number => Math.floor(((n * 0.6180339887498949) % 1) * below);

export async function historyFigures(
  file: string,
  payments: number,
  id: string,
  what: string,
): Promise<readonly Figure[]> {
  const journal = new SqliteJournal(file, machineClock, machineChance);
  const held: number[] = [];
  // Each timer of it is one slice; what it takes is what a sale beside it waits at most.
  const clock = {
    ...machineClock,
    after: (ms: number, act: () => void) => machineClock.after(ms, () => void held.push(timed(act))),
  };
  const history = new History(journal.history, clock, 'Asia/Shanghai');
  const page = async (filter: HistoryFilter, at: number) => {
    const answer = await history.page({ filter, upTo: null, at, most: rows });
    if (!answer.ok) throw new Error(answer.reason);
    return answer;
  };
  const begunMs = machineClock.monotonicMs();
  const firstMs = await spent(() => page(all, 0));
  while (!(await page(all, 0)).complete) await new Promise<void>((resolve) => machineClock.after(50, resolve));
  const wholeMs = machineClock.monotonicMs() - begunMs;
  const found = await page(all, 0);
  if (found.total !== payments) throw new Error(`${found.total} of ${payments} payments were found`);
  const scrolls = await times((n) => page(all, picked(n, payments - rows)));
  const searches = await times((n) => page(searchOf(n, payments), 0));
  history.close();
  journal.close();
  const raw = bareRows(file, payments);
  const [scroll, search] = [spreadOf(scrolls), spreadOf(searches)];
  const yardstick = (value: number) => ({ name: `${rows} rows through better-sqlite3`, value });
  const name = (of: string): string => `history, ${what}: ${of}`;
  return [
    {
      id: `history.${id}.first`,
      name: name('the newest page'),
      unit: 'ms',
      value: firstMs,
      goal: { valueAtMost: 100 },
    },
    { id: `history.${id}.whole`, name: name('until all of it is known, beside the sales'), unit: 'ms', value: wholeMs },
    {
      id: `history.${id}.slice.p99`,
      name: name('one slice of that, p99'),
      unit: 'ms',
      value: spreadOf(held.length === 0 ? [firstMs] : held).p99,
      goal: { valueAtMost: 10 },
    },
    {
      id: `history.${id}.scroll.p99`,
      name: name(`a page anywhere, p99 of ${rounds}`),
      unit: 'ms',
      value: scroll.p99,
      yardstick: yardstick(raw.p99),
      goal: { valueAtMost: 100 },
    },
    {
      id: `history.${id}.search.p99`,
      name: name(`a search with its page, p99 of ${rounds}`),
      unit: 'ms',
      value: search.p99,
      yardstick: yardstick(raw.p99),
      goal: { valueAtMost: 100 },
    },
  ];
}

/** Last digits, an amount, a range of amounts on some days, a state, a whole number: one after the other. */
function searchOf(n: number, payments: number): HistoryFilter {
  const pick = picked(n, payments);
  const kinds: readonly Partial<HistoryFilter>[] = [
    { number: idOf(pick).slice(-4) },
    { amountFromMinor: amountOf(pick), amountToMinor: amountOf(pick) },
    { amountFromMinor: 5_000, amountToMinor: 5_000 + n, fromDay: '2020-01-10', toDay: '2026-03-01' },
    { state: 'open' },
    { number: idOf(pick) },
  ];
  return { ...all, ...kinds[n % kinds.length] };
}

/** As many rows by their keys, without anything of ours. */
function bareRows(file: string, payments: number) {
  const db = new Database(file, { readonly: true });
  const query = db.prepare<[string, number], { state: string }>(
    'select state from payments where payment_request_id <= ? order by payment_request_id desc limit ?',
  );
  const taken = Array.from({ length: rounds }, (_, n) =>
    timed(() => {
      const from = idOf(rows + picked(n, payments - rows));
      for (const { state } of query.all(from, rows)) JSON.parse(state);
    }),
  );
  db.close();
  return spreadOf(taken);
}

async function times(act: (n: number) => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  for (let n = 0; n < rounds; n += 1) taken.push(await spent(() => act(n)));
  return taken;
}

/** Milliseconds. */
async function spent(act: () => Promise<unknown>): Promise<number> {
  const begunMs = machineClock.monotonicMs();
  await act();
  return machineClock.monotonicMs() - begunMs;
}
