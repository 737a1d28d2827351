import type { DeviceReport } from '../../main/contract/device-views.ts';
import type { Clock, Scan, Scanner, ScannerHeard } from '../../main/core/ports.ts';
import { hidScanner } from './hid.ts';
import { unreadableText } from './line.ts';
import { serialScanner } from './serial.ts';
import type { ScannerSettings } from './settings.ts';
import { simulatedScanner } from './simulated.ts';
import { combinedReport } from './together.ts';

/**
 * All scanners of a till as one: their reads in one stream without double reads, their states as one state. It
 * knows the list of drivers and nothing of codes or cables.
 */

/**
 * The same text from the same scanner within this time is one read: a hand trembles at the edge of the code, or
 * the scanner sends twice. Safe, because a payment code is used for one pay only, so a second scan of it can
 * never be a second sale, and nobody shows any code twice on purpose in half a second. Counted from the read that
 * was passed on, so that a code held before the scanner is never silent for longer than this.
 */
export const doubleReadMs = 500;

/**
 * What cannot be read is the same whatever it was: a line at the wrong speed, or with a bad plug, gives rubbish in dozens
 * of pieces, and one answer says all there is to say.
 */
function sameRead(one: string, other: string): boolean {
  return one === other || (one.includes(unreadableText) && other.includes(unreadableText));
}

/** The driver that `settings` ask for. */
export function scannerOf(settings: ScannerSettings, clock: Clock): Scanner {
  switch (settings.kind) {
    case 'serial':
      return serialScanner(settings, clock);
    case 'hid':
      return hidScanner(settings, clock);
    case 'simulated':
      return simulatedScanner(settings, clock);
  }
}

const noScanner: DeviceReport = { state: 'none', fault: 'scanner_none', place: '', detail: '' };

/**
 * One scanner out of `scanners`. Its state is the best of theirs, its fault that of the first that has one; with it
 * come the reports of all of them.
 */
export function allScanners(scanners: readonly Scanner[], clock: Clock): Scanner {
  return { open: (heard) => openAll(scanners, clock, heard) };
}

function openAll(scanners: readonly Scanner[], clock: Clock, heard: ScannerHeard): () => void {
  let closed = false;
  const reports = new Map<Scanner, readonly DeviceReport[]>();
  let told = '';

  function tell(): void {
    const each = scanners.flatMap((scanner) => reports.get(scanner) ?? []);
    const all = combinedReport(each, noScanner);
    // Until every scanner has said something, only a ready one is news.
    if (all.state !== 'ready' && reports.size < scanners.length) return;
    const news = JSON.stringify([all, each]);
    if (told === news) return;
    told = news;
    heard.changed(all, each);
  }

  const closings = scanners.map((scanner) => {
    const once = withoutDoubleReads(clock, heard);
    const close = scanner.open({
      scanned: (scan) => {
        if (!closed) once.scanned(scan);
      },
      dropped: (scan, why) => {
        if (!closed) heard.dropped?.(scan, why);
      },
      changed: (report, each = [report]) => {
        if (closed) return;
        reports.set(scanner, each);
        tell();
      },
    });
    return () => {
      close();
      once.forget();
    };
  });
  if (scanners.length === 0) tell();
  return () => {
    closed = true;
    for (const close of closings.splice(0)) close();
  };
}

/** Drops a text that comes again within {@link doubleReadMs}, and forgets it after that: it may be a payment code. */
function withoutDoubleReads(clock: Clock, heard: ScannerHeard) {
  let last: Scan | null = null;
  let stopTimer: () => void = () => {};

  function forget(): void {
    stopTimer();
    last = null;
  }

  function scanned(scan: Scan): void {
    if (last !== null && sameRead(last.text, scan.text) && scan.atMs - last.atMs < doubleReadMs) {
      // Rubbish has been answered; what stands behind the answer is its first piece.
      if (!scan.text.includes(unreadableText)) heard.dropped?.(scan, 'double_read');
      return;
    }
    forget();
    last = scan;
    stopTimer = clock.after(doubleReadMs, forget);
    heard.scanned(scan);
  }

  return { scanned, forget };
}
