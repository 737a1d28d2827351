import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SqliteJournal } from '../../main/store/journal.ts';
import { shim, underShim } from '../powercut/shim.ts';
import { readTrace } from '../powercut/trace.ts';
import { steadyChance } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { quickFolder } from '../support/temporary-folder.ts';
import { commitOf, intent } from './samples.ts';

/** A restore says that it is done only over a journal that is on the disk. */

const child = join(import.meta.dirname, 'restore-in-child.ts');
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

const built = shim();

test.skipIf(!built.ok)(
  'the lost log is surely aside before another file moves: it is never played into the new one',
  () => {
    const folder = realpathSync(quickFolder());
    const path = join(folder, 'journal.sqlite');
    const from = join(folder, 'older.sqlite');
    const journal = open(path);
    journal.commit(commitOf(null, intent(1)));
    journal.close();
    copyFileSync(path, from);
    writeFileSync(path, 'garbage');
    writeFileSync(`${path}-wal`, 'what was its log');
    const trace = join(realpathSync(quickFolder()), 'trace');
    const env = { ...process.env, ...underShim({ under: folder, trace }) };
    const run = spawnSync(process.execPath, [child, path, from, folder], { encoding: 'utf8', env });
    expect(run.stdout, run.stderr).toBe('1');
    const operations = readTrace(trace);
    const movedAt = (file: string): number => operations.findIndex((one) => one.op === 'rename' && one.path === file);
    const between = operations.slice(movedAt(`${path}-wal`) + 1, movedAt(path));
    const [opened, synced] = between;
    expect(opened, 'between the two renames nothing makes the first one durable').toMatchObject({
      op: 'open',
      path: folder,
    });
    expect(synced?.op === 'sync' && opened?.op === 'open' && synced.fd === opened.fd).toBe(true);
  },
);
