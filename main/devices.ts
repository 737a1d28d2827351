import { displayOf, type OpenDisplay } from '../native/display/display.ts';
import type { DisplaySettings } from '../native/display/settings.ts';
import { createPrinter, type DevicePrinter, type PrinterSettings } from '../native/printer/printer.ts';
import { allScanners, scannerOf } from '../native/scanner/scanner.ts';
import type { Configuration } from './config.ts';
import { noDevice } from './contract/device-views.ts';
import type { CustomerLanguage } from './contract/words/customer.ts';
import { CustomerScreen } from './core/customer-screen.ts';
import type { Clock, Scan, Scanner } from './core/ports.ts';
import type { Terminal } from './core/terminal.ts';

/**
 * The devices in use: opens what a configuration names, tells the terminal of them, and changes them while the till
 * runs. It knows no payment. One function per device; what a device can do is the driver's.
 */

export type DeviceSettingsInUse = Configuration['devices'];

export interface DeviceParts {
  readonly settings: DeviceSettingsInUse;
  readonly clock: Clock;
  /** Instead of the configuration's printer. */
  readonly printer?: PrinterSettings | undefined;
  /** Instead of the configuration's scanners. */
  readonly scanners?: readonly Scanner[] | undefined;
  /** Beside them: the scanner that the training customer's phone is held before. */
  readonly phoneScanner: Scanner | null;
}

export class Devices {
  readonly #parts: DeviceParts;
  #settings: DeviceSettingsInUse;
  #printer: DevicePrinter | null;
  #terminal: Terminal | null = null;
  #reading = false;
  #stopScanners = (): void => {};
  #stopPrinter = (): void => {};
  #customer: CustomerScreen | null = null;
  #tillLanguage: CustomerLanguage = 'en';
  #display: OpenDisplay | null = null;
  /** Resolves when the display before this one has let its port go. */
  #displayLeft: Promise<void> = Promise.resolve();
  /** Of several changes in a row only the last is opened. */
  #displayChanges = 0;
  #isClosed = false;
  #followDisplay = (_settings: DisplaySettings): void => {};
  #takeScan: ((scan: Scan | null) => void) | null = null;

  constructor(parts: DeviceParts) {
    this.#parts = parts;
    this.#settings = parts.settings;
    this.#printer = printerOf(this.#printing(), parts.clock);
  }

  /** The one in use now, null where none is set up. Ask for each job: a job under way ends on the printer it is at. */
  get printer(): DevicePrinter | null {
    return this.#printer;
  }

  get settings(): DeviceSettingsInUse {
    return this.#settings;
  }

  /** Begins to look after the devices that need nobody's asking, and tells the terminal how they are. */
  watch(terminal: Terminal): void {
    this.#terminal = terminal;
    this.#watchPrinter(terminal);
  }

