import type { DeviceReport } from '../../main/contract/device-views.ts';
import type { ScanSource, ScanTerminator } from '../../main/contract/scan-views.ts';
import type { ScannerFault } from '../../main/contract/words/scanner-faults.ts';
import type { Clock, Scanner, ScannerHeard } from '../../main/core/ports.ts';
import { type Frame, framing } from './framing.ts';
import { sight } from './sight.ts';

/**
 * A scanner at the end of a line of bytes, whatever the line is: opens it, feeds the framing with bytes and times,
 * and opens it again when it breaks. It knows neither serial ports nor scripts; `serial.ts` and `simulated.ts`
 * bring the lines. It never writes.
 */

/** Why there is no line, as the screen and the log will say it. */
export interface LineFault extends DeviceReport {
  readonly state: 'absent' | 'refused';
  readonly fault: ScannerFault;
}

/** What one connection tells. Nothing is told after its end, nor after it was closed. */
export interface LineEvents {
  /** At most once, before any bytes. `place` where the device was found, if that is not its name. */
  opened(place?: string): void;
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

function keepReading(parts: LineScannerParts, listen: ScannerHeard): () => void {
  const { clock } = parts;
  let closed = false;
  let waitMs = reopenFirstMs;
  let told = '';
  let line: Line | null = null;
  let stopWaiting: () => void = () => {};

  function tell(report: DeviceReport & { readonly fault: ScannerFault }): void {
    const news = JSON.stringify(report);
    if (closed || told === news) return;
    told = news;
    listen.changed(report);
  }

  function reopenLater(fault: LineFault): void {
    reads.drop();
    stopWaiting();
    stopWaiting = clock.after(waitMs, connect);
    waitMs = Math.min(waitMs * 2, reopenMaxMs);
    tell(fault);
  }

  function connect(): void {
    stopWaiting = clock.after(openWaitMs, () =>
      tell({ state: 'refused', fault: 'scanner_silent', place: parts.name, detail: '' }),
    );
    line = parts.openLine({
      opened: (place = parts.name) => {
        stopWaiting();
        waitMs = reopenFirstMs;
        reads.at(place);
        tell({ state: 'ready', fault: 'scanner_ready', place, detail: '' });
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
    dropped: (scan, why) => {
      if (!closed) listen.dropped?.(scan, why);
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

interface Reads extends Required<Pick<ScannerHeard, 'scanned' | 'dropped'>> {
  readonly check: Line['check'];
}

/** The framing with its silence timer. */
function framedReads({ clock, source, name }: LineScannerParts, { check, scanned, dropped }: Reads) {
  const frames = framing();
  const seen = sight();
  let place = name;
  let stopSilence: () => void = () => {};

  /** Bytes or a reset that come during the check move or clear the due time, and then the tick finds nothing. */
  function silent(): void {
    check(() => deliver(frames.tick(clock.monotonicMs()), 'silence'));
  }

  function deliver(done: readonly Frame[], terminator: ScanTerminator): void {
    stopSilence();
    const dueAtMs = frames.dueAtMs();
    if (dueAtMs !== null) {
      stopSilence = clock.after(Math.max(0, Math.ceil(dueAtMs - clock.monotonicMs())), () => {
        if (clock.monotonicMs() - dueAtMs < busyMs) silent();
        else stopSilence = clock.after(busyMs, silent);
      });
    }
    if (done.length > 0) {
      const how = seen.take(place, terminator);
      for (const frame of done) {
        const text = frame.kind === 'read' ? frame.text : unreadableText;
        scanned({ text, source, atMs: frame.atMs, seen: how });
      }
    }
    // A terminator that comes alone belongs to the read before it.
    if (dueAtMs === null) seen.forget();
  }

  return {
    at: (where: string) => {
      place = where;
    },
    push: (chunk: Uint8Array) => {
      const nowMs = clock.monotonicMs();
      for (const [piece, terminator] of cutAtEnds(chunk)) {
        seen.add(piece, nowMs);
        deliver(frames.push(piece, nowMs), terminator);
      }
    },
    /** Forgets half a line. */
    drop: () => {
      stopSilence();
      frames.reset();
      if (!seen.isEmpty()) {
        const half = { text: '', source, atMs: clock.monotonicMs(), seen: seen.take(place, 'unknown') };
        dropped(half, 'broken_off');
      }
    },
  };
}

/** A chunk in pieces of one read each, so that what was seen of one read is not told of the next. */
function* cutAtEnds(chunk: Uint8Array): Generator<readonly [Uint8Array, ScanTerminator]> {
  let start = 0;
  for (let at = 0; at < chunk.length; at += 1) {
    const terminator = terminators[chunk[at] ?? 0];
    if (terminator === undefined) continue;
    const isPair = terminator === 'cr' && chunk[at + 1] === 0x0a;
    if (isPair) at += 1;
    yield [chunk.subarray(start, at + 1), isPair ? 'crlf' : terminator];
    start = at + 1;
  }
  if (start < chunk.length) yield [chunk.subarray(start), 'unknown'];
}

const terminators: Readonly<Record<number, ScanTerminator>> = { 3: 'etx', 10: 'lf', 13: 'cr' };
