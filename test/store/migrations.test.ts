import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test, vi } from 'vitest';
import type { Phase } from '../../main/core/payment-state.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { migrate, newestVersion, oldestVersion } from '../../main/store/migrate.ts';
import { migrations } from '../../main/store/migrations/index.ts';
import { counterWorld, steadyChance, t0 } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { outcome } from '../support/outcome.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { archivedWhole, dayMs } from './archiving.ts';
import type { Fate } from './shop-day.ts';
import { verdictOf } from './tables.ts';

/** A file of any released version becomes one of today's, whole or not at all. */

// Whole files are made, copied and proven; where much else runs, disks are slow.
vi.setConfig({ testTimeout: 60_000 });

function versionOf(db: Database.Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}

function partsOf(db: Database.Database): readonly string[] {
  return db.prepare<[], string>('select name from sqlite_schema order by name').pluck().all();
}

/** What a file of this version is made of. */
function partsOfVersion(version: number): readonly string[] {
  const db = new Database(':memory:');
  migrate(db, version);
  return partsOf(db);
}

describe('a migration', () => {
  test('rises in tens, each version once', () => {
    const versions = migrations.map(({ version }) => version);
    expect(versions).toEqual(versions.map((_, index) => (index + 1) * 10));
    expect([oldestVersion, newestVersion]).toEqual([versions.at(0), versions.at(-1)]);
  });

  test('makes an empty file one of the newest version, and a second run changes nothing', () => {
    const db = new Database(':memory:');
    migrate(db);
    expect(versionOf(db)).toBe(newestVersion);
    const parts = partsOf(db);
    migrate(db);
    expect(partsOf(db)).toEqual(parts);
  });

  test.for(migrations.map(({ version }) => version))(
    'can be stopped at version %d, and goes on from there',
    (version) => {
      const db = new Database(':memory:');
      migrate(db, version);
      expect(versionOf(db)).toBe(version);
      migrate(db);
      expect(versionOf(db)).toBe(newestVersion);
    },
  );

  test('never goes back', () => {
    const db = new Database(':memory:');
    db.pragma('user_version = 990');
    migrate(db);
    expect([versionOf(db), partsOf(db)]).toEqual([990, []]);
  });

  test('that fails at its last table leaves the version before and nothing of its own', () => {
    const db = new Database(':memory:');
    // Stands in the way of the refunds, which come last.
    db.exec('create table refunds (id text)');
    expect(() => migrate(db)).toThrow('table refunds already exists');
    expect([versionOf(db), partsOf(db)]).toEqual([0, ['refunds']]);
    expect(db.inTransaction).toBe(false);
  });
});

/** Files as each released version has left them in the world, with the fate of every payment. */
const golden = readdirSync(join(import.meta.dirname, 'golden'))
  .filter((file) => file.endsWith('.sqlite'))
  .map((file) => file.replace('.sqlite', ''));

const phases: Record<Fate, Phase> = {
  paid: 'paid',
  refunded: 'paid',
  refund_pending: 'paid',
  not_charged: 'not_charged',
  paid_at_second_attempt: 'paid',
  reversed: 'reversed',
  reversed_twice: 'reversed',
  returned_by_refund: 'reversed',
  reversal_pending: 'reversal_pending',
  held: 'held',
  doubted: 'not_charged',
  undecided: 'undecided',
  late_reversing: 'reversing',
  inquiring: 'inquiring',
  paying: 'paying',
};

