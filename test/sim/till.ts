import { noDevice } from '../../main/contract/device-views.ts';
import { type Limits, seedLimits } from '../../main/core/limits.ts';
import { type Journal, StorageError } from '../../main/core/ports.ts';
import { Terminal } from '../../main/core/terminal.ts';
import type { ManualClock } from '../support/manual-clock.ts';
import { Disk } from './disk.ts';
import { Draws } from './draws.ts';
import { Life } from './life.ts';
import type { Network } from './network.ts';
import type { Referee } from './referee.ts';
import { PowerCut, type Story } from './story.ts';
import type { Trouble } from './trouble.ts';

/**
 * The till as a machine: the product's terminal in one run after the other, on a journal that outlives them all, with
 * a wall clock that people and batteries change. It dies, hangs, fails to write and is started again.
 */

export interface TillOptions {
  readonly seed: number;
  readonly time: ManualClock;
  readonly trouble: Trouble;
  readonly story: Story;
  readonly referee: Referee;
  readonly network: Network;
  readonly rows: Journal;
  readonly printer: boolean;
  /** Told after each start, with dice. */
  readonly begun: (dice: Draws) => void;
}

const identity = { merchantName: 'Shop', storeName: 'Store', terminalNumber: '0001', training: true };
const dayMs = 86_400_000;

export class Till {
  readonly #options: TillOptions;
  readonly #limits: Limits;
  #life: Life | null = null;
  #terminal: Terminal | null = null;
  #disk: Disk | null = null;
  #lives = 0;
  /** Till's wall clock minus the true time. */
  wallOffsetMs = 0;
  crashes = 0;

  constructor(options: TillOptions) {
    this.#options = options;
    const dice = new Draws(options.seed, 'limits');
    this.#limits = { ...seedLimits, inquiries: dice.pick([10, 20, 20]), returnsInFlight: dice.pick([1, 2, 8]) };
  }

  /** One event of the running program; nothing while there is none. */
  enter(act: (terminal: Terminal) => void): void {
    const terminal = this.#terminal;
    if (terminal !== null) this.#life?.enter(() => act(terminal));
  }

  start(): void {
    const { referee, story, time, trouble, rows } = this.#options;
    this.#lives += 1;
    this.#disk?.surface();
    referee.started();
    const life = new Life(
      this.#lives,
      time,
      () => this.wallOffsetMs,
      trouble,
      () => this.#crashed(),
    );
    story.tell(`start ${life.number}`);
    const disk = new Disk(rows, life, this.#options, () => this.#replaceDisk(life));
    const english = { ...identity, currency: 'CNY', language: 'en', timeZone: 'Asia/Shanghai' } as const;
    const terminal = new Terminal(this.#ports(life, disk), this.#limits, english, english);
    this.#life = life;
    this.#disk = disk;
    this.#terminal = terminal;
    terminal.onChange((view) => referee.seen(view));
    life.enter(() => {
      try {
        terminal.start();
      } catch (error) {
        // The program that cannot read its journal does not start; whoever is there tries again.
        if (!(error instanceof StorageError)) throw error;
        story.tell('does not start');
        throw new PowerCut();
      }
    });
    this.#options.begun(new Draws(this.#options.seed, `begun ${life.number}`));
  }

  /** Ended by a person, as it should be. */
  end(): void {
    this.#life?.end();
    this.#terminal?.close();
    this.#terminal = null;
  }

  /** What may happen to the machine at any moment. `where` names the moment. */
  suffer(where: string): void {
    const { trouble, story, seed } = this.#options;
    const jump = trouble.strikes('wall clock jumps', where);
    if (jump) this.#jump(jump);
    if (this.#terminal === null || !trouble.strikes('closed by hand', where)) return;
    story.tell('closed by hand');
    this.end();
    this.#startLater(new Draws(seed, `closed ${where}`));
  }

  /** No reversal is forgotten while the program runs. */
  nothingSleeps(): void {
    const life = this.#life;
    if (life === null || life.isOver || life.hung) return;
    this.#options.referee.calls.nothingSleeps(life.startedMs, this.#disk?.isFailing === true);
  }

  #ports(life: Life, disk: Disk): ConstructorParameters<typeof Terminal>[0] {
    const { network, referee, seed, printer, time } = this.#options;
    const gateway = network.gateway(life);
    const promise = (id: string, afterMs: 65_500 | 68_500): void => {
      time.after(afterMs, () => {
        if (!life.isOver && !life.hung && !disk.isFailing) referee.inTime(id, afterMs);
      });
    };
    return {
      clock: life.clock,
      chance: new Draws(seed, `till ${life.number}`),
      journal: disk,
      gateway: {
        ...gateway,
        pay: (request, answered) => {
          promise(request.paymentRequestId, 65_500);
          promise(request.paymentRequestId, 68_500);
          return gateway.pay(request, answered);
        },
      },
      log: { info: () => {}, warn: () => {} },
      printer: printer
        ? {
            print: (receipt, done) => {
              const trouble = this.#options.trouble.strikes('printer fails', `paper ${receipt.barcode}`);
              const state = trouble?.happens(0.5) ? 'failed' : 'unknown';
              referee.printed(receipt, trouble === null || state === 'unknown');
              life.later(500, () =>
                done(
                  trouble === null
                    ? { state: 'printed', how: 'confirmed' }
                    : { state, report: { ...noDevice, detail: 'no paper' } },
                ),
              );
            },
            openDrawer: (done) => life.later(0, () => done({ state: 'opened', how: 'handed_over' })),
            open: () => () => {},
          }
        : null,
    };
  }

  #crashed(): void {
    this.crashes += 1;
    this.#options.story.tell('crash');
    this.#terminal = null;
    this.#startLater(new Draws(this.#options.seed, `after crash ${this.crashes}`));
  }

  /** The disk fails: somebody ends the program after a while and starts it again. */
  #replaceDisk(life: Life): void {
    const { seed, story, time } = this.#options;
    const dice = new Draws(seed, `storage of ${life.number}`);
    time.after(dice.wait(1_000, 7_200_000), () => {
      if (life.isOver) return;
      story.tell('ended by hand');
      this.end();
      this.#startLater(dice);
    });
  }

  #startLater(dice: Draws): void {
    const { time, trouble } = this.#options;
    const longest = dice.happens(0.2) ? 3 * dayMs : 300_000;
    time.after(trouble.healed ? 1_000 : dice.wait(500, longest), () => {
      if (this.#life?.isOver !== true) return;
      const jump = trouble.strikes('wrong clock at start', `start ${this.#lives + 1}`);
      if (jump) this.#jump(jump);
      this.start();
    });
  }

  #jump(dice: Draws): void {
    const hours = dice.wait(1, 8 * 60) / 60;
    const way = dice.happens(0.5) ? 1 : -1;
    this.wallOffsetMs = dice.happens(0.3) ? 0 : Math.round(way * hours * 3_600_000);
    this.#options.story.tell(`the till's wall clock is off by ${this.wallOffsetMs} ms`);
  }
}
