import { mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where a bench writes: a folder on a real disk, since an fsync on a memory file system costs nothing. */

/** `f_type` of tmpfs and ramfs, statfs(2). */
const memoryFileSystems: readonly number[] = [0x01021994, 0x858458f6];

/** In the order in which they are tried; the last is inside the checkout, ignored by git. */
const places = (): readonly string[] => ['/var/tmp', tmpdir(), join(import.meta.dirname, '..', '..', '.cache')];

/** A new empty folder on a disk; the caller removes it. Throws a sentence when there is none. */
export function folderOnDisk(): string {
  for (const place of places()) {
    if (isMemory(place)) continue;
    mkdirSync(place, { recursive: true });
    return mkdtempSync(join(place, 'truetill-bench-'));
  }
  throw new Error(`No disk to measure on: ${places().join(', ')} are kept in memory.`);
}

/** A new empty folder in memory where the system has one, else on a disk: for what is only made, not measured. */
export function folderForBuilding(): string {
  return isMemory('/dev/shm') ? mkdtempSync(join('/dev/shm', 'truetill-bench-')) : folderOnDisk();
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

function isMemory(place: string): boolean {
  try {
    return memoryFileSystems.includes(statfsSync(place).type);
  } catch (error) {
    // A place that is not there yet is made on the disk of its parent.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
