import { readPrice } from './article-price.ts';
import {
  type Article,
  articleKeyShape,
  type ColumnName,
  categoriesMax,
  categoryCharactersMax,
  type ListFault,
  nameCharactersMax,
  type RowDoubt,
  type RowFault,
  type RowRemark,
  rowDoubts,
  skuShape,
} from './contract/catalogue.ts';
import { hasGoodCheckDigit, maskScan } from './contract/scan-mask.ts';
import { sameNumber } from './core/article-list.ts';
import { readPaymentCode } from './core/payment-code.ts';

/**
 * The rows of a list as articles: which column is which, what is wrong with a row and what is doubtful. It knows no
 * file and no writing; a fault never hides another one of the same row.
 */

/** Where each column is, counted from 0; optional ones may be nowhere. */
export type Columns = Readonly<Partial<Record<ColumnName, number>>> & Readonly<Record<NeededColumn, number>>;
type NeededColumn = 'sku' | 'name' | 'price';

export type ColumnsFound =
  | { readonly ok: true; readonly columns: Columns; readonly isHeading: boolean }
  | { readonly ok: false; readonly reason: ListFault };

export interface ArticleRow {
  readonly cells: readonly string[];
  /** Of the file, the first is 1. */
  readonly line: number;
}

export interface RowsRead {
  readonly articles: readonly Article[];
  readonly rows: number;
  readonly bad: number;
  readonly doubtful: number;
  /** By line; all of them. */
  readonly remarks: readonly RowRemark[];
}

/**
 * What headings call a column, without blanks and brackets. What stands further left wins: a shop that lists its own
 * numbers beside the barcodes scans the barcodes, and the price it sells at is not the one in the catalogue.
 */
const headings: Readonly<Record<ColumnName, readonly (readonly string[])[]>> = {
  sku: [
    ['ean', 'ean13', 'gtin', 'upc', 'barcode', '条码', '条形码', '商品条码', '條碼', '條形碼', '商品條碼', '国际条码'],
    [
      'sku',
      'code',
      'articleno',
      'articlenumber',
      'itemcode',
      'itemno',
      'productcode',
      'plu',
      '编码',
      '商品编码',
      '编号',
      '货号',
      '编号sku',
      '編碼',
      '商品編碼',
      '編號',
      '貨號',
      '商品編號',
    ],
  ],
  name: [
    [
      'name',
      'article',
      'articlename',
      'item',
      'itemname',
      'product',
      'productname',
      'title',
      '名称',
      '品名',
      '商品',
      '商品名',
      '商品名称',
      '名稱',
      '商品名稱',
      '貨品',
      '貨品名稱',
    ],
    ['description', '描述', '说明', '說明'],
  ],
  price: [
    ['sellingprice', 'saleprice', 'retailprice', '零售价', '售价', '销售价', '零售價', '售價', '銷售價'],
    ['price', 'unitprice', '价格', '单价', '價格', '單價', '價錢'],
  ],
  category: [
    ['category', 'group', 'department', '分类', '类别', '商品分类', '品类', '分類', '類別', '商品分類', '部門'],
  ],
  key: [['key', 'shortcode', 'quickkey', '快捷键', '快捷码', '按键', '短码', '快捷鍵', '快捷碼', '按鍵', '短碼']],
};

const positions: Columns = { sku: 0, name: 1, price: 2, category: 3, key: 4 };

/** Where the columns are, by the first row: its headings, or the usual order where it is an article already. */
export function columnsOf(first: readonly string[], currency: string): ColumnsFound {
  const said = first.map((cell) => headingOf(cell));
  const found: Partial<Record<ColumnName, number>> = {};
  for (const [column, ranks] of Object.entries(headings) as [ColumnName, typeof headings.sku][]) {
    const rank = ranks.find((names) => said.some((heading) => names.includes(heading)));
    if (rank === undefined) continue;
    const places = said.flatMap((heading, at) => (rank.includes(heading) ? [at] : []));
    if (places.length > 1) return { ok: false, reason: 'list_column_twice' };
    found[column] = places[0] ?? 0;
  }
  const { sku, name, price } = found;
  if (sku !== undefined && name !== undefined && price !== undefined)
    return { ok: true, columns: { ...found, sku, name, price }, isHeading: true };
  const isArticle = first.length >= 3 && readPrice(first[positions.price] ?? '', currency).ok;
  if (Object.keys(found).length > 0 || !isArticle) return { ok: false, reason: 'list_without_columns' };
  return { ok: true, columns: positions, isHeading: false };
}

/** `价格（元）` is a price. */
function headingOf(cell: string): string {
  return cell
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\(.*?\)|\[.*?\]/g, '')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

interface Taken {
  readonly line: number;
  readonly article: Article;
}

export class Rows {
  readonly #columns: Columns;
  readonly #currency: string;
  readonly #remarks: RowRemark[] = [];
  readonly #bySku = new Map<string, Taken>();
  readonly #byKey = new Map<string, Taken>();
  readonly #categories = new Set<string>();
  #rows = 0;
  #bad = 0;
  #doubtful = 0;

  constructor(columns: Columns, currency: string) {
    this.#columns = columns;
    this.#currency = currency;
  }

  count(): number {
    return this.#rows;
  }

