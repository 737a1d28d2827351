import receiptline from 'receiptline';
import type { CodePage } from './code-page.ts';
import type { PrinterProfile } from './profile.ts';

/**
 * receiptline markdown as the bytes of one print job. Knows command sets and cutters; knows no receipts and no cable.
 */

/** Rows per image command: firmware that reads one byte of the height prints the rest as text. */
const imageRows = 240;

/** The bytes of one job: set up, receipt, feed and cut as the profile says, and a request for the paper status. */
export function jobBytes(markdown: string, profile: PrinterProfile, columns: number, codePage: CodePage): Buffer {
  const cutting = profile.cutter === 'partial';
  const feed = cutting ? '' : '\n'.repeat(profile.tearLines);
  const commands = receiptline.transform(markdown + feed, {
    cpl: columns,
    encoding: codePage,
    spacing: true,
    cutting,
    // Pictures of receipts are black on white already; dithering would fray them.
    gradient: false,
    command: { ...receiptline.commands[profile.commands], split: imageRows },
  });
  return Buffer.from(commands, 'latin1');
}
