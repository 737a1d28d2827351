import * as z from 'zod';
import type { HidScannerSettings } from './hid.ts';
import { scannerFamilies } from './hid-report.ts';
import type { SerialScannerSettings } from './serial.ts';
import type { SimulatedScannerSettings } from './simulated.ts';

/** What the configuration may say of one scanner. It opens none. */

/** Of USB: 16 bits, written as a number or as four hexadecimal digits, as `lsusb` shows them. */
const usbNumber = z.union([
  z.int().min(0).max(0xffff),
  z
    .string()
    .regex(/^(?:0x)?[0-9a-fA-F]{4}$/, 'four hexadecimal digits')
    .transform((digits) => Number.parseInt(digits.replace(/^0x/, ''), 16)),
]);

/** The device itself, whatever port it is plugged into. */
const usb = z.strictObject({
  vendorId: usbNumber,
  productId: usbNumber,
  /** Only where several of one kind are told apart. */
  serialNumber: z.string().min(1).max(256).optional(),
});

const serial = z
  .strictObject({
    kind: z.literal('serial'),
    path: z.string().min(1).max(1_024).optional(),
    usb: usb.optional(),
    baudRate: z.int().min(1_200).max(1_000_000).default(9_600),
  })
  .refine(({ path, usb: identity }) => (path === undefined) !== (identity === undefined), {
    path: ['path'],
    message: 'a path or a USB identity, one of the two',
  });

const hid = z.strictObject({
  kind: z.literal('hid'),
  /** Without one, every HID-POS scanner that is plugged in. */
  vendorId: usbNumber.optional(),
  productId: usbNumber.optional(),
  serialNumber: z.string().min(1).max(256).optional(),
  /** Instead of what the scanner says of itself; for a scanner that says it wrongly. */
  family: z.enum(scannerFamilies).optional(),
});

export const scannerSettings = z.discriminatedUnion('kind', [
  serial,
  hid,
  z.strictObject({ kind: z.literal('simulated'), cable: z.enum(['serial', 'hid']).default('serial') }),
]);

/** All of a till. Two entries that both read one HID scanner would give each of its codes twice. */
export const allScannerSettings = z
  .array(scannerSettings)
  .max(8)
  .refine(
    (all) => {
      const ofHid = all.filter((each) => each.kind === 'hid');
      return ofHid.length < 2 || ofHid.every(({ vendorId }) => vendorId !== undefined);
    },
    { message: 'a HID scanner without a vendorId stands for all of them: leave the other HID entries out' },
  );

/** One entry of `devices.scanners` in the configuration. */
export type ScannerSettings = SerialScannerSettings | HidScannerSettings | SimulatedScannerSettings;
