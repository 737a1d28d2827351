import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { SqliteJournal } from '../../main/store/journal.ts';
import { steadyChance } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { printedSeed } from '../support/seed.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { verdictOf } from './tables.ts';

/**
 * `kill -9` at any moment of a process that commits: whatever it was told is durable is there, and nothing else is.
 * This proves the order of our writes, not the disk's honesty in a power cut.
 */

// Programs start slowly where many run at once; nothing here waits for time to pass.
vi.setConfig({ testTimeout: 90_000 });

const kills = 25;
const child = fileURLToPath(import.meta.resolve('./committing-child.ts'));

/** Lets a process commit until it has acknowledged `steps`, kills it, and returns all that it acknowledged. */
async function committedUntilKilled(path: string, steps: number): Promise<readonly string[]> {
  const committing = spawn(process.execPath, [child, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const acknowledged: string[] = [];
  const lines = createInterface(committing.stdout);
  lines.on('line', (line) => {
    acknowledged.push(line);
    if (acknowledged.length === steps) committing.kill('SIGKILL');
  });
  await Promise.all([once(committing, 'close'), once(lines, 'close')]);
  expect(committing.signalCode).toBe('SIGKILL');
  return acknowledged;
}

test(`after each of ${kills} kills everything acknowledged is there, and at most one step more`, async () => {
  const random = randomOf(printedSeed('kill -9 while committing'));
  const path = join(temporaryFolder(), 'journal.sqlite');
  let rowsBefore = 0;
  for (let kill = 1; kill <= kills; kill += 1) {
    const acknowledged = await committedUntilKilled(path, 1 + Math.floor(random() * 120));
    const journal = new SqliteJournal(path, manualClock(), steadyChance());
    const { rows, problems } = verdictOf(journal);
    const lost = acknowledged.filter((line) => {
      const [id = '', revision] = line.split(' ');
      return (journal.payment(id)?.revision ?? 0) < Number(revision);
    });
    journal.close();
    expect({ kill, problems, lost }).toEqual({ kill, problems: [], lost: [] });
    const unacknowledged = rows - rowsBefore - acknowledged.length;
    expect(unacknowledged, `steps written in life ${kill} that nobody was told of`).toBeOneOf([0, 1]);
    rowsBefore = rows;
  }
});

/** Mulberry32: 0 ≤ x < 1, the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
