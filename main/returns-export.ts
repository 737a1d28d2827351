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
  readonly openBefore: (before: string, from: string, limit: number) => Generator<void, readonly Payment[]>;
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

/** Payments in one piece. */
const pieceMax = 500;

/** Payments that are read, or written as lines, between two turns of the terminal: some milliseconds. */
const sliceMax = 50;

export const newestId = '9'.repeat(40);
export const oldestId = '0'.repeat(40);

/**
 * One piece, made in slices: between two of them whoever has sales to make takes its turn. Null where a day is none,
 * such as 30 February.
 */
export function* exportPiece(
  asked: ExportAsked,
  source: ExportSource,
  place: CsvPlace,
): Generator<void, ExportPiece | null> {
  const { show, fromDay, toDay } = asked;
  const from = fromDay === null ? oldestId : firstIdOf(fromDay, place.timeZone);
  const last = toDay === null ? newestId : firstIdOf(nextDay(toDay), place.timeZone);
  if (from === null || last === null) return null;
  const before = asked.before ?? last;
  const found = yield* show === 'open'
    ? source.openBefore(before, from, pieceMax)
    : reversedBefore(source, before, from);
  const wanted = found.filter((payment) => isWanted(payment, show));
  let csv = asked.before === null ? csvHead(place) : '';
  for (let at = 0; at < wanted.length; at += sliceMax) {
    if (at > 0) yield;
    csv += csvLines(wanted.slice(at, at + sliceMax).map(source.cardOf), place);
  }
  const next = found.length < pieceMax ? null : (found.at(-1)?.paymentRequestId ?? null);
  return { csv, rows: wanted.length, next };
}

function* reversedBefore(source: ExportSource, before: string, from: string): Generator<void, readonly Payment[]> {
  const found: Payment[] = [];
  while (found.length < pieceMax) {
    const slice = source.reversedBefore(found.at(-1)?.paymentRequestId ?? before, from, sliceMax);
    found.push(...slice);
    if (slice.length < sliceMax) break;
    yield;
  }
  return found;
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
