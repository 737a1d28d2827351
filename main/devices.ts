import { createPrinter, type PrinterSettings, type QueuedPrinter } from '../native/printer/printer.ts';
import { allScanners, scannerOf } from '../native/scanner/scanner.ts';
import type { Configuration } from './config.ts';
import type { Clock, Scanner } from './core/ports.ts';
import type { Terminal } from './core/terminal.ts';

/** Opens the devices that a configuration names and tells the terminal of them. It knows no payment. */

export interface DeviceParts {
  readonly settings: Configuration['devices'];
  readonly clock: Clock;
  /** Instead of the configuration's printer. */
  readonly printer?: PrinterSettings | undefined;
  /** Instead of the configuration's scanners. */
  readonly scanners?: readonly Scanner[] | undefined;
  /** Beside them: the scanner that the training customer's phone is held before. */
  readonly phoneScanner: Scanner | null;
}

export interface Devices {
  /** Null where none is set up. */
  readonly printer: QueuedPrinter | null;
  /** Begins to read the scanners. Not before somebody wants a scan: what is read in idle is refused and gone. */
  readScanners(terminal: Terminal): void;
  /** Closes every device, once. */
  close(): void;
}

export function openDevices(parts: DeviceParts): Devices {
  const { clock, settings, phoneScanner } = parts;
  const printing = parts.printer ?? settings.printer;
  let stopReading: (() => void) | null = null;
  return {
    printer: printing.kind === 'none' ? null : createPrinter(printing, clock),
    readScanners(terminal) {
      if (stopReading !== null) return;
      const configured = parts.scanners ?? settings.scanners.map((scanner) => scannerOf(scanner, clock));
      const all = phoneScanner === null ? configured : [...configured, phoneScanner];
      stopReading = allScanners(all, clock).open({
        scanned: (scan) => {
          terminal.scan(scan);
        },
        changed: (report, each = [report]) => terminal.devices.scannersChanged(report, each),
        dropped: (scan, why) => terminal.scans.dropped(scan, why),
      });
    },
    close() {
      stopReading?.();
    },
  };
}
