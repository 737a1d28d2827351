import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SqliteJournal } from '../../main/store/journal.ts';
import { steadyChance } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { quickFolder } from '../support/temporary-folder.ts';
import { commitOf, intent } from './samples.ts';

/** A restore says that it is done only over a journal that is on the disk. */

const open = (path: string) => new SqliteJournal(path, manualClock(), steadyChance());

test.skipIf(process.platform === 'win32')(
  'a restore whose last pages find no room is refused, nothing is moved',
  () => {
    const first = join(quickFolder(), 'journal.sqlite');
    const journal = open(first);
    for (let n = 1; n <= 200; n += 1) journal.commit(commitOf(null, intent(n)));
    journal.close();
    const folder = quickFolder();
    const path = join(folder, 'journal.sqlite');
    mkdirSync(join(folder, 'backup'));
    const from = join(folder, 'backup', 'journal-20261119.sqlite');
    copyFileSync(first, from);
    const later = open(first);
    for (let n = 201; n <= 206; n += 1) later.commit(commitOf(null, intent(n)));
    for (const end of ['', '-wal', '-head']) copyFileSync(first + end, path + end);
    later.close();
    const before = readFileSync(path);
    // No file may grow beyond the backup: the rows fit into the log, and not into the journal.
    const blocks = statSync(from).size / 1_024;
    const child = join(import.meta.dirname, 'restore-in-child.ts');
    const run = spawnSync(
      'bash',
      ['-c', `ulimit -f ${blocks}; exec "$0" "$@"`, process.execPath, child, path, from, join(folder, 'backup')],
      { encoding: 'utf8' },
    );
    expect(run.stdout, run.stderr).toMatch(/^refused: /);
    expect(readFileSync(path)).toEqual(before);
    expect(existsSync(`${path}.restored`)).toBe(false);
    const whole = open(path);
    expect(whole.rows()).toBe(206);
    whole.close();
  },
);
