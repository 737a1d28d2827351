import * as z from 'zod/mini';
import { amountMinorMax, piecesMax } from './order-views.ts';

/**
 * The shop's articles: what a product scan or a tile adds to an order, how a list of them is brought in, and what was
 * wrong with it. Prices are minor units of the terminal's currency.
 */

/** More than a small shop has; the list is held in memory. */
export const articlesMax = 20_000;
/** More tiles than this are not looked through. */
export const categoriesMax = 200;
/** Of a list as a file. */
export const listBytesMax = 8 * 1_024 * 1_024;
/** Of one `articles.upload`: below what one message may have, in base64. */
export const pieceBytesMax = 32 * 1_024;
/** Faults that are told one by one; all are counted. */
export const faultsShown = 100;

/** What an article's own fields may be, and in what room: its number, and the short one that people type, '' for none. */
export const skuShape = /^[\x21-\x7e]{1,64}$/;
export const articleKeyShape = /^\d{0,4}$/;
export const nameCharactersMax = 128;
export const categoryCharactersMax = 64;

const count = z.number().check(z.int(), z.gte(0));
const text = (charactersMax: number) => z.string().check(z.maxLength(charactersMax));

export const article = z.strictObject({
  /** EAN, UPC or the shop's own number: what its barcode says. */
  sku: z.string().check(z.regex(skuShape)),
  name: text(nameCharactersMax).check(z.minLength(1)),
  priceMinor: z.number().check(z.int(), z.gte(0), z.lte(amountMinorMax)),
  /** '' for none. */
  category: text(categoryCharactersMax),
  /** A short number that people type in place of the barcode; '' for none. */
  key: z.string().check(z.regex(articleKeyShape)),
});

/** In which writing a list was saved. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'big5'] as const;
export const separators = [',', ';', '\t'] as const;
export const columnNames = ['sku', 'name', 'price', 'category', 'key'] as const;

/** Why a list cannot be read at all. */
export const listFaults = [
  'list_empty',
  'list_too_big',
  'list_too_long',
  'list_is_a_workbook',
  'list_unreadable',
  'list_without_columns',
  'list_column_twice',
  'list_quote_open',
] as const;

/** What can be wrong with a row; it is not taken. */
export const rowFaults = [
  'cells_missing',
  'sku_missing',
  'sku_wrong',
  'sku_rounded',
  'sku_is_a_code',
  'name_missing',
  'name_too_long',
  'price_missing',
  'price_unreadable',
  'price_ambiguous',
  'price_negative',
  'price_decimals',
  'price_of_another_currency',
  'price_too_large',
  'price_step',
  'category_too_long',
  'categories_too_many',
  'key_wrong',
  'key_taken',
  'sku_taken',
] as const;

/** What may be wrong with a row that is taken all the same. */
export const rowDoubts = ['check_digit_wrong', 'price_zero', 'row_twice'] as const;

const rowRemark = z.strictObject({
  /** Of the file, the first is 1. */
  line: count,
  column: z.nullable(z.enum(columnNames)),
  what: z.enum([...rowFaults, ...rowDoubts]),
  /** What stood there, its first 80 characters. */
  was: text(80),
  /** The row that has the same number already; 0 for none. */
  other: count,
});

/** What a list would do, before it does it. */
export const listReport = z.strictObject({
  encoding: z.enum(encodings),
  /** Nobody said so, and the file does not either. */
  isGuessed: z.boolean(),
  separator: z.enum(separators),
  /** Rows with anything in them, without the headings. */
  rows: count,
  good: count,
  bad: count,
  /** Good rows with a doubt. */
  doubtful: count,
  /** How often each fault and doubt was found. */
  found: z.array(z.strictObject({ what: z.enum([...rowFaults, ...rowDoubts]), rows: count })),
  /** The first of them, by line. */
  remarks: z.array(rowRemark).check(z.maxLength(faultsShown)),
  /** Against the articles there are now. */
  added: count,
  repriced: count,
  removed: count,
  /** The first good ones, to look at. */
  examples: z.array(article).check(z.maxLength(3)),
});

const refused = z.strictObject({ ok: z.literal(false), reason: z.string() });
const listRefused = z.strictObject({
  ok: z.literal(false),
  reason: z.string(),
  /** Where in the file; 0 where that says nothing. */
  line: count,
});
const done = z.strictObject({ ok: z.literal(true) });
const upload = count;
const encoding = z.nullable(z.enum(encodings));

export const catalogueRequests = {
  'articles.overview': {
    args: z.strictObject({}),
    result: z.strictObject({
      articles: count,
      /** When the list was taken; null = there is none. */
      takenAtMs: z.nullable(z.number()),
      /** Why there is none although there was, or null. */
      fault: z.nullable(text(64)),
      categories: z.array(z.strictObject({ name: text(64), articles: count })).check(z.maxLength(categoriesMax)),
    }),
  },
  /** By key, number or parts of the name; '' = all. `category` null = in all of them. In the order of the list. */
  'articles.find': {
    args: z.strictObject({
      text: text(64),
      category: z.nullable(text(64)),
      from: count,
      most: z.number().check(z.int(), z.gte(1), z.lte(200)),
    }),
    result: z.strictObject({ total: count, articles: z.array(article) }),
  },
  /**
   * A list comes in pieces, one list at a time. `at` 0 begins one, `upload` is ignored then; the answer names it for
   * the pieces that follow. `bytes` in base64.
   */
  'articles.upload': {
    args: z.strictObject({ upload, at: count, bytes: text(48 * 1_024) }),
    result: z.union([z.strictObject({ ok: z.literal(true), upload }), refused]),
  },
  /** What taking it would do; nothing is changed. `encoding` null = look for yourself. */
  'articles.check': {
    args: z.strictObject({ upload, encoding }),
    result: z.union([z.strictObject({ ok: z.literal(true), report: listReport }), listRefused]),
  },
  /** The list becomes the shop's articles, whole or not at all. Bad rows refuse it unless a person leaves them out. */
  'articles.take': {
    args: z.strictObject({ upload, encoding, leaveOutBad: z.boolean() }),
    result: z.union([z.strictObject({ ok: z.literal(true), report: listReport }), listRefused]),
  },
  /** One more piece on the order that is being entered; by number or key. */
  'order.add': { args: z.strictObject({ sku: text(64) }), result: z.union([done, refused]) },
  /** A line for something that is in no list. */
  'order.other': {
    args: z.strictObject({ amountMinor: z.number().check(z.int(), z.gte(1), z.lte(amountMinorMax)) }),
    result: z.union([done, refused]),
  },
  /** So many pieces on a line of the entry of this version; 0 removes it. */
  'order.pieces': {
    args: z.strictObject({
      version: count,
      line: count,
      pieces: z.number().check(z.int(), z.gte(0), z.lte(piecesMax)),
    }),
    result: z.union([done, refused]),
  },
} as const;

export type Article = z.infer<typeof article>;
export type Encoding = (typeof encodings)[number];
export type Separator = (typeof separators)[number];
export type ColumnName = (typeof columnNames)[number];
export type ListFault = (typeof listFaults)[number];
export type RowFault = (typeof rowFaults)[number];
export type RowDoubt = (typeof rowDoubts)[number];
export type RowRemark = z.infer<typeof rowRemark>;
export type ListReport = z.infer<typeof listReport>;
