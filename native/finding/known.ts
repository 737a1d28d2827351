import { scannerMakers } from '../scanner/hid-report.ts';

/** What a USB device is called: its maker, its product, and an identity that stays when it is plugged in elsewhere. */

/** The maker of barcode scanners with this vendor id; '' for anybody else. */
export function scannerMakerOf(vendorId: number): string {
  return scannerMakers.find((maker) => maker.vendorId === vendorId)?.name ?? '';
}

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
