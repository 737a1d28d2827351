import { join } from 'node:path';
import { ArticleStock } from '../../main/article-stock.ts';
import { noLog } from '../../main/core/ports.ts';
import type { CounterWorld } from './counter.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A shop without a list of articles, for tests that are about something else. */
export function noArticles({ terminal, clock }: CounterWorld): ArticleStock {
  const file = join(temporaryFolder(), 'articles.json');
  const { articles } = terminal;
  return new ArticleStock({ file, currency: 'CNY', articles, hasRoom: () => true, clock, log: noLog });
}
