import type { Article } from '../contract/catalogue.ts';
import { linesMinor, type OrderLine } from '../contract/order-views.ts';
import type { Done, Refused } from './answers.ts';
import { ArticleList, type Found } from './article-list.ts';
import type { OrderEntry } from './order-entry.ts';
import { type Lines, type LinesRefusal, withArticle, withOther, withPieces } from './order-lines.ts';

/**
 * The shop's articles at this till, and how they get onto the order that is being entered: by a scan, by a tile, by
 * hand. It opens no sale; what the lines come to is the amount.
 */

/** Why the order is as it was. */
export type OrderRefusal = LinesRefusal | 'not_in_catalogue' | 'sale_running' | 'entry_changed';

export interface ArticlesParts {
  readonly entry: Pick<OrderEntry, 'now' | 'put'>;
  /** Puts what is over away, so that the next order can be entered. */
  readonly makeRoom: () => Done | Refused<'sale_running'>;
  /** Of one sale, minor units. */
  readonly amountMinorMax: number;
  /** How a line is called that is in no list, on screen and paper. */
  readonly otherName: string;
}

export class Articles {
  readonly #parts: ArticlesParts;
  #list = new ArticleList([]);

  constructor(parts: ArticlesParts) {
    this.#parts = parts;
  }

  /** From now on; what is on the order already keeps its price. */
  become(articles: readonly Article[]): void {
    this.#list = new ArticleList(articles);
  }

  list(): Pick<ArticleList, 'articles' | 'categories' | 'bySku'> {
    return this.#list;
  }

  find(text: string, category: string | null, from: number, most: number): Found {
    return this.#list.find(text, category, from, most);
  }

  /**
   * What a scan that is no payment code does: one more piece of the article, or why not. Null = the shop has no list,
   * and the scan is answered as it is without one.
   */
  scanned(number: string): 'article_added' | OrderRefusal | null {
    if (this.#list.articles.length === 0) return null;
    const article = this.#list.bySku(number);
    if (article === null) return 'not_in_catalogue';
    const added = this.#add(article);
    return added.ok ? 'article_added' : added.reason;
  }

  /** One more piece, by number or by key. */
  add(text: string): Done | Refused<OrderRefusal> {
    const article = this.#list.bySku(text) ?? this.#list.byKey(text);
    return article === null ? { ok: false, reason: 'not_in_catalogue' } : this.#add(article);
  }

  /** A line for something that is in no list; `amountMinor` above 0. */
  other(amountMinor: number): Done | Refused<OrderRefusal> {
    return this.#change((lines, max) => withOther(lines, this.#parts.otherName, amountMinor, max));
  }

  /** So many pieces on line `at` of the entry of this version, counted from 0; 0 removes it. */
  pieces(version: number, at: number, pieces: number): Done | Refused<OrderRefusal> {
    if (version !== this.#parts.entry.now().version) return { ok: false, reason: 'entry_changed' };
    return this.#change((lines, max) => withPieces(lines, at, pieces, max));
  }

  #add(article: Article): Done | Refused<OrderRefusal> {
    return this.#change((lines, max) => withArticle(lines, article, max));
  }

  #change(act: (lines: readonly OrderLine[], amountMax: number) => Lines): Done | Refused<OrderRefusal> {
    const { entry, makeRoom, amountMinorMax } = this.#parts;
    const room = makeRoom();
    if (!room.ok) return room;
    const { amountMinor, orderId, order } = entry.now();
    const changed = act(this.#lines(amountMinor, order.lines), amountMinorMax);
    if (!changed.ok) return changed;
    const lines = [...changed.lines];
    entry.put({ amountMinor: linesMinor(lines), orderId, order: { ...order, lines } });
    return { ok: true };
  }

  /** An amount that was typed before the first article is not thrown away: it becomes a line that everybody sees. */
  #lines(amountMinor: number, lines: readonly OrderLine[]): readonly OrderLine[] {
    if (lines.length > 0 || amountMinor === 0) return lines;
    return [{ sku: '', name: this.#parts.otherName, priceMinor: amountMinor, pieces: 1 }];
  }
}
