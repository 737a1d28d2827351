import type { Chance, Clock, Journal } from '../../main/core/ports.ts';
import { type Books, createBooks } from '../../main/simulator/books.ts';
import { type Ledger, memoryLedger, type Order } from '../../main/simulator/ledger.ts';
import type { Api } from '../../main/simulator/messages.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { Draws } from './draws.ts';
import type { FaultPlan } from './faults.ts';
import { MapJournal } from './map-journal.ts';
import { Network } from './network.ts';
import { isNeverClear } from './promises.ts';
import { Referee } from './referee.ts';
import { Shop } from './shop.ts';
import { Story, Violation } from './story.ts';
import { Till } from './till.ts';
import { Trouble } from './trouble.ts';
import { Weather } from './weather.ts';

/**
 * A whole world in one seed: a till, a shop, a network and a gateway on one virtual clock. The till is the product's
 * own core over the product's own journal; everything around it tries to make it lose or double money.
 */

export interface WorldOptions {
  readonly journal?: 'sqlite' | 'map';
  /** Opens the till's journal instead: on a disk, watched, counted. */
  readonly open?: (clock: Clock, chance: Chance) => OpenRows;
  /** Names of troubles and deeds that are left out of this run. */
  readonly without?: ReadonlySet<string>;
  /** Just these faults, on a short day, instead of what chance brings. */
  readonly plan?: FaultPlan;
  /** Keeps the lines of the story. */
  readonly tell?: boolean;
  /** Puts a broken journal under the till: the referee must notice. */
  readonly spoil?: (rows: Journal) => Journal;
  /** Told of each message of a payment just before it leaves; `id` is the paymentRequestId or refundRequestId. */
  readonly sends?: (api: Api, id: string) => void;
}

/** A journal and the SQLite journal behind it, if any: it is verified at rest and closed at the end. */
export interface OpenRows {
  readonly rows: Journal;
  readonly sqlite: SqliteJournal | null;
}

export interface Told {
  readonly seed: number;
  /** The promise that was broken, or null. */
  readonly broken: string | null;
  readonly cause: unknown;
  readonly attempts: number;
  readonly troubles: number;
  readonly crashes: number;
  /** Timers that ran. */
  readonly events: number;
  /** Troubles and deeds by name, in their order. */
  readonly struck: readonly string[];
  /** What its payments went through. */
  readonly passages: ReadonlySet<string>;
  readonly hash: string;
  readonly story: readonly string[];
}

/** Runs one seed to its end or to the first broken promise. The same seed tells the same story. */
export function runWorld(seed: number, options: WorldOptions = {}): Told {
  const world = new World(seed, options);
  let broken: string | null = null;
  let cause: unknown = null;
  try {
    world.run();
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    broken = error.message;
    cause = error.cause;
  } finally {
    world.close();
  }
  return world.told(broken, cause);
}

function openMap(): OpenRows {
  return { rows: new MapJournal(), sqlite: null };
}

function openMemory(clock: Clock, chance: Chance): OpenRows {
  const sqlite = new SqliteJournal(':memory:', clock, chance);
  return { rows: sqlite, sqlite };
}

const hourMs = 3_600_000;

/** How people and trouble come: a long and troubled week, a busy day, or a few sales under a fault plan. */
interface Pace {
  readonly busy: boolean;
  readonly deeds: number;
  /** Between two deeds. */
  readonly longestMs: number;
  readonly shares: readonly [number, ...number[]];
  /** Span in which lasting troubles begin. */
  readonly overMs: number;
}

function paceOf(dice: Draws, planned: boolean): Pace {
  const busy = dice.happens(0.4);
  if (planned) return { busy: true, deeds: 12, longestMs: 60_000, shares: [0], overMs: 240_000 };
  if (busy) {
    const deeds = 100 + dice.below(200);
    return { busy, deeds, longestMs: 60_000, shares: [0.05, 0.1, 0.2], overMs: 600_000 };
  }
  const deeds = 10 + dice.below(60);
  const longestMs = dice.pick([20_000, 120_000, 600_000, hourMs]);
  const shares = [0, 0.1, 0.1, 0.25, 0.25, 0.5, 0.8] as const;
  return { busy, deeds, longestMs, shares, overMs: (deeds * longestMs) / 8 };
}

/** After the last trouble: long enough for every later question of a payment that was closed on ORDER_NOT_EXIST. */
const restHours = 48;

/** Where the gateway lies, the daily statement is compared after so many hours. */
const statementHours = [7, 9] as const;

class World {
  readonly #seed: number;
  readonly #dice: Draws;
  readonly #time: ManualClock;
  readonly #trouble: Trouble;
  readonly #weather: Weather;
  readonly #story: Story;
  readonly #rows: Journal;
  readonly #sqlite: SqliteJournal | null;
  readonly #books: Books;
  readonly #referee: Referee;
  readonly #network: Network;
  readonly #shop: Shop;
  readonly #till: Till;
  /** The gateway's orders, as its ledger has them. */
  readonly #orders = new Map<string, Order>();
  readonly #pace: Pace;
  #purseIsEndless = true;
  /** Gateway's clock minus the true time. */
  readonly #skewMs: number;

