import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refusalSentence } from '../../main/contract/words/refusals.ts';
import { ballastBytes, roomBytesMin } from '../../main/store/room.ts';
import { shim, underShim } from '../powercut/shim.ts';
import { newDial, type ScaledClock, scaledClock } from '../support/scaled-clock.ts';
import { startTerminal, type TerminalProcess } from '../support/terminal-process.ts';
import { freshCode, openTrainingShop, type TrainingShop } from '../support/training-shop.ts';
import { ruinPage } from './tables.ts';

/**
 * Whole terminals under every kind of storage trouble: what was done to the disk, what the terminal did about it at the
 * gateway, what the screen said, and that the books agree once the trouble is over. `node test/store/trouble.ts` prints
 * the table; trouble.test.ts holds each row.
 */

/** One row of the table, for people. */
export interface Told {
  /** What the terminal did: its sales, and its calls as the gateway's books have them. */
  readonly did: string;
  /** The sentence on the screen in English, '' where there was none. */
  readonly screen: string;
  /** After the repair and a restart. */
  readonly after: string;
}

export interface Trouble {
  readonly name: string;
  readonly needs: 'nothing' | 'shim' | 'disk';
  /** The disk holds the program up, and the time that takes is what it is about. */
  readonly slow?: boolean;
  play(stage: Stage): Promise<Told>;
}

/** Slow enough that a busy machine still sends a pay within its two seconds. */
const factor = 6;

/** A shop, and one life of its terminal after the other. */
export class Stage {
  readonly shop: TrainingShop<ScaledClock>;
  readonly #ends: (() => Promise<void> | void)[] = [];
  #life: TerminalProcess | null = null;

  constructor(shop: TrainingShop<ScaledClock>) {
    this.shop = shop;
    this.#ends.push(() => shop.close());
  }

  /** Where it needs a disk, on a small one of its own, `diskBytes` large. */
  static async open({ needs, slow = false }: Pick<Trouble, 'needs' | 'slow'>): Promise<Stage> {
    const ends: (() => void)[] = [];
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'till-trouble-')));
    ends.push(() => rmSync(folder, { recursive: true, force: true }));
    const profile = join(folder, 'profile');
    mkdirSync(profile);
    if (needs === 'disk') {
      assert.equal(mount('-t', 'tmpfs', '-o', `size=${diskBytes}`, 'none', profile), true, 'a small disk');
      ends.push(() => void spawnSync('umount', ['-l', profile]));
    }
    // The gateway is elsewhere in the world: its books are not on the till's disk.
    const ledgerFile = join(folder, 'ledger.jsonl');
    const clock = scaledClock(newDial(factor, { countsPauses: slow }));
    const stage = new Stage(await openTrainingShop(clock, { folder: profile, ledgerFile }));
    stage.#ends.unshift(...ends);
    return stage;
  }

  get journal(): string {
    return join(this.shop.folder, 'journal.sqlite');
  }

  /** A new life; the one before is killed. `fail` counts the calls on the journal's log. */
  async start(...fail: string[]): Promise<TerminalProcess> {
    await this.kill();
    const { folder, clock } = this.shop;
    const env = fail.length === 0 ? {} : underShim({ under: folder, fail, failUnder: `${this.journal}-wal` });
    this.#life = await startTerminal({ folder, clock, env });
    return this.#life;
  }

  async kill(): Promise<void> {
    await this.#life?.kill9();
    this.#life = null;
  }

  /** A sale that the cashier has stopped; no cancel is heard by the gateway until the plan is cleared. */
  async leaveReversal(life: TerminalProcess): Promise<string> {
    await this.shop.plan('hang:pay#1', 'hangRequest:cancel#1-999');
    const id = await life.charge({ amountMinor: 900, code: freshCode() });
    // A stop resets a pay that has not arrived; this one has.
    while ((await this.shop.payment(id)) === null) await new Promise((resolve) => setImmediate(resolve));
    await life.request('sale.stop', {});
    await life.payment(id, ({ status }) => status === 'reversing');
    return id;
  }

  /** Whether a new sale is taken now, and with what reason not. */
  async trySale(life: TerminalProcess): Promise<string> {
    const started = await life.request('sale.start', { orderId: null, amountMinor: 100, differentCustomer: true });
    if (!started.ok) return started.reason;
    await life.request('sale.stop', {});
    return 'taken';
  }

  /** As many cancels of this payment have arrived at the gateway. */
  async cancelsReach(id: string, count: number, life: TerminalProcess): Promise<void> {
    await life.until(async () => ((await this.shop.calls('cancel', id)) >= count ? true : null));
  }

  /** A start on a healthy disk settles everything, and journal and gateway agree. */
  async settle(): Promise<string> {
    await this.shop.plan();
    const life = await this.start();
    await life.until((view) => (view.unsettled === 0 ? true : null));
    const record = await life.request('journal.sales', {});
    assert.deepEqual(record.open, [], 'nothing is open');
    assert.deepEqual(await this.shop.audit(record), { clean: true, findings: [] });
    const verdict = await life.request('journal.verify', {});
    assert.deepEqual(verdict.problems, []);
    assert.equal(await this.trySale(life), 'taken');
    return 'sells again, audit clean, journal verified';
  }

  async close(): Promise<void> {
    await this.kill();
    for (const end of this.#ends.reverse()) await end();
  }
}

