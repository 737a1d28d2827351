import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { machineChance, machineClock } from '../../main/clock.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { pendingReversals } from '../support/pending-reversals.ts';
import { jsonOf, till } from '../support/till-process.ts';
import { openTrainingShop } from '../support/training-shop.ts';

/** `till reversals` beside more payments than anybody reads. */

// Programs start slowly where many run at once; nothing here waits for time to pass.
vi.setConfig({ testTimeout: 60_000 });

const pending = 1_100;

test('counts all, lists a thousand, and tells how many are left instead of naming each', async ({ onTestFinished }) => {
  const shop = await openTrainingShop(machineClock);
  onTestFinished(() => shop.close());
  const journal = new SqliteJournal(join(shop.folder, 'journal.sqlite'), machineClock, machineChance);
  for (const payment of pendingReversals(pending))
    journal.commit({ before: null, after: { ...payment, revision: 1 }, entry: { kind: 'test', facts: {} } });
  journal.close();

  const listed = await till(['reversals', 'list', '--profile', shop.folder, '--json']);
  expect(listed.code, listed.stderr).toBe(4);
  const { open, payments } = jsonOf(listed) as { open: number; payments: unknown[] };
  expect([open, payments.length]).toEqual([pending, 1_000]);
  const read = await till(['reversals', 'list', '--profile', shop.folder]);
  expect(read.stdout.trimEnd().split('\n').at(-1)).toMatch(/\b100\b/);

  // The gateway has never heard of them: none is settled before four minutes have passed.
  const replayed = await till(['reversals', 'replay', '--for', '1', '--profile', shop.folder, '--json']);
  expect(replayed.code, replayed.stderr).toBe(4);
  expect(jsonOf(replayed)).toMatchObject({ open: pending });
  expect(replayed.stderr.match(new RegExp(`\\b${pending}\\b`, 'g'))?.length, 'told twice: at the start, and once').toBe(
    2,
  );
});
