import type { Clock } from '../../main/core/ports.ts';
import { type Cable, type Closing, type Connection, type Trouble, type Written, within } from './connection.ts';
import {
  automaticFacts,
  nothingKnown,
  type PrinterFacts,
  paperOf,
  type RealTimeQuestion,
  realTimeFacts,
  type Said,
  statusReader,
} from './status.ts';

/**
 * A conversation with a printer over one connection: questions, their answers, and what is known by now. It knows
 * which answer belongs to which question; what follows from an answer is decided in `job`, `drawer` and `look`.
 */

/** DLE EOT n: answered at once, also while the printer is offline. */
const realTime = (question: RealTimeQuestion): Uint8Array => Uint8Array.of(0x10, 0x04, question);
/** GS r n: answered when everything before it has been worked through. 1 = paper, 2 = contact 3 of the drawer. */
export const inBand = (about: 1 | 2): Uint8Array => Uint8Array.of(0x1d, 0x72, about);

/** Without one byte taken for this long, the printer takes none: without paper it closes its window. */
export const stallMs = 10_000;
/** A printer that has answered before is waited for longer: radio networks sleep. One that never has is asked once. */
const answerWithinMs = { yes: 3_000, unknown: 2_000, no: 1_000 } as const;

/** One answer may be lost on a radio network; who does not answer twice does not know the question. */
const missesMax = 2;

/** Whether a printer answers a kind of question; `unknown` until it has had the occasion. */
export type Known = 'yes' | 'no' | 'unknown';

/**
 * What one printer has shown so far, over all its connections. Forgotten when the printer goes away: another one may
 * come back in its place.
 */
export interface Habits {
  realTime: Known;
  inBand: Known;
  /** Process ids; decided by jobs, since only they ask for them. */
  echo: Known;
  /** How often in a row it has left single questions of DLE EOT unanswered, which it has never answered. */
  readonly missed: Map<RealTimeQuestion, number>;
  /** Those that it has answered: one answer that is late does not make them unknown to it. */
  readonly answered: Set<RealTimeQuestion>;
  /** Questions of GS r that are still unanswered; over a serial line an answer may come in the next connection. */
  owed: number;
}

export function newHabits(): Habits {
  return { realTime: 'unknown', inBand: 'unknown', echo: 'unknown', missed: new Map(), answered: new Set(), owed: 0 };
}

export function forget(habits: Habits): void {
  habits.realTime = 'unknown';
  habits.inBand = 'unknown';
  habits.echo = 'unknown';
  habits.missed.clear();
  habits.answered.clear();
  habits.owed = 0;
}

export interface Line {
  readonly cable: Cable;
  readonly clock: Clock;
  readonly habits: Habits;
}

export type Talking = { readonly ok: true; readonly talk: Talk } | { readonly ok: false; readonly trouble: Trouble };

/** Opens a connection to talk over. Never rejects. */
export async function talkOver(line: Line): Promise<Talking> {
  const talk = new Talk(line);
  const opened = await line.cable.open({
    heard: (bytes) => talk.heard(bytes),
    lost: (trouble) => talk.lose(trouble),
  });
  if (!opened.ok) {
    const { fault } = opened.trouble;
    if (fault === 'printer_unreachable' || fault === 'printer_absent') forget(line.habits);
    return opened;
  }
  return { ok: true, talk: talk.over(opened.connection) };
}

/** Looks at everything that is said; the first value that is not null ends the wait. */
type Pick<Found> = (said: Said) => Found | null;

export class Talk {
  readonly #line: Line;
  readonly #read = statusReader();
  readonly #waits = new Set<(said: Said | null) => void>();
  #connection: Connection | null = null;
  #facts: PrinterFacts = nothingKnown;
  #lost: Trouble | null = null;
  #unasked: Trouble | null = null;
  #ended = false;

  constructor(line: Line) {
    this.#line = line;
  }

  over(connection: Connection): this {
    this.#connection = connection;
    return this;
  }

  /** What the printer has said in this conversation. */
  facts(): PrinterFacts {
    return this.#facts;
  }

  /** Why the connection is gone; null while it stands. */
  lost(): Trouble | null {
    return this.#lost;
  }

