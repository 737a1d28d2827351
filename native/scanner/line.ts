import type { DeviceState } from '../../main/contract/device-views.ts';
import type { Clock, Scan, Scanner, ScanSource } from '../../main/core/ports.ts';
import { type Frame, framing } from './framing.ts';

/**
 * A scanner at the end of a line of bytes, whatever the line is: opens it, feeds the framing with bytes and times,
 * and opens it again when it breaks. It knows neither serial ports nor scripts; `serial.ts` and `simulated.ts`
 * bring the lines. It never writes.
 */

/** Why there is no line, as the screen and the log will say it. */
export interface LineFault {
  readonly state: 'absent' | 'refused';
  /** A sentence: what happened and what to do. */
  readonly why: string;
}

/** What one connection tells. Nothing is told after its end, nor after it was closed. */
export interface LineEvents {
  /** At most once, before any bytes. */
  opened(): void;
  bytes(chunk: Uint8Array): void;
  /** At most once: it could not be opened, broke off or was unplugged. */
  ended(fault: LineFault): void;
}

export interface Line {
  /** Closes it, also while it is still opening, and as often as one likes. */
  close(): void;
  /**
   * Calls `there` once if the device is still at the other end, and ends the line if it is not. Asked before
   * silence is taken for the end of a read: the silence may be that of a pulled cable.
   */
  check(there: () => void): void;
}

/** Opens one new connection. */
export type OpenLine = (heard: LineEvents) => Line;

/** First and longest wait before a line is opened again. Growing twofold: a replugged scanner is back within 2 s. */
export const reopenFirstMs = 500;
export const reopenMaxMs = 2_000;

/** An attempt to open that is silent for this long is reported, and still waited for: it cannot be called back. */
export const openWaitMs = 10_000;

/**
 * A silence timer that fires this late shows that the program was busy: bytes that came in time may still wait to
 * be read, and get this long to arrive before silence is believed.
 */
export const busyMs = 50;

/** The text of a scan that could not be read at all; the core refuses it as noise, so that the cashier hears of it. */
export const unreadableText = '\ufffd';

type Listener = Parameters<Scanner['open']>[0];

interface LineScannerParts {
  /** How people find the device: `/dev/ttyACM0`, `COM3`. */
  readonly name: string;
  readonly source: ScanSource;
  readonly openLine: OpenLine;
  readonly clock: Clock;
}

/** A {@link Scanner} over `openLine`. Each `open` reads on its own; closing is final for that reading. */
export function lineScanner(parts: LineScannerParts): Scanner {
  return { open: (listen) => keepReading(parts, listen) };
}

function keepReading(parts: LineScannerParts, listen: Listener): () => void {
  const { clock } = parts;
  let closed = false;
  let waitMs = reopenFirstMs;
  let told = '';
  let line: Line | null = null;
  let stopWaiting: () => void = () => {};

  function tell(state: DeviceState, why: string): void {
    if (closed || told === `${state} ${why}`) return;
    told = `${state} ${why}`;
    listen.changed({ state, fault: 'unsorted', place: '', detail: why });
  }

  function reopenLater(fault: LineFault): void {
    reads.drop();
    stopWaiting();
    stopWaiting = clock.after(waitMs, connect);
    waitMs = Math.min(waitMs * 2, reopenMaxMs);
    tell(fault.state, fault.why);
  }

  function connect(): void {
    stopWaiting = clock.after(openWaitMs, () =>
      tell('refused', `The scanner port ${parts.name} does not open. Unplug the scanner and plug it in again.`),
    );
    line = parts.openLine({
      opened: () => {
        stopWaiting();
        waitMs = reopenFirstMs;
        tell('ready', `The scanner at ${parts.name} is ready.`);
      },
      bytes: (chunk) => reads.push(chunk),
      ended: reopenLater,
    });
  }

  const reads = framedReads(parts, {
    check: (there) => line?.check(there),
    scanned: (scan) => {
      if (!closed) listen.scanned(scan);
    },
  });
  connect();
  return () => {
    closed = true;
    stopWaiting();
    reads.drop();
    line?.close();
  };
}

/** The framing with its silence timer. */
function framedReads(
  { clock, source }: LineScannerParts,
  { check, scanned }: { readonly check: Line['check']; readonly scanned: (scan: Scan) => void },
) {
  const frames = framing();
  let stopSilence: () => void = () => {};

  /** Bytes or a reset that come during the check move or clear the due time, and then the tick finds nothing. */
  function silent(): void {
    check(() => deliver(frames.tick(clock.monotonicMs())));
  }

  function deliver(done: readonly Frame[]): void {
    stopSilence();
    const dueAtMs = frames.dueAtMs();
    if (dueAtMs !== null) {
      stopSilence = clock.after(Math.max(0, Math.ceil(dueAtMs - clock.monotonicMs())), () => {
        if (clock.monotonicMs() - dueAtMs < busyMs) silent();
        else stopSilence = clock.after(busyMs, silent);
      });
    }
    for (const frame of done) {
      scanned({ text: frame.kind === 'read' ? frame.text : unreadableText, source, atMs: frame.atMs });
    }
  }

  return {
    push: (chunk: Uint8Array) => deliver(frames.push(chunk, clock.monotonicMs())),
    /** Forgets half a line. */
    drop: () => {
      stopSilence();
      frames.reset();
    },
  };
}
