import type { ArticleStock } from './article-stock.ts';
import type { Handlers } from './contract/contract.ts';
import type { Articles } from './core/articles.ts';

/** The shop's articles: what a product scan or a tile adds to an order, and how a list of them is brought in. */
export function catalogueHandlers(articles: Articles, stock: ArticleStock) {
  return {
    'articles.overview': () => stock.overview(),
    'articles.find': async ({ text, category, from, most }) => {
      await stock.ready();
      const { total, articles: found } = articles.find(text, category, from, most);
      return { total, articles: [...found] };
    },
    'articles.upload': ({ upload, at, bytes }) => stock.upload(upload, at, bytes),
    'articles.check': ({ upload, encoding }) => stock.check(upload, encoding),
    'articles.take': ({ upload, encoding, leaveOutBad }) => stock.take(upload, encoding, leaveOutBad),
    'order.add': ({ sku }) => articles.add(sku),
    'order.other': ({ amountMinor }) => articles.other(amountMinor),
    'order.pieces': ({ version, line, pieces }) => articles.pieces(version, line, pieces),
  } satisfies Partial<Handlers>;
}
