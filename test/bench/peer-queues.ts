import { join } from 'node:path';
import Database from 'better-sqlite3';
import { machineChance, machineClock } from '../../main/clock.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import type { Figure } from './figure.ts';
import { commitOf, idOf, intentOf, nextOf, stopped } from './payments.ts';
import type { LoadPeer, Peer } from './peers.ts';
import { timed, timedUntil } from './samples.ts';
import type { Bench } from './setting.ts';

/**
 * A durable reversal beside the job queues that one could have taken: each at `synchronous = EXTRA`, set after they
 * have opened their file and read back, since both turn it down to NORMAL and would lose jobs in a power cut. Ours
 * writes the payment's state, its journal row and the reversal in one commit; a queue of its own needs its job and
 * then the state, in two.
 */

const rounds = 600;
const warmingUp = 50;

interface PlainjobModule {
  better(db: Database.Database): unknown;
  defineQueue(options: { connection: unknown; logger: typeof quiet }): {
    add(type: string, job: unknown): unknown;
    close(): void;
  };
}

const quiet = { error() {}, warn() {}, info() {}, debug() {} };

export const plainjob: Peer = {
  id: 'peer.plainjob',
  name: 'durable reversal, plainjob',
  async measure(bench: Bench, load: LoadPeer): Promise<readonly Figure[]> {
    const { better, defineQueue } = (await load('plainjob')) as unknown as PlainjobModule;
    const folder = bench.folder('plainjob');
    const db = new Database(join(folder, 'jobs.sqlite'));
    const queue = defineQueue({ connection: better(db), logger: quiet });
    mustBeExtra(db);
    try {
      const add = (job: Job): number => timed(() => void queue.add('cancel', job));
      return figuresOf('plainjob', await race(folder, add));
    } finally {
      queue.close();
    }
  },
};

interface LitequeModule {
  buildDBClient(
    path: string,
    options: { runMigrations: boolean },
  ): { readonly session: { readonly client: Database.Database } };
  SqliteQueue: new (
    name: string,
    db: unknown,
    options: { defaultJobArgs: { numRetries: number }; keepFailedJobs: boolean },
  ) => { enqueue(job: unknown, options: { idempotencyKey: string }): Promise<unknown> };
}

export const liteque: Peer = {
  id: 'peer.liteque',
  name: 'durable reversal, liteque',
  async measure(bench: Bench, load: LoadPeer): Promise<readonly Figure[]> {
    const { buildDBClient, SqliteQueue } = (await load('liteque')) as unknown as LitequeModule;
    const folder = bench.folder('liteque');
    const drizzled = buildDBClient(join(folder, 'jobs.sqlite'), { runMigrations: true });
    const db = drizzled.session.client;
    mustBeExtra(db);
    const queue = new SqliteQueue('cancel', drizzled, { defaultJobArgs: { numRetries: 1_000 }, keepFailedJobs: true });
    try {
      const add = (job: Job): Promise<number> =>
        timedUntil(() => queue.enqueue(job, { idempotencyKey: job.paymentRequestId }));
      return figuresOf('liteque', await race(folder, add));
    } finally {
      db.close();
    }
  },
};

/** About 300 bytes, as much as a cancel and its series need. */
interface Job {
  readonly paymentRequestId: string;
  readonly orderId: string;
  readonly note: string;
}

interface Raced {
  /** Milliseconds altogether. */
  readonly ours: number;
  readonly theirs: number;
  /** The state's own commit, which a queue in another file or transaction cannot save. */
  readonly state: number;
}

/** The same reversals in turns, so that both see the same disk. */
async function race(folder: string, add: (job: Job) => number | Promise<number>): Promise<Raced> {
  const journal = new SqliteJournal(join(folder, 'journal.sqlite'), machineClock, machineChance);
  const fingerprint = (code: string): string => journal.fingerprint(code);
  const sum = { ours: 0, theirs: 0, state: 0 };
  try {
    for (let n = 0; n < warmingUp + rounds; n++) {
      const intent = intentOf(n, fingerprint);
      const reversing = nextOf(n, intent, stopped, 20_000);
      const stateMs = timed(() => journal.commit(commitOf(null, intent, { kind: 'scanned' })));
      const oursMs = timed(() => journal.commit(commitOf(intent.payment, reversing, stopped)));
      const theirsMs = await add({ paymentRequestId: idOf(n), orderId: `ORDER-${n}`, note: 'x'.repeat(200) });
      if (n < warmingUp) continue;
      sum.ours += oursMs;
      sum.theirs += theirsMs;
      sum.state += stateMs;
    }
  } finally {
    journal.close();
  }
  return sum;
}

function figuresOf(peer: string, raced: Raced): readonly Figure[] {
  const perSecond = (ms: number): number => (rounds * 1_000) / ms;
  const name = 'durable reversals with their state';
  return [
    {
      id: `peer.${peer}.enqueue`,
      name,
      unit: '/s',
      value: perSecond(raced.ours),
      yardstick: { name: `${peer}, the job alone, EXTRA`, value: perSecond(raced.theirs) },
      goal: { ratioAtLeast: 2 },
    },
    {
      id: `peer.${peer}.withState`,
      name,
      unit: '/s',
      value: perSecond(raced.ours),
      yardstick: { name: `${peer}, and then the state, EXTRA`, value: perSecond(raced.theirs + raced.state) },
      goal: { ratioAtLeast: 1.5, checked: true },
    },
  ];
}

function mustBeExtra(db: Database.Database): void {
  db.pragma('synchronous = EXTRA');
  const synchronous = db.pragma('synchronous', { simple: true });
  const mode = db.pragma('journal_mode', { simple: true });
  if (synchronous !== 3 || mode !== 'wal')
    throw new Error(`not at equal durability: ${mode}, synchronous ${synchronous}`);
}
