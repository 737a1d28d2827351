import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { Draws } from '../sim/draws.ts';
import { quickFolder } from '../support/temporary-folder.ts';
import { Disk } from './disk.ts';
import { type Mode, sectorsOf } from './file.ts';
import { shim, underShim } from './shim.ts';
import { type Operation, readTrace } from './trace.ts';

/** The disk that power cuts are tried on: what is surely there, what may be, and what a cut leaves of it. */

const built = shim();
const child = fileURLToPath(import.meta.resolve('./shim-child.ts'));

const create = (path: string, fd = 3): Operation => ({ op: 'create', n: 1, fd, path });
const write = (text: string, at = 0, fd = 3): Operation => ({ op: 'write', n: 1, fd, at, data: Buffer.from(text) });
const sync = (fd = 3): Operation => ({ op: 'sync', n: 1, fd });
const syncFolder: readonly Operation[] = [
  { op: 'open', n: 0, fd: 9, path: '/d' },
  { op: 'sync', n: 1, fd: 9 },
];

function diskAfter(...done: readonly Operation[]): Disk {
  const disk = new Disk();
  for (const operation of done) disk.apply(operation);
  return disk;
}

function files(disk: Disk, mode: Mode, seed = 1): Readonly<Record<string, string>> {
  const image = disk.cut(mode, new Draws(seed, 'test')).image();
  return Object.fromEntries([...image].map(([path, bytes]) => [path, bytes.toString()]));
}

/** Every different disk that some thousand seeds make. */
function possible(disk: Disk): ReadonlySet<string> {
  return new Set(Array.from({ length: 2_000 }, (_, seed) => JSON.stringify(files(disk, 'rand', seed))));
}

describe('a disk', () => {
  test('has after a kill what was written, and surely only what was synced under a synced name', () => {
    const unnamed = diskAfter(create('/d/a'), write('one'), sync());
    expect([files(unnamed, 'kill'), files(unnamed, 'strict')]).toEqual([{ '/d/a': 'one' }, {}]);
    const named = diskAfter(create('/d/a'), write('one'), sync(), ...syncFolder, write('two', 3));
    expect([files(named, 'kill'), files(named, 'strict')]).toEqual([{ '/d/a': 'onetwo' }, { '/d/a': 'one' }]);
  });

  test('keeps the old name until the folder is synced, and the bytes under whatever name they have', () => {
    const made = [create('/d/new'), write('one'), sync(), ...syncFolder] as const;
    const moved = diskAfter(...made, { op: 'rename', n: 1, path: '/d/new', to: '/d/a' }, write('two'), sync());
    expect([files(moved, 'kill'), files(moved, 'strict')]).toEqual([{ '/d/a': 'two' }, { '/d/new': 'two' }]);
    const linked = diskAfter(...made, { op: 'link', n: 1, path: '/d/new', to: '/d/a' }, ...syncFolder);
    expect(files(linked, 'strict')).toEqual({ '/d/new': 'one', '/d/a': 'one' });
    const removed = diskAfter(...made, { op: 'unlink', n: 1, path: '/d/new' });
    expect([files(removed, 'kill'), files(removed, 'strict')]).toEqual([{}, { '/d/new': 'one' }]);
  });

  test('lets a program end without making anything sure', () => {
    const disk = diskAfter(create('/d/a'), ...syncFolder, write('one'));
    disk.programEnded();
    for (const done of [{ op: 'open', n: 0, fd: 7, path: '/d/a' }, write('two', 3, 7)] as const) disk.apply(done);
    expect([files(disk, 'kill'), files(disk, 'strict')]).toEqual([{ '/d/a': 'onetwo' }, { '/d/a': '' }]);
    disk.apply(sync(7));
    expect(files(disk, 'strict')).toEqual({ '/d/a': 'onetwo' });
  });

  test('does not bring with a later sync what an earlier one has failed to, unless it is written again', () => {
    const failed: Operation = { op: 'unsynced', n: 1, fd: 3 };
    const disk = diskAfter(create('/d/a'), write('one'), sync(), ...syncFolder, write('ABC'), failed, sync());
    expect([files(disk, 'kill'), files(disk, 'strict')]).toEqual([{ '/d/a': 'ABC' }, { '/d/a': 'one' }]);
    expect(possible(disk).size).toBe(2);
    for (const done of [write('x', 1), sync()]) disk.apply(done);
    const texts = [...possible(disk)].map((text) => (JSON.parse(text) as Record<string, string>)['/d/a'] ?? '');
    expect(texts.toSorted()).toEqual(['AxC', 'Axe', 'oxC', 'oxe']);
  });

  test('may lose any write, any new length and any name, each by itself', () => {
    const written = possible(diskAfter(create('/d/a'), ...syncFolder, write('A', 0), write('B', 1)));
    const [lost, first, second, both] = ['', 'A', '\0B', 'AB'].map((text) => JSON.stringify({ '/d/a': text }));
    // A length may be kept although the bytes are gone.
    const zeros = ['\0\0', 'A\0'].map((text) => JSON.stringify({ '/d/a': text }));
    expect(written).toEqual(new Set([lost, first, second, both, ...zeros]));
    const cut = possible(
      diskAfter(create('/d/a'), write('AB'), sync(), ...syncFolder, { op: 'truncate', n: 1, fd: 3, at: 1 }),
    );
    expect(cut).toEqual(new Set([JSON.stringify({ '/d/a': 'AB' }), JSON.stringify({ '/d/a': 'A' })]));
    const names = possible(diskAfter(create('/d/a'), write('A'), sync(), create('/d/b', 4)));
    expect(names.size).toBe(4);
  });

  test('tears a write at the borders of sectors, and only there', () => {
    const before = 'a'.repeat(2_048);
    const disk = diskAfter(create('/d/a'), write(before), sync(), ...syncFolder, write('b'.repeat(1_500), 100));
    const torn = [...possible(disk)].map((text) => (JSON.parse(text) as Record<string, string>)['/d/a'] ?? '');
    // Sectors 0 to 3 of the write, each there or not.
    expect(torn.length).toBe(16);
    for (const text of torn)
      for (const [run] of text.matchAll(/b+/g))
        expect([412, 512, 64, 924, 576, 1024, 1436, 1088, 1500]).toContain(run.length);
    expect([...sectorsOf({ at: 100, data: Buffer.alloc(1_500) })].map((part) => 'at' in part && part.at)).toEqual([
      100, 512, 1_024, 1_536,
    ]);
  });
});

describe.skipIf(!built.ok)(`a trace${built.ok ? '' : ` (not here: ${built.why})`}`, () => {
  test('makes the very folder that the program left, by every call there is', () => {
    const folder = realpathSync(quickFolder());
    const trace = join(realpathSync(quickFolder()), 'trace');
    const env = { ...process.env, ...underShim({ under: folder, trace }) };
    spawnSync(process.execPath, [child, folder, 'everyCall'], { env });
    const disk = diskAfter(...readTrace(trace));
    const image = disk.cut('kill', new Draws(0, 'end')).image();
    const there = readdirSync(folder).map((name) => [join(folder, name), readFileSync(join(folder, name))] as const);
    expect(image).toEqual(new Map(there));
  });
});
