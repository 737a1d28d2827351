import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { shim, type UnderShim, underShim } from './shim.ts';
import { type Operation, readTrace } from './trace.ts';

/** The shim itself: what it sees, what it lets fail, where it ends a program. */

const built = shim();
const child = fileURLToPath(import.meta.resolve('./shim-child.ts'));

/** Runs one of the child's acts in a folder of its own, over the shim. */
function runOver(act: string, asked: (folder: string) => Partial<UnderShim> = () => ({})) {
  const folder = realpathSync(temporaryFolder());
  const trace = join(realpathSync(temporaryFolder()), 'trace');
  const env = { ...process.env, ...underShim({ under: folder, trace, ...asked(folder) }) };
  const run = spawnSync(process.execPath, [child, folder, act], { encoding: 'utf8', env });
  const said: unknown = run.stdout === '' ? null : JSON.parse(run.stdout);
  return {
    folder,
    said,
    signal: run.signal,
    stderr: run.stderr,
    operations: existsSync(trace) ? readTrace(trace) : [],
  };
}

function kindsOf(operations: readonly Operation[]): readonly string[] {
  return operations.filter(({ op }) => op !== 'open').map(({ op }) => op);
}

describe.skipIf(!built.ok)(`the shim${built.ok ? '' : ` (not here: ${built.why})`}`, () => {
  test('sees every call that changes a disk, in order, with its number and bytes', () => {
    const { said, operations } = runOver('everyCall');
    expect(said).toBe('done');
    const numbers = operations.filter(({ n }) => n > 0).map(({ n }) => n);
    expect(numbers).toEqual(numbers.map((_, at) => at + 1));
    expect(kindsOf(operations)).toEqual([
      ...['create', 'write', 'write', 'write', 'write', 'sync', 'sync', 'truncate', 'mark', 'write'],
      ...['create', 'write', 'create', 'truncate', 'write', 'write', 'rename', 'link', 'write'],
      ...['mkdir', 'create', 'write', 'unlink', 'rmdir', 'truncate', 'write', 'truncate', 'unlink', 'sync'],
    ]);
    const mark = operations.find(({ op }) => op === 'mark');
    expect(mark?.op === 'mark' && mark.data.toString()).toBe('{"said":"after a"}');
  });

  test('fails the call that it was told to, and SQLite says which', () => {
    // The log's first sync covers its header, the second the table.
    const { said } = runOver('database', (folder) => ({ fail: ['fsync#4=EIO'], failUnder: join(folder, 'db-wal') }));
    expect(said).toEqual([1, 'SQLITE_IOERR_FSYNC', 1, 1]);
  });

  test('fails all calls from one on: a full disk', () => {
    // One write for the log's header, four for the table, two for each row.
    const { said } = runOver('database', (folder) => ({
      fail: ['write#10-=ENOSPC'],
      failUnder: join(folder, 'db-wal'),
    }));
    expect(said).toEqual([1, 1, 'SQLITE_FULL', 'SQLITE_FULL']);
  });

  test('writes half of a write that is to be short', () => {
    const { said, folder } = runOver('writes', () => ({ fail: ['write#2=short:ENOSPC'] }));
    expect(said).toEqual([4, 'ENOSPC', 4]);
    expect(readFileSync(join(folder, 'w'), 'utf8')).toBe('aaaabbcccc');
  });

  test('lies about a write when told to', () => {
    const { said, folder, operations } = runOver('writes', () => ({ fail: ['write#1=lies', 'write#2=slow:1'] }));
    expect(said).toEqual([4, 4, 4]);
    expect(readFileSync(join(folder, 'w'), 'utf8')).toBe('bbbbcccc');
    expect(kindsOf(operations)).toEqual(['create', 'write', 'write']);
  });

  test('kills before or after the operation of a number', () => {
    const before = runOver('writes', () => ({ kill: { when: 'before', operation: 3 } }));
    const after = runOver('writes', () => ({ kill: { when: 'after', operation: 3 } }));
    expect([before.signal, after.signal]).toEqual(['SIGKILL', 'SIGKILL']);
    expect(readFileSync(join(before.folder, 'w'), 'utf8')).toBe('aaaa');
    expect(readFileSync(join(after.folder, 'w'), 'utf8')).toBe('aaaabbbb');
  });

  test('does nothing to files elsewhere', () => {
    const { operations, folder, said } = runOver('everyCall', () => ({
      under: join(realpathSync('/tmp'), 'nowhere-'),
    }));
    expect(said).toBe('done');
    expect(operations).toEqual([...operations.filter(({ op }) => op === 'mark')]);
    expect(readdirSync(folder).toSorted()).toEqual(['a', 'b', 'd']);
  });

  test('ends a program rather than misunderstand what it was told', () => {
    const { stderr } = runOver('writes', () => ({ fail: ['write#2=EWHAT'] }));
    expect(stderr).toBe('powercut shim: not a rule: write#2=EWHAT\n');
  });
});
