import { findDevices } from '../native/devices.ts';
import { checkHost, printerPort, type Sweep, sweepNetworks } from '../native/finding/network.ts';
import type { FindingPorts } from '../native/finding/ports.ts';
import { profileNames } from '../native/printer/profile.ts';
import type { Args, Handlers, Result } from './contract/contract.ts';
import type { SetupRefusal } from './contract/devices.ts';
import type { FoundDevice } from './contract/found-devices.ts';
import { scannedNumber } from './core/payment-code.ts';
import type { Chance, Log, PrintOutcome } from './core/ports.ts';
import type { ReceiptShop } from './core/receipt.ts';
import type { Terminal } from './core/terminal.ts';
import { testPrint } from './core/test-print.ts';
import type { Devices } from './devices.ts';
import { writeDeviceSettings } from './profile-settings.ts';

/**
 * The contract's requests of setting up devices and looking after them. Nothing of it while a sale is open: the
 * cashier's printer and scanner are not taken away in the middle of a payment.
 */

export interface DeviceAnswering {
  readonly terminal: Terminal;
  readonly devices: Devices;
  /** Of the profile, with its `config.json`. */
  readonly folder: string;
  /** Whose test print it is. */
  readonly shop: ReceiptShop;
  readonly chance: Pick<Chance, 'digits'>;
  readonly finding: FindingPorts;
  readonly log: Log;
}

/** How long a test print may be scanned back, milliseconds. */
export const scanBackWithinMs = 60_000;

type Refused = { readonly ok: false; readonly reason: SetupRefusal; readonly why: string };

export function deviceHandlers(answering: DeviceAnswering) {
  const { terminal, finding } = answering;
  const setUp = new SetUp(answering);
  const unlessSelling = <Answer>(act: () => Answer): Answer | Refused =>
    terminal.view().counter.state === 'idle' ? act() : refused('sale_open');
  return {
    'devices.find': () => found(answering),
    'devices.choose': (chosen) => unlessSelling(() => choose(chosen, answering)),
    'devices.testPrint': ({ ownWriting }) => unlessSelling(() => setUp.testPrint(ownWriting === true)),
    'devices.scanBack': ({ id }) => unlessSelling(() => setUp.scanBack(id)),
    'devices.stopScanBack': () => {
      setUp.stopScanBack();
      return { ok: true };
    },
    'devices.checkHost': ({ host, port }) => checkHost(host, port, finding.ownAddresses(), finding.clock),
    'devices.sweep': () => setUp.sweep(),
    'devices.stopSweep': () => {
      setUp.stopSweep();
      return { ok: true };
    },
    'scans.recent': () => ({ scans: [...terminal.scans.recent()] }),
  } satisfies Partial<Handlers>;
}

async function found({ devices, finding }: DeviceAnswering): Promise<Result<'devices.find'>> {
  const findings = await findDevices(finding);
  const { scanners, printer, display } = devices.settings;
  const rows = [...inUse(findings.found, devices.settings)];
  const configured = { scanners: [...scanners], printer, display };
  return { found: rows, modules: [...findings.modules], configured, profiles: [...profileNames()] };
}

/** Says of each device whether it is set up already. One serial entry is one port, also where two look alike. */
export function inUse(
  found: readonly FoundDevice[],
  settings: Pick<Devices['settings'], 'scanners' | 'printer' | 'display'>,
): readonly FoundDevice[] {
  const entries = [...settings.scanners, settings.printer, settings.display];
  return found.map((device) => {
    const at = device.settings === null ? -1 : entries.findIndex((entry) => isSameDevice(entry, device));
    if (at === -1) return device;
    if (device.kind === 'serial') entries.splice(at, 1);
    return device.advice === 'grant' ? device : { ...device, advice: 'in_use' };
  });
}

/** A setting names a device by its path, its queue, its address or its USB identity. */
function isSameDevice(entry: Readonly<Record<string, unknown>>, device: FoundDevice): boolean {
  const { kind, place, settings } = device;
  if (entry['kind'] !== kind) return false;
  if ([entry['path'], entry['name'], entry['at']].includes(place)) return true;
  if (entry['path'] !== undefined && entry['path'] === device.lasting) return true;
  if (kind === 'tcp') return `${String(entry['host'])}:${String(entry['port'])}` === place;
  if (kind === 'window') return isSameScreen(entry['display'], settings?.['display']);
  if (kind === 'hid') return isSameUsb(entry, settings);
  if (kind === 'usb') return typeof entry['at'] === 'object' && isSamePrinter({ ...entry['at'] }, device);
  return entry['usb'] !== undefined && isSameUsb(entry['usb'], settings?.['usb']);
}

/** What one leaves open fits anything: a setting without a serial number means every device of the model. */
function isSameUsb(named: unknown, found: unknown): boolean {
  const [asked, there] = [usbOf(named), usbOf(found)];
  return Object.entries(asked).every(([field, value]) => value === undefined || value === there[field]);
}

