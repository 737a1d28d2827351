import type { ExportKind, ReturnCard } from './contract/returns.ts';
import { utcSecond } from './core/ids.ts';
import type { Payment } from './core/payment-state.ts';
import { hasOpenReversal } from './core/payment-state.ts';
import { dayBeginsMs, nextDay } from './core/shop-day.ts';
import { type CsvPlace, csvHead, csvLines } from './returns-csv.ts';

/**
 * Reversals and refunds as a file, piece by piece and newest payment first, so that neither a long list nor an archive
 * is ever held whole. A payment's id begins with the second of its scan: days are bounds of ids.
 */

/** Where the payments come from: a running terminal, or a journal that nobody has open. */
export interface ExportSource {
  /** Open ones with `before` > id >= `from`, newest id first. */
  readonly openBefore: (before: string, from: string, limit: number) => readonly Payment[];
  /** Those with a reversal and `before` > id >= `from`, newest id first. Throws `StorageError`. */
  readonly reversedBefore: (before: string, from: string, limit: number) => readonly Payment[];
  readonly cardOf: (payment: Payment) => ReturnCard;
}

export interface ExportAsked {
  readonly show: ExportKind;
  /** `2026-11-20`, in the shop's zone; null = no bound. */
  readonly fromDay: string | null;
  readonly toDay: string | null;
  /** `next` of the piece before, or null. */
  readonly before: string | null;
}

export interface ExportPiece {
  readonly csv: string;
  readonly rows: number;
  readonly next: string | null;
}

/** Payments in one piece: some milliseconds of the terminal's time. */
const pieceMax = 500;

export const newestId = '9'.repeat(40);
export const oldestId = '0'.repeat(40);

/** Null where a day is none, such as 30 February. */
export function exportPiece(asked: ExportAsked, source: ExportSource, place: CsvPlace): ExportPiece | null {
  const { show, fromDay, toDay } = asked;
  const from = fromDay === null ? oldestId : firstIdOf(fromDay, place.timeZone);
  const last = toDay === null ? newestId : firstIdOf(nextDay(toDay), place.timeZone);
  if (from === null || last === null) return null;
  const before = asked.before ?? last;
  const found = source[show === 'open' ? 'openBefore' : 'reversedBefore'](before, from, pieceMax);
  const wanted = found.filter((payment) => isWanted(payment, show));
  const head = asked.before === null ? csvHead(place) : '';
  const lines = wanted.length === 0 ? '' : csvLines(wanted.map(source.cardOf), place);
  const next = found.length < pieceMax ? null : (found.at(-1)?.paymentRequestId ?? null);
  return { csv: head + lines, rows: wanted.length, next };
}

function isWanted(payment: Payment, show: ExportKind): boolean {
  if (show === 'open') return true;
  if (hasOpenReversal(payment)) return false;
  return show === 'ended' || payment.reversal?.closed != null;
}

/** No id of this day is below it. */
function firstIdOf(day: string | null, timeZone: string): string | null {
  const beginsMs = day === null ? null : dayBeginsMs(day, timeZone);
  return beginsMs === null ? null : utcSecond(beginsMs);
}
