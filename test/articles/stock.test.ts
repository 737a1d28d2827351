import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readArticles, writeArticles } from '../../main/article-file.ts';
import { ArticleStock } from '../../main/article-stock.ts';
import { machineClock } from '../../main/clock.ts';
import { listBytesMax, pieceBytesMax } from '../../main/contract/catalogue.ts';
import { noLog } from '../../main/core/ports.ts';
import { counterWorld } from '../support/counter.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A shop's list of articles over its life: brought in, kept, replaced, damaged – and never in the way of a sale. */

function shop(more: { file?: string; hasRoom?: () => boolean } = {}) {
  const { terminal } = counterWorld();
  const file = more.file ?? join(temporaryFolder(), 'articles.json');
  const parts = { file, currency: 'CNY', clock: machineClock, log: noLog, hasRoom: more.hasRoom ?? (() => true) };
  return { stock: new ArticleStock({ ...parts, articles: terminal.articles }), terminal, file };
}

function brought(stock: ArticleStock, list: string): number {
  const bytes = Buffer.from(list);
  let upload = 0;
  for (let at = 0; at === 0 || at < bytes.length; at += pieceBytesMax) {
    const answer = stock.upload(upload, at, bytes.subarray(at, at + pieceBytesMax).toString('base64'));
    if (!answer.ok) throw new Error(answer.reason);
    ({ upload } = answer);
  }
  return upload;
}

const good = 'sku,name,price\n1,Tea,3.50\n2,Milk,6.00\n';

test('a list is looked at, then taken, and is there after a restart', async () => {
  const { stock, terminal, file } = shop();
  const upload = brought(stock, good);
  expect(await stock.check(upload, null)).toMatchObject({ ok: true, report: { good: 2, added: 2, removed: 0 } });
  expect(terminal.articles.list().articles, 'a look changes nothing').toEqual([]);
  expect(existsSync(file)).toBe(false);
  expect(await stock.take(upload, null, false)).toMatchObject({ ok: true });
  expect(terminal.articles.add('1')).toEqual({ ok: true });
  const next = shop({ file });
  expect(await next.stock.overview()).toMatchObject({ articles: 2, fault: null });
  expect(next.terminal.articles.add('2')).toEqual({ ok: true });
  stock.close();
});

test('what a list would change is told before it does', async () => {
  const { stock } = shop();
  await stock.take(brought(stock, good), null, false);
  const upload = brought(stock, 'sku,name,price\n2,Milk,7.00\n3,Egg,1.00\n');
  expect(await stock.check(upload, null)).toMatchObject({ report: { added: 1, repriced: 1, removed: 1 } });
});

test('rows with faults refuse the list, until a person leaves them out', async () => {
  const { stock, terminal } = shop();
  await stock.take(brought(stock, good), null, false);
  const upload = brought(stock, 'sku,name,price\n3,Egg,1.00\n4,Ham,x\n');
  expect(await stock.take(upload, null, false)).toEqual({ ok: false, reason: 'rows_are_bad', line: 3 });
  expect(terminal.articles.list().articles.map(({ name }) => name)).toEqual(['Tea', 'Milk']);
  expect(await stock.take(upload, null, true)).toMatchObject({ ok: true, report: { good: 1, bad: 1 } });
  expect(terminal.articles.list().articles.map(({ name }) => name)).toEqual(['Egg']);
});

test('a list in which nothing is good never empties the shop', async () => {
  const { stock, terminal } = shop();
  await stock.take(brought(stock, good), null, false);
  const upload = brought(stock, 'sku,name,price\n4,Ham,x\n');
  expect(await stock.take(upload, null, true)).toMatchObject({ ok: false, reason: 'list_empty' });
  expect(terminal.articles.list().articles).toHaveLength(2);
});

test('of a thousand faults a hundred are told and all are counted', async () => {
  const { stock } = shop();
  const rows = Array.from({ length: 1_000 }, (_, n) => `${n},Tea ${n},?`).join('\n');
  const checked = await stock.check(brought(stock, `sku,name,price\n${rows}`), null);
  if (!checked.ok) throw new Error(checked.reason);
  expect(checked.report.remarks).toHaveLength(100);
  expect(checked.report).toMatchObject({ bad: 1_000, found: [{ what: 'price_unreadable', rows: 1_000 }] });
});

