import type { HistoryState } from '../contract/history.ts';
import type { HistoryMark } from './history-ports.ts';
import { invariant } from './invariant.ts';
import type { Phase } from './payment-state.ts';

/**
 * All payments by their ids, in memory: a paymentRequestId begins with its UTC second and holds terminal, amount,
 * serial and chance, so that time, amount and last digits are searched without asking the journal. 25 bytes a payment.
 * It knows no clock, no filter of people and no store.
 */

/** What a payment must be to be found; all of it. */
export interface Wanted {
  /** UTC seconds as in the id, `20261120040000`: from this one on… */
  readonly fromSecond: number;
  /** …up to, not including, this one. */
  readonly beforeSecond: number;
  /** Minor units, both included. */
  readonly amountFrom: number;
  readonly amountTo: number;
  readonly state: HistoryState | null;
  /** The last 1 to 10 digits of the id, or null. */
  readonly lastDigits: string | null;
}

/** Everything. */
export const anything: Wanted = {
  fromSecond: 0,
  beforeSecond: Number.POSITIVE_INFINITY,
  amountFrom: 0,
  amountTo: Number.POSITIVE_INFINITY,
  state: null,
  lastDigits: null,
};

/** The parts of an id in the order in which they stand there, and what the mark says. */
interface Entry {
  readonly second: number;
  readonly terminal: number;
  readonly amount: number;
  readonly serial: number;
  /** The last six digits. */
  readonly chance: number;
  readonly bits: number;
}

const finals = ['paid', 'not_charged', 'reversed'] as const;
const otherPhase = finals.length;
const liveBit = 4;
const refundsShift = 3;
const refunds = ['none', 'done', 'open'] as const;
/** Two bits of phase, one of life, two of refunds. */
const bitsCount = 32;

export class HistoryBook {
  /** From the newest there was at first towards the oldest: grows at its end while older ones are read. */
  readonly #back = new Entries(-1);
  /** What has come since, oldest first. */
  readonly #since = new Entries(1);
  #version = 0;

  /** Rises with each change. */
  version(): number {
    return this.#version;
  }

  size(): number {
    return this.#back.size() + this.#since.size();
  }

  /** Payments that are older than everything in the book, newest first. */
  addOlder(marks: readonly HistoryMark[]): void {
    for (const mark of marks) this.#back.put(entryOf(mark));
    this.#version += 1;
  }

