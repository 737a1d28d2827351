import type { DeviceReport, DeviceState } from '../../main/contract/device-views.ts';
import type { Clock, Scan, Scanner } from '../../main/core/ports.ts';
import { type SerialScannerSettings, serialScanner } from './serial.ts';
import { type SimulatedScannerSettings, simulatedScanner } from './simulated.ts';

/**
 * All scanners of a till as one: their reads in one stream without double reads, their states as one state. It
 * knows the list of drivers and nothing of codes or cables.
 */

/** One entry of `devices.scanners` in the configuration. */
export type ScannerSettings = SerialScannerSettings | SimulatedScannerSettings;

/**
 * The same text from the same scanner within this time is one read: a hand trembles at the edge of the code, or
 * the scanner sends twice. Safe, because a payment code is used for one pay only, so a second scan of it can
 * never be a second sale, and nobody shows any code twice on purpose in half a second. Counted from the read that
 * was passed on, so that a code held before the scanner is never silent for longer than this.
 */
export const doubleReadMs = 500;

type Listener = Parameters<Scanner['open']>[0];

/** The driver that `settings` ask for. */
export function scannerOf(settings: ScannerSettings, clock: Clock): Scanner {
  switch (settings.kind) {
    case 'serial':
      return serialScanner(settings, clock);
    case 'simulated':
      return simulatedScanner(settings, clock);
  }
}

/**
 * One scanner out of `scanners`. Its state is `ready` when one of them is, else `refused` when one of them is
 * (a person must act), else `absent`; `none` when there are none. The sentence names every scanner at fault.
 */
export function allScanners(scanners: readonly Scanner[], clock: Clock): Scanner {
  return { open: (listen) => openAll(scanners, clock, listen) };
}

function openAll(scanners: readonly Scanner[], clock: Clock, listen: Listener): () => void {
  let closed = false;
  const states = new Map<Scanner, DeviceReport>();
  let told = '';

  function tell(): void {
    const { state, why } = combined([...states.values()]);
    // Until every scanner has said something, only a ready one is news.
    if (state !== 'ready' && states.size < scanners.length) return;
    if (told === `${state} ${why}`) return;
    told = `${state} ${why}`;
    listen.changed({ state, fault: 'unsorted', place: '', detail: why });
  }

  const closings = scanners.map((scanner) => {
    const once = withoutDoubleReads(clock, (scan) => listen.scanned(scan));
    const close = scanner.open({
      scanned: (scan) => {
        if (!closed) once.scanned(scan);
      },
      changed: (report) => {
        if (closed) return;
        states.set(scanner, report);
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

function combined(reports: readonly DeviceReport[]): { state: DeviceState; why: string } {
  const of = (state: DeviceState) => reports.filter((report) => report.state === state);
  const faults = [...of('refused'), ...of('absent')];
  const state = of('ready').length > 0 ? 'ready' : (faults[0]?.state ?? 'none');
  if (state === 'none')
    return { state, why: 'No scanner is configured. Type the payment code or use a keyboard scanner.' };
  const told = faults.length > 0 ? faults : of('ready');
  return { state, why: told.map((report) => report.detail).join(' ') };
}

/** Drops a text that comes again within {@link doubleReadMs}, and forgets it after that: it may be a payment code. */
function withoutDoubleReads(clock: Clock, pass: (scan: Scan) => void) {
  let last: Scan | null = null;
  let stopTimer: () => void = () => {};

  function forget(): void {
    stopTimer();
    last = null;
  }

  function scanned(scan: Scan): void {
    if (last !== null && last.text === scan.text && scan.atMs - last.atMs < doubleReadMs) return;
    forget();
    last = scan;
    stopTimer = clock.after(doubleReadMs, forget);
    pass(scan);
  }

  return { scanned, forget };
}