/** Opens the file in a process that is killed so many tenths of a millisecond after it has begun to. */
async function killedWhileOpening(path: string, tenths: number): Promise<void> {
  const opening = spawn(process.execPath, [join(import.meta.dirname, 'migrating-child.ts'), path, String(tenths)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await once(opening, 'exit');
  expect(opening.signalCode).toBe('SIGKILL');
}

/** A copy of the file, opened by today's program a minute after its last step. */
function opened(version: string) {
  const path = join(temporaryFolder(), 'journal.sqlite');
  copyFileSync(join(import.meta.dirname, 'golden', `${version}.sqlite`), path);
  const ids = JSON.parse(readFileSync(join(import.meta.dirname, 'golden', `${version}.json`), 'utf8')) as Record<
    Fate,
    string
  >;
  const clock = manualClock(t0 + 3_800_000);
  return { path, ids, clock, journal: new SqliteJournal(path, clock, steadyChance()) };
}

test('the first released version is kept as it was', () => {
  expect(golden).toContain('v10');
});

describe.for(golden)('a journal of %s', (version) => {
  test('is opened, brought to the newest version and proven', () => {
    const { path, ids, journal } = opened(version);
    expect(verdictOf(journal)).toMatchObject({ rows: journal.rows(), payments: Object.keys(ids).length, problems: [] });
    journal.close();
    const plain = new Database(path);
    expect(versionOf(plain)).toBe(newestVersion);
    plain.close();
  });

  test('still says of every payment what became of it', () => {
    const { ids, journal } = opened(version);
    const found = Object.fromEntries(Object.entries(ids).map(([fate, id]) => [fate, journal.payment(id)?.phase]));
    expect(found).toEqual(phases);
    expect(journal.payment(ids.doubted)?.doubt).toBe(true);
    expect(journal.payment(ids.reversed_twice)?.reversal).toMatchObject({ generation: 2, late: true });
    expect(journal.find('PAY-refunded')?.refunds).toMatchObject([{ phase: 'done', amountMinor: 500 }]);
    expect(journal.find('order-in-two')?.paymentRequestId).toBe(ids.paid_at_second_attempt);
    journal.close();
  });

  test('still knows its payment codes, so that none pays twice', () => {
    const { ids, journal } = opened(version);
    // The first code that the day has used; its fingerprint was made by the version of the file.
    const fingerprint = journal.fingerprint('280000000000000001');
    expect(journal.payment(ids.paid)?.codeFingerprint).toBe(fingerprint);
    expect(journal.codeUsed(fingerprint)).toBe(true);
    journal.close();
  });

  test('is archived, proven over both files, and still says what became of each payment', () => {
    const { path, ids, clock, journal } = opened(version);
    const before = verdictOf(journal);
    const states = Object.values(ids).map((id) => journal.payment(id));
    clock.setWall(t0 + 91 * dayMs);
    expect(archivedWhole(journal)).toMatchObject({ years: [2026], problems: [] });
    expect(verdictOf(journal)).toEqual(before);
    expect(Object.values(ids).map((id) => journal.payment(id))).toEqual(states);
    journal.close();
    const again = new SqliteJournal(path, clock, steadyChance());
    expect(verdictOf(again)).toEqual(before);
    again.close();
  });

  test('that was killed in the middle of its migration is of the version before or of the newest, never between', async () => {
    const path = join(temporaryFolder(), 'journal.sqlite');
    const source = join(import.meta.dirname, 'golden', `${version}.sqlite`);
    const plain = new Database(source, { readonly: true });
    const before = versionOf(plain);
    plain.close();
    for (let kill = 0; kill < 12; kill += 1) {
      for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${path}${end}`, { force: true });
      copyFileSync(source, path);
      await killedWhileOpening(path, kill * 8);
      const db = new Database(path);
      expect([before, newestVersion]).toContain(versionOf(db));
      const parts = partsOf(db);
      expect(parts).toEqual(partsOfVersion(versionOf(db)));
      db.close();
      const journal = new SqliteJournal(path, manualClock(t0), steadyChance());
      expect(verdictOf(journal).problems).toEqual([]);
      journal.close();
    }
  });

  test('is carried to its end by today’s rules, and proven again', () => {
    const { clock, journal } = opened(version);
    const world = counterWorld({
      journal,
      clock,
      prepare: (gateway) => {
        gateway.script('inquirePayment', () => outcome('cancelled', { orderSeen: true }));
        gateway.script('cancel', () => outcome('success', { orderSeen: true }));
        gateway.script('inquireRefund', () => outcome('success', { refundId: 'REF-9' }));
      },
    });
    world.clock.advance(900_000);
    expect(journal.unfinished()).toEqual([]);
    expect(verdictOf(journal).problems).toEqual([]);
    world.terminal.close();
    journal.close();
  });
});
