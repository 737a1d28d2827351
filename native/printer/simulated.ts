import type { ReceiptDocument } from '../../main/core/receipt.ts';
import { type PictureResult, receiptPicture, receiptSvg } from './picture.ts';
import { type Paper, type PrinterProfile, paperOf } from './profile.ts';
import type { CodeShape } from './symbology.ts';

/**
 * A printer that keeps what it would have printed: for training, for screens and for tests. It gets the very bytes a
 * real one would get.
 */

/** One job as a simulated printer keeps it. */
export interface PrintedReceipt {
  readonly document: ReceiptDocument;
  readonly bytes: Buffer;
  readonly shape: CodeShape;
  /** For a screen; as wide as the line in dots. */
  readonly svg: string;
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
      const { svg, shape } = receiptSvg(document, profile, columns);
      const receipt = { document, bytes, shape, svg, picture: () => receiptPicture(document, profile, paper) };
      kept.push(receipt);
      if (kept.length > keptMax) kept.shift();
      return receipt;
    },
    printed: () => [...kept],
  };
}
