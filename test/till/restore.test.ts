import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type TestContext, test, vi } from 'vitest';
import { machineClock } from '../../main/clock.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { archivedWhole, oldShop, opened } from '../store/archiving.ts';
import { commitOf, intent, next, openReversal } from '../store/samples.ts';
import { tamper } from '../store/tables.ts';
import { steadyChance } from '../support/counter.ts';
import { jsonOf, type TillRun, till } from '../support/till-process.ts';
import { openTrainingShop } from '../support/training-shop.ts';

/** `till journal restore`: what a person is told, in words and as JSON, and with which exit. */

vi.setConfig({ testTimeout: 60_000 });

async function shop({ onTestFinished }: Pick<TestContext, 'onTestFinished'>) {
  const training = await openTrainingShop(machineClock);
  onTestFinished(() => training.close());
  const old = oldShop(Date.UTC(2025, 2, 3, 4), join(training.folder, 'journal.sqlite'));
  const from = join(training.folder, 'older.sqlite');
  copyFileSync(old.path, from);
  const restore = (...more: string[]): Promise<TillRun> =>
    till(['journal', 'restore', '--from', from, '--by', 'Lin', '--why', 'x', '--profile', training.folder, ...more]);
  return { old, restore };
}

test('a restored journal that lacks nothing exits 0, one that lacks rows or reversals 4', async (context) => {
  const { old, restore } = await shop(context);
  writeFileSync(old.path, 'garbage');
  const whole = await restore('--json');
  expect(whole.code, whole.stderr).toBe(0);
  expect(jsonOf(whole)).toMatchObject({
    restored: true,
    missing: 0,
    resumed: [],
    toReconcile: [],
    archiveTroubles: [],
  });
  const journal = new SqliteJournal(old.path, machineClock, steadyChance());
  journal.commit(commitOf(null, intent(900)));
  journal.commit(commitOf(intent(900), next(intent(900), { phase: 'reversal_pending', reversal: openReversal })));
  journal.close();
  writeFileSync(old.path, readFileSync(old.path).fill(0, 0, 4_096));
  const torn = await restore();
  expect(torn.code, torn.stderr).toBe(4);
  expect(torn.stdout).toContain('The last 2 rows of the lost journal could be read nowhere');
  expect(torn.stdout).toContain(`1 open reversal written back as salvaged`);
  expect(torn.stdout).toContain(intent(900).paymentRequestId);
});

test('a missing archive exits 4, one that goes on further than the backup refuses in words', async (context) => {
  const { old, restore } = await shop(context);
  const { journal } = opened(old);
  archivedWhole(journal);
  journal.close();
  copyFileSync(old.path, join(old.path, '..', 'newer.sqlite'));
  const young = join(old.path, '..', 'young.sqlite');
  copyFileSync(old.path, young);
  tamper(young, ...['refunds', 'reversals', 'journal', 'payments'].map((table) => `delete from ${table}`));
  writeFileSync(old.path, 'garbage');
  const fork = await restore('--from', young);
  expect(fork.code).toBe(1);
  expect(fork.stderr).toContain(`Not restored, nothing was moved: ${young} is too old`);
  expect(readFileSync(old.path, 'utf8')).toBe('garbage');
  rmSync(join(old.path, '..', 'journal-2025.sqlite'));
  const away = await restore('--from', join(old.path, '..', 'newer.sqlite'));
  expect(away.code, away.stderr).toBe(4);
  expect(away.stdout).toContain('journal-2025.sqlite is missing or unreadable');
});
