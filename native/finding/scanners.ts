import { join } from 'node:path';
import { type DeviceReport, noDevice } from '../../main/contract/device-views.ts';
import type { FoundDevice } from '../../main/contract/found-devices.ts';
import { hexOf, identityOf, nameOf, scannerMakers } from './known.ts';
import type { FindingPorts, HidListed, SerialListed } from './ports.ts';
import { linuxSerialPorts } from './serial-ports.ts';

/**
 * Scanners that are plugged in: HID-POS scanners, serial ports, and scanners that type like a keyboard. It opens
 * none of them.
 */

/** HID usage tables 1.4: page 0x8C is Bar Code Scanner, its usage 2 the scanner itself. */
const posPage = 0x8c;
const posScanner = 0x02;
/** Page 1 is Generic Desktop, its usage 6 a keyboard. */
const desktopPage = 0x01;
const keyboard = 0x06;

/** Rejects where the HID library cannot be loaded. */
export async function hidScanners(ports: FindingPorts): Promise<readonly FoundDevice[]> {
  const listed = await ports.hidDevices();
  const pos = listed.filter(({ usagePage, usage }) => usagePage === posPage && usage === posScanner);
  const isPos = new Set(pos.map(modelOf));
  const typing = listed.filter(
    (device) =>
      device.usagePage === desktopPage &&
      device.usage === keyboard &&
      Object.hasOwn(scannerMakers, hexOf(device.vendorId)) &&
      // Some offer a keyboard beside the scanner; then nothing is to be switched.
      !isPos.has(modelOf(device)),
  );
  const found = await Promise.all(pos.map((device) => posOf(device, ports)));
  return [...found, ...typing.map(typingOf)];
}

async function posOf(device: HidListed, { platform, root, mayOpen }: FindingPorts): Promise<FoundDevice> {
  const place = device.path ?? '';
  const may = platform !== 'linux' || !place.startsWith('/dev/') || (await mayOpen(join(root, place)));
  const { vendorId, productId, serialNumber = '' } = device;
  const usb = { vendorId: hexOf(vendorId), productId: hexOf(productId) };
  return {
    ...faceOf(device),
    kind: 'hid',
    place,
    advice: may ? 'use' : 'grant',
    report: may ? there(place) : { state: 'refused', fault: 'hid_grant', place, detail: '' },
    settings: { kind: 'hid', usb: serialNumber === '' ? usb : { ...usb, serialNumber } },
  };
}

function typingOf(device: HidListed): FoundDevice {
  const place = device.path ?? '';
  return {
    ...faceOf(device),
    kind: 'keyboard',
    place,
    advice: 'switch_mode',
    report: { state: 'attention', fault: 'types_like_keyboard', place, detail: '' },
    settings: null,
  };
}

function faceOf(device: HidListed): Pick<FoundDevice, 'role' | 'name' | 'identity'> {
  const { vendorId, productId, serialNumber = '', manufacturer = '', product = '' } = device;
  const maker = manufacturer === '' ? (scannerMakers[hexOf(vendorId)] ?? '') : manufacturer;
  return {
    role: 'scanner',
    name: nameOf(maker, product),
    identity: identityOf(hexOf(vendorId), hexOf(productId), serialNumber),
  };
}

function modelOf({ vendorId, productId, serialNumber = '' }: HidListed): string {
  return identityOf(hexOf(vendorId), hexOf(productId), serialNumber);
}

/** Serial ports: where the port's USB vendor makes scanners it is one, else perhaps. */
export async function serialScanners(ports: FindingPorts): Promise<readonly FoundDevice[]> {
  const listed = ports.platform === 'linux' ? await linuxSerialPorts(ports.root) : await ports.serialPorts();
  return Promise.all(listed.map((port) => serialOf(port, ports)));
}

async function serialOf(port: SerialListed, { platform, root, mayOpen }: FindingPorts): Promise<FoundDevice> {
  const { path: place, serialNumber = '', manufacturer = '' } = port;
  const vendorId = (port.vendorId ?? '').toLowerCase();
  const productId = (port.productId ?? '').toLowerCase();
  const isScanner = Object.hasOwn(scannerMakers, vendorId);
  const may = platform !== 'linux' || (await mayOpen(join(root, place)));
  const usb = serialNumber === '' ? { vendorId, productId } : { vendorId, productId, serialNumber };
  return {
    role: 'scanner',
    kind: 'serial',
    place,
    name: nameOf(scannerMakers[vendorId] ?? '', manufacturer),
    identity: identityOf(vendorId, productId, serialNumber),
    advice: may ? (isScanner ? 'use' : 'perhaps') : 'grant',
    report: may ? there(place) : { state: 'refused', fault: 'serial_grant', place, detail: '' },
    // By what it is where it says so: its name depends on the order in which cables were plugged in.
    settings: vendorId === '' ? { kind: 'serial', path: place } : { kind: 'serial', usb },
  };
}

/** It is there and may be used. */
export function there(place: string): DeviceReport {
  return { ...noDevice, state: 'ready', place };
}
