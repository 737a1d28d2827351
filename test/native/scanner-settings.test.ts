import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scannerMakers } from '../../native/scanner/hid-report.ts';
import { allScannerSettings, scannerSettings } from '../../native/scanner/settings.ts';

describe('the settings of a scanner', () => {
  test.each([
    [
      { kind: 'serial', path: '/dev/ttyACM0' },
      { kind: 'serial', path: '/dev/ttyACM0', baudRate: 9_600 },
    ],
    [
      { kind: 'serial', usb: { vendorId: '1eab', productId: '0x0c06' }, baudRate: 115_200 },
      { kind: 'serial', usb: { vendorId: 0x1eab, productId: 0x0c06 }, baudRate: 115_200 },
    ],
    [{ kind: 'hid' }, { kind: 'hid' }],
    [
      { kind: 'hid', vendorId: 0x0c2e, serialNumber: 'A1', family: 'honeywell' },
      { kind: 'hid', vendorId: 0x0c2e, serialNumber: 'A1', family: 'honeywell' },
    ],
    [{ kind: 'simulated' }, { kind: 'simulated', cable: 'serial' }],
  ])('%j are taken', (written, read) => {
    expect(scannerSettings.parse(written)).toEqual(read);
  });

  test.each([
    [{ kind: 'serial' }, 'path'],
    [{ kind: 'serial', path: '/dev/ttyACM0', usb: { vendorId: 1, productId: 2 } }, 'path'],
    [{ kind: 'serial', path: '/dev/ttyACM0', baudRate: 300 }, 'baudRate'],
    [{ kind: 'hid', vendorId: 'Honeywell' }, 'vendorId'],
    [{ kind: 'hid', vendorId: 0x1_0000 }, 'vendorId'],
    [{ kind: 'hid', family: 'unheard-of' }, 'family'],
    [{ kind: 'simulated', cable: 'radio' }, 'cable'],
  ])('%j are refused at %s', (written, field) => {
    const result = scannerSettings.safeParse(written);
    expect(result.error?.issues[0]?.path.at(-1)).toBe(field);
  });
});

test('a HID entry for every scanner stands alone among the HID entries', () => {
  const chosen = { kind: 'hid', vendorId: '0c2e' };
  expect(allScannerSettings.safeParse([{ kind: 'hid' }, { kind: 'simulated' }]).success).toBe(true);
  expect(allScannerSettings.safeParse([chosen, { ...chosen, vendorId: '1eab' }]).success).toBe(true);
  expect(allScannerSettings.safeParse([chosen, { kind: 'hid' }]).error?.issues[0]?.message).toContain(
    'leave the other',
  );
});

describe('the udev rules', () => {
  const rules = readFileSync(join(import.meta.dirname, '../../resources/udev/60-truetill-scanners.rules'), 'utf8');
  const lines = rules.split('\n').filter((line) => line.startsWith('KERNEL') || line.startsWith('ATTRS'));

  test.each(scannerMakers.map(({ name, vendorId }) => [name, vendorId.toString(16).padStart(4, '0')] as const))(
    'let us read the scanners of %s (%s), by HID and by serial',
    (_, vendorId) => {
      const own = lines.filter((line) => line.includes(`ATTRS{idVendor}=="${vendorId}"`));
      expect(own.filter((line) => line.startsWith('KERNEL=="hidraw*", SUBSYSTEM=="hidraw"'))).toHaveLength(1);
      expect(own.filter((line) => line.includes('ENV{ID_MM_DEVICE_IGNORE}="1"'))).toHaveLength(1);
      expect(own.every((line) => line.includes('TAG+="uaccess"') && line.includes('MODE="0660"'))).toBe(true);
    },
  );

  test('name no maker that the program does not know', () => {
    const named = lines.map((line) => /idVendor}=="([0-9a-f]{4})"/.exec(line)?.[1]);
    const known = scannerMakers.map(({ vendorId }) => vendorId.toString(16).padStart(4, '0'));
    expect(named.filter((vendorId) => vendorId === undefined || !known.includes(vendorId))).toEqual([]);
  });
});
