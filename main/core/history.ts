import type { HistoryFilter, HistoryPage, HistoryPayment, HistoryRow, HistoryWord } from '../contract/history.ts';
import type { Refused } from './answers.ts';
import { anything, HistoryBook, type Wanted } from './history-book.ts';
import type { HistoryRows, PersonsWord } from './history-ports.ts';
import { utcSecond, utcSecondMs } from './ids.ts';
import { isOpenRefund, type Payment, reservedMinor } from './payment-state.ts';
import { type Clock, StorageError } from './ports.ts';
import { hasReceipt } from './receipt.ts';
import { refundOff } from './refund.ts';
import { dayBeginsMs, nextDay } from './shop-day.ts';
import { statusOf } from './view.ts';

/**
 * Looking back over all payments. The ids are read once, slice by slice beside the sales and from the newest on, into
 * a book in memory; from then on the journal is asked for what is new and for the rows that are shown. It changes
 * nothing and moves no money.
 */

/** Marks in one slice: about a millisecond, so that a sale in between never waits. */
const sliceMarks = 500;
/** Between two slices: everything that waits for the terminal gets its turn. */
const betweenSlicesMs = 1;
/** Payments in one slice of a search that must read whole payments. */
const slicePayments = 200;
/** Steps that are caught up with at one time; who is further behind begins anew. */
const stepsMax = 4_000;
/** Payments of one order, or of a number that is not one of ours. */
const numberedMax = 100;

export interface HistoryAsked {
  readonly filter: HistoryFilter;
  /** Nothing newer than this payment; null = as things are now. */
  readonly upTo: string | null;
  /** Place of the first row, 0 is the newest. */
  readonly at: number;
  readonly most: number;
}

/** What `about` knows beside the payment's own view. */
export type About = Omit<HistoryPayment, 'ok' | 'payment'>;

/** Ids that were found, by their place. */
interface Found {
  readonly count: number;
  readonly idAt: (place: number) => string;
}

export class History {
  readonly #rows: HistoryRows;
  readonly #clock: Clock;
  readonly #timeZone: string;
  #book: HistoryBook | null = null;
  /** Up to which step the book knows what has moved. */
  #step = 0;
  /** How far back the book goes: the oldest id that was read; null before its first slice. */
  #oldest: string | null = null;
  #isWhole = false;
  #away: readonly number[] = [];
  #stopReading: () => void = () => {};
  /** The newest search: its next page is a piece of the same places. */
  #newest: { readonly key: string; readonly places: Uint32Array } | null = null;

  /** `timeZone` of the shop: its days are asked for. */
  constructor(rows: HistoryRows, clock: Clock, timeZone: string) {
    this.#rows = rows;
    this.#clock = clock;
    this.#timeZone = timeZone;
  }

  /** A piece of what fits, newest first. */
  async page({ filter, upTo, at, most }: HistoryAsked): Promise<HistoryPage | Refused<'storage_failed'>> {
    try {
      const book = this.#caughtUp(at === 0);
      const newest = upTo ?? (book.size() === 0 ? null : book.idAt(0));
      const found = await this.#found(book, filter, newest);
      const length = Math.max(0, Math.min(most, found.count - at));
      const ids = Array.from({ length }, (_, n) => found.idAt(at + n));
      return {
        ok: true,
        upTo: newest,
        total: found.count,
        complete: this.#isWhole,
        lookedBackToMs: this.#isWhole || this.#oldest === null ? null : utcSecondMs(this.#oldest),
        awayYears: [...this.#away],
        at,
        rows: this.#rows.payments(ids).map((payment) => (payment === null ? null : rowOf(payment))),
      };
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      this.#forget();
      return { ok: false, reason: 'storage_failed' };
    }
  }

  /** What its own page shows of a payment; null where it cannot be had. Throws {@link StorageError}. */
  about(paymentRequestId: string): About | null {
    const [payment = null] = this.#rows.payments([paymentRequestId]);
    if (payment === null) return null;
    const off = refundOff(payment);
    return {
      refunds: payment.refunds.map(({ refundRequestId, why, requestedAtMs, seriesOver }) => {
        return { refundRequestId, why, requestedAtMs, seriesOver };
      }),
      leftMinor: off === null ? payment.amount.minor - reservedMinor(payment) : 0,
      refundOff: off,
      hasReceipt: hasReceipt(payment),
      words: this.#rows.personsWords(paymentRequestId).flatMap(wordOf),
    };
  }

  /** Reads nothing any more. */
  close(): void {
    this.#forget();
  }

  #forget(): void {
    this.#stopReading();
    this.#book = null;
    this.#newest = null;
  }

  /** The book with everything that has been written down, as far as it has been read. */
  #caughtUp(looksAgain: boolean): HistoryBook {
    if (looksAgain || this.#book === null) this.#lookForArchives();
    const book = this.#book;
    if (book === null) return this.#begin();
    const { marks, step } = this.#rows.marksSince(this.#step, stepsMax);
    for (const mark of marks) book.put(mark);
    this.#step = step;
    return step < this.#rows.newestStep() ? this.#begin() : book;
  }

