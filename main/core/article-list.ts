import type { Article } from '../contract/catalogue.ts';

/**
 * The shop's articles in memory: found by what a scanner reads, by a key, or by parts of a name. It knows no file and
 * no order.
 */

/** One category with how many articles it has. */
export interface Category {
  readonly name: string;
  readonly articles: number;
}

export interface Found {
  readonly total: number;
  readonly articles: readonly Article[];
}

interface Kept {
  readonly article: Article;
  /** Its name, number and key as they are searched. */
  readonly words: string;
}

export class ArticleList {
  readonly articles: readonly Article[];
  /** In the order in which the list has them; articles without one are in none. */
  readonly categories: readonly Category[];
  /** Made for the first search: a scan needs none, and a start even less. */
  #kept: readonly Kept[] | null = null;
  readonly #bySku: ReadonlyMap<string, Article>;
  readonly #byKey: ReadonlyMap<string, Article>;

  /** No two of them have the same number, or the same key. */
  constructor(articles: readonly Article[]) {
    this.articles = articles;
    this.#bySku = new Map(articles.map((article) => [sameNumber(article.sku), article]));
    this.#byKey = new Map(articles.flatMap((article) => (article.key === '' ? [] : [[article.key, article]])));
    const counted = new Map<string, number>();
    for (const { category } of articles) if (category !== '') counted.set(category, (counted.get(category) ?? 0) + 1);
    this.categories = [...counted].map(([name, count]) => ({ name, articles: count }));
  }

  /** By its number, as a scanner reads it or a person types it. */
  bySku(sku: string): Article | null {
    return this.#bySku.get(sameNumber(sku)) ?? null;
  }

  /** By the short number that people type. */
  byKey(key: string): Article | null {
    return this.#byKey.get(key) ?? null;
  }

  /** `text` '' finds all; else every word of it must be in name or number. The very key or number comes first. */
  find(text: string, category: string | null, from: number, most: number): Found {
    const wanted = searched(text).split(' ');
    const isHit = ({ article, words }: Kept): boolean =>
      (category === null || article.category === category) && wanted.every((word) => words.includes(word));
    this.#kept ??= this.articles.map((article) => ({ article, words: searched(`${article.name} ${article.sku}`) }));
    const hits = this.#kept.filter(isHit).map(({ article }) => article);
    const exact = text === '' || category !== null ? null : (this.byKey(text.trim()) ?? this.bySku(text.trim()));
    const all = exact === null ? hits : [exact, ...hits.filter((hit) => hit !== exact)];
    return { total: all.length, articles: all.slice(from, from + most) };
  }
}

/** Full-width letters of an input method, capitals and accents are all the same to whoever searches. */
function searched(text: string): string {
  // Nothing in these has another form; most names of a Chinese shop are such.
  const plain = /^[\x21-\x7e\u4e00-\u9fff ]*$/.test(text) ? text : text.normalize('NFKD').replace(/\p{M}/gu, '');
  return plain.toLowerCase().replace(/\s+/g, ' ').trim();
}

/** UPC-A is EAN-13 that begins with a zero; scanners send it either way. */
export function sameNumber(sku: string): string {
  return /^\d{12}$/.test(sku) ? `0${sku}` : sku;
}
