import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Opened } from '../../native/printer/connection.ts';
import { type UsbIdentity, type UsbPlaces, usbCable, usbPrinters } from '../../native/printer/usb-lp.ts';
import { manualClock } from '../support/manual-clock.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A `/sys` as the kernel's usblp driver writes it: a link to the interface, one folder below its device. */
function machineWith(printers: Readonly<Record<string, Readonly<Record<string, string>>>>): UsbPlaces {
  const root = temporaryFolder();
  const places = { sys: join(root, 'class'), dev: join(root, 'dev') };
  mkdirSync(places.dev);
  Object.entries(printers).forEach(([node, { ieee1284, ...facts }], index) => {
    const device = join(root, 'devices', `1-${index + 1}`);
    const usbInterface = join(device, `1-${index + 1}:1.0`);
    mkdirSync(usbInterface, { recursive: true });
    for (const [name, value] of Object.entries(facts)) writeFileSync(join(device, name), `${value}\n`);
    if (ieee1284 !== undefined) writeFileSync(join(usbInterface, 'ieee1284_id'), `${ieee1284}\n`);
    mkdirSync(join(places.sys, node), { recursive: true });
    symlinkSync(usbInterface, join(places.sys, node, 'device'));
    // A device that takes everything and says nothing.
    symlinkSync('/dev/null', join(places.dev, node));
  });
  return places;
}

const epson = { idVendor: '04b8', idProduct: '0202', serial: 'A1', ieee1284: 'MFG:EPSON;CMD:ESC/POS;MDL:TM-T20III;' };
const clone = { idVendor: '0416', idProduct: '5011', ieee1284: 'MFG:STMicro;MDL:POS58 Printer;' };
const heardNothing = { heard: () => {}, lost: () => {} };

describe('USB printers under Linux', () => {
  test('are listed with what they say of themselves; what is no printer is not', async () => {
    const places = machineWith({ lp0: clone, lp1: epson, hiddev0: {} });
    expect(await usbPrinters(places)).toEqual([
      { path: join(places.dev, 'lp0'), vendorId: '0416', productId: '5011', serial: '', ieee1284: clone.ieee1284 },
      { path: join(places.dev, 'lp1'), vendorId: '04b8', productId: '0202', serial: 'A1', ieee1284: epson.ieee1284 },
    ]);
  });

  test('are none where the kernel has no such class', async () => {
    expect(await usbPrinters({ sys: '/nowhere', dev: '/nowhere' })).toEqual([]);
  });

  test.each<[UsbIdentity, string]>([
    [{ vendorId: '04b8', productId: '0202' }, 'USB 04b8:0202'],
    [{ serial: 'A1' }, 'USB A1'],
    [{ ieee1284: 'MDL:TM-T20III' }, 'USB MDL:TM-T20III'],
  ])('are found by %j after a replug under another number', async (identity, name) => {
    for (const node of ['lp0', 'lp1']) {
      const places = machineWith(node === 'lp0' ? { lp0: epson, lp1: clone } : { lp0: clone, lp1: epson });
      rmSync(join(places.dev, node === 'lp0' ? 'lp1' : 'lp0'));
      const cable = usbCable({ identity }, manualClock(), places);
      expect(cable.place).toBe(name);
      const opened = await cable.open(heardNothing);
      expect(await writtenTo(opened), node).toBe(true);
    }
  });

  test('that are not there are absent, by what they were known by', async () => {
    const cable = usbCable(
      { identity: { vendorId: '04b8', productId: '0e28' } },
      manualClock(),
      machineWith({ lp0: clone }),
    );
    expect(await cable.open(heardNothing)).toEqual({ ok: false, trouble: { fault: 'printer_absent', detail: '' } });
    expect(await usbCable({ path: '/dev/usb/lp77' }, manualClock()).open(heardNothing)).toEqual({
      ok: false,
      trouble: { fault: 'printer_absent', detail: '' },
    });
  });
});

test.each(['file', 'pipe'])('a %s in the place of a USB printer swallows no receipt', async (kind) => {
  const path = join(temporaryFolder(), 'lp0');
  if (kind === 'pipe') execFileSync('mkfifo', [path]);
  else writeFileSync(path, '');
  expect(await usbCable({ path }, manualClock()).open(heardNothing)).toEqual({
    ok: false,
    trouble: { fault: 'printer_is_file', detail: '' },
  });
  if (kind === 'file') expect(readFileSync(path, 'utf8')).toBe('');
});

async function writtenTo(opened: Opened): Promise<boolean> {
  if (!opened.ok) return false;
  const written = await opened.connection.write(Buffer.from('x'), 1_000);
  await opened.connection.close(1_000);
  return written.ok;
}