test('a list that lacks a piece, is too large, or is read twice at a time is refused', async () => {
  const { stock } = shop();
  const piece = Buffer.alloc(pieceBytesMax, 'x').toString('base64');
  const begun = stock.upload(0, 0, piece);
  if (!begun.ok) throw new Error(begun.reason);
  expect(stock.upload(begun.upload, 2 * pieceBytesMax, piece)).toEqual({ ok: false, reason: 'list_piece_missing' });
  expect(stock.upload(begun.upload + 1, pieceBytesMax, piece)).toEqual({ ok: false, reason: 'list_piece_missing' });
  const other = brought(stock, good);
  expect(await stock.check(begun.upload, null)).toMatchObject({ reason: 'list_piece_missing' });
  const first = stock.check(other, null);
  const second = stock.take(other, null, false);
  expect(await second).toMatchObject({ reason: 'list_busy' });
  expect(await first).toMatchObject({ ok: true });
  expect(() => brought(stock, 'x'.repeat(listBytesMax + 1))).toThrow('list_too_big');
});

test('below the free space that is kept for money no list is written', async () => {
  const { stock, file, terminal } = shop({ hasRoom: () => false });
  expect(await stock.take(brought(stock, good), null, false)).toMatchObject({ reason: 'disk_nearly_full' });
  expect(existsSync(file)).toBe(false);
  expect(terminal.articles.list().articles).toEqual([]);
});

test('a list that cannot be written leaves the one before, on disk and at the till', async () => {
  const { stock, file, terminal } = shop();
  await stock.take(brought(stock, good), null, false);
  const before = readFileSync(file);
  // In the way of the draft: it can be neither opened nor removed.
  mkdirSync(join(`${file}.new`, 'full'), { recursive: true });
  const taken = await stock.take(brought(stock, 'sku,name,price\n9,New,1\n'), null, false);
  expect(taken).toMatchObject({ ok: false, reason: 'articles_unwritable' });
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(terminal.articles.list().articles).toHaveLength(2);
});

const spoilt = [{ priceMinor: 1.5 }, { priceMinor: -1 }, { name: '' }, { sku: 'a b' }, { key: 'x' }, { more: 1 }];

test.each<[string, string, string]>([
  ['cut off', '{"version":1,"currency":"CNY","arti', 'articles_damaged'],
  ['of a newer program', '{"version":2}', 'articles_damaged'],
  ['of another currency', '{"version":1,"currency":"JPY","takenAtMs":1,"articles":[]}', 'articles_of_another_currency'],
  ...spoilt.map((wrong): [string, string, string] => {
    const articles = [{ sku: '1', name: 'Tea', priceMinor: 350, category: '', key: '', ...wrong }];
    const list = { version: 1, currency: 'CNY', takenAtMs: 1, articles };
    return [`spoilt by ${JSON.stringify(wrong)}`, JSON.stringify(list), 'articles_damaged'];
  }),
])('a file that is %s is told, and amounts are sold without it', async (_, text, fault) => {
  const file = join(temporaryFolder(), 'articles.json');
  writeFileSync(file, text);
  const { stock, terminal } = shop({ file });
  expect(await stock.overview()).toMatchObject({ articles: 0, fault });
  expect(readFileSync(file, 'utf8'), 'left as it is').toBe(text);
  const amount = { minor: 500, currency: 'CNY' };
  expect(terminal.startSale({ orderId: null, amount, differentCustomer: false })).toMatchObject({ ok: true });
});

test('a file that is no file is unreadable, and a draft left by a power cut is replaced', async () => {
  const folder = temporaryFolder();
  expect(await readArticles(folder, 'CNY')).toMatchObject({ ok: false, fault: 'articles_unreadable' });
  const file = join(folder, 'articles.json');
  writeFileSync(`${file}.new`, 'half a li');
  expect(await writeArticles(file, { currency: 'CNY', takenAtMs: 1, articles: [] })).toEqual({ ok: true });
  expect(existsSync(`${file}.new`)).toBe(false);
  expect(await readArticles(file, 'CNY')).toEqual({ ok: true, articles: [], takenAtMs: 1 });
});