  /** Begins to read the scanners. Not before somebody wants a scan: what is read in idle is refused and gone. */
  readScanners(): void {
    if (this.#reading || this.#terminal === null) return;
    this.#reading = true;
    this.#openScanners(this.#terminal);
  }

  /**
   * What the customer may see, for every display that shows it; the one on a cable, if there is one, shows it from now
   * on. `language`: the customer's unless the configuration has another. Call once.
   */
  showCustomer(terminal: Terminal, language: CustomerLanguage): CustomerScreen {
    this.#tillLanguage = language;
    const customer = new CustomerScreen({ terminal, clock: this.#parts.clock, language: this.#customerLanguage() });
    this.#customer = customer;
    terminal.devices.customerReads(this.#customerLanguage());
    customer.onChange((view) => this.#display?.show(view));
    this.#openDisplay(terminal, customer);
    return customer;
  }

  /** Calls `follow` with the display's settings, now and after each change: a window is a shell's to open. */
  followDisplay(follow: (settings: DisplaySettings) => void): void {
    this.#followDisplay = follow;
    follow(this.#settings.display);
  }

  /** Closes what has changed and opens it anew; what is the same goes on undisturbed. */
  change(settings: DeviceSettingsInUse): void {
    const before = this.#settings;
    this.#settings = settings;
    if (isOther(before.printer, settings.printer)) this.#changePrinter();
    if (isOther(before.scanners, settings.scanners)) this.#changeScanners();
    if (isOther(before.display, settings.display)) this.#changeDisplay();
  }

  /**
   * The next scan in idle goes to `take` and nowhere else, null = no scan comes any more: the devices are closed. The
   * result gives scans back to the terminal.
   */
  divertNextScan(take: (scan: Scan | null) => void): () => void {
    const once = (scan: Scan | null): void => {
      this.#takeScan = null;
      take(scan);
    };
    this.#takeScan = once;
    return () => {
      if (this.#takeScan === once) this.#takeScan = null;
    };
  }

  /** Closes every device, once. Resolves when the display is dark and what was being printed has ended. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#takeScan?.(null);
    this.#stopPrinter();
    await this.#printer?.close();
    this.#stopScanners();
    this.#customer?.close();
    await this.#display?.close();
    await this.#displayLeft;
  }

  #printing(): PrinterSettings {
    return this.#parts.printer ?? this.#settings.printer;
  }

  #changePrinter(): void {
    this.#stopPrinter();
    // By itself, when the job it is at has ended.
    void this.#printer?.close();
    this.#printer = printerOf(this.#printing(), this.#parts.clock);
    if (this.#terminal === null) return;
    this.#terminal.devices.changed('printer', noDevice);
    this.#terminal.devices.changed('drawer', noDevice);
    this.#watchPrinter(this.#terminal);
  }

  #watchPrinter({ devices }: Terminal): void {
    const stop = this.#printer?.open({
      changed(printer, drawer) {
        devices.changed('printer', printer);
        devices.changed('drawer', drawer);
      },
    });
    this.#stopPrinter = once(stop);
  }

  #openDisplay({ devices }: Terminal, customer: CustomerScreen): void {
    const display = displayOf(this.#settings.display, this.#parts.clock);
    this.#display = display?.open((report) => devices.changed('display', report)) ?? null;
    this.#display?.show(customer.view());
  }

  /** The old display goes dark first: the new one may be the same cable, which two cannot hold. */
  #changeDisplay(): void {
    const [terminal, customer, before] = [this.#terminal, this.#customer, this.#display];
    if (terminal === null || customer === null) return;
    this.#displayChanges += 1;
    const change = this.#displayChanges;
    this.#display = null;
    this.#displayLeft = Promise.all([this.#displayLeft, before?.close()]).then(() => {
      if (this.#displayChanges === change && !this.#isClosed) this.#openDisplay(terminal, customer);
    });
    terminal.devices.changed('display', noDevice);
    customer.speak(this.#customerLanguage());
    terminal.devices.customerReads(this.#customerLanguage());
    this.#followDisplay(this.#settings.display);
  }

  /** The display's own, else the terminal's. */
  #customerLanguage(): CustomerLanguage {
    const { display } = this.#settings;
    return (display.kind === 'none' ? null : display.language) ?? this.#tillLanguage;
  }

  #changeScanners(): void {
    this.#stopScanners();
    if (this.#reading && this.#terminal !== null) this.#openScanners(this.#terminal);
  }

  #openScanners(terminal: Terminal): void {
    const { clock, phoneScanner, scanners } = this.#parts;
    const configured = scanners ?? this.#settings.scanners.map((scanner) => scannerOf(scanner, clock));
    const all = phoneScanner === null ? configured : [...configured, phoneScanner];
    const stop = allScanners(all, clock).open({
      scanned: (scan) => this.#scanned(scan, terminal),
      changed: (report, each = [report]) => terminal.devices.scannersChanged(report, each),
      dropped: (scan, why) => terminal.scans.dropped(scan, why),
    });
    this.#stopScanners = once(stop);
  }

  /** Whatever waits for a scan, a sale comes first. */
  #scanned(scan: Scan, terminal: Terminal): void {
    if (this.#takeScan !== null && terminal.view().counter.state === 'idle') this.#takeScan(scan);
    else terminal.scan(scan);
  }
}

function printerOf(settings: PrinterSettings, clock: Clock): DevicePrinter | null {
  return settings.kind === 'none' ? null : createPrinter(settings, clock);
}

/** Settings are plain JSON, made by one schema: the same ones are written the same. */
function isOther(before: unknown, after: unknown): boolean {
  return JSON.stringify(before) !== JSON.stringify(after);
}

function once(stop: (() => void) | undefined): () => void {
  let isOver = false;
  return () => {
    if (!isOver) stop?.();
    isOver = true;
  };
}
