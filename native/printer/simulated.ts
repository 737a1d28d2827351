import type { ReceiptDocument } from '../../main/core/receipt.ts';
import { type PictureResult, receiptPicture } from './picture.ts';
import { columnDots, type Paper, type PrinterProfile, paperOf } from './profile.ts';
import { type CodeShape, symbologyFor } from './symbology.ts';

/**
 * A printer that keeps what it would have printed: for training, for screens and for tests. It gets the very bytes a
 * real one would get.
 */

/** One job as a simulated printer keeps it. */
export interface PrintedReceipt {
  readonly document: ReceiptDocument;
  readonly bytes: Buffer;
  readonly shape: CodeShape;
  /** PNG on white with a margin. */
  picture(): Promise<PictureResult>;
}

/** Newest last. */
export interface PaperRoll {
  keep(document: ReceiptDocument, bytes: Buffer): PrintedReceipt;
  printed(): readonly PrintedReceipt[];
}

/** Receipts kept; older ones are forgotten. */
export const keptMax = 20;

export function createPaperRoll(profile: PrinterProfile, paper: Paper): PaperRoll {
  const kept: PrintedReceipt[] = [];
  const { columns } = paperOf(profile, paper);
  return {
    keep(document, bytes) {
      const shape = symbologyFor(document.barcode, columns * columnDots);
      const receipt = { document, bytes, shape, picture: () => receiptPicture(document, profile, paper) };
      kept.push(receipt);
      if (kept.length > keptMax) kept.shift();
      return receipt;
    },
    printed: () => [...kept],
  };
}
