import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { SqliteJournal } from '../../main/store/journal.ts';
import { steadyChance, t0 } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { printedSeed } from '../support/seed.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { archivedWhole, dayMs, opened } from './archiving.ts';
import { commitOf, intent, next, openReversal } from './samples.ts';
import { tables, verdictOf } from './tables.ts';

/** `kill -9` at any moment of a process that archives, again and again until everything has moved. */

const child = fileURLToPath(import.meta.resolve('./archiving-child.ts'));
const settledPayments = 800;
const nowMs = t0 + 91 * dayMs;

/** Every tenth payment still has its reversal open. Returns what the verification says. */
function fill(path: string) {
  const journal = new SqliteJournal(path, manualClock(t0), steadyChance());
  for (let n = 1; n <= settledPayments; n += 1) {
    const paying = intent(n);
    journal.commit(commitOf(null, paying));
    const open = n % 10 === 0;
    const change = open
      ? ({ phase: 'reversing', reversal: openReversal } as const)
      : ({ phase: 'paid', dueAtMs: null } as const);
    journal.commit(commitOf(paying, next(paying, change)));
  }
  journal.commit(commitOf(null, intent(9_999)));
  const verdict = verdictOf(journal);
  journal.close();
  return verdict;
}

/** Kills the run some microseconds after it has said so many lines; true when it had come to its end before. */
async function archivedUntilKilled(path: string, lines: number): Promise<boolean> {
  const archiving = spawn(process.execPath, [child, path, String(nowMs)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = 0;
  const output = createInterface(archiving.stdout);
  output.on('line', () => {
    said += 1;
    if (said === lines) archiving.kill('SIGKILL');
  });
  await Promise.all([once(archiving, 'close'), once(output, 'close')]);
  return archiving.signalCode === null;
}

test('whatever the moment, every row is in one place or the same in two, and the last run ends what was begun', async () => {
  const seed = printedSeed('kill -9 while archiving');
  const path = join(temporaryFolder(), 'journal.sqlite');
  const before = fill(path);
  expect(before.problems).toEqual([]);
  let kills = 0;
  for (let isDone = false; !isDone; ) {
    isDone = await archivedUntilKilled(path, 1 + ((seed + kills * 7) % 6));
    kills += isDone ? 0 : 1;
    const { journal } = opened({ path, nowMs });
    expect(verdictOf(journal), `after kill ${kills}`).toEqual(before);
    journal.close();
  }
  expect(kills).toBeGreaterThan(3);
  const { journal } = opened({ path, nowMs });
  expect(archivedWhole(journal)).toMatchObject({ payments: 0, problems: [] });
  journal.close();
  const open = tables(path).payments.length;
  const archived = tables(join(dirname(path), 'journal-2026.sqlite')).payments.length;
  // The open ones stay, with the newest.
  expect([open, archived]).toEqual([settledPayments / 10 + 1, settledPayments - settledPayments / 10]);
}, 60_000);
