import { type Typed, UsageError, wholeNumber } from '../arguments.ts';
import { machineClock } from '../clock.ts';
import type { Result } from '../contract/contract.ts';
import { type HistoryFilter, type HistoryPage, type HistoryRow, historyStates } from '../contract/history.ts';
import { historyWords } from '../contract/words/history.ts';
import { rowTitle } from '../contract/words/on-word.ts';
import { tillWords } from '../contract/words/till.ts';
import { parseAmount } from '../core/money.ts';
import { shopTime } from '../core/shop-time.ts';
import type { Profile } from '../profile.ts';
import { type Desk, openDesk } from './desk.ts';
import { amountOf, type Output, refuse } from './output.ts';

/** `till history [NUMBER] [--amount A] [--to-amount A] [--from DAY] [--to DAY] [--state S] [--most N]`: looks back. */

export const historyOptions = {
  amount: 'text',
  'to-amount': 'text',
  from: 'text',
  to: 'text',
  state: 'text',
  most: 'text',
} as const;

/** Payments in one answer; more are asked for with narrower days. */
const mostMax = 1_000;
const atOnce = 100;

/** Exit 0, also when nothing was found. Throws {@link UsageError}. */
export async function history(typed: Typed, profile: Profile, out: Output): Promise<number> {
  const filter = filterOf(typed, profile, out);
  const most = wholeNumber(typed, 'most', 20, [1, mostMax], out.language);
  const desk = await openDesk(profile, null);
  try {
    const found = await pages(desk, filter, most);
    if (typeof found === 'string') return refuse(out, found);
    const { page, rows } = found;
    const { sentences, found: counted } = historyWords[out.language];
    if (page.awayYears.length > 0) out.say(sentences.away({ years: page.awayYears.join(', ') }));
    const lines = rows.map((row) => lineOf(row, profile, out));
    out.answer(page.total === 0 ? [sentences.none] : [counted({ count: String(page.total) }), ...lines], {
      total: page.total,
      awayYears: page.awayYears,
      payments: rows,
    });
    return 0;
  } finally {
    await desk.close();
  }
}

/** The newest `most`, once everything has been looked through. A reason where it could not be. */
async function pages(
  desk: Desk,
  filter: HistoryFilter,
  most: number,
): Promise<{ readonly page: HistoryPage; readonly rows: readonly HistoryRow[] } | string> {
  const rows: HistoryRow[] = [];
  let [upTo, at]: [string | null, number] = [null, 0];
  for (;;) {
    const page: Result<'history.page'> = await desk.request('history.page', {
      filter,
      upTo,
      at,
      most: Math.min(atOnce, most),
    });
    if (!page.ok) return page.reason;
    upTo = page.upTo;
    if (at < most) {
      at += page.rows.length;
      rows.push(...page.rows.flatMap((row) => row ?? []));
    }
    if (page.complete && at >= Math.min(most, page.total)) return { page, rows: rows.slice(0, most) };
    if (!page.complete) await new Promise<void>((resolve) => machineClock.after(readingMs, resolve));
  }
}

/** Between two looks while older payments are still being read. */
const readingMs = 50;

function filterOf(typed: Typed, profile: Profile, out: Output): HistoryFilter {
  const amount = (option: 'amount' | 'to-amount'): number | null => {
    const text = typed.text(option);
    if (text === undefined) return null;
    const { currency } = profile.config.terminal;
    const read = parseAmount(text, currency, Number.MAX_SAFE_INTEGER);
    if (!read.ok) throw wrong(option, text, '12.80', out);
    return read.money.minor;
  };
  const day = (option: 'from' | 'to'): string | null => {
    const text = typed.text(option);
    if (text !== undefined && !/^20\d\d-\d\d-\d\d$/.test(text)) throw wrong(option, text, '2026-11-20', out);
    return text ?? null;
  };
  const state = typed.text('state');
  const known = historyStates.find((each) => each === state) ?? null;
  if (state !== undefined && known === null) throw wrong('state', state, historyStates.join(' | '), out);
  const from = amount('amount');
  return {
    number: typed.words[0] ?? '',
    amountFromMinor: from,
    amountToMinor: amount('to-amount') ?? from,
    fromDay: day('from'),
    toDay: day('to'),
    state: known,
  };
}

function wrong(option: string, value: string, takes: string, out: Output): UsageError {
  return new UsageError(tillWords[out.language].call.wrongOption({ option: `--${option}`, value, takes }));
}

function lineOf(row: HistoryRow, profile: Profile, out: Output): string {
  const { sentences } = historyWords[out.language];
  const refunded = { amountMinor: row.refundedMinor, currency: row.currency };
  return [
    shopTime(row.scannedAtMs, profile.config.terminal.timeZone),
    amountOf(row),
    rowTitle(row, out.language),
    row.paymentRequestId,
    row.orderId,
    ...(row.refundedMinor > 0 ? [sentences.rowRefunded({ amount: amountOf(refunded) })] : []),
    ...(row.refundOpen ? [sentences.rowRefundOpen] : []),
  ].join('  ');
}
