import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { PrinterFault } from '../../main/contract/words/printer-faults.ts';
import type { Clock } from '../../main/core/ports.ts';
import {
  after,
  type Cable,
  type Closing,
  type Connection,
  codeOf,
  type Listening,
  type Opened,
  type Trouble,
  type Written,
} from './connection.ts';

/**
 * A printer that is a file: a device node such as `/dev/usb/lp0`, which answers, or a file that is a paper roll, on
 * which jobs follow one another and nothing that is there is overwritten. It knows files.
 *
 * Nothing here blocks: a read of a printer that says nothing, or a write to one without paper, would hold one of the
 * four worker threads of the process for ever (measured on a USB printer). With O_NONBLOCK both say EAGAIN.
 */

/** A device that takes nothing is asked again after this time; the same for what it has to say. */
const askAgainMs = 20;
/** The longest piece that is read at a time; a printer says a few bytes. */
const readBytes = 256;

// O_NOCTTY: a serial device must not become the terminal that can interrupt this process.
const quietly = (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);
const roll = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | quietly;
const device = constants.O_RDWR | quietly;

/** A paper roll, made where it does not exist. Durable when the job is closed, where it is a regular file. */
export function fileCable(path: string, clock: Clock): Cable {
  return {
    place: path,
    answers: false,
    open: (listen) => openFile(path, roll, (file) => new FileConnection(file, listen, clock)),
  };
}

/** A device node that is there already and answers. `path` null = it is not connected now. */
export function deviceCable(place: string, find: () => Promise<string | null>, clock: Clock): Cable {
  return {
    place,
    answers: true,
    async open(listen) {
      const path = await find();
      if (path === null) return { ok: false, trouble: { fault: 'printer_absent', detail: '' } };
      return openFile(path, device, (file) => new FileConnection(file, listen, clock).listening());
    },
  };
}

async function openFile(path: string, flags: number, connect: (file: FileHandle) => Connection): Promise<Opened> {
  try {
    const file = await open(path, flags, 0o644);
    if (flags !== device || (await file.stat()).isCharacterDevice()) return { ok: true, connection: connect(file) };
    // Made by whoever wrote there while no printer was connected: it would take every receipt.
    await file.close();
    return { ok: false, trouble: { fault: 'printer_is_file', detail: '' } };
  } catch (cause) {
    return { ok: false, trouble: notOpened(path, codeOf(cause), flags === device) };
  }
}

/** What it means that a file or a device cannot be opened. */
const openFaults: Readonly<Record<string, PrinterFault>> = {
  EACCES: 'printer_permission',
  EPERM: 'printer_permission',
  EBUSY: 'printer_in_use',
  ENXIO: 'printer_absent',
  ENODEV: 'printer_absent',
  EIO: 'printer_absent',
  EISDIR: 'printer_not_there',
  ENOTDIR: 'printer_not_there',
  ENOSPC: 'printer_disk_full',
  EROFS: 'printer_disk_read_only',
};

function notOpened(path: string, code: string, isDevice: boolean): Trouble {
  if (code === 'ENOENT') {
    return isDevice
      ? { fault: 'printer_absent', detail: '' }
      : { fault: 'printer_not_there', detail: `no folder ${dirname(path)}` };
  }
  const fault = openFaults[code] ?? 'printer_not_there';
  // On Linux USB printers belong to the group lp.
  return { fault, detail: fault === 'printer_permission' && isDevice ? 'lp' : code };
}

class FileConnection implements Connection {
  readonly #file: FileHandle;
  readonly #listen: Listening;
  readonly #clock: Clock;
  #stopReading = () => {};
  #reading: Promise<void> = Promise.resolve();
  #closed: Promise<Closing> | null = null;
  #isOver = false;

  constructor(file: FileHandle, listen: Listening, clock: Clock) {
    this.#file = file;
    this.#listen = listen;
    this.#clock = clock;
  }

  /** Begins to read what the device says. */
  listening(): this {
    this.#reading = this.#readOn();
    return this;
  }

  async #readOn(): Promise<void> {
    const piece = Buffer.alloc(readBytes);
    while (!this.#isOver) {
      try {
        const { bytesRead } = await this.#file.read(piece, 0, readBytes, null);
        if (bytesRead > 0 && !this.#isOver) {
          this.#listen.heard(Uint8Array.from(piece.subarray(0, bytesRead)));
          continue;
        }
      } catch (cause) {
        if (codeOf(cause) !== 'EAGAIN') return this.#lose(codeOf(cause));
      }
      await new Promise<void>((resume) => {
        if (this.#isOver) return resume();
        const off = this.#clock.after(askAgainMs, resume);
        this.#stopReading = () => {
          off();
          resume();
        };
      });
    }
  }

  #lose(code: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#listen.lost({ fault: 'print_broken_off', detail: code });
  }

  async write(bytes: Uint8Array, stallMs: number): Promise<Written> {
    let taken = 0;
    let lastMs = this.#clock.monotonicMs();
    try {
      // The last round, for 0 bytes, waits for the last piece: usblp takes it into a request of its own, which a
      // close would throw away.
      for (let flushed = false; !flushed; ) {
        const some = await this.#writeSome(bytes, taken);
        if (some === null && this.#clock.monotonicMs() - lastMs >= stallMs) {
          return { ok: false, left: taken > 0, trouble: { fault: 'print_stalled', detail: '' } };
        }
        if (some === null) await after(askAgainMs, this.#clock);
        else lastMs = this.#clock.monotonicMs();
        flushed = some !== null && taken === bytes.length;
        taken += some ?? 0;
      }
      return { ok: true };
    } catch (cause) {
      return { ok: false, left: taken > 0, trouble: writeTrouble(codeOf(cause)) };
    }
  }

  /** Bytes taken; null when the device takes none at the moment. */
  async #writeSome(bytes: Uint8Array, from: number): Promise<number | null> {
    try {
      return (await this.#file.write(bytes, from, bytes.length - from)).bytesWritten;
    } catch (cause) {
      if (codeOf(cause) === 'EAGAIN') return null;
      throw cause;
    }
  }

  close(): Promise<Closing> {
    this.#closed ??= this.#end();
    return this.#closed;
  }

  async #end(): Promise<Closing> {
    const wasLost = this.#isOver;
    this.#isOver = true;
    this.#stopReading();
    await this.#reading;
    try {
      if ((await this.#file.stat()).isFile()) await this.#file.sync();
      await this.#file.close();
    } catch (cause) {
      const again: unknown = await this.#file.close().catch((second: unknown) => second);
      return { how: 'cut', trouble: writeTrouble(codeOf(again ?? cause)) };
    }
    return wasLost ? { how: 'cut', trouble: writeTrouble('') } : { how: 'ended' };
  }
}

function writeTrouble(code: string): Trouble {
  if (code === 'ENOSPC') return { fault: 'printer_disk_full', detail: '' };
  return { fault: 'print_broken_off', detail: code };
}
