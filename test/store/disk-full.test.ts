import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { StorageError } from '../../main/core/ports.ts';
import { JournalUnavailable } from '../../main/store/database.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { steadyChance } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { commitOf, intent } from './samples.ts';
import { verdictOf } from './tables.ts';

/** A disk without room refuses the commit, and only the commit. */

function open(path: string): SqliteJournal {
  return new SqliteJournal(path, manualClock(), steadyChance());
}

/** A disk of `kilobytes`, gone after the test; null where this process may not mount one. */
function smallDisk(kilobytes: number): string | null {
  const folder = join(temporaryFolder(), 'disk');
  mkdirSync(folder);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'none', folder]);
  if (mounted.status !== 0) return null;
  onTestFinished(() => {
    spawnSync('umount', ['-l', folder]);
  });
  return folder;
}

/** Commits payments from number `from` on until the disk refuses one; returns the first that it refused. */
function fill(journal: SqliteJournal, from: number): { readonly refused: number; readonly error: unknown } {
  for (let n = from; n < 9_999; n += 1) {
    try {
      journal.commit(commitOf(null, intent(n)));
    } catch (error) {
      return { refused: n, error };
    }
  }
  throw new Error('the disk was never full');
}

test.skipIf(process.platform === 'win32')(
  'a write that the disk refuses takes nothing back that was acknowledged',
  () => {
    const path = join(temporaryFolder(), 'journal.sqlite');
    const child = fileURLToPath(import.meta.resolve('./filling-child.ts'));
    // No file may grow above 600 blocks of 512 bytes: the kernel says no in the middle of the log.
    const limited = ['-c', 'ulimit -f 600; exec "$@"', 'sh', process.execPath, child, path];
    const { stdout } = spawnSync('sh', limited, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
    const said = JSON.parse(stdout) as { acknowledged: number; readable: number; error: string };
    expect(said.acknowledged).toBeGreaterThan(3);
    expect(said.readable, 'reads go on').toBe(said.acknowledged);
    expect(said.error).toMatch(/^SQLITE_(FULL|IOERR)/);
    const journal = open(path);
    expect(journal.unfinished().map(({ serial }) => serial)).toEqual(
      Array.from({ length: said.acknowledged }, (_, index) => index + 1),
    );
    expect(verdictOf(journal).problems).toEqual([]);
    journal.close();
  },
);

describe('on a disk of its own', () => {
  test('a full disk is a storage error, reads go on, and with room the chain goes on', ({ skip }) => {
    const disk = smallDisk(512);
    if (disk === null) return skip('needs the right to mount a small disk');
    const ballast = join(disk, 'ballast');
    writeFileSync(ballast, Buffer.alloc(200 * 1_024));
    const journal = open(join(disk, 'journal.sqlite'));
    const { refused, error } = fill(journal, 1);
    expect(error).toBeInstanceOf(StorageError);
    expect(String(error)).toContain('SQLITE_FULL');
    expect(fill(journal, refused).refused, 'still full').toBe(refused);
    expect(journal.unfinished()).toHaveLength(refused - 1);
    expect(journal.payment(intent(refused).paymentRequestId)).toBeNull();
    rmSync(ballast);
    expect(fill(journal, refused).refused).toBeGreaterThan(refused + 3);
    expect(verdictOf(journal).problems).toEqual([]);
    journal.close();
  });

  test('a full disk takes the ballast, the commit that found it full is written, and no sale starts', ({ skip }) => {
    const disk = smallDisk(640);
    if (disk === null) return skip('needs the right to mount a small disk');
    const path = join(disk, 'journal.sqlite');
    const ballast = `${path}-ballast`;
    const journal = open(path);
    writeFileSync(ballast, Buffer.alloc(300 * 1_024));
    let n = 1;
    for (; existsSync(ballast) && n < 9_999; n += 1) journal.commit(commitOf(null, intent(n)));
    expect(n, 'the disk was filled').toBeGreaterThan(3);
    expect(journal.payment(intent(n - 1).paymentRequestId)?.serial, 'the one that found it full').toBe(n - 1);
    expect(journal.hasRoom()).toBe(false);
    expect(fill(journal, n).refused, 'what is open goes on').toBeGreaterThan(n + 3);
    expect(verdictOf(journal).problems).toEqual([]);
    journal.close();
  });

  test('a full disk makes no journal, says so, and keeps no draft that would fill it further', ({ skip }) => {
    const disk = smallDisk(40);
    if (disk === null) return skip('needs the right to mount a small disk');
    const path = join(disk, 'journal.sqlite');
    expect(() => open(path)).toThrow(expect.objectContaining({ name: JournalUnavailable.name, reason: 'disk_full' }));
    expect(readdirSync(disk)).toEqual([]);
  });
});
