import type { DeviceReport, DeviceState } from '../../main/contract/device-views.ts';
import type { PrinterFault } from '../../main/contract/words/printer-faults.ts';
import type { Clock } from '../../main/core/ports.ts';

/**
 * The one shape of every cable to a printer. It knows bytes, limits of time and what the system says when a cable
 * fails; it knows no printer language and no receipt. One connection carries one job, one pulse or one look.
 */

/** What is wrong; `detail` is what the system itself said, '' = nothing. */
export interface Trouble {
  readonly fault: PrinterFault;
  readonly detail: string;
}

export interface Cable {
  /** How people find the printer: `192.168.1.50:9100`, `/dev/usb/lp0`, a queue's name. */
  readonly place: string;
  /** False where nothing ever comes back: a file, the spooler of Windows. */
  readonly answers: boolean;
  /** Never rejects. A failed attempt has left nothing behind. */
  open(listen: Listening): Promise<Opened>;
}

export interface Listening {
  /** Everything the printer says, piece by piece, from the moment of opening until the connection is closed. */
  heard(bytes: Uint8Array): void;
  /** The connection is gone without our doing; at most once, and then nothing is heard any more. */
  lost(trouble: Trouble): void;
}

export type Opened =
  | { readonly ok: true; readonly connection: Connection }
  | { readonly ok: false; readonly trouble: Trouble };

export interface Connection {
  /**
   * Hands over all of `bytes`; gives up when not one of them is taken for `stallMs` milliseconds. Never rejects; one
   * write at a time. "Taken" means by the system: what is on paper only the printer can say.
   */
  write(bytes: Uint8Array, stallMs: number): Promise<Written>;
  /**
   * Ends in good order and waits up to `withinMs` for the other side to do the same; then cuts. Never rejects; what
   * is heard meanwhile is still passed on. May be called again, to wait for less.
   */
  close(withinMs: number): Promise<Closing>;
}

/** `left`: some of the bytes may be with the printer. */
export type Written = { readonly ok: true } | { readonly ok: false; readonly left: boolean; readonly trouble: Trouble };

/** `ended`: everything was handed over and the other side closed after us, or there is no other side to wait for. */
export type Closing = { readonly how: 'ended' } | { readonly how: 'cut'; readonly trouble: Trouble };

const states: Readonly<Partial<Record<PrinterFault, DeviceState>>> = {
  printer_unreachable: 'absent',
  printer_absent: 'absent',
  paper_near_end: 'attention',
  drawer_open: 'attention',
  drawer_too_soon: 'ready',
  printer_busy: 'ready',
  no_printer: 'none',
  no_drawer: 'none',
};

/** A trouble as the screen and the log are told of it; what is not listed above needs a person at the printer. */
export function reportOf({ fault, detail }: Trouble, place: string): DeviceReport {
  return { state: states[fault] ?? 'refused', fault, place, detail };
}

/** Works, and there is nothing to say. */
export function readyAt(place: string): DeviceReport {
  return { state: 'ready', fault: '', place, detail: '' };
}

/** What `promise` comes to, or `otherwise` after `ms` milliseconds; its timer does not outlive it. */
export async function within<Value>(
  promise: Promise<Value>,
  ms: number,
  clock: Clock,
  otherwise: () => Value,
): Promise<Value> {
  let stop = () => {};
  const late = new Promise<Value>((resolve) => {
    stop = clock.after(ms, () => resolve(otherwise()));
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    stop();
  }
}

/** Resolves after `ms` milliseconds of this clock. */
export function after(ms: number, clock: Clock): Promise<void> {
  return new Promise((resolve) => clock.after(ms, resolve));
}

/** The system's own word for an error: its code where it has one. */
export function codeOf(cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  return code ?? message ?? String(cause);
}
