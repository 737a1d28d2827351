import { seedLimits } from '../../main/core/limits.ts';
import { type Journal, StorageError } from '../../main/core/ports.ts';
import { Terminal } from '../../main/core/terminal.ts';
import { type Books, createBooks } from '../../main/simulator/books.ts';
import { type Ledger, memoryLedger, type Order } from '../../main/simulator/ledger.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { Disk } from './disk.ts';
import { Draws } from './draws.ts';
import { Life } from './life.ts';
import { MapJournal } from './map-journal.ts';
import { Network } from './network.ts';
import { type GatewaySide, Referee } from './referee.ts';
import { Shop } from './shop.ts';
import { PowerCut, Story, Violation } from './story.ts';
import { Trouble } from './trouble.ts';
import { Weather } from './weather.ts';

/**
 * A whole world in one seed: a till, its machine, a shop, a network and a gateway on one virtual clock. The till is
 * the product's own core over the product's own journal; everything around it tries to make it lose or double money.
 */

export interface WorldOptions {
  readonly journal?: 'sqlite' | 'map';
  /** Names of troubles and deeds that are left out of this run. */
  readonly without?: ReadonlySet<string>;
  /** Keeps the lines of the story. */
  readonly tell?: boolean;
}

export interface Told {
  readonly seed: number;
  /** The promise that was broken, or null. */
  readonly broken: string | null;
  readonly cause: unknown;
  readonly attempts: number;
  readonly troubles: number;
  readonly crashes: number;
  readonly struck: readonly string[];
  readonly hash: string;
  readonly story: readonly string[];
}

const identity = { merchantName: 'Shop', storeName: 'Store', terminalNumber: '0001', training: true };

/** After the last trouble: long enough for every later question of a payment that was closed on ORDER_NOT_EXIST. */
const restMs = 48 * 3_600_000;

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

class World {
  readonly #seed: number;
  readonly #dice: Draws;
  readonly #time: ManualClock;
  readonly #trouble: Trouble;
  readonly #weather: Weather;
  readonly #story: Story;
  readonly #rows: Journal;
  readonly #books: Books;
  readonly #referee: Referee;
  readonly #network: Network;
  readonly #shop: Shop;
  readonly #orders = new Map<string, Order>();
  #life: Life | null = null;
  #terminal: Terminal | null = null;
  #lives = 0;
  #crashes = 0;
  /** Gateway's clock minus the true time. */
  readonly #skewMs: number;
  /** Till's wall clock minus the true time. */
  #wallOffsetMs = 0;

