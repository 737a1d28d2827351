import type { Article } from '../contract/catalogue.ts';
import { linesMax, linesMinor, type OrderLine, piecesMax } from '../contract/order-views.ts';

/**
 * The lines of an order as they are being entered. Pure rules; whatever they refuse leaves the lines as they were. It
 * knows no sale and moves no money.
 */

export type LinesRefusal = 'order_full' | 'above_limit' | 'no_such_line';

export type Lines = { readonly ok: true; readonly lines: readonly OrderLine[] } | Refusal;
type Refusal = { readonly ok: false; readonly reason: LinesRefusal };

/** One more piece of the article: on its line where it has one at this price, else on a new line at the end. */
export function withArticle(lines: readonly OrderLine[], article: Article, amountMax: number): Lines {
  const at = lines.findIndex(
    ({ sku, name, priceMinor }) => sku === article.sku && name === article.name && priceMinor === article.priceMinor,
  );
  const line = lines[at];
  if (line !== undefined) return withPieces(lines, at, line.pieces + 1, amountMax);
  const { sku, name, priceMinor } = article;
  return checked([...lines, { sku, name, priceMinor, pieces: 1 }], amountMax);
}

/** A line of its own for something that is in no list; `priceMinor` above 0. */
export function withOther(lines: readonly OrderLine[], name: string, priceMinor: number, amountMax: number): Lines {
  return checked([...lines, { sku: '', name, priceMinor, pieces: 1 }], amountMax);
}

/** `pieces` on line `at`; 0 removes it. */
export function withPieces(lines: readonly OrderLine[], at: number, pieces: number, amountMax: number): Lines {
  const line = lines[at];
  if (line === undefined) return { ok: false, reason: 'no_such_line' };
  if (pieces > piecesMax) return { ok: false, reason: 'order_full' };
  const changed = pieces === 0 ? lines.toSpliced(at, 1) : lines.with(at, { ...line, pieces });
  // Fewer pieces are always allowed, whatever the limit is meanwhile.
  return pieces < line.pieces ? { ok: true, lines: changed } : checked(changed, amountMax);
}

function checked(lines: readonly OrderLine[], amountMax: number): Lines {
  if (lines.length > linesMax) return { ok: false, reason: 'order_full' };
  return linesMinor(lines) > amountMax ? { ok: false, reason: 'above_limit' } : { ok: true, lines };
}
