import type { SerialPort } from 'serialport';
import type { Clock } from '../../main/core/ports.ts';
import {
  type Cable,
  type Closing,
  type Connection,
  codeOf,
  type Listening,
  type Opened,
  type Trouble,
  type Written,
  within,
} from './connection.ts';

/**
 * A printer on RS-232, or on USB through a virtual serial port, through the `serialport` package. It knows how that
 * package and the operating systems say that a port is absent, taken or gone.
 *
 * Measured with serialport 13: bytes written on a closed port do not fail, they wait and go out after the next open.
 * So each connection has a port object of its own, and nothing is written once it is closed or lost.
 */

export interface SerialSettings {
  /** `/dev/serial/by-id/…`, `/dev/ttyS0`, `COM3`. */
  readonly path: string;
  readonly baudRate: number;
  /** How the printer says "wait": by a wire of its own, by XOFF, or not at all. */
  readonly flow: 'rts_cts' | 'xon_xoff' | 'none';
}

/** Handed over at a time; at 9600 baud that is a second, long before a write counts as stalled. */
const pieceBytes = 1_024;
/** The system opens a port at once, or says why not. */
const openWithinMs = 3_000;

export function serialCable({ path, baudRate, flow }: SerialSettings, clock: Clock): Cable {
  const options = { path, baudRate, rtscts: flow === 'rts_cts', xon: flow === 'xon_xoff', xoff: flow === 'xon_xoff' };
  return {
    place: path,
    answers: true,
    async open(listen) {
      let port: SerialPort;
      try {
        // Loaded on first use: a till without a serial printer needs no native part of it.
        const { SerialPort: Port } = await import('serialport');
        port = new Port({ ...options, autoOpen: false });
      } catch (cause) {
        return { ok: false, trouble: { fault: 'printer_module_missing', detail: `serialport: ${codeOf(cause)}` } };
      }
      const opening = openPort(port, listen, clock);
      return within<Opened>(opening, openWithinMs, clock, () => {
        // Should it still open, there is nobody left to use it.
        port.once('open', () => port.close(closeFailed));
        return { ok: false, trouble: { fault: 'printer_absent', detail: 'no answer within 3 seconds' } };
      });
    },
  };
}

function openPort(port: SerialPort, listen: Listening, clock: Clock): Promise<Opened> {
  return new Promise((resolve) => {
    // Listeners first: an `error` that nobody hears ends the process.
    const connection = new SerialConnection(port, listen, clock);
    port.open((cause) => {
      resolve(cause === null ? { ok: true, connection } : { ok: false, trouble: openTrouble(cause) });
    });
  });
}

/** The port says by its events what becomes of it; the answer of a close adds nothing to that. */
function closeFailed(): void {}

class SerialConnection implements Connection {
  readonly #port: SerialPort;
  readonly #clock: Clock;
  readonly #gone: Promise<Trouble>;
  #isClosing = false;
  /** Pieces that have not left the machine. */
  #waiting = 0;
  #lost: Trouble | null = null;

  constructor(port: SerialPort, listen: Listening, clock: Clock) {
    this.#port = port;
    this.#clock = clock;
    port.on('data', (bytes: Buffer) => {
      if (this.#lost === null) listen.heard(bytes);
    });
    this.#gone = new Promise((resolve) => {
      const lose = (cause: Error | null): void => {
        if (this.#lost !== null) return;
        this.#lost = { fault: 'print_broken_off', detail: cause === null ? '' : codeOf(cause) };
        resolve(this.#lost);
        if (!this.#isClosing && port.opening === false) listen.lost(this.#lost);
      };
      port.on('close', lose);
      port.on('error', lose);
      // On Windows a read of 0 bytes ends the stream and leaves the port open.
      port.on('end', () => lose(null));
    });
  }

  async write(bytes: Uint8Array, stallMs: number): Promise<Written> {
    for (let from = 0; from < bytes.length; from += pieceBytes) {
      if (this.#lost !== null) return { ok: false, left: from > 0, trouble: this.#lost };
      const piece = this.#writePiece(bytes.subarray(from, from + pieceBytes));
      const stalled: Written = { ok: false, left: true, trouble: { fault: 'print_stalled', detail: '' } };
      const written = await within<Written>(piece, stallMs, this.#clock, () => stalled);
      if (!written.ok) return written;
    }
    return { ok: true };
  }

  /** Resolves when the bytes have left the machine. */
  #writePiece(piece: Uint8Array): Promise<Written> {
    return new Promise((resolve) => {
      const broken = (trouble: Trouble): void => resolve({ ok: false, left: true, trouble });
      this.#gone.then(broken, broken);
      this.#waiting += 1;
      this.#port.write(Buffer.from(piece), (cause) => {
        if (cause) return broken({ fault: 'print_broken_off', detail: codeOf(cause) });
        this.#port.drain((late) => {
          if (late) return broken({ fault: 'print_broken_off', detail: codeOf(late) });
          this.#waiting -= 1;
          resolve({ ok: true });
        });
      });
    });
  }

  async close(withinMs: number): Promise<Closing> {
    if (this.#lost !== null && !this.#isClosing) {
      await this.#giveFree(withinMs);
      return { how: 'cut', trouble: this.#lost };
    }
    if (!this.#isClosing) {
      this.#isClosing = true;
      const close = (): void => this.#port.close(closeFailed);
      // What the printer does not take would hold up the close, and one of the few threads that all files share.
      if (this.#waiting > 0) this.#port.flush(close);
      else close();
    }
    const closed = this.#gone.then((): Closing => ({ how: 'ended' }));
    return within<Closing>(closed, withinMs, this.#clock, () => ({
      how: 'cut',
      trouble: { fault: 'printer_silent', detail: '' },
    }));
  }

  /** A stream that has ended may leave its port open, which nobody could open again. */
  async #giveFree(withinMs: number): Promise<void> {
    if (!this.#port.isOpen || this.#port.closing) return;
    const closed = new Promise<void>((resolve) => this.#port.close(() => resolve()));
    await within(closed, withinMs, this.#clock, () => {});
  }
}

/** What serialport 13 says when a port cannot be opened, per system. */
const openFaults: readonly { readonly says: RegExp; readonly trouble: Trouble }[] = [
  {
    says: /no such file|no such device|ENOENT|ENXIO|ENODEV|file not found|input\/output error/i,
    trouble: { fault: 'printer_absent', detail: '' },
  },
  { says: /cannot lock port|resource busy|EBUSY/i, trouble: { fault: 'printer_in_use', detail: '' } },
  {
    says: /permission denied|EACCES|operation not permitted/i,
    trouble: { fault: 'printer_permission', detail: 'dialout' },
  },
  // Windows says this also of a port that another program holds.
  { says: /access (?:is )?denied/i, trouble: { fault: 'printer_in_use', detail: '' } },
  {
    says: /inappropriate ioctl|is a directory|ENOTTY/i,
    trouble: { fault: 'printer_not_there', detail: 'not a serial port' },
  },
];

function openTrouble(cause: Error): Trouble {
  const known = openFaults.find(({ says }) => says.test(cause.message));
  return known?.trouble ?? { fault: 'printer_not_there', detail: codeOf(cause) };
}
