import { join } from 'node:path';
import type { FoundDevice } from '../../main/contract/found-devices.ts';
import { linuxPlaces, type UsbPrinter, usbPrinters } from '../printer/usb-lp.ts';
import { nameOf } from './known.ts';
import type { FindingPorts } from './ports.ts';
import { there } from './scanners.ts';

/**
 * Printers on this machine: USB printers of Linux by the identity they give of themselves (IEEE 1284), print queues of
 * Windows by their name. Printers of the network do not announce themselves: `network.ts`. It opens none of them.
 */

/** USB printers as `/dev/usb/lp*`. */
export async function usbNodes({ platform, root, mayOpen }: FindingPorts): Promise<readonly FoundDevice[]> {
  if (platform !== 'linux') return [];
  const listed = await usbPrinters({ sys: join(root, linuxPlaces.sys), dev: linuxPlaces.dev });
  return Promise.all(
    listed.map(async (printer): Promise<FoundDevice> => {
      const { path: place, ieee1284: said } = printer;
      const identity = ieee1284(said);
      const may = await mayOpen(join(root, place));
      return {
        role: 'printer',
        kind: 'usb',
        place,
        name: nameOf(identity.maker, identity.model),
        identity: identity.whole,
        advice: may ? 'use' : 'grant',
        report: may ? there(place) : { state: 'refused', fault: 'usb_printer_grant', place, detail: '' },
        settings: { kind: 'usb', at: addressOf(printer, listed) },
      };
    }),
  );
}

/**
 * By what it is: its number depends on which printer was switched on first. Two that say the same of themselves can only
 * be told apart by it.
 */
function addressOf(printer: UsbPrinter, listed: readonly UsbPrinter[]): string | Readonly<Record<string, string>> {
  const { path, vendorId, productId, serial } = printer;
  const isOnlyOne = listed.every((other) => other === printer || identityOf(other) !== identityOf(printer));
  if (vendorId === '' || productId === '' || !isOnlyOne) return path;
  return { vendorId, productId, ...(serial === '' ? {} : { serial }) };
}

function identityOf({ vendorId, productId, serial }: UsbPrinter): string {
  return `${vendorId}:${productId}:${serial}`;
}

export interface Ieee1284 {
  readonly maker: string;
  readonly model: string;
  /** Maker, model and serial number as `MFG:…;MDL:…;SN:…;`; '' where the printer says nothing. */
  readonly whole: string;
}

/** Reads `MFG:EPSON;CMD:ESC/POS;MDL:TM-T20;CLS:PRINTER;SN:123;` with short or long key words, at most 1 kB of it. */
export function ieee1284(text: string): Ieee1284 {
  const fields = new Map(
    text
      .slice(0, 1_024)
      .split(';')
      .map((field): [string, string] => {
        const colon = field.indexOf(':');
        return [field.slice(0, Math.max(colon, 0)).trim().toUpperCase(), field.slice(colon + 1).trim()];
      }),
  );
  const value = (...keys: readonly string[]): string =>
    keys.map((key) => fields.get(key)).find((found) => found !== undefined) ?? '';
  const maker = value('MFG', 'MANUFACTURER');
  const model = value('MDL', 'MODEL');
  const serial = value('SN', 'SERN', 'SERIALNUMBER');
  const parts = [
    ['MFG', maker],
    ['MDL', model],
    ['SN', serial],
  ].flatMap(([key, said]) => (said === '' ? [] : [`${key}:${said};`]));
  return { maker, model, whole: parts.join('') };
}

/** Print queues of Windows. Rejects where they cannot be listed. */
export async function spoolerPrinters({ platform, spoolers }: FindingPorts): Promise<readonly FoundDevice[]> {
  if (platform !== 'win32') return [];
  return (await spoolers()).map((name) => ({
    role: 'printer',
    kind: 'spooler',
    place: name,
    name,
    identity: name,
    advice: 'use',
    report: there(name),
    settings: { kind: 'spooler', name },
  }));
}
