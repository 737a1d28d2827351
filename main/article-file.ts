import { type FileHandle, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod/mini';
import {
  type Article,
  articleKeyShape,
  articlesMax,
  categoryCharactersMax,
  nameCharactersMax,
  skuShape,
} from './contract/catalogue.ts';
import { amountMinorMax } from './core/money.ts';

/**
 * The shop's articles as a file of their own beside the journal: `articles.json`. Apart from the journal on purpose:
 * a list can be brought in again, money cannot, and neither a long list nor a damaged one may ever stand in its way.
 */

const stored = z.strictObject({
  version: z.literal(1),
  /** Prices are minor units of it. */
  currency: z.string().check(z.regex(/^[A-Z]{3}$/)),
  takenAtMs: z.number(),
  articles: z.array(z.unknown()).check(z.maxLength(articlesMax)),
});

export type StoredArticles = z.infer<typeof stored> & { readonly articles: readonly Article[] };

/** As the contract has it; by hand, since the schema takes half a second for the longest list. */
function isArticle(value: unknown): value is Article {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 5) return false;
  const { sku, name, priceMinor, category, key } = value as Record<keyof Article, unknown>;
  const areTexts = [sku, name, category, key].every((text) => typeof text === 'string');
  return (
    areTexts &&
    skuShape.test(String(sku)) &&
    articleKeyShape.test(String(key)) &&
    String(name).length >= 1 &&
    String(name).length <= nameCharactersMax &&
    String(category).length <= categoryCharactersMax &&
    Number.isSafeInteger(priceMinor) &&
    Number(priceMinor) >= 0 &&
    Number(priceMinor) <= amountMinorMax
  );
}

export type ArticlesRead =
  | { readonly ok: true; readonly articles: readonly Article[]; readonly takenAtMs: number | null }
  /** `articles_damaged`; `articles_unreadable`: the system said `why`; `articles_of_another_currency`. */
  | {
      readonly ok: false;
      readonly fault: 'articles_damaged' | 'articles_unreadable' | 'articles_of_another_currency';
      readonly why: string;
    };

export function articlesFileOf(folder: string): string {
  return join(folder, 'articles.json');
}

/** No file is an empty list. Prices of another currency would be charged in this one: such a list is not used. */
export async function readArticles(file: string, currency: string): Promise<ArticlesRead> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const why = codeOf(error);
    if (why === 'ENOENT') return { ok: true, articles: [], takenAtMs: null };
    return { ok: false, fault: 'articles_unreadable', why };
  }
  const read = stored.safeParse(parsed(text));
  if (!read.success || !read.data.articles.every(isArticle))
    return { ok: false, fault: 'articles_damaged', why: 'not a list of this program' };
  if (read.data.currency !== currency)
    return { ok: false, fault: 'articles_of_another_currency', why: read.data.currency };
  return { ok: true, articles: read.data.articles, takenAtMs: read.data.takenAtMs };
}

export type ArticlesWritten =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'disk_full' | 'articles_unwritable'; readonly why: string };

/**
 * The whole list, in place of the one before: durable when it answers ok, else the file is as it was. Written beside
 * its place and renamed, so that a power cut leaves the old list or the new one.
 */
export async function writeArticles(file: string, list: Omit<StoredArticles, 'version'>): Promise<ArticlesWritten> {
  const draft = `${file}.new`;
  try {
    await writeSynced(draft, JSON.stringify({ version: 1, ...list } satisfies StoredArticles));
    await rename(draft, file);
    await syncFolderOf(file);
    return { ok: true };
  } catch (error) {
    const why = codeOf(error);
    // What was begun takes room that others may need; if it cannot be removed, the next list replaces it.
    await rm(draft, { force: true }).catch(() => {});
    return { ok: false, reason: why === 'ENOSPC' || why === 'EDQUOT' ? 'disk_full' : 'articles_unwritable', why };
  }
}

async function writeSynced(path: string, text: string): Promise<void> {
  await withHandle(await open(path, 'w', 0o600), async (handle) => {
    await handle.writeFile(text);
    await handle.sync();
  });
}

/** Windows has no such call and journals names itself. */
async function syncFolderOf(file: string): Promise<void> {
  if (process.platform === 'win32') return;
  await withHandle(await open(dirname(file), 'r'), (handle) => handle.sync());
}

async function withHandle(handle: FileHandle, act: (handle: FileHandle) => Promise<void>): Promise<void> {
  try {
    await act(handle);
  } finally {
    await handle.close();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: the schema refuses it by the same word as every other damage.
    return null;
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
