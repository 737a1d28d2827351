import type { CustomerView } from '../../main/contract/customer.ts';
import type { DeviceReport } from '../../main/contract/device-views.ts';
import type { DisplayFault } from '../../main/contract/words/display-faults.ts';
import type { Clock } from '../../main/core/ports.ts';
import type { CustomerDisplay, OpenDisplay } from './display.ts';
import type { CommandSet } from './settings.ts';
import { startBytes, viewBytes } from './vfd.ts';

/**
 * A customer's display at the end of a line of bytes, whatever the line is: opens it, keeps the newest view on it and
 * opens it again when it breaks. It knows no serial ports. A line is written to only while it is open, and what was not
 * sent on one connection is never sent on the next: there the newest view is.
 */

export interface LineFault {
  readonly state: 'absent' | 'refused';
  readonly fault: DisplayFault;
  /** What the system said; '' = nothing. */
  readonly detail: string;
}

export interface LineEvents {
  /** At most once. */
  opened(): void;
  /** At most once: it could not be opened, broke off or was unplugged. Nothing is told afterwards. */
  ended(fault: LineFault): void;
}

/** One connection. */
export interface DisplayLine {
  /** Only after `opened`, one write at a time. `taken` is called when the display has had time to read all of it. */
  write(bytes: Uint8Array, taken: () => void): void;
  /** Also while it is still opening; nothing is told afterwards. Calls `closed` once, when the port is free. */
  close(closed: () => void): void;
}

export type OpenDisplayLine = (heard: LineEvents) => DisplayLine;

/** First and longest wait before a line is opened again, growing twofold, milliseconds: a replug shows within 2 s. */
export const reopenFirstMs = 500;
export const reopenMaxMs = 2_000;

/** 44 bytes take 46 ms at 9600 baud and 184 ms at 2400: what has not gone after this time is stuck, milliseconds. */
export const writeMaxMs = 2_000;

/** For an attempt to open: reported afterwards and still waited for, because it cannot be called back, milliseconds. */
export const openWaitMs = 10_000;

/** For clearing the display when the till closes, milliseconds. */
export const farewellMs = 500;

interface LineDisplayParts {
  /** How people find it: `/dev/ttyUSB0`, `COM3`. */
  readonly place: string;
  readonly commands: CommandSet;
  readonly openLine: OpenDisplayLine;
  readonly clock: Clock;
}

export function lineDisplay(parts: LineDisplayParts): CustomerDisplay {
  return { open: (changed) => new KeptDisplay(parts, changed) };
}

const dark: CustomerView = {
  state: 'blank',
  shopName: '',
  amountMinor: null,
  currency: '',
  decimals: 0,
  training: false,
  language: 'en',
};

class KeptDisplay implements OpenDisplay {
  readonly #parts: LineDisplayParts;
  readonly #changed: (report: DeviceReport) => void;
  #line: DisplayLine | null = null;
  #state: 'opening' | 'open' | 'writing' | 'away' | 'closed' = 'away';
  #wanted: CustomerView = dark;
  /** What this connection was given last, as text; '' = nothing. */
  #given = '';
  #told = '';
  #waitMs = reopenFirstMs;
  #offTimer = (): void => {};
  /** Set by `close`: called as soon as nothing is left to write. */
  #leave: (() => void) | null = null;

  constructor(parts: LineDisplayParts, changed: (report: DeviceReport) => void) {
    this.#parts = parts;
    this.#changed = changed;
    this.#connect();
  }

  show(view: CustomerView): void {
    if (this.#leave !== null) return;
    this.#wanted = view;
    if (this.#state === 'open') this.#write();
  }

  close(): Promise<void> {
    const { clock } = this.#parts;
    if (this.#leave !== null) return Promise.resolve();
    return new Promise((resolve) => {
      const left = (): void => {
        if (this.#state === 'closed') return;
        this.#state = 'closed';
        offFarewell();
        this.#offTimer();
        if (this.#line === null) resolve();
        else this.#line.close(resolve);
      };
      const offFarewell = clock.after(farewellMs, left);
      this.#leave = left;
      this.#wanted = dark;
      if (this.#state === 'open') this.#write();
      else if (this.#state !== 'writing') left();
    });
  }

  #connect(): void {
    const { clock, openLine } = this.#parts;
    this.#state = 'opening';
    this.#given = '';
    this.#offTimer = clock.after(openWaitMs, () => this.#tell('refused', 'display_not_taking'));
    this.#line = openLine({
      opened: () => {
        this.#offTimer();
        this.#state = 'open';
        this.#put(startBytes(this.#parts.commands));
      },
      ended: (fault) => this.#ended(fault),
    });
  }

  #ended({ state, fault, detail }: LineFault): void {
    if (this.#state === 'closed') return;
    this.#offTimer();
    this.#line = null;
    this.#state = 'away';
    if (this.#leave !== null) {
      this.#leave();
      return;
    }
    this.#offTimer = this.#parts.clock.after(this.#waitMs, () => this.#connect());
    this.#waitMs = Math.min(this.#waitMs * 2, reopenMaxMs);
    this.#tell(state, fault, detail);
  }

  #write(): void {
    const bytes = viewBytes(this.#wanted, this.#parts.commands);
    const text = Buffer.from(bytes).toString('latin1');
    if (text === this.#given) {
      this.#leave?.();
      return;
    }
    this.#given = text;
    this.#put(bytes);
  }

  #put(bytes: Uint8Array): void {
    const line = this.#line;
    this.#state = 'writing';
    this.#offTimer = this.#parts.clock.after(writeMaxMs, () => {
      line?.close(() => {});
      this.#ended({ state: 'refused', fault: 'display_not_taking', detail: '' });
    });
    line?.write(bytes, () => {
      if (this.#line !== line || this.#state !== 'writing') return;
      this.#offTimer();
      this.#state = 'open';
      this.#waitMs = reopenFirstMs;
      this.#tell('ready', '');
      this.#write();
    });
  }

  #tell(state: DeviceReport['state'], fault: DisplayFault | '', detail = ''): void {
    const news = `${state} ${fault} ${detail}`;
    if (this.#leave !== null || news === this.#told) return;
    this.#told = news;
    this.#changed({ state, fault, place: this.#parts.place, detail });
  }
}
