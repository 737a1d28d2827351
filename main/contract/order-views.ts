import * as z from 'zod/mini';

/** What an order is for, as the cashier has it: lines of the shop's catalogue and a note. Money is in minor units. */

/** Largest sum of money in minor units: twelve digits, the width of the amount inside a paymentRequestId. */
export const amountMinorMax = 999_999_999_999;

/** Of one article, on one line. */
export const piecesMax = 9_999;

/** One line: so many of one article at one price. */
export const orderLine = z.strictObject({
  /** The article's number: EAN, UPC or the shop's own; '' for a line typed by hand. */
  sku: z.string().check(z.maxLength(64)),
  name: z.string().check(z.minLength(1), z.maxLength(128)),
  /** Of one piece. */
  priceMinor: z.number().check(z.int(), z.gte(0), z.lte(amountMinorMax)),
  pieces: z.number().check(z.int(), z.gte(1), z.lte(piecesMax)),
});

/** More articles than this are not one order at a counter. */
export const linesMax = 100;

export const orderContent = z.strictObject({
  /** For receipt and history; '' for none. */
  note: z.string().check(z.maxLength(256)),
  /** As many as AMS takes as goods of one payment. */
  lines: z.array(orderLine).check(z.maxLength(linesMax)),
});

/** Nothing to write down. */
export const emptyOrder: OrderContent = { note: '', lines: [] };

/**
 * What the lines come to, minor units. Beyond 2^53 it is no longer exact, but then it is far above any amount, so that
 * an amount is equal to it only where it is exact.
 */
export function linesMinor(lines: readonly OrderLine[]): number {
  return lines.reduce((sum, { priceMinor, pieces }) => sum + priceMinor * pieces, 0);
}

export function isEmptyOrder({ note, lines }: OrderContent): boolean {
  return note === '' && lines.length === 0;
}

export type OrderLine = z.infer<typeof orderLine>;
export type OrderContent = z.infer<typeof orderContent>;