  constructor(
    seed: number,
    { journal = 'map', open, without = new Set(), plan, tell = false, spoil, sends }: WorldOptions,
  ) {
    const dice = new Draws(seed, 'world');
    const time = manualClock(startOf(dice));
    this.#seed = seed;
    this.#dice = dice;
    this.#time = time;
    this.#pace = paceOf(new Draws(seed, 'pace'), plan !== undefined);
    this.#skewMs =
      plan === undefined && dice.happens(0.2) ? dice.pick([-300_000, -40_000, -20_000, 20_000, 40_000, 300_000]) : 0;
    this.#story = new Story(() => time.monotonicMs(), tell);
    this.#trouble = new Trouble(seed, { without, plan: plan ?? null, shares: this.#pace.shares });
    this.#weather = new Weather(seed, time, this.#trouble, this.#pace.overMs);
    const trueClock = { ...time, wallMs: () => Math.floor(time.wallMs()) };
    const opened = (open ?? (journal === 'map' ? openMap : openMemory))(trueClock, new Draws(seed, 'journal'));
    this.#rows = opened.rows;
    this.#sqlite = opened.sqlite;
    const chance = new Draws(seed, 'gateway');
    this.#books = createBooks({ clock: trueClock, ledger: this.#ledger(), mockAmounts: true, chance });
    this.#books.setSkew(this.#skewMs);
    const gateway = {
      order: (id: string) => this.#orders.get(id),
      orders: () => this.#orders.values(),
      nowMs: () => this.#books.timeMs(),
    };
    this.#referee = new Referee(this.#rows, gateway, this.#trouble.honest, () => time.monotonicMs());
    const parts = {
      seed,
      time,
      books: this.#books,
      trouble: this.#trouble,
      weather: this.#weather,
      story: this.#story,
      referee: this.#referee,
      rows: this.#rows,
    };
    this.#network = new Network({ ...parts, longWay: seed % 16 === 0, sends: sends ?? (() => {}) });
    this.#shop = new Shop({
      ...parts,
      busy: this.#pace.busy,
      later: (delayMs, act) => time.after(delayMs, () => this.#till.enter(act)),
    });
    // Paper costs time: few worlds have a printer.
    const rows = spoil === undefined ? this.#rows : spoil(this.#rows);
    const begun = (chance: Draws): void => this.#shop.begin(chance);
    this.#till = new Till({ ...parts, rows, network: this.#network, printer: seed % 64 === 0, begun });
  }

  run(): void {
    this.#till.start();
    for (let n = 1; n <= this.#pace.deeds; n++) {
      this.#fillPurse(!this.#weather.isPoor());
      this.#time.advance(this.#dice.wait(50, this.#pace.longestMs));
      const dice = this.#trouble.act(`deed ${n}`);
      if (dice !== null) this.#till.enter((terminal) => this.#shop.act(terminal, dice));
      this.#till.suffer(`deed ${n}`);
      this.#till.nothingSleeps();
    }
    this.#heal();
    this.#rest();
    this.#story.tell('at rest');
    this.#referee.atRest();
    this.#verify();
  }

  close(): void {
    this.#till.end();
    this.#books.close();
    this.#sqlite?.close();
  }

  told(broken: string | null, cause: unknown): Told {
    const { struck } = this.#trouble;
    return {
      seed: this.#seed,
      broken,
      cause,
      attempts: this.#referee.attempts,
      troubles: struck.filter((name) => !name.startsWith('deed')).length,
      crashes: this.#till.crashes,
      events: this.#time.ran(),
      struck,
      passages: this.#referee.passages,
      hash: this.#story.hash(),
      story: this.#story.lines,
    };
  }

  /** Everything works again from here on; the till is started once more, with the gateway's time. */
  #heal(): void {
    this.#story.tell('healed');
    this.#trouble.heal();
    this.#fillPurse(true);
    this.#till.end();
    this.#till.wallOffsetMs = this.#skewMs;
    this.#till.start();
    for (const afterMs of [60_000, hourMs, 12 * hourMs])
      this.#time.after(afterMs, () => this.#till.enter((terminal) => this.#shop.settle(terminal)));
    if (this.#trouble.honest) return;
    for (const hours of statementHours)
      this.#time.after(hours * hourMs, () => this.#till.enter((terminal) => this.#shop.reconcile(terminal)));
  }

  /** Two days, or until nothing moves any more. */
  #rest(): void {
    const least = this.#trouble.honest ? 1 : statementHours[1] + 1;
    for (let hour = 1; hour <= restHours; hour++) {
      this.#time.advance(hourMs);
      this.#till.nothingSleeps();
      const moves = this.#network.underWay > 0 || this.#rows.unfinished().some((payment) => !isNeverClear(payment));
      if (hour >= least && !moves) return;
    }
  }

  #verify(): void {
    if (this.#sqlite === null) return;
    const run = this.#sqlite.verify();
    let slice = run.next();
    while (slice.done !== true) slice = run.next();
    if (slice.value.problems.length > 0) throw new Violation(`the journal: ${slice.value.problems.join('; ')}`);
  }

  #fillPurse(endless: boolean): void {
    if (endless && this.#purseIsEndless) return;
    this.#purseIsEndless = endless;
    this.#story.tell(`the merchant's purse is ${endless ? 'endless' : 'empty'}`);
    this.#books.customer({ act: 'balance', wallet: 'merchant', balanceMinor: endless ? null : 0 });
  }

  /** The gateway's ledger, watched: every row of money passes the referee. */
  #ledger(): Ledger {
    const ledger = memoryLedger();
    return {
      ...ledger,
      write: (rows) => {
        ledger.write(rows);
        for (const row of rows) {
          if (row.kind !== 'order') continue;
          this.#orders.set(row.order.paymentRequestId, row.order);
          this.#referee.moved(row.order);
        }
      },
    };
  }
}

/** Some time in autumn 2026; every third world begins shortly before the day's cancel window closes. */
function startOf(dice: Draws): number {
  const day = Date.UTC(2026, 9, 1) + dice.below(60) * 86_400_000;
  // 00:15 UTC+8.
  const windowCloses = day + (16 * 60 + 15) * 60_000;
  return dice.happens(0.33) ? windowCloses - dice.wait(10_000, 7_200_000) : day + dice.below(86_400_000);
}
