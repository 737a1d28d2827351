import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ListReading, readList } from '../../main/article-table.ts';
import { articlesMax, encodings, type ListFault, type RowDoubt, type RowFault } from '../../main/contract/catalogue.ts';
import { printedSeed } from '../support/seed.ts';

/** Lists of articles as shops have them: any writing, any separator, and rows that are wrong in every way. */

const reading: ListReading = { encoding: null, currency: 'CNY', pause: async () => {} };

async function read(list: string | Uint8Array, more: Partial<ListReading> = {}) {
  return readList(typeof list === 'string' ? Buffer.from(list) : list, { ...reading, ...more });
}

async function rowsOf(list: string | Uint8Array, more: Partial<ListReading> = {}) {
  const found = await read(list, more);
  if (!found.ok) throw new Error(`${found.reason} in line ${found.line}`);
  return found;
}

const cola = { sku: '6901234567892', name: '可口可乐', priceMinor: 350, category: '', key: '' };

describe('the writing of a list', () => {
  const simplified = '条码,名称,售价\n6901234567892,可口可乐,3.50\n';
  const traditional = '條碼,名稱,售價\n6901234567892,可口可樂罐裝飲品,3.50\n4890008100309,維他檸檬茶紙包裝,6.00\n';
  /** The same words in GB18030 and Big5, as Windows saves them. */
  const gb = Buffer.from(
    'ccf5c2eb2cc3fbb3c62ccadbbcdb0a363930313233343536373839322cbfc9bfdabfc9c0d62c332e35300a',
    'hex',
  );
  const big5 = Buffer.from(
    'b1f8bd582ca657bad92cb0e2bbf90a363930313233343536373839322ca569a466a569bcd6c5f8b8cbb6bcab7e2c332e35300a' +
      '343839303030383130303330392cbafba54cc266c263aff9afc8a55db8cb2c362e30300a',
    'hex',
  );
  const utf16 = (text: string, mark: boolean) => Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le');

  test.each([
    ['UTF-8', Buffer.from(simplified), 'utf-8', false],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${simplified}`), 'utf-8', false],
    ['UTF-16 with its mark', utf16(simplified, true), 'utf-16le', false],
    ['UTF-16 without a mark', utf16(simplified, false), 'utf-16le', true],
    ['UTF-16 the other way round', utf16(simplified, true).swap16(), 'utf-16be', false],
    ['GB18030', gb, 'gb18030', true],
  ] as const)('%s is found', async (_, bytes, encoding, isGuessed) => {
    expect(await rowsOf(bytes)).toMatchObject({ encoding, isGuessed, articles: [cola], remarks: [] });
  });

  test('Big5 is told from GB18030, in which nearly every text of it can be read too', async () => {
    const found = await rowsOf(big5);
    expect(found).toMatchObject({ encoding: 'big5', isGuessed: true });
    expect(found.articles.map(({ name }) => name)).toEqual(
      (await rowsOf(traditional)).articles.map(({ name }) => name),
    );
  });

  test('what a person says is believed', async () => {
    expect(await rowsOf(gb, { encoding: 'gb18030' })).toMatchObject({ isGuessed: false, articles: [cola] });
    expect(await read(gb, { encoding: 'utf-8' })).toEqual({ ok: false, reason: 'list_unreadable', line: 0 });
  });
});

describe('the table of a list', () => {
  test.each([
    ['commas', 'sku,name,price\n1,Tea,3.50', ','],
    ['semicolons, with a decimal comma', 'sku;name;price\n1;Tea;3,50', ';'],
    ['tabs', 'sku\tname\tprice\n1\tTea\t3.50', '\t'],
    ['a separator that the first line tells', 'sep=;\nsku;name;price\n1;Tea;3,50', ';'],
    ['line ends of Windows', 'sku,name,price\r\n1,Tea,3.50\r\n', ','],
    ['blank lines and rows of nothing', '\n\nsku,name,price\n\n,,\n1,Tea,3.50\n\n', ','],
    ['columns in another order, with others between', 'stock,Price (CNY),SKU,cost,Name\n7,3.50,1,2.00,Tea', ','],
    ['quotes around everything', '"sku","name","price"\n"1","Tea","3.50"', ','],
    ['no headings', '1,Tea,3.50', ','],
    ['numbers as spreadsheets keep them', 'sku,name,price\n"=""1""",Tea,"\'3.50"', ','],
  ])('%s', async (_, list, separator) => {
    const tea = { sku: '1', name: 'Tea', priceMinor: 350, category: '', key: '' };
    expect(await rowsOf(list)).toMatchObject({ separator, articles: [tea], rows: 1, bad: 0 });
  });

  test('barcodes come before the shop’s own numbers, and what it sells at before what it says elsewhere', async () => {
    const list = '编码,条码,商品名称,价格,零售价,分类,快捷键\n77,6901234567892,可口可乐,9.99,3.50,饮料,12';
    expect((await rowsOf(list)).articles).toEqual([{ ...cola, category: '饮料', key: '12' }]);
  });

  test('a name may hold the separator, a quotation mark, a line end and an inch sign', async () => {
    const list = 'sku,name,price\n1,"Tea, ""green""\nlarge",3.50\n2,Pipe 5" steel,1\n3,x,bad';
    const found = await rowsOf(list);
    expect(found.articles.map(({ name }) => name)).toEqual(['Tea, "green" large', 'Pipe 5" steel']);
    // Two lines of the first row: what is wrong is found where it stands.
    expect(found.remarks).toEqual([{ line: 5, column: 'price', what: 'price_unreadable', was: 'bad', other: 0 }]);
  });

  const fault: readonly (readonly [string, string | Uint8Array, ListFault, number])[] = [
    ['nothing', '', 'list_empty', 0],
    ['blanks', ' \n \n', 'list_empty', 0],
    ['headings alone', 'sku,name,price\n', 'list_empty', 0],
    ['a workbook', Buffer.from('PK\u0003\u0004 and more'), 'list_is_a_workbook', 0],
    ['a printed page', Buffer.from('%PDF-1.7'), 'list_is_a_workbook', 0],
    ['bytes of no writing', Buffer.from([0x61, 0x2c, 0xff, 0xff, 0x00, 0x80, 0xff]), 'list_unreadable', 0],
    ['prose', 'Dear shop, here is the list\nyou asked for\n', 'list_without_columns', 1],
    ['no price', 'sku,name\n1,Tea\n', 'list_without_columns', 1],
    ['two columns of one name', 'sku,name,price,price\n1,Tea,1,2', 'list_column_twice', 1],
    ['a quotation that does not end', 'sku,name,price\n1,Tea,1\n2,"Milk,2\n3,Egg,3\n', 'list_quote_open', 3],
  ];
  test.each(fault)('%s is refused', async (_, list, reason, line) => {
    expect(await read(list)).toEqual({ ok: false, reason, line });
  });

  test('one article more than there may be refuses the list, and is found without reading on', async () => {
    const row = (n: number) => `${100_000 + n},Article ${n},1.00\n`;
    const rows = (count: number) => `sku,name,price\n${Array.from({ length: count }, (__, n) => row(n)).join('')}`;
    expect((await rowsOf(rows(articlesMax))).articles).toHaveLength(articlesMax);
    expect(await read(rows(articlesMax + 50))).toEqual({ ok: false, reason: 'list_too_long', line: articlesMax + 2 });
  });

  test('a long list gives the terminal its turns', async () => {
    let turns = 0;
    const pause = async (): Promise<void> => {
      turns += 1;
    };
    const rows = Array.from({ length: 5_000 }, (_, n) => `${100_000 + n},Article number ${n},1.00`);
    await rowsOf(`sku,name,price\n${rows.join('\n')}`, { pause });
    expect(turns).toBeGreaterThan(5);
  });
});

describe('the rows of a list', () => {
  const rows: readonly (readonly [string, RowFault | RowDoubt | null])[] = [
    ['1,Tea', 'cells_missing'],
    [',Tea,1', 'sku_missing'],
    ['茶,Tea,1', 'sku_wrong'],
    ['a b,Tea,1', 'sku_wrong'],
    [`${'1'.repeat(65)},Tea,1`, 'sku_wrong'],
    ['6.90123E+12,Tea,1', 'sku_rounded'],
    ['281234567890123456,Tea,1', 'sku_is_a_code'],
    ['131234567890123456,Tea,1', 'sku_is_a_code'],
    ['2026112006050900010000000012800007483920,Tea,1', 'sku_is_a_code'],
    ['https://x.example/1,Tea,1', 'sku_is_a_code'],
    ['1,,1', 'name_missing'],
    ['1,\u200b\u0007,1', 'name_missing'],
    [`1,${'x'.repeat(129)},1`, 'name_too_long'],
    ['1,Tea,', 'price_missing'],
    ['1,Tea,free', 'price_unreadable'],
    ['1,Tea,1.280', 'price_ambiguous'],
    ['1,Tea,-1', 'price_negative'],
    ['1,Tea,1.2345', 'price_decimals'],
    ['1,Tea,€1', 'price_of_another_currency'],
    ['1,Tea,99999999999.00', 'price_too_large'],
    [`1,Tea,1,${'x'.repeat(65)}`, 'category_too_long'],
    ['1,Tea,1,,abc', 'key_wrong'],
    ['1,Tea,1,,12345', 'key_wrong'],
    ['6901234567890,Tea,1', 'check_digit_wrong'],
    ['1,Tea,0', 'price_zero'],
    ['1,Tea,1', null],
    ['６９０１２３４５６７８９２,Tea,１．００', null],
  ];
  test.each(rows)('%s: %s', async (row, what) => {
    const found = await rowsOf(`sku,name,price,category,key\n${row}\n`);
    expect(found.remarks.map((remark) => remark.what)).toEqual(what === null ? [] : [what]);
    const isDoubt = what === 'check_digit_wrong' || what === 'price_zero';
    expect(found).toMatchObject({ bad: what === null || isDoubt ? 0 : 1, doubtful: isDoubt ? 1 : 0 });
    expect(found.articles).toHaveLength(what === null || isDoubt ? 1 : 0);
  });

  test.each([
    ['281234567890123456,Tea,1', '28••••••••••••3456'],
    ['1,Tea,281234567890123456', '28••••••••••••3456'],
    ['="2812 3456 7890 1234 56",Tea,1', '="28•• •••• •••• ••34 56"'],
    [`1,${'x'.repeat(70)}281234567890123456${'x'.repeat(60)},1`, `${'x'.repeat(70)}28••••••••`],
    ['2026112006050900010000000012800007483920,Tea,1', '2026112006050900010000000012800007483920'],
    ['茶123456789012,Tea,1', '茶123456789012'],
  ])('%s is told without a payment code that somebody scanned into it', async (row, was) => {
    expect((await rowsOf(`sku,name,price\n${row}\n`)).remarks.map((remark) => remark.was)).toEqual([was]);
  });

  test('every fault of a row is told, and the row counts once', async () => {
    const found = await rowsOf('sku,name,price\n,,x');
    expect(found).toMatchObject({ rows: 1, bad: 1 });
    expect(found.remarks.map(({ what }) => what)).toEqual(['sku_missing', 'name_missing', 'price_unreadable']);
  });

  test('a number or key that is taken names the row that has it; the first row keeps it', async () => {
    const found = await rowsOf(
      'sku,name,price,category,key\n1,Tea,1,,7\n1,Coffee,2\n2,Milk,1,,7\n1,Tea,1,,7\n012345678905,A,1\n0012345678905,B,2',
    );
    expect(found.articles.map(({ name }) => name)).toEqual(['Tea', 'A']);
    expect(found.remarks.map(({ line, what, other }) => [line, what, other])).toEqual([
      [3, 'sku_taken', 2],
      [4, 'key_taken', 2],
      [5, 'row_twice', 2],
      // UPC-A is the EAN that begins with a zero.
      [7, 'sku_taken', 6],
    ]);
  });

  test('categories beyond the two hundredth are faults of their rows', async () => {
    const list = Array.from({ length: 202 }, (_, n) => `${1_000 + n},Tea ${n},1,Category ${n}`).join('\n');
    const found = await rowsOf(`sku,name,price,category\n${list}`);
    expect(found.bad).toBe(2);
    expect(found.remarks.map(({ what }) => what)).toEqual(['categories_too_many', 'categories_too_many']);
  });
});

test('whatever bytes come, the answer is a list within its bounds or a reason, and every row is counted', async () => {
  const cell = fc.oneof(
    fc.constantFrom('', '1', '6901234567892', '12.80', '1,280', '"', '""', '"a"b', '\r', '=1', '\u0000', '茶'),
    fc.string({ maxLength: 12 }),
  );
  const table = fc
    .tuple(
      fc.constantFrom('sku,name,price,category,key\n', 'sep=;\nsku;name;price\n', '', '条码\t名称\t售价\n'),
      fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 12 }),
      fc.constantFrom(',', ';', '\t'),
      fc.constantFrom('\n', '\r\n', '\r'),
    )
    .map(([heading, cells, separator, end]) => heading + cells.map((row) => row.join(separator)).join(end));
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    table.map((text) => Buffer.from(text)),
    table.map((text) => Buffer.from(text, 'utf16le')),
  );
  const encoding = fc.option(fc.constantFrom(...encodings));
  await fc.assert(
    fc.asyncProperty(bytes, encoding, async (list, said) => {
      const found = await read(list, { encoding: said });
      if (!found.ok) return;
      const { articles, rows, bad, remarks } = found;
      const twice = remarks.filter(({ what }) => what === 'row_twice').length;
      expect(articles.length + bad + twice).toBe(rows);
      expect(new Set(articles.map(({ sku }) => sku)).size).toBe(articles.length);
      for (const { sku, name, priceMinor, key } of articles) {
        expect(sku).toMatch(/^[\x21-\x7e]{1,64}$/);
        expect(name).toMatch(/^\P{Cc}{1,128}$/u);
        expect(Number.isSafeInteger(priceMinor) && priceMinor >= 0).toBe(true);
        expect(key).toMatch(/^\d{0,4}$/);
      }
    }),
    { seed: printedSeed('article lists'), numRuns: 600 },
  );
});