/** Of a USB printer each part may be named; what it says of itself in full stands in its identity. */
function isSamePrinter(asked: Readonly<Record<string, unknown>>, { identity, settings }: FoundDevice): boolean {
  const there: Readonly<Record<string, unknown>> = { ...(settings?.['at'] as object) };
  return Object.entries(asked).every(([part, value]) =>
    part === 'ieee1284' ? identity.includes(String(value)) : value === undefined || value === there[part],
  );
}

/** A window without a screen of its own goes to whichever is there: that is no choice of this one. */
function isSameScreen(named: unknown, found: unknown): boolean {
  if (typeof named !== 'object' || named === null) return false;
  const there: Readonly<Record<string, unknown>> = { ...(found as object) };
  return Object.entries(named).every(([fact, value]) => value === undefined || value === there[fact]);
}

/** Numbers as they are compared; a configuration may write them in hexadecimal. */
function usbOf(identity: unknown): Readonly<Record<string, unknown>> {
  if (typeof identity !== 'object' || identity === null) return {};
  const { vendorId, productId, serialNumber } = identity as Readonly<Record<string, unknown>>;
  const number = (value: unknown): unknown => (typeof value === 'string' ? Number.parseInt(value, 16) : value);
  return { vendorId: number(vendorId), productId: number(productId), serialNumber };
}

const fields = { scanner: 'scanners', printer: 'printer', display: 'display' } as const;

function choose(chosen: Args<'devices.choose'>, { devices, folder, log }: DeviceAnswering): Result<'devices.choose'> {
  const written = writeDeviceSettings(folder, fields[chosen.role], chosen.settings);
  if (!written.ok) {
    log.warn('the choice of a device was not taken', { role: chosen.role, reason: written.reason, why: written.why });
    return written;
  }
  log.info('a device was chosen', { role: chosen.role, settings: chosen.settings });
  devices.change(written.devices);
  return { ok: true };
}

/** What is under way of setting up: one scan that is waited for, one sweep. */
class SetUp {
  readonly #answering: DeviceAnswering;
  #endScanBack = (_verdict: 'nothing'): void => {};
  #sweep: Sweep | null = null;

  constructor(answering: DeviceAnswering) {
    this.#answering = answering;
  }

  testPrint(ownWriting: boolean): Promise<Result<'devices.testPrint'>> | Refused {
    const { devices, shop, chance, finding } = this.#answering;
    const { printer } = devices;
    if (printer === null) return refused('no_printer');
    // What this till prints: other writing would need fonts that nobody here has to have.
    const usual = [shop.language, 'en'] as const;
    // An English receipt has writing beyond Latin in the names of a Chinese shop alone.
    const scripts = [...new Set(ownWriting && shop.language === 'en' ? (['zh-CN', 'en'] as const) : usual)];
    const document = testPrint({ wallMs: finding.clock.wallMs(), digits: chance.digits(6), shop, scripts });
    return new Promise((resolve) => {
      const done = (outcome: PrintOutcome): void =>
        resolve({ ok: true, id: document.barcode, outcome: printed(outcome) });
      if (ownWriting) printer.printInOwnWriting(document, done);
      else printer.print(document, done);
    });
  }

  /** Only one is waited for: an earlier one hears that nothing came. */
  scanBack(id: string): Promise<Result<'devices.scanBack'>> {
    const { devices, finding } = this.#answering;
    this.#endScanBack('nothing');
    return new Promise((resolve) => {
      const end = (verdict: 'matches' | 'other' | 'nothing'): void => {
        off();
        restore();
        resolve({ ok: true, verdict });
      };
      const off = finding.clock.after(scanBackWithinMs, () => end('nothing'));
      const restore = devices.divertNextScan((scan) => {
        if (scan === null) end('nothing');
        else end(scannedNumber(scan.text) === id ? 'matches' : 'other');
      });
      this.#endScanBack = end;
    });
  }

  stopScanBack(): void {
    this.#endScanBack('nothing');
  }

  async sweep(): Promise<Result<'devices.sweep'>> {
    const { finding } = this.#answering;
    if (this.#sweep !== null) return refused('busy');
    this.#sweep = sweepNetworks(finding.ownAddresses().filter(isShopNetwork), printerPort, finding.clock);
    try {
      const rows = await this.#sweep.found;
      return { ok: true, found: [...inUse(rows, this.#answering.devices.settings)] };
    } finally {
      this.#sweep = null;
    }
  }

  stopSweep(): void {
    this.#sweep?.stop();
  }
}

const isShopNetwork = ({ internal }: { readonly internal: boolean }): boolean => !internal;

function printed(outcome: PrintOutcome) {
  return outcome.state === 'printed'
    ? ({ state: 'done', confirmed: outcome.how === 'confirmed' } as const)
    : { state: outcome.state, report: outcome.report };
}

function refused(reason: SetupRefusal): Refused {
  return { ok: false, reason, why: '' };
}