  constructor(seed: number, { journal = 'map', without = new Set(), tell = false }: WorldOptions) {
    this.#seed = seed;
    this.#dice = new Draws(seed, 'world');
    this.#time = manualClock(startOf(this.#dice));
    this.#story = new Story(() => this.#time.monotonicMs(), tell);
    this.#trouble = new Trouble(seed, without);
    this.#weather = new Weather(seed, this.#time, this.#trouble);
    const tillTime = { ...this.#time, wallMs: () => Math.floor(this.#time.wallMs() + this.#wallOffsetMs) };
    this.#rows =
      journal === 'map' ? new MapJournal() : new SqliteJournal(':memory:', tillTime, new Draws(seed, 'journal'));
    const trueTime = { ...this.#time, wallMs: () => Math.floor(this.#time.wallMs()) };
    this.#books = createBooks({
      clock: trueTime,
      ledger: this.#ledger(),
      mockAmounts: true,
      chance: new Draws(seed, 'gateway'),
    });
    this.#skewMs = this.#dice.happens(0.2) ? this.#dice.pick([-300_000, -40_000, -20_000, 20_000, 40_000, 300_000]) : 0;
    this.#books.setSkew(this.#skewMs);
    const gateway: GatewaySide = { order: (id) => this.#orders.get(id), orders: () => this.#orders.values() };
    this.#referee = new Referee(this.#rows, gateway, this.#trouble.honest, () => this.#time.monotonicMs());
    const parts = {
      time: this.#time,
      books: this.#books,
      trouble: this.#trouble,
      weather: this.#weather,
      story: this.#story,
      referee: this.#referee,
    };
    this.#network = new Network(parts);
    this.#shop = new Shop(parts);
  }

  run(): void {
    for (const { atMs, endless } of this.#weather.purse()) this.#time.after(atMs, () => this.#fillPurse(endless));
    this.#boot();
    const deeds = 10 + this.#dice.below(60);
    const longestMs = this.#dice.pick([5_000, 30_000, 120_000, 3_600_000]);
    for (let n = 1; n <= deeds; n++) {
      this.#time.advance(this.#dice.wait(50, longestMs));
      this.#deed(n);
      const jump = this.#trouble.strikes('wall clock jumps', `deed ${n}`);
      if (jump) this.#jump(jump);
    }
    this.#heal();
    this.#time.advance(restMs);
    this.#story.tell('at rest');
    this.#referee.atRest();
    this.#verify();
  }

  close(): void {
    this.#life?.end();
    this.#terminal?.close();
    this.#books.close();
    if (this.#rows instanceof SqliteJournal) this.#rows.close();
  }

  told(broken: string | null, cause: unknown): Told {
    const { struck } = this.#trouble;
    return {
      seed: this.#seed,
      broken,
      cause,
      attempts: this.#referee.attempts,
      troubles: struck.filter((name) => !name.startsWith('deed')).length,
      crashes: this.#crashes,
      struck,
      hash: this.#story.hash(),
      story: this.#story.lines,
    };
  }

  #deed(n: number): void {
    const dice = this.#trouble.act(`deed ${n}`);
    if (dice === null) return;
    const life = this.#life;
    const terminal = this.#terminal;
    if (life === null || terminal === null) return;
    life.enter(() => this.#shop.act(terminal, dice));
  }

  // --- The machine -----------------------------------------------------------------------------------------------

  #boot(): void {
    this.#lives += 1;
    this.#referee.started();
    const life: Life = new Life(this.#lives, this.#time, () => this.#wallOffsetMs, this.#trouble, {
      crashed: () => this.#crashed(),
      after: () => {},
    });
    this.#story.tell(`start ${life.number}`);
    const disk = new Disk(this.#rows, life, { trouble: this.#trouble, story: this.#story, referee: this.#referee }, () =>
      this.#restartSoon(life),
    );
    const terminal = new Terminal(this.#ports(life, disk), seedLimits, { ...identity, currency: 'CNY', language: 'en' }, { ...identity, timeZone: 'Asia/Shanghai', language: 'en' });
    this.#life = life;
    this.#terminal = terminal;
    terminal.onChange((view) => this.#referee.seen(view));
    life.enter(() => {
      try {
        terminal.start();
      } catch (error) {
        // The program that cannot read its journal does not start; whoever is there tries again.
        if (!(error instanceof StorageError)) throw error;
        this.#story.tell('does not start');
        throw new PowerCut();
      }
    });
  }

  #ports(life: Life, disk: Disk): ConstructorParameters<typeof Terminal>[0] {
    const gateway = this.#network.gateway(life);
    const referee = this.#referee;
    const begun = (id: string): void => {
      for (const afterMs of [65_500, 68_500] as const)
        this.#time.after(afterMs, () => {
          if (!life.isOver && !life.hung && !disk.isFailing) referee.inTime(id, afterMs);
        });
    };
    return {
      clock: life.clock,
      chance: new Draws(this.#seed, `till ${life.number}`),
      journal: disk,
      gateway: {
        ...gateway,
        pay: (request, answered) => {
          begun(request.paymentRequestId);
          return gateway.pay(request, answered);
        },
      },
      log: { info: () => {}, warn: () => {} },
      printer: this.#seed % 8 === 0 ? { print: (receipt, done) => {
        referee.printed(receipt);
        life.later(500, () => done({ state: 'sent' }));
      } } : null,
    };
  }

  #crashed(): void {
    this.#crashes += 1;
    this.#story.tell('crash');
    this.#terminal = null;
    this.#bootLater(new Draws(this.#seed, `after crash ${this.#crashes}`));
  }

  /** The disk fails: somebody ends the program after a while and starts it again. */
  #restartSoon(life: Life): void {
    const dice = new Draws(this.#seed, `storage of ${life.number}`);
    this.#time.after(dice.wait(1_000, 1_800_000), () => {
      if (life.isOver) return;
      this.#story.tell('ended by hand');
      life.end();
      this.#terminal?.close();
      this.#terminal = null;
      this.#bootLater(dice);
    });
  }

  #bootLater(dice: Draws): void {
    const pauseMs = dice.happens(0.1) ? dice.wait(600_000, 3 * 86_400_000) : dice.wait(500, 120_000);
    const { healed } = this.#trouble;
    this.#time.after(healed ? 1_000 : pauseMs, () => {
      if (this.#life?.isOver !== true) return;
      const jump = this.#trouble.strikes('wall clock jumps', `start ${this.#lives + 1}`);
      if (jump) this.#jump(jump);
      this.#boot();
    });
  }

  #jump(dice: Draws): void {
    const hours = dice.wait(1, 8 * 60) / 60;
    this.#wallOffsetMs = dice.happens(0.3) ? 0 : Math.round((dice.happens(0.5) ? 1 : -1) * hours * 3_600_000);
    this.#story.tell(`the till's wall clock is off by ${this.#wallOffsetMs} ms`);
  }

  // --- The end ---------------------------------------------------------------------------------------------------

  /** Everything works again from here on; the till is started once more. */
  #heal(): void {
    this.#story.tell('healed');
    this.#trouble.heal();
    this.#wallOffsetMs = this.#skewMs;
    this.#fillPurse(true);
    this.#life?.end();
    this.#terminal?.close();
    this.#boot();
    for (const afterMs of [60_000, 3_600_000, 12 * 3_600_000])
      this.#time.after(afterMs, () => this.#people((terminal) => this.#shop.settle(terminal)));
    if (this.#trouble.honest) return;
    for (const afterMs of [7 * 3_600_000, 9 * 3_600_000])
      this.#time.after(afterMs, () => this.#people((terminal) => this.#shop.reconcile(terminal)));
  }

  #people(act: (terminal: Terminal) => void): void {
    const terminal = this.#terminal;
    if (terminal !== null) this.#life?.enter(() => act(terminal));
  }

  #verify(): void {
    if (!(this.#rows instanceof SqliteJournal)) return;
    const run = this.#rows.verify();
    let slice = run.next();
    while (slice.done !== true) slice = run.next();
    if (slice.value.problems.length > 0) throw new Violation(`the journal: ${slice.value.problems.join('; ')}`);
  }

  #fillPurse(endless: boolean): void {
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
