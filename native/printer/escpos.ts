import receiptline from 'receiptline';
import type { CodePage } from './code-page.ts';
import { barcodePicture } from './code-picture.ts';
import type { PrinterProfile } from './profile.ts';
import { rasterCommands, rowsMax } from './raster.ts';

/**
 * receiptline markdown as the bytes of one print job. Knows command sets, code page numbers and cutters; knows no
 * receipts and no cable.
 */

/** The bytes of one job: set up, receipt, feed and cut as the profile says, and a request for the paper status. */
export function textJob(markdown: string, profile: PrinterProfile, columns: number, codePage: CodePage): Buffer {
  const cutting = profile.cutter === 'partial';
  const feed = cutting ? '' : '\n'.repeat(profile.tearLines);
  const commands = receiptline.transform(markdown + feed, {
    cpl: columns,
    encoding: codePage,
    spacing: true,
    cutting,
    gradient: false,
    command: commandsOf(profile),
  });
  return Buffer.from(commands, 'latin1');
}

/** receiptline's commands with this printer's code page numbers and its way of drawing barcodes. */
function commandsOf(profile: PrinterProfile) {
  const base = receiptline.commands[profile.commands];
  const numbers = Object.entries(profile.codePages).map(([page, number]) => [
    page,
    `\x1bt${String.fromCharCode(number)}`,
  ]);
  return {
    ...base,
    split: rowsMax,
    codepage: { ...(base['codepage'] as object), ...Object.fromEntries(numbers) },
    ...(profile.barcode === 'raster' ? { barcode: rasterBarcode } : {}),
  };
}

interface BarcodeSymbol {
  readonly data: string;
  readonly width: number;
}

function rasterBarcode({ data, width }: BarcodeSymbol): string {
  return rasterCommands(barcodePicture(data, width)).toString('latin1');
}