  take({ cells, line }: ArticleRow): void {
    this.#rows += 1;
    const before = this.#remarks.length;
    const faults = new Faults(this.#remarks, line);
    const article = this.#articleOf(cells, faults);
    if (article !== null) this.#place({ line, article }, faults);
    if (faults.areAny()) this.#bad += 1;
    else if (this.#remarks.length > before) this.#doubtful += 1;
  }

  end(): RowsRead {
    return {
      articles: [...this.#bySku.values()].map(({ article }) => article),
      rows: this.#rows,
      bad: this.#bad,
      doubtful: this.#doubtful,
      remarks: this.#remarks,
    };
  }

  /** Null where any column is at fault. */
  #articleOf(cells: readonly string[], faults: Faults): Article | null {
    const cell = (column: ColumnName): string => cells[this.#columns[column] ?? cells.length] ?? '';
    const last = Math.max(this.#columns.sku, this.#columns.name, this.#columns.price);
    if (cells.length <= last) {
      faults.add(null, 'cells_missing', cells.join(' '));
      return null;
    }
    const sku = unwrapped(cell('sku'));
    const name = oneLine(cell('name'));
    const category = oneLine(cell('category'));
    const key = unwrapped(cell('key'));
    const price = readPrice(unwrapped(cell('price')), this.#currency);
    faults.addIf('sku', skuFault(sku), cell('sku'));
    faults.addIf('name', name === '' ? 'name_missing' : name.length > nameCharactersMax ? 'name_too_long' : null, name);
    faults.addIf('price', price.ok ? null : price.fault, cell('price'));
    faults.addIf('category', category.length > categoryCharactersMax ? 'category_too_long' : null, category);
    faults.addIf('key', articleKeyShape.test(key) ? null : 'key_wrong', cell('key'));
    if (faults.areAny() || !price.ok) return null;
    return { sku, name, priceMinor: price.minor, category, key };
  }

  /** Numbers and keys are there once; the first row keeps them. */
  #place(taken: Taken, faults: Faults): void {
    const { article } = taken;
    const same = this.#bySku.get(sameNumber(article.sku));
    if (same !== undefined && isSame(same.article, article)) {
      faults.add('sku', 'row_twice', article.sku, same.line);
      return;
    }
    if (same !== undefined) faults.add('sku', 'sku_taken', article.sku, same.line);
    const key = article.key === '' ? undefined : this.#byKey.get(article.key);
    if (key !== undefined) faults.add('key', 'key_taken', article.key, key.line);
    const isNew = article.category !== '' && !this.#categories.has(article.category);
    if (isNew && this.#categories.size >= categoriesMax)
      faults.add('category', 'categories_too_many', article.category);
    if (faults.areAny()) return;
    if (isWrongEan(article.sku)) faults.add('sku', 'check_digit_wrong', article.sku);
    if (article.priceMinor === 0) faults.add('price', 'price_zero', '0');
    this.#bySku.set(sameNumber(article.sku), taken);
    if (article.key !== '') this.#byKey.set(article.key, taken);
    if (isNew) this.#categories.add(article.category);
  }
}

const doubts: ReadonlySet<RowFault | RowDoubt> = new Set(rowDoubts);

/** What is found in one row. */
class Faults {
  readonly #remarks: RowRemark[];
  readonly #line: number;
  #any = false;

  constructor(remarks: RowRemark[], line: number) {
    this.#remarks = remarks;
    this.#line = line;
  }

  add(column: ColumnName | null, what: RowFault | RowDoubt, was: string, other = 0): void {
    if (!doubts.has(what)) this.#any = true;
    this.#remarks.push({ line: this.#line, column, what, was: withoutCodes(oneLine(was)).slice(0, 80), other });
  }

  addIf(column: ColumnName, what: RowFault | null, was: string): void {
    if (what !== null) this.add(column, what, was);
  }

  /** Faults, not doubts. */
  areAny(): boolean {
    return this.#any;
  }
}

/** Spreadsheets keep a number's zeros as `="0123"` or `'0123`; input methods write full-width digits. */
function unwrapped(cell: string): string {
  const plain = cell.normalize('NFKC').trim();
  return (/^="(.*)"$/.exec(plain)?.[1] ?? plain.replace(/^'/, '')).trim();
}

function oneLine(cell: string): string {
  return cell
    .normalize('NFC')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .trim();
}

/**
 * A payment code that was scanned into the list by mistake is a customer's money: what may be a whole one is hidden,
 * in whatever groups it stands. Shorter numbers stay as they are, so that people find their row.
 */
function withoutCodes(cell: string): string {
  return cell.replaceAll(/\p{Nd}(?:[\s\p{Pd}]*\p{Nd}){15,}/gu, maskScan);
}

function skuFault(sku: string): RowFault | null {
  if (sku === '') return 'sku_missing';
  // `6.90123E+12`: the last digits are gone.
  if (/^\d(?:[.,]\d+)?e\+?\d+$/i.test(sku)) return 'sku_rounded';
  if (!skuShape.test(sku)) return 'sku_wrong';
  const read = readPaymentCode(sku, { acceptShortCodes: true, acceptLongCodes: true });
  const isCode = read.ok || ['own_receipt', 'order_number', 'wechat_code', 'web_address'].includes(read.reason);
  return isCode ? 'sku_is_a_code' : null;
}

/** As long as an EAN or UPC, and its last digit does not fit the others. */
function isWrongEan(sku: string): boolean {
  return /^(?:\d{8}|\d{12,14})$/.test(sku) && !hasGoodCheckDigit(sku);
}

function isSame(one: Article, other: Article): boolean {
  const { name, priceMinor, category, key } = one;
  return name === other.name && priceMinor === other.priceMinor && category === other.category && key === other.key;
}
