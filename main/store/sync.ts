import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Making files and names survive a power cut. */

/** What was written to the file survives a power cut from here on. */
export function syncFile(path: string): void {
  sync(openSync(path, 'r+'));
}

/** A name that was made in the folder survives too. Windows has no such call and journals names itself. */
export function syncFolder(path: string): void {
  if (process.platform !== 'win32') sync(openSync(path, 'r'));
}

function sync(handle: number): void {
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