  /** Why a question never left this machine; null = every one has. */
  unasked(): Trouble | null {
    return this.#unasked;
  }

  /** Something may still be asked. */
  isOpen(): boolean {
    return this.#connection !== null && this.#lost === null && !this.#ended;
  }

  lose(trouble: Trouble): void {
    this.#lost = trouble;
    for (const wait of this.#waits) wait(null);
  }

  heard(bytes: Uint8Array): void {
    const { habits } = this.#line;
    for (const said of this.#read(bytes)) {
      if (said.kind === 'automatic') this.#learn(automaticFacts(said.bytes));
      if (said.kind === 'real_time') habits.realTime = 'yes';
      if (said.kind === 'process') habits.echo = 'yes';
      if (said.kind === 'in_band') {
        habits.inBand = 'yes';
        habits.owed = Math.max(0, habits.owed - 1);
      }
      for (const wait of this.#waits) wait(said);
    }
  }

  /** The first thing said from now on that `pick` wants; null after `withinMs` or when the connection is lost. */
  async next<Found>(pick: Pick<Found>, withinMs: number): Promise<Found | null> {
    if (this.#lost !== null || this.#ended) return null;
    let wait: (said: Said | null) => void = () => {};
    const picked = new Promise<Found | null>((resolve) => {
      wait = (said) => {
        const found = said === null ? null : pick(said);
        if (said === null || found !== null) resolve(found);
      };
    });
    this.#waits.add(wait);
    try {
      return await within<Found | null>(picked, withinMs, this.#line.clock, () => null);
    } finally {
      this.#waits.delete(wait);
    }
  }

  /**
   * DLE EOT `question`, one at a time: an answer does not say to which it belongs. False when there is none; one that
   * the printer is known to ignore is not asked again.
   */
  async ask(question: RealTimeQuestion): Promise<boolean> {
    const { habits } = this.#line;
    const missed = habits.missed.get(question) ?? 0;
    if (missed >= missesMax) return false;
    const answer = this.next((said) => (said.kind === 'real_time' ? said.byte : null), answerWithinMs[habits.realTime]);
    const asked = await this.write(realTime(question));
    const byte = await answer;
    if (!asked.ok) {
      this.#unasked = asked.trouble;
      return false;
    }
    if (byte === null) {
      if (this.isOpen() && question !== 1 && !habits.answered.has(question)) habits.missed.set(question, missed + 1);
      return false;
    }
    habits.answered.add(question);
    this.#learn(realTimeFacts(question, byte));
    return true;
  }

  /** GS r 1, waited for `withinMs`; what else is owed must have been settled before. */
  async askPaper(withinMs: number): Promise<boolean> {
    const byte = await this.#askInBand(1, withinMs);
    if (byte !== null) this.#learn({ paper: paperOf(byte) });
    return byte !== null;
  }

  /** GS r 2: the level of contact 3 of the drawer socket. */
  async askDrawer(withinMs: number): Promise<boolean> {
    const byte = await this.#askInBand(2, withinMs);
    if (byte !== null) this.#learn({ drawerPin: (byte & 0x01) === 0 ? 'low' : 'high' });
    return byte !== null;
  }

  async #askInBand(about: 1 | 2, withinMs: number): Promise<number | null> {
    const answer = this.next((said) => (said.kind === 'in_band' ? said.byte : null), withinMs);
    this.#line.habits.owed += 1;
    await this.write(inBand(about));
    return answer;
  }

  async write(bytes: Uint8Array): Promise<Written> {
    if (this.#connection === null || !this.isOpen()) {
      return { ok: false, left: false, trouble: this.#lost ?? { fault: 'printer_absent', detail: '' } };
    }
    return this.#connection.write(bytes, stallMs);
  }

  /** Nothing is waited for any more; resolves when the connection is gone, at the latest after `withinMs`. */
  async close(withinMs: number): Promise<Closing> {
    if (this.#connection === null) return { how: 'ended' };
    this.#ended = true;
    const closing = await this.#connection.close(withinMs);
    for (const wait of this.#waits) wait(null);
    return closing;
  }

  #learn(facts: Partial<PrinterFacts>): void {
    this.#facts = { ...this.#facts, ...facts };
  }
}
