import type { DeviceReport } from '../../main/contract/device-views.ts';
import type { ScanSource } from '../../main/contract/scan-views.ts';
import type { ScannerFault } from '../../main/contract/words/scanner-faults.ts';
import type { Clock, Scanner, ScannerHeard } from '../../main/core/ports.ts';
import { hidDecoder } from './hid-decoder.ts';
import { hex, keyed, nameOf } from './hid-identity.ts';
import { type HidConnection, type HidFound, type HidPort, nodeHid } from './hid-port.ts';
import { hidReads } from './hid-reads.ts';
import { familyOf, layoutByDescriptor, type ScannerFamily } from './hid-report.ts';
import { openWaitMs } from './line.ts';
import { combinedReport } from './together.ts';

/**
 * HID-POS scanners: finds those that are plugged in, reads each, and takes them up again after a replug. It knows
 * which device is a scanner and what the system says when it cannot be had; bytes and codes are the decoder's.
 */

/** Without an identity every HID-POS scanner that is plugged in is read, also those that come later. */
export interface HidScannerSettings {
  readonly kind: 'hid';
  readonly vendorId?: number | undefined;
  readonly productId?: number | undefined;
  readonly serialNumber?: string | undefined;
  /** Instead of the scanner's own report descriptor. */
  readonly family?: ScannerFamily | undefined;
}

/**
 * Listing takes tens of milliseconds: so often only while a scanner is missing. It is back within 2 s also when the
 * first open comes before the system has given us permission, and the second is needed.
 */
export const missingPollMs = 700;
/** While all are there: somebody may plug in one more. */
export const calmPollMs = 10_000;
/** Scanners at one till; more are left alone. */
export const scannersMax = 8;

/** HID Point of Sale Usage Tables 1.02: page Bar Code Scanner, usage Bar Code Scanner. */
const scannerPage = 0x8c;
const scannerUsage = 0x02;

/** Puts a Honeywell scanner into HID mode (public WebHID decoder); others are not sent anything. */
const honeywellHidMode = [0xfe, 0x01];

/** Reads every scanner that fits `settings` until closed. */
export function hidScanner(
  settings: HidScannerSettings,
  clock: Clock,
  port: HidPort = nodeHid,
  source: ScanSource = 'hid',
): Scanner {
  return {
    open(heard) {
      const reading = new HidReading({ settings, clock, port, source, heard });
      return () => reading.close();
    },
  };
}

export function isHidScanner(found: HidFound, wanted: Omit<HidScannerSettings, 'kind'>): boolean {
  const { vendorId, productId, serialNumber, family } = wanted;
  if (vendorId !== undefined && found.vendorId !== vendorId) return false;
  if (productId !== undefined && found.productId !== productId) return false;
  if (serialNumber !== undefined && found.serialNumber !== serialNumber) return false;
  // Microscan has a page of its own, and some systems tell no page: then only an exact identity will do.
  const isNamed = vendorId !== undefined && productId !== undefined;
  if (isNamed && (family === 'microscan' || found.usagePage === null)) return true;
  return found.usagePage === scannerPage && found.usage === scannerUsage;
}

interface Device {
  found: HidFound;
  state: 'opening' | 'open' | 'refused' | 'gone';
  report: DeviceReport | null;
  /** Ends its connection, if it has one. */
  stop: () => void;
}

interface HidParts {
  readonly settings: HidScannerSettings;
  readonly clock: Clock;
  readonly port: HidPort;
  readonly source: ScanSource;
  readonly heard: ScannerHeard;
}

function isOpen({ state }: Device): boolean {
  return state === 'open';
}

class HidReading {
  readonly #parts: HidParts;
  /** By identity; in the order in which they were first seen. */
  readonly #devices = new Map<string, Device>();
  #closed = false;
  #told = '';
  #stopTimer: () => void = () => {};

  constructor(parts: HidParts) {
    this.#parts = parts;
    this.#look();
  }

  close(): void {
    this.#closed = true;
    this.#stopTimer();
    for (const device of this.#devices.values()) device.stop();
    this.#devices.clear();
  }

  #look(): void {
    this.#stopTimer();
    this.#stopTimer = this.#parts.clock.after(openWaitMs, () =>
      this.#tell(report('refused', 'scanner_silent', this.#name())),
    );
    this.#parts.port
      .list()
      .then(
        (found) => this.#listed(found),
        (error: unknown) => this.#tell(loadFault(error)),
      )
      .finally(() => this.#lookLater());
  }