  /** One that came back, or went away, is another history. */
  #lookForArchives(): void {
    const away = this.#rows.away();
    if (String(away) !== String(this.#away)) this.#forget();
    this.#away = away;
  }

  #begin(): HistoryBook {
    this.#forget();
    const book = new HistoryBook();
    [this.#step, this.#oldest, this.#isWhole] = [this.#rows.newestStep(), null, false];
    this.#book = book;
    this.#readOn(book);
    return book;
  }

  /** One slice further back, and the next one when the sales have had their turn. */
  #readOn(book: HistoryBook): void {
    const marks = this.#rows.marksBefore(this.#oldest, sliceMarks);
    book.addOlder(marks);
    this.#oldest = marks.at(-1)?.paymentRequestId ?? this.#oldest;
    this.#isWhole = marks.length < sliceMarks;
    if (this.#isWhole) return;
    this.#stopReading = this.#clock.after(betweenSlicesMs, () => {
      try {
        this.#readOn(book);
      } catch (error) {
        // Whoever asks next begins anew, and is told what is wrong.
        if (!(error instanceof StorageError)) throw error;
        this.#forget();
      }
    });
  }

  async #found(book: HistoryBook, filter: HistoryFilter, newest: string | null): Promise<Found> {
    const number = filter.number.trim();
    const ids = number === '' ? [] : await this.#numbered(book, number);
    if (ids.length > 0) return { count: ids.length, idAt: (place) => ids[place] ?? '' };
    const wanted = this.#wanted(filter, number);
    if (wanted === null) return { count: 0, idAt: () => '' };
    const places = this.#search(book, wanted, newest);
    return { count: places.length, idAt: (place) => book.idAt(places[place] ?? 0) };
  }

  #search(book: HistoryBook, wanted: Wanted, newest: string | null): Uint32Array {
    const key = `${book.version()} ${newest} ${JSON.stringify(wanted)}`;
    if (this.#newest?.key !== key) this.#newest = { key, places: book.find(wanted, newest) };
    return this.#newest.places;
  }

  /** Ids under which people know a payment; that of a refund at Alipay stands in the payment alone. */
  async #numbered(book: HistoryBook, number: string): Promise<readonly string[]> {
    const known = this.#rows.numbered(number, numberedMax);
    if (known.length > 0 || number.length < refundIdLeast) return known;
    const refunded = Array.from(book.find({ ...anything, state: 'refunded' }, null), (place) => book.idAt(place));
    for (let at = 0; at < refunded.length; at += slicePayments) {
      const slice = this.#rows.payments(refunded.slice(at, at + slicePayments));
      const found = slice.find((payment) => payment?.refunds.some(({ refundId }) => refundId === number) === true);
      if (found != null) return [found.paymentRequestId];
      await new Promise<void>((resolve) => this.#clock.after(betweenSlicesMs, resolve));
    }
    return [];
  }

  /** Null where nothing can fit: a number that nobody knows, a day that is not in the calendar. */
  #wanted({ amountFromMinor, amountToMinor, fromDay, toDay, state }: HistoryFilter, number: string): Wanted | null {
    if (number !== '' && !/^\d{3,10}$/.test(number)) return null;
    const from = fromDay === null ? Number.NEGATIVE_INFINITY : dayBeginsMs(fromDay, this.#timeZone);
    const last = toDay === null ? null : nextDay(toDay);
    const before = last === null ? Number.POSITIVE_INFINITY : dayBeginsMs(last, this.#timeZone);
    if (from === null || before === null || (toDay !== null && last === null)) return null;
    return {
      fromSecond: secondOf(from),
      beforeSecond: secondOf(before),
      amountFrom: amountFromMinor ?? 0,
      amountTo: amountToMinor ?? Number.POSITIVE_INFINITY,
      state,
      lastDigits: number === '' ? null : number,
    };
  }
}

/** Alipay's refund ids have 28 digits and more; for what is far shorter no payment is read whole. */
const refundIdLeast = 16;

/** As the beginning of an id; infinite stays infinite. */
function secondOf(atMs: number): number {
  return Number.isFinite(atMs) ? Number(utcSecond(atMs)) : atMs;
}

export function rowOf(payment: Payment): HistoryRow {
  const done = payment.refunds.filter(({ phase }) => phase === 'done');
  return {
    paymentRequestId: payment.paymentRequestId,
    orderId: payment.orderId,
    amountMinor: payment.amount.minor,
    currency: payment.amount.currency,
    status: statusOf(payment),
    phase: payment.phase,
    code: payment.code,
    scannedAtMs: payment.scannedAtMs,
    refundedMinor: done.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    refundOpen: payment.refunds.some(isOpenRefund),
    closedOnWord: payment.reversal?.closed?.confirmed === false,
  };
}

function wordOf({ kind, atMs, facts }: PersonsWord): readonly HistoryWord[] {
  const said = (name: string): string => (typeof facts[name] === 'string' ? facts[name] : '');
  const word = { atMs, by: said('by'), why: said('why'), evidence: said('evidence') };
  if (kind === 'closed_by_person') return [{ ...word, kind: 'closed' }];
  if (kind === 'refund_asked') return [{ ...word, kind: 'refund' }];
  return [{ ...word, kind: said('decision') === 'keep' ? 'kept' : 'returned' }];
}
