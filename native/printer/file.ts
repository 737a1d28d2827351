import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock, PrintOutcome } from '../../main/core/ports.ts';
import { troubled } from './troubled.ts';

/**
 * One print job into a file or a device node such as `/dev/usb/lp0`. Knows files and time limits; knows no receipts.
 * A file is a paper roll: jobs follow one another, and nothing that is already there is overwritten.
 */

/** A device that takes nothing is asked again after this time… */
const askAgainMs = 50;
/** …and given up after this time without a single byte taken. A printer without paper looks like that. */
const stalledAfterMs = 10_000;

/** Not blocking: a write to a printer without paper would hold one of the four worker threads for ever. */
const flags =
  constants.O_WRONLY |
  constants.O_APPEND |
  constants.O_CREAT |
  (constants.O_NONBLOCK ?? 0) |
  // A serial device must not become the terminal that can interrupt this process.
  (constants.O_NOCTTY ?? 0);

/** Appends `bytes` to `path`, durable on return where it is a regular file. Never rejects. */
export async function sendToFile(path: string, bytes: Buffer, clock: Clock): Promise<PrintOutcome> {
  let file: FileHandle;
  try {
    file = await open(path, flags, 0o644);
  } catch (cause) {
    return { state: 'failed', report: troubled(notOpened(path, codeOf(cause))) };
  }
  const progress = { written: 0 };
  try {
    await writeAll(file, bytes, clock, progress);
    if ((await file.stat()).isFile()) await file.sync();
    await file.close();
    return { state: 'printed', how: 'handed_over' };
  } catch (cause) {
    // The first fault is what counts; closing after it can only repeat it.
    await file.close().catch(() => {});
    return broken(path, progress.written, codeOf(cause));
  }
}

/** Throws what the system says, or that the device stalled; `progress` tells how many bytes were out by then. */
async function writeAll(file: FileHandle, bytes: Buffer, clock: Clock, progress: { written: number }): Promise<void> {
  let lastMs = clock.monotonicMs();
  while (progress.written < bytes.length) {
    const taken = await writeSome(file, bytes, progress.written);
    progress.written += taken;
    if (taken > 0) lastMs = clock.monotonicMs();
    else if (clock.monotonicMs() - lastMs >= stalledAfterMs) throw new Error('it took no data for 10 seconds');
    else await new Promise<void>((resume) => clock.after(askAgainMs, resume));
  }
}

/** Bytes taken; 0 when the device takes none at the moment. */
async function writeSome(file: FileHandle, bytes: Buffer, from: number): Promise<number> {
  try {
    return (await file.write(bytes, from)).bytesWritten;
  } catch (cause) {
    if (codeOf(cause) === 'EAGAIN') return 0;
    throw cause;
  }
}

function codeOf(cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  return code ?? message;
}

function notOpened(path: string, code: string): string {
  const causes: Readonly<Record<string, string>> = {
    ENOENT: `the folder ${dirname(path)} does not exist`,
    EISDIR: 'it is a folder',
    EACCES: 'this user may not write there',
    EBUSY: 'another program is using it',
    ENXIO: 'nothing is connected to it',
    ENODEV: 'nothing is connected to it',
    EROFS: 'the disk is read-only',
  };
  const next = 'Correct the path or the permission, then print again; the payment is not affected.';
  return `Nothing was printed: ${path} cannot be opened, ${causes[code] ?? code}. ${next}`;
}

function broken(path: string, written: number, code: string): PrintOutcome {
  const cause = code === 'ENOSPC' ? 'the disk is full' : code;
  if (written === 0) {
    const next = 'Print again when it is ready; the payment is not affected.';
    return { state: 'failed', report: troubled(`Nothing was printed: ${path} took nothing (${cause}). ${next}`) };
  }
  const next = 'Look at the paper before you print again; the payment is not affected.';
  return { state: 'unknown', report: troubled(`${path} may have printed only a part: ${cause}. ${next}`) };
}
