import type { WrittenLanguage } from './language.ts';

/** What the till's first page says of articles: answers to a scan, and the names beside the amount. */

/** Why the order is as it was; `article_added`: a piece more is on it. */
export type OrderRefusalName =
  | 'article_added'
  | 'not_in_catalogue'
  | 'order_full'
  | 'no_such_line'
  | 'lines_do_not_add_up'
  | 'amount_is_of_lines';

export interface ArticleFirstWords {
  readonly refusals: Readonly<Record<OrderRefusalName, string>>;
  /** Of the dialog and its key. */
  readonly title: string;
  /** Over the lines beside the amount: so many pieces on so many lines. */
  readonly lines: (facts: { readonly pieces: number }) => string;
}

export const articleFirstWords: Readonly<Record<WrittenLanguage, ArticleFirstWords>> = {
  'zh-CN': {
    refusals: {
      article_added: '已加入一件商品。',
      not_in_catalogue: '商品目录里没有这个条码，没有加入，也没有扣款。请按 F2 找商品，或输入金额。',
      order_full: '这一单已经放不下了，没有加入。请先收这一单的款，再开新单。',
      no_such_line: '这一行已经不在单上，没有改动。请看清单上的商品。',
      lines_do_not_add_up: '商品合计与金额不一致，没有开始收款。请核对商品和金额后再收款。',
      amount_is_of_lines: '金额是商品的合计。要加金额，请在商品画面加「其他商品」。',
    },
    title: '商品',
    lines: ({ pieces }) => `共 ${pieces} 件`,
  },
  'zh-HK': {
    refusals: {
      article_added: '已加入一件商品。',
      not_in_catalogue: '商品目錄沒有這個條碼，未有加入，亦未有扣款。請按 F2 搜尋商品，或輸入金額。',
      order_full: '這張單已經放不下，未有加入。請先收這張單的款項，再開新單。',
      no_such_line: '這一行已不在單上，未有改動。請看清單上的商品。',
      lines_do_not_add_up: '商品合計與金額不符，未有開始收款。請核對商品和金額後再收款。',
      amount_is_of_lines: '金額是商品的合計。要加金額，請在商品畫面加「其他商品」。',
    },
    title: '商品',
    lines: ({ pieces }) => `共 ${pieces} 件`,
  },
  en: {
    refusals: {
      article_added: 'One article was added.',
      not_in_catalogue:
        'No article has this barcode; nothing was added or charged. Press F2 to find it, or enter the amount.',
      order_full: 'The order has no room for more; nothing was added. Take its payment first, then go on.',
      no_such_line: 'This line is no longer on the order; nothing was changed. Look at the order.',
      lines_do_not_add_up:
        'The articles do not add up to the amount; no sale was started. Check both, then press Pay again.',
      amount_is_of_lines: 'The amount is the sum of the articles. To add an amount, add "Other article" among them.',
    },
    title: 'Articles',
    lines: ({ pieces }) => (pieces === 1 ? '1 piece' : `${pieces} pieces`),
  },
};