/** Room for the line, the ballast and a little more. */
const diskBytes = roomBytesMin + ballastBytes + 8 * 1024 * 1024;

function mount(...args: string[]): boolean {
  return spawnSync('mount', args).status === 0;
}

/** Why this machine cannot play it, or null. */
export function cannotPlay({ needs }: Trouble): string | null {
  if (needs === 'shim') {
    const built = shim();
    return built.ok ? null : built.why;
  }
  if (needs === 'nothing') return null;
  return process.platform === 'linux' && process.getuid?.() === 0 ? null : 'only root on Linux may mount a small disk';
}

function screenOf(life: TerminalProcess): string {
  const { salesStopped } = life.view();
  return salesStopped === null ? '' : refusalSentence('en', salesStopped);
}

/** Fills the disk until `left` bytes are free. */
function fillDisk(folder: string, left: number): string {
  const filler = join(folder, 'filler');
  const { bavail, bsize } = statfsSync(folder);
  const bytes = Math.max(0, bavail * bsize - left);
  const piece = Buffer.alloc(1_048_576, 7);
  const handle: Buffer[] = Array.from({ length: Math.floor(bytes / piece.length) }, () => piece);
  try {
    writeFileSync(filler, Buffer.concat([...handle, Buffer.alloc(bytes % piece.length, 7)]));
  } catch (error) {
    // A running till has written something meanwhile: the disk is as full as it was to be.
    if (left > 0 || (error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
  return filler;
}

/** The journal fails at the step that would say "paid": the gateway holds the money, the till claims nothing. */
function unclaimed(name: string, fail: string, error: RegExp): Trouble {
  return {
    name,
    needs: 'shim',
    async play(stage) {
      const life = await stage.start(fail);
      const id = await life.charge({ amountMinor: 500, code: freshCode() });
      await life.until((view) => (view.salesStopped === 'storage_failed' ? true : null));
      const found = await life.request('payment.look', { id });
      assert.equal(found.ok && found.payment.status, 'checking', 'nothing is claimed');
      assert.equal((await stage.shop.payment(id))?.status, 'SUCCESS', 'the gateway has charged it');
      assert.equal(life.view().printer.job, null, 'no receipt');
      assert.equal(await stage.trySale(life), 'storage_failed');
      const screen = screenOf(life);
      assert.match(readFileSync(join(stage.shop.folder, 'log', 'truetill.log'), 'utf8'), error);
      const after = await stage.settle();
      return { did: 'charged at the gateway, shown as checking, no receipt, no new sale', screen, after };
    },
  };
}

const running: readonly Trouble[] = [
  unclaimed('fsync fails (EIO) as a paid sale is written', 'fsync#3-=EIO', /SQLITE_IOERR_FSYNC/),
  unclaimed('fsync fails once, later ones succeed', 'fsync#3=EIO', /SQLITE_IOERR_FSYNC/),
  unclaimed('write fails (EIO) as a paid sale is written', 'write#22-=EIO', /SQLITE_IOERR_WRITE/),
  unclaimed('the disk turns read-only under a running till', 'write#22-=EROFS', /SQLITE_IOERR_WRITE/),
  unclaimed('the disk is full and there is no ballast', 'write#22-=ENOSPC', /SQLITE_FULL/),
  {
    name: 'fsync fails (EIO) in the middle of a reversal',
    needs: 'shim',
    async play(stage) {
      const life = await stage.start('fsync#4-=EIO');
      const id = await stage.leaveReversal(life);
      await life.until((view) => (view.salesStopped === 'storage_failed' ? true : null));
      const before = await stage.shop.calls('cancel', id);
      await stage.cancelsReach(id, before + 2, life);
      await stage.shop.plan();
      await life.until((view) => view.unwritten.find((one) => one.paymentRequestId === id) ?? null);
      assert.equal((await stage.shop.payment(id))?.status, 'CANCELLED');
      const found = await life.request('payment.look', { id });
      assert.equal(found.ok && found.payment.status, 'reversing', 'nothing is claimed');
      const screen = screenOf(life);
      const after = await stage.settle();
      return { did: 'cancels went on from memory until the gateway confirmed; shown as reversing', screen, after };
    },
  },
  {
    name: 'every fsync takes 1.5 s',
    needs: 'shim',
    slow: true,
    async play(stage) {
      const life = await stage.start('fsync#1-=slow:1500');
      const id = await life.charge({ amountMinor: 500, code: freshCode() });
      await life.payment(id, ({ status }) => status === 'paid');
      const screen = screenOf(life);
      assert.match(readFileSync(join(stage.shop.folder, 'log', 'truetill.log'), 'utf8'), /the disk is slow/);
      const after = await stage.settle();
      return { did: 'sold; each step waited for the disk and the log says so', screen, after };
    },
  },
  {
    name: 'the disk fills up during a payment, with a ballast',
    needs: 'disk',
    async play(stage) {
      const { folder } = stage.shop;
      writeFileSync(`${stage.journal}-ballast`, Buffer.alloc(ballastBytes, 1));
      const life = await stage.start();
      await stage.shop.plan('delayResponse:pay#1=3s');
      const id = await life.charge({ amountMinor: 500, code: freshCode() });
      const filler = fillDisk(folder, 0);
      await life.payment(id, ({ status }) => status === 'paid');
      assert.equal(statSync(`${stage.journal}-ballast`, { throwIfNoEntry: false }), undefined, 'the ballast is spent');
      await life.request('sale.clear', {});
      assert.equal(await stage.trySale(life), 'disk_nearly_full');
      const screen = screenOf(life);
      rmSync(filler);
      await life.until((view) => (view.salesStopped === null ? true : null));
      assert.equal(await stage.trySale(life), 'taken');
      const after = await stage.settle();
      return {
        did: 'paid and printed on the room of the ballast; new sales refused until there was room',
        screen,
        after,
      };
    },
  },
  {
    name: 'less than 32 MiB are free',
    needs: 'disk',
    async play(stage) {
      const id = await stage.leaveReversal(await stage.start());
      await stage.kill();
      const filler = fillDisk(stage.shop.folder, roomBytesMin - 1_048_576);
      await stage.shop.plan();
      const life = await stage.start();
      await life.payment(id, ({ status }) => status === 'reversed');
      assert.equal(await stage.trySale(life), 'disk_nearly_full');
      const screen = screenOf(life);
      rmSync(filler);
      await life.until((view) => (view.salesStopped === null ? true : null));
      const after = await stage.settle();
      return { did: 'recovered and reversed the open payment; new sales refused until there was room', screen, after };
    },
  },
];

/** A reversal is open as the program dies; then the files are spoiled, and mended after the rescue. */
function rescued(
  name: string,
  reason: string,
  files: { readonly spoil: (stage: Stage) => void; readonly mend: (stage: Stage) => void },
  needs: Trouble['needs'] = 'nothing',
): Trouble {
  return {
    name,
    needs,
    async play(stage) {
      const id = await stage.leaveReversal(await stage.start());
      await stage.kill();
      files.spoil(stage);
      await stage.shop.plan();
      const life = await stage.start();
      assert.equal(life.view().rescue?.reason, reason);
      assert.equal(await stage.trySale(life), 'journal_lost');
      await life.until((view) => view.unwritten.find((one) => one.paymentRequestId === id) ?? null);
      assert.equal((await stage.shop.payment(id))?.status, 'CANCELLED');
      const screen = screenOf(life);
      await stage.kill();
      files.mend(stage);
      const after = await stage.settle();
      return { did: 'no sales; the open reversal was found and cancelled at the gateway', screen, after };
    },
  };
}

/** Nothing of the open payment can be read: no sales, and after the mending it is settled. */
function blind(name: string, reason: string, files: Parameters<typeof rescued>[2], first = 2): Trouble {
  return {
    name,
    needs: 'nothing',
    async play(stage) {
      let life = await stage.start();
      for (let n = 0; n < first; n += 1) {
        const id = await life.charge({ amountMinor: 300 + n, code: freshCode() });
        await life.payment(id, ({ status }) => status === 'paid');
        await life.request('sale.clear', {});
      }
      await life.close();
      copyFileSync(stage.journal, join(stage.shop.folder, 'old.sqlite'));
      life = await stage.start();
      const id = await stage.leaveReversal(life);
      await stage.kill();
      files.spoil(stage);
      await stage.shop.plan();
      life = await stage.start();
      assert.equal(life.view().rescue?.reason, reason);
      assert.equal(await stage.trySale(life), 'journal_lost');
      const screen = screenOf(life);
      await stage.kill();
      files.mend(stage);
      const after = await stage.settle();
      assert.equal((await stage.shop.payment(id))?.status, 'CANCELLED');
      return { did: 'no sales: the missing rows are missed at the start', screen, after };
    },
  };
}

/** Spoils files that are kept beside, byte for byte, and puts them back. */
function spoiling(spoil: (stage: Stage) => void): Parameters<typeof rescued>[2] {
  const ends = ['', '-wal', '-head'];
  const move = (from: string, to: string): void => {
    rmSync(to, { force: true });
    if (statSync(from, { throwIfNoEntry: false }) !== undefined) copyFileSync(from, to);
  };
  return {
    spoil(stage) {
      for (const end of ends) move(stage.journal + end, `${stage.journal}${end}.kept`);
      spoil(stage);
    },
    mend(stage) {
      for (const end of ends) move(`${stage.journal}${end}.kept`, stage.journal + end);
    },
  };
}

const remount = (way: 'ro' | 'rw') => (stage: Stage) => {
  assert.equal(mount('-o', `remount,${way}`, stage.shop.folder), true);
};

const atStart: readonly Trouble[] = [
  rescued(
    'a page of the payments is garbage',
    'damaged',
    spoiling(({ journal }) => ruinPage(journal, 'payments')),
  ),
  rescued(
    'the first page is lost',
    'damaged',
    spoiling(({ journal }) => {
      // A crash leaves the newest rows in the log; here they are in the file.
      ruinPage(journal, 'reversals');
      writeFileSync(journal, readFileSync(journal).fill(0, 0, 4_096));
    }),
  ),
  rescued(
    'the journal is gone, its log is not',
    'gone',
    spoiling(({ journal }) => rmSync(journal)),
  ),
  rescued('the disk is read-only at the start', 'read_only', { spoil: remount('ro'), mend: remount('rw') }, 'disk'),
  blind(
    'the log of a crash is missing',
    'outdated',
    spoiling(({ journal }) => rmSync(`${journal}-wal`)),
  ),
  blind(
    'an old backup was put in its place',
    'outdated',
    spoiling(({ journal, shop }) => {
      rmSync(`${journal}-wal`);
      copyFileSync(join(shop.folder, 'old.sqlite'), journal);
    }),
  ),
  blind(
    'the journal and its log are gone',
    'gone',
    spoiling(({ journal }) => {
      rmSync(`${journal}-wal`);
      rmSync(journal);
    }),
  ),
  {
    name: 'a second terminal starts on the same profile',
    needs: 'nothing',
    async play(stage) {
      const life = await stage.start();
      const { folder, clock } = stage.shop;
      const second = startTerminal({ folder, clock });
      await assert.rejects(second, /database is locked/);
      const id = await life.charge({ amountMinor: 500, code: freshCode() });
      await life.payment(id, ({ status }) => status === 'paid');
      const screen = screenOf(life);
      const after = await stage.settle();
      return { did: 'the second was refused (locked), the first sold on', screen, after };
    },
  },
];

export const troubles: readonly Trouble[] = [...running, ...atStart];

async function main(): Promise<void> {
  for (const trouble of troubles) {
    const why = cannotPlay(trouble);
    if (why !== null) {
      process.stdout.write(`| ${trouble.name} | skipped: ${why} | | |\n`);
      continue;
    }
    const stage = await Stage.open(trouble);
    try {
      const { did, screen, after } = await trouble.play(stage);
      process.stdout.write(`| ${trouble.name} | ${did} | ${screen || '–'} | ${after} |\n`);
    } finally {
      await stage.close();
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
