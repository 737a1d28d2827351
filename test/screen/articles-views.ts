import type { Page } from 'playwright-core';
import type { Article, ListReport } from '../../main/contract/catalogue.ts';
import type { OrderLine } from '../../main/contract/order-views.ts';
import type { TerminalView } from '../../main/contract/views.ts';
import { answer } from './page.ts';

/** A shop's articles, an order of them, and a list with faults, as the terminal would send them. */

const names = [
  '可口可乐 330ml',
  '阳光农场有机低温巴氏杀菌全脂鲜牛奶950毫升家庭装',
  'Green tea',
  '购物袋',
  '鸡蛋 10 枚',
];
export const categories = ['饮料', '乳制品', '烘焙', '水果蔬菜', '日用百货', '零食', '冷冻食品', '香烟'];

export const articles: readonly Article[] = Array.from({ length: 60 }, (_, n) => ({
  sku: String(6_901_234_500_000 + n),
  name: `${names[n % names.length]}${n < names.length ? '' : ` ${n}`}`,
  priceMinor: 350 + ((n * 137) % 9_000),
  category: categories[n % categories.length] ?? '',
  key: n % 3 === 0 ? String(n + 1) : '',
}));

export const lines: OrderLine[] = [
  { sku: '6901234567892', name: '可口可乐 330ml', priceMinor: 350, pieces: 2 },
  { sku: '6909876543213', name: names[1] ?? '', priceMinor: 1_280, pieces: 1 },
  { sku: 'BAG', name: '购物袋', priceMinor: 30, pieces: 1 },
  { sku: '', name: '其他商品', priceMinor: 560, pieces: 1 },
];

/** With an order of these lines being entered. */
export function withLines(view: TerminalView, on: readonly OrderLine[] = lines): TerminalView {
  const amountMinor = on.reduce((sum, { priceMinor, pieces }) => sum + priceMinor * pieces, 0);
  return { ...view, entry: { version: 7, amountMinor, orderId: null, order: { note: '', lines: [...on] } } };
}

export const report: ListReport = {
  encoding: 'gb18030',
  isGuessed: true,
  separator: ',',
  rows: 1_204,
  good: 1_199,
  bad: 4,
  doubtful: 2,
  found: [
    { what: 'price_ambiguous', rows: 1 },
    { what: 'sku_taken', rows: 2 },
    { what: 'sku_rounded', rows: 1 },
    { what: 'check_digit_wrong', rows: 102 },
  ],
  remarks: [
    { line: 17, column: 'price', what: 'price_ambiguous', was: '1,280', other: 0 },
    { line: 203, column: 'sku', what: 'sku_taken', was: '6901234567892', other: 12 },
    { line: 377, column: 'sku', what: 'sku_rounded', was: '6.90123E+12', other: 0 },
    { line: 1_002, column: 'sku', what: 'check_digit_wrong', was: '6901234567890', other: 0 },
  ],
  added: 24,
  repriced: 130,
  removed: 3,
  examples: articles.slice(0, 3).map((one) => one),
};

/** The terminal by script has these articles. */
export async function stock(page: Page, found: readonly Article[] = articles, total = 1_199): Promise<void> {
  const counted = categories.map((name) => ({ name, articles: 150 }));
  await answer(page, 'articles.overview', {
    articles: total,
    takenAtMs: Date.UTC(2026, 10, 19, 1, 2, 3),
    fault: null,
    categories: total === 0 ? [] : counted,
  });
  await answer(page, 'articles.find', { total: Math.min(total, 1_199), articles: [...found] });
}