  #lookLater(): void {
    if (this.#closed) return;
    const devices = [...this.#devices.values()];
    const isCalm = devices.length > 0 && devices.every(({ state }) => state === 'open');
    this.#stopTimer();
    this.#stopTimer = this.#parts.clock.after(isCalm ? calmPollMs : missingPollMs, () => this.#look());
  }

  #listed(all: readonly HidFound[]): void {
    if (this.#closed) return;
    const scanners = all.filter((each) => isHidScanner(each, this.#parts.settings));
    const held = [...this.#devices].filter(([, { state }]) => state === 'open' || state === 'opening');
    const found = keyed(scanners, new Map(held.map(([key, device]) => [key, device.found])));
    for (const [key, { state }] of this.#devices) {
      if (state === 'refused' && !found.has(key)) this.#devices.delete(key);
    }
    for (const [key, each] of found) {
      const known = this.#devices.get(key)?.state;
      if (known !== 'open' && known !== 'opening') void this.#open(key, each);
    }
    this.#tellAll();
  }

  /** Never rejects: what goes wrong becomes the report of this scanner. */
  async #open(key: string, found: HidFound): Promise<void> {
    if (!this.#devices.has(key) && this.#devices.size >= scannersMax && !this.#forgetGone()) return;
    const before = this.#devices.get(key)?.report ?? null;
    const device: Device = { found, state: 'opening', report: before, stop: () => {} };
    this.#devices.set(key, device);
    const name = nameOf(found);
    const stopWaiting = this.#parts.clock.after(openWaitMs, () =>
      this.#becomes(device, 'opening', report('refused', 'scanner_silent', name)),
    );
    device.stop = stopWaiting;
    try {
      const connection = await this.#connect(device);
      if (this.#closed || device.state !== 'opening') return device.stop();
      this.#replaced(found);
      this.#becomes(device, 'open', report('ready', 'scanner_ready', name));
      const detail = await modeOf(found, this.#parts.settings, connection);
      if (detail !== '' && isOpen(device))
        this.#becomes(device, 'open', report('ready', 'scanner_ready', name, detail));
    } catch (error) {
      const fault = openFault(error, name);
      if (device.state === 'opening') this.#becomes(device, fault.state === 'absent' ? 'gone' : 'refused', fault);
    } finally {
      stopWaiting();
    }
  }

  async #connect(device: Device): Promise<HidConnection> {
    const { found } = device;
    const family = this.#parts.settings.family ?? familyOf(found.vendorId);
    const bytes = this.#parts.settings.family === undefined ? await this.#parts.port.descriptor(found.path) : null;
    const layout = bytes === null ? null : layoutByDescriptor(bytes);
    const reads = hidReads({ ...this.#parts, decoder: hidDecoder({ layout, family }), place: nameOf(found) });
    const connection = await this.#parts.port.open(found.path, {
      report: (report) => {
        if (!this.#closed) reads.push(report);
      },
      failed: (why) => {
        if (this.#closed || device.state === 'gone') return;
        device.stop();
        this.#becomes(device, 'gone', report('absent', 'scanner_unplugged', nameOf(found), why));
        this.#lookLater();
      },
    });
    device.stop = () => {
      reads.drop();
      leave(connection);
      device.stop = () => {};
    };
    return connection;
  }

  #becomes(device: Device, state: Device['state'], said: DeviceReport): void {
    device.state = state;
    device.report = said;
    this.#tellAll();
  }

  /** A scanner of the same model that comes while one is missing takes its place: it was exchanged, or has no number. */
  #replaced(found: HidFound): void {
    const twin = [...this.#devices].find(
      ([, { state, found: lost }]) =>
        state === 'gone' && lost.vendorId === found.vendorId && lost.productId === found.productId,
    );
    if (twin !== undefined) this.#devices.delete(twin[0]);
  }

  #forgetGone(): boolean {
    const gone = [...this.#devices].find(([, { state }]) => state === 'gone');
    return gone !== undefined && this.#devices.delete(gone[0]);
  }

  #name(): string {
    const { vendorId, productId } = this.#parts.settings;
    if (vendorId === undefined) return '';
    return `USB ${hex(vendorId)}${productId === undefined ? '' : `:${hex(productId)}`}`;
  }

  #tellAll(): void {
    const devices = [...this.#devices.values()];
    const each = devices.flatMap((device) => device.report ?? []);
    // The first ones are being opened: nothing is known of them yet.
    if (devices.length > 0 && each.length === 0) return;
    this.#tell(combinedReport(each, report('absent', 'scanner_no_hid', this.#name())), each);
  }

  #tell(said: DeviceReport, each: readonly DeviceReport[] = [said]): void {
    const news = JSON.stringify([said, each]);
    if (this.#closed || this.#told === news) return;
    this.#told = news;
    this.#parts.heard.changed(said, each.length === 0 ? [said] : each);
  }
}

/** Honeywell's answer to the mode is for the log alone: models without the mode refuse it and scan all the same. */
async function modeOf(found: HidFound, { family }: HidScannerSettings, connection: HidConnection): Promise<string> {
  if ((family ?? familyOf(found.vendorId)) !== 'honeywell') return '';
  try {
    await connection.sendFeatureReport(honeywellHidMode);
    return '';
  } catch (error) {
    return saidBy(error);
  }
}

/** What a close of a device that is gone has to say is of no use to anybody. */
function leave(connection: HidConnection): void {
  connection.close().catch(() => {});
}

function saidBy(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function report(state: DeviceReport['state'], fault: ScannerFault, place: string, detail = ''): DeviceReport {
  return { state, fault, place, detail };
}

/** Why the native part does not list: its libraries are packages of their own on Linux. */
export function loadFault(error: unknown): DeviceReport {
  const said = saidBy(error);
  const isLibrary = /lib(?:usb|udev)[^:]*\.so[^:]*:|cannot open shared object/i.test(said);
  return report('refused', isLibrary ? 'scanner_no_library' : 'scanner_no_driver', '', said);
}

/** What node-hid 3.4 says when a device cannot be opened. */
export function openFault(error: unknown, place: string): DeviceReport {
  const said = saidBy(error);
  if (/permission denied|EACCES|operation not permitted/i.test(said))
    return report('refused', 'scanner_permission_hid', place, said);
  if (/no such (?:file|device)|ENOENT|ENODEV|not found/i.test(said))
    return report('absent', 'scanner_absent', place, said);
  if (/access (?:is )?denied/i.test(said)) return report('refused', 'scanner_busy_windows', place, said);
  if (/busy|exclusive|in use/i.test(said)) return report('refused', 'scanner_busy', place, said);
  return report('refused', 'scanner_failed', place, said);
}