  /** A payment that is new, or has moved. */
  put(mark: HistoryMark): void {
    const entry = entryOf(mark);
    const isOld = this.#back.size() > 0 && order(entry, this.#back.at(0)) <= 0;
    (isOld ? this.#back : this.#since).put(entry);
    this.#version += 1;
  }

  /** The id at a place; place 0 is the newest. */
  idAt(place: number): string {
    return idOf(this.#entryAt(place));
  }

  /** Places of those that fit, newest first; `upTo`: nothing newer than this id, which need not exist. */
  find(wanted: Wanted, upTo: string | null): Uint32Array {
    const found = new Uint32Array(this.size());
    const newest = upTo === null ? null : partsOf(upTo);
    const fits = fitting(wanted, newest);
    let count = 0;
    const since = this.#since.size();
    for (let place = 0; place < since; place += 1)
      if (this.#since.fits(since - 1 - place, fits)) found[count++] = place;
    for (let at = 0; at < this.#back.size(); at += 1) if (this.#back.fits(at, fits)) found[count++] = since + at;
    return found.subarray(0, count);
  }

  #entryAt(place: number): Entry {
    const since = this.#since.size();
    return place < since ? this.#since.at(since - 1 - place) : this.#back.at(place - since);
  }
}

/** Entries in one order, in columns of numbers; `direction` 1: rising, -1: falling. */
class Entries {
  readonly #direction: 1 | -1;
  #size = 0;
  #second = new Float64Array(1_024);
  #terminal = new Uint16Array(1_024);
  #amount = new Float64Array(1_024);
  #serial = new Uint16Array(1_024);
  #chance = new Uint32Array(1_024);
  #bits = new Uint8Array(1_024);

  constructor(direction: 1 | -1) {
    this.#direction = direction;
  }

  size(): number {
    return this.#size;
  }

  at(index: number): Entry {
    invariant(index >= 0 && index < this.#size, 'a place of the book holds a payment');
    return {
      second: this.#second[index] ?? 0,
      terminal: this.#terminal[index] ?? 0,
      amount: this.#amount[index] ?? 0,
      serial: this.#serial[index] ?? 0,
      chance: this.#chance[index] ?? 0,
      bits: this.#bits[index] ?? 0,
    };
  }

  fits(index: number, fits: Fitting): boolean {
    const second = this.#second[index] ?? 0;
    if (second < fits.fromSecond || second >= fits.beforeSecond) return false;
    const amount = this.#amount[index] ?? 0;
    if (amount < fits.amountFrom || amount > fits.amountTo) return false;
    if (fits.bits[this.#bits[index] ?? 0] === 0) return false;
    if (fits.ofChance !== 0 && (this.#chance[index] ?? 0) % fits.ofChance !== fits.chance) return false;
    if (fits.ofSerial !== 0 && (this.#serial[index] ?? 0) % fits.ofSerial !== fits.serial) return false;
    return fits.newest === null || second < fits.newest.second || order(this.at(index), fits.newest) <= 0;
  }

  /** Replaces the entry of the same id, or puts a new one in its place, most often the last. */
  put(entry: Entry): void {
    const at = this.#placeFor(entry);
    if (at === this.#size || order(this.at(at), entry) !== 0) this.#makeRoom(at);
    this.#second[at] = entry.second;
    this.#terminal[at] = entry.terminal;
    this.#amount[at] = entry.amount;
    this.#serial[at] = entry.serial;
    this.#chance[at] = entry.chance;
    this.#bits[at] = entry.bits;
  }

  /** The first index whose entry does not stand before this one. */
  #placeFor(entry: Entry): number {
    let from = 0;
    let to = this.#size;
    if (to === 0) return 0;
    // Nearly all come in order, and nearly all in a second of their own.
    const ahead = ((this.#second[to - 1] ?? 0) - entry.second) * this.#direction;
    if (ahead < 0 || (ahead === 0 && order(this.at(to - 1), entry) * this.#direction < 0)) return to;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (order(this.at(middle), entry) * this.#direction < 0) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  #makeRoom(at: number): void {
    if (this.#size === this.#bits.length) this.#grow();
    for (const column of [this.#second, this.#terminal, this.#amount, this.#serial, this.#chance, this.#bits])
      column.copyWithin(at + 1, at, this.#size);
    this.#size += 1;
  }

  #grow(): void {
    const room = this.#bits.length * 2;
    this.#second = copied(new Float64Array(room), this.#second);
    this.#terminal = copied(new Uint16Array(room), this.#terminal);
    this.#amount = copied(new Float64Array(room), this.#amount);
    this.#serial = copied(new Uint16Array(room), this.#serial);
    this.#chance = copied(new Uint32Array(room), this.#chance);
    this.#bits = copied(new Uint8Array(room), this.#bits);
  }
}

function copied<Column extends Float64Array | Uint32Array | Uint16Array | Uint8Array>(
  into: Column,
  from: Column,
): Column {
  into.set(from);
  return into;
}

/** What is asked of one entry, made ready once. */
interface Fitting extends Pick<Wanted, 'fromSecond' | 'beforeSecond' | 'amountFrom' | 'amountTo'> {
  /** 1 for each pattern of bits that fits. */
  readonly bits: Uint8Array;
  /** The last digits: powers of ten by which chance and serial are divided, 0 = whatever they are. */
  readonly ofChance: number;
  readonly chance: number;
  readonly ofSerial: number;
  readonly serial: number;
  readonly newest: Entry | null;
}

function fitting(wanted: Wanted, newest: Entry | null): Fitting {
  const { fromSecond, beforeSecond, amountFrom, amountTo, state, lastDigits } = wanted;
  return {
    fromSecond,
    beforeSecond: newest === null ? beforeSecond : Math.min(beforeSecond, newest.second + 1),
    amountFrom,
    amountTo,
    bits: Uint8Array.from({ length: bitsCount }, (_, bits) => Number(state === null || isIn(state, bits))),
    ...lastOf(lastDigits ?? ''),
    newest,
  };
}

/** Six digits of chance stand behind four of the serial. */
const chanceDigits = 6;

function lastOf(digits: string): Pick<Fitting, 'ofChance' | 'chance' | 'ofSerial' | 'serial'> {
  const [serial, chance] = [digits.slice(0, -chanceDigits), digits.slice(-chanceDigits)];
  const power = (text: string): number => (text === '' ? 0 : 10 ** text.length);
  return { ofChance: power(chance), chance: Number(chance), ofSerial: power(serial), serial: Number(serial) };
}

function isIn(state: HistoryState, bits: number): boolean {
  const isLive = (bits & liveBit) !== 0;
  const given = refunds[bits >>> refundsShift] ?? 'none';
  switch (state) {
    case 'refunded':
      return given !== 'none';
    case 'open':
      return isLive || given === 'open';
    case 'paid':
    case 'not_charged':
    case 'reversed':
      return !isLive && finals[bits & 3] === state;
  }
}

function entryOf({ paymentRequestId, phase, isLive, refunds: given }: HistoryMark): Entry {
  const known = (finals as readonly Phase[]).indexOf(phase);
  const phaseBits = known === -1 ? otherPhase : known;
  return {
    ...partsOf(paymentRequestId),
    bits: phaseBits | (isLive ? liveBit : 0) | (refunds.indexOf(given) << refundsShift),
  };
}

function partsOf(id: string): Entry {
  invariant(/^20\d{38}$/.test(id), `a paymentRequestId has 40 digits and begins with the year, not ${id}`);
  return {
    second: Number(id.slice(0, 14)),
    terminal: Number(id.slice(14, 18)),
    amount: Number(id.slice(18, 30)),
    serial: Number(id.slice(30, 34)),
    chance: Number(id.slice(34)),
    bits: 0,
  };
}

function idOf({ second, terminal, amount, serial, chance }: Entry): string {
  const digits = (part: number, count: number): string => String(part).padStart(count, '0');
  return [digits(second, 14), digits(terminal, 4), digits(amount, 12), digits(serial, 4), digits(chance, 6)].join('');
}

/** Below 0 when `one` is older. The order of the ids as text. */
function order(one: Entry, other: Entry): number {
  return (
    one.second - other.second ||
    one.terminal - other.terminal ||
    one.amount - other.amount ||
    one.serial - other.serial ||
    one.chance - other.chance
  );
}
