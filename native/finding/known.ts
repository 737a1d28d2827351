/**
 * USB vendor ids of makers whose scanners and printers shops own, and how a device's identity is written. Sources: the
 * USB-IF's list of vendor ids; the makers' manuals for scanners (hardware facts of HID-POS).
 */

/** Makers of barcode scanners. A keyboard or a serial port of theirs is a scanner. */
export const scannerMakers: Readonly<Record<string, string>> = {
  '0c2e': 'Honeywell',
  '23d0': 'Youjie',
  '05e0': 'Zebra',
  '05f9': 'Datalogic',
  '1eab': 'Newland',
};

/** Four hexadecimal digits, as udev and vendor lists write them. */
export function hexOf(id: number): string {
  return id.toString(16).padStart(4, '0');
}

/** `1eab:0c10`, and the serial number behind it where there is one. */
export function identityOf(vendorId: string, productId: string, serialNumber: string): string {
  if (vendorId === '') return serialNumber;
  const model = `${vendorId}:${productId}`;
  return serialNumber === '' ? model : `${model} ${serialNumber}`;
}

/** Maker and product as people say them: many products begin with their maker's name already. */
export function nameOf(maker: string, product: string): string {
  return product.toLowerCase().startsWith(maker.toLowerCase()) ? product : `${maker} ${product}`.trim();
}
