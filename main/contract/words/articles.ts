import type { ColumnName, Encoding, ListFault, RowDoubt, RowFault, Separator } from '../catalogue.ts';
import type { Language } from './language.ts';

/** The screen of the articles and the report of a list that was brought in. Fetched with the screen. */

/** Why a list was not taken, besides what is wrong with it. */
export type ListRefusal =
  | ListFault
  | 'rows_are_bad'
  | 'list_busy'
  | 'list_piece_missing'
  | 'articles_unwritable'
  | 'disk_full';

/** Why there is no list although there was one. */
export type StoredFault = 'articles_damaged' | 'articles_unreadable' | 'articles_of_another_currency';

export interface ArticleWords {
  readonly search: string;
  readonly searchHint: string;
  readonly all: string;
  readonly found: (facts: { readonly shown: number; readonly total: number }) => string;
  readonly more: string;
  readonly nothingFound: string;
  readonly none: string;
  readonly noneHint: string;
  readonly key: (facts: { readonly key: string }) => string;
  readonly order: {
    readonly title: string;
    readonly empty: string;
    readonly total: string;
    /** Of one piece. */
    readonly one: (facts: { readonly price: string }) => string;
    readonly more: (facts: { readonly name: string }) => string;
    readonly fewer: (facts: { readonly name: string }) => string;
    readonly remove: (facts: { readonly name: string }) => string;
    readonly other: string;
    readonly otherAmount: string;
    readonly otherAdd: string;
    readonly otherWrong: string;
    readonly back: string;
  };
  readonly list: {
    readonly title: string;
    readonly intro: string;
    readonly choose: string;
    readonly example: string;
    readonly columns: Readonly<Record<ColumnName, string>>;
    readonly encoding: string;
    readonly guessed: string;
    readonly encodings: Readonly<Record<Encoding, string>>;
    readonly separators: Readonly<Record<Separator, string>>;
    readonly reading: string;
    readonly rows: (facts: { readonly rows: number; readonly good: number; readonly bad: number }) => string;
    readonly changes: (facts: {
      readonly added: number;
      readonly repriced: number;
      readonly removed: number;
    }) => string;
    readonly examples: string;
    readonly remarks: string;
    readonly remarksLeft: (facts: { readonly left: number }) => string;
    readonly line: string;
    readonly column: string;
    readonly what: string;
    readonly was: string;
    readonly sameAs: (facts: { readonly line: number }) => string;
    readonly take: string;
    readonly takeGood: (facts: { readonly good: number }) => string;
    readonly again: string;
    readonly taken: (facts: { readonly articles: number }) => string;
    readonly takenAt: (facts: { readonly articles: number; readonly when: string }) => string;
    readonly refusals: Readonly<Record<ListRefusal, string>>;
    readonly atLine: (facts: { readonly line: number }) => string;
    readonly rowFaults: Readonly<Record<RowFault | RowDoubt, string>>;
    readonly doubt: string;
    readonly stored: Readonly<Record<StoredFault, string>>;
  };
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

const separatorsZh = { ',': '逗号', ';': '分号', '\t': '制表符' } as const;

export const articleWords: Readonly<Record<Language, ArticleWords>> = {
  'zh-CN': {
    search: '搜索',
    searchHint: '名称、条码或短码',
    all: '全部',
    found: ({ shown, total }) => (shown === total ? `${total} 件商品` : `${total} 件商品，显示前 ${shown} 件`),
    more: '显示更多',
    nothingFound: '没有找到。请换个写法，或直接输入金额。',
    none: '还没有商品目录',
    noneHint: '不用目录也能收款：直接输入金额。需要按商品收款时，请导入商品清单（CSV 文件）。',
    key: ({ key }) => `短码 ${key}`,
    order: {
      title: '这一单',
      empty: '还没有商品。点商品、扫条码，或输入短码后按回车。',
      total: '合计',
      one: ({ price }) => `单价 ${price}`,
      more: ({ name }) => `${name} 加一件`,
      fewer: ({ name }) => `${name} 减一件`,
      remove: ({ name }) => `去掉 ${name}`,
      other: '其他商品',
      otherAmount: '其他商品的金额',
      otherAdd: '加入',
      otherWrong: '请输入大于零的金额，例如 5.60。',
      back: '回到收款',
    },
    list: {
      title: '导入清单',
      intro: '选一个 CSV 文件。先检查，再由您决定是否采用；采用后整份替换现在的目录。收款不受影响。',
      choose: '选择文件',
      example: '表头示例：条码、名称、售价、分类、短码（用逗号分开）',
      columns: { sku: '条码', name: '名称', price: '售价', category: '分类', key: '短码' },
      encoding: '文字编码',
      guessed: '（自动判断，乱码时请改）',
      encodings: {
        'utf-8': 'UTF-8（通用）',
        'utf-16le': 'UTF-16（通用）',
        'utf-16be': 'UTF-16 BE（通用）',
        gb18030: 'GB18030（简体）',
        big5: 'Big5（繁体）',
      },
      separators: separatorsZh,
      reading: '正在检查……',
      rows: ({ rows, good, bad }) => `${rows} 行：${good} 件可用，${bad} 行有错`,
      changes: ({ added, repriced, removed }) => `新增 ${added} 件，改价 ${repriced} 件，删除 ${removed} 件`,
      examples: '前几件',
      remarks: '有错或可疑的行',
      remarksLeft: ({ left }) => `还有 ${left} 条没有列出`,
      line: '行',
      column: '列',
      what: '问题',
      was: '原文',
      sameAs: ({ line }) => `与第 ${line} 行相同`,
      take: '采用这份清单',
      takeGood: ({ good }) => `去掉有错的行，采用 ${good} 件`,
      again: '换一个文件',
      taken: ({ articles }) => `已采用，目录现有 ${articles} 件商品。`,
      takenAt: ({ articles, when }) => `目录现有 ${articles} 件商品，导入于 ${when}`,
      refusals: {
        list_empty: '文件里没有商品，目录没有改动。',
        list_too_big: '文件超过 8 MB，目录没有改动。请分拆或去掉不用的列。',
        list_too_long: '超过 20,000 件商品，目录没有改动。请只留本店在卖的。',
        list_is_a_workbook: '这是表格程序或 PDF 文件，目录没有改动。请另存为 CSV 再导入。',
        list_unreadable: '文字编码读不出来，目录没有改动。请选别的编码，或另存为 UTF-8。',
        list_without_columns: '找不到条码、名称和售价三列，目录没有改动。请在第一行写表头。',
        list_column_twice: '有两列是同一个表头，目录没有改动。请只留一列。',
        list_quote_open: '有一个引号没有结束，目录没有改动。请看那一行。',
        rows_are_bad: '有些行有错，目录没有改动。请改好，或去掉这些行。',
        list_busy: '正在处理另一份清单，目录没有改动。请稍后再试。',
        list_piece_missing: '文件没有传完整，目录没有改动。请重新选择。',
        articles_unwritable: '商品目录写不进去，原来的目录还在用。请检查硬盘。',
        disk_full: '硬盘满了，原来的目录还在用。请腾出空间。',
      },
      atLine: ({ line }) => `第 ${line} 行`,
      rowFaults: {
        cells_missing: '这一行缺了列',
        sku_missing: '没有条码；可以自编，例如 1001',
        sku_wrong: '条码只能是 64 个以内的字母、数字或符号',
        sku_rounded: '条码被表格程序改成了科学计数，后几位丢了',
        sku_is_a_code: '这样的号码会和付款码或单号混淆',
        name_missing: '没有名称',
        name_too_long: '名称超过 128 个字',
        price_missing: '没有售价',
        price_unreadable: '售价读不出来',
        price_ambiguous: '售价有两种读法：是千位还是小数？',
        price_negative: '售价不能小于零',
        price_decimals: '售价的小数位太多',
        price_of_another_currency: '售价是别的币种',
        price_too_large: '售价太大',
        price_step: '这个币种没有这样的零头',
        category_too_long: '分类超过 64 个字',
        categories_too_many: '分类超过 200 个',
        key_wrong: '短码只能是 1 到 4 个数字',
        key_taken: '短码已经用过',
        sku_taken: '条码已经用过',
        check_digit_wrong: '条码的校验位不对，可能抄错',
        price_zero: '售价是零',
        row_twice: '整行重复',
      },
      doubt: '可疑，仍然采用',
      stored: {
        articles_damaged: '商品目录文件坏了，请重新导入。按金额收款不受影响。',
        articles_unreadable: '商品目录文件读不出来，请检查硬盘或重新导入。按金额收款不受影响。',
        articles_of_another_currency: '商品目录是别的币种，没有采用。请用本机的币种重新导入。',
      },
    },
  },
  'zh-HK': {
    search: '搜尋',
    searchHint: '名稱、條碼或短碼',
    all: '全部',
    found: ({ shown, total }) => (shown === total ? `${total} 件商品` : `${total} 件商品，顯示首 ${shown} 件`),
    more: '顯示更多',
    nothingFound: '找不到。請換個寫法，或直接輸入金額。',
    none: '尚未有商品目錄',
    noneHint: '沒有目錄也能收款：直接輸入金額。需要按商品收款時，請匯入商品清單（CSV 檔案）。',
    key: ({ key }) => `短碼 ${key}`,
    order: {
      title: '這張單',
      empty: '尚未有商品。點選商品、掃條碼，或輸入短碼後按 Enter。',
      total: '合計',
      one: ({ price }) => `單價 ${price}`,
      more: ({ name }) => `${name} 加一件`,
      fewer: ({ name }) => `${name} 減一件`,
      remove: ({ name }) => `移除 ${name}`,
      other: '其他商品',
      otherAmount: '其他商品的金額',
      otherAdd: '加入',
      otherWrong: '請輸入大於零的金額，例如 5.60。',
      back: '返回收款',
    },
    list: {
      title: '匯入清單',
      intro: '選一個 CSV 檔案。先檢查，再由你決定是否採用；採用後整份取代現有目錄。收款不受影響。',
      choose: '選擇檔案',
      example: '標題列示例：條碼、名稱、售價、分類、短碼（用逗號分開）',
      columns: { sku: '條碼', name: '名稱', price: '售價', category: '分類', key: '短碼' },
      encoding: '文字編碼',
      guessed: '（自動判斷，出現亂碼時請更改）',
      encodings: {
        'utf-8': 'UTF-8（通用）',
        'utf-16le': 'UTF-16（通用）',
        'utf-16be': 'UTF-16 BE（通用）',
        gb18030: 'GB18030（簡體）',
        big5: 'Big5（繁體）',
      },
      separators: { ',': '逗號', ';': '分號', '\t': 'Tab 鍵' },
      reading: '正在檢查……',
      rows: ({ rows, good, bad }) => `${rows} 行：${good} 件可用，${bad} 行有錯`,
      changes: ({ added, repriced, removed }) => `新增 ${added} 件，改價 ${repriced} 件，刪除 ${removed} 件`,
      examples: '首幾件',
      remarks: '有錯或有疑問的行',
      remarksLeft: ({ left }) => `還有 ${left} 項沒有列出`,
      line: '行',
      column: '欄',
      what: '問題',
      was: '原文',
      sameAs: ({ line }) => `與第 ${line} 行相同`,
      take: '採用這份清單',
      takeGood: ({ good }) => `略去有錯的行，採用 ${good} 件`,
      again: '另選檔案',
      taken: ({ articles }) => `已採用，目錄現有 ${articles} 件商品。`,
      takenAt: ({ articles, when }) => `目錄現有 ${articles} 件商品，於 ${when} 匯入`,
      refusals: {
        list_empty: '檔案裏沒有商品，目錄未有改動。',
        list_too_big: '檔案超過 8 MB，目錄未有改動。請分拆，或刪去不用的欄。',
        list_too_long: '超過 20,000 件商品，目錄未有改動。請只保留本店出售的。',
        list_is_a_workbook: '這是試算表或 PDF 檔案，目錄未有改動。請另存為 CSV 再匯入。',
        list_unreadable: '文字編碼無法讀取，目錄未有改動。請選其他編碼，或另存為 UTF-8。',
        list_without_columns: '找不到條碼、名稱和售價三欄，目錄未有改動。請在第一行寫上標題。',
        list_column_twice: '有兩欄的標題相同，目錄未有改動。請只保留一欄。',
        list_quote_open: '有一個引號沒有結束，目錄未有改動。請看那一行。',
        rows_are_bad: '有些行有錯，目錄未有改動。請改好，或略去這些行。',
        list_busy: '正在處理另一份清單，目錄未有改動。請稍後再試。',
        list_piece_missing: '檔案未有完整傳送，目錄未有改動。請重新選擇。',
        articles_unwritable: '商品目錄無法寫入，原有目錄仍在使用。請檢查硬碟。',
        disk_full: '硬碟已滿，原有目錄仍在使用。請騰出空間。',
      },
      atLine: ({ line }) => `第 ${line} 行`,
      rowFaults: {
        cells_missing: '這一行欠缺了欄',
        sku_missing: '沒有條碼；可自編，例如 1001',
        sku_wrong: '條碼只可以是 64 個以內的字母、數字或符號',
        sku_rounded: '條碼被試算表改成科學記數，後幾位已失去',
        sku_is_a_code: '這樣的號碼會與付款碼或單號混淆',
        name_missing: '沒有名稱',
        name_too_long: '名稱超過 128 個字',
        price_missing: '沒有售價',
        price_unreadable: '售價無法讀取',
        price_ambiguous: '售價有兩種讀法：是千位還是小數？',
        price_negative: '售價不能小於零',
        price_decimals: '售價的小數位太多',
        price_of_another_currency: '售價是其他貨幣',
        price_too_large: '售價太大',
        price_step: '這種貨幣沒有這樣的零頭',
        category_too_long: '分類超過 64 個字',
        categories_too_many: '分類超過 200 個',
        key_wrong: '短碼只可以是 1 至 4 個數字',
        key_taken: '短碼已經用過',
        sku_taken: '條碼已經用過',
        check_digit_wrong: '條碼的檢查碼不對，可能抄錯',
        price_zero: '售價是零',
        row_twice: '整行重複',
      },
      doubt: '有疑問，仍然採用',
      stored: {
        articles_damaged: '商品目錄檔案已損壞，請重新匯入。按金額收款不受影響。',
        articles_unreadable: '商品目錄檔案無法讀取，請檢查硬碟或重新匯入。按金額收款不受影響。',
        articles_of_another_currency: '商品目錄是其他貨幣，未有採用。請以本機的貨幣重新匯入。',
      },
    },
  },
  en: {
    search: 'Search',
    searchHint: 'Name, barcode or short number',
    all: 'All',
    found: ({ shown, total }) =>
      shown === total ? `${total} articles` : `${total} articles, the first ${shown} shown`,
    more: 'Show more',
    nothingFound: 'Nothing was found. Try another word, or enter the amount.',
    none: 'There is no list of articles yet',
    noneHint: 'Sales need none: enter the amount. To sell by article, bring in a list (a CSV file).',
    key: ({ key }) => `No. ${key}`,
    order: {
      title: 'This order',
      empty: 'Nothing yet. Touch an article, scan its barcode, or type its short number and press Enter.',
      total: 'Total',
      one: ({ price }) => `${price} each`,
      more: ({ name }) => `One more ${name}`,
      fewer: ({ name }) => `One ${name} fewer`,
      remove: ({ name }) => `Remove ${name}`,
      other: 'Other article',
      otherAmount: 'Amount of the other article',
      otherAdd: 'Add',
      otherWrong: 'Enter an amount above zero, such as 5.60.',
      back: 'Back to the sale',
    },
    list: {
      title: 'Bring in a list',
      intro:
        'Choose a CSV file. It is checked first, and you decide; once taken it replaces the whole list. Sales go on meanwhile.',
      choose: 'Choose a file',
      example: 'Headings, for example: barcode,name,price,category,key',
      columns: { sku: 'barcode', name: 'name', price: 'price', category: 'category', key: 'key' },
      encoding: 'Encoding',
      guessed: '(found by itself; change it where the text is garbled)',
      encodings: {
        'utf-8': 'UTF-8',
        'utf-16le': 'UTF-16',
        'utf-16be': 'UTF-16 BE',
        gb18030: 'GB18030 (simplified Chinese)',
        big5: 'Big5 (traditional Chinese)',
      },
      separators: { ',': 'comma', ';': 'semicolon', '\t': 'tab' },
      reading: 'Checking …',
      rows: ({ rows, good, bad }) =>
        `${counted(rows, 'row')}: ${counted(good, 'article')} to take, ${counted(bad, 'row')} with faults`,
      changes: ({ added, repriced, removed }) => `${added} new, ${repriced} with another price, ${removed} gone`,
      examples: 'The first ones',
      remarks: 'Rows with faults or doubts',
      remarksLeft: ({ left }) => `${left} more are not listed`,
      line: 'Line',
      column: 'Column',
      what: 'What is wrong',
      was: 'What stands there',
      sameAs: ({ line }) => `as in line ${line}`,
      take: 'Take this list',
      takeGood: ({ good }) => `Leave out rows with faults, take ${good}`,
      again: 'Another file',
      taken: ({ articles }) => `Taken: the list has ${counted(articles, 'article')} now.`,
      takenAt: ({ articles, when }) => `The list has ${counted(articles, 'article')}, brought in ${when}`,
      refusals: {
        list_empty: 'The file has no articles; the list was not changed.',
        list_too_big: 'The file is larger than 8 MB; the list was not changed. Split it, or remove unused columns.',
        list_too_long: 'More than 20,000 articles; the list was not changed. Keep those that this shop sells.',
        list_is_a_workbook: 'This is a workbook or a PDF; the list was not changed. Save it as CSV first.',
        list_unreadable: 'The encoding cannot be read; the list was not changed. Choose another, or save as UTF-8.',
        list_without_columns:
          'Barcode, name and price were not found; the list was not changed. Write headings in the first row.',
        list_column_twice: 'Two columns have the same heading; the list was not changed. Keep one of them.',
        list_quote_open: 'A quotation mark does not end; the list was not changed. Look at that line.',
        rows_are_bad: 'Some rows have faults; the list was not changed. Correct them, or leave them out.',
        list_busy: 'Another list is being read; the list was not changed. Try again in a moment.',
        list_piece_missing: 'The file did not come whole; the list was not changed. Choose it again.',
        articles_unwritable: 'The list cannot be written; the one before is still used. Check the disk.',
        disk_full: 'The disk is full; the list before is still used. Free some space.',
      },
      atLine: ({ line }) => `line ${line}`,
      rowFaults: {
        cells_missing: 'columns are missing in this row',
        sku_missing: 'no barcode; any number of your own will do, such as 1001',
        sku_wrong: 'a barcode has up to 64 letters, digits or signs',
        sku_rounded: 'a spreadsheet has rounded the barcode; its last digits are lost',
        sku_is_a_code: 'such a number would be taken for a payment code or an order number',
        name_missing: 'no name',
        name_too_long: 'the name has more than 128 characters',
        price_missing: 'no price',
        price_unreadable: 'the price cannot be read',
        price_ambiguous: 'the price can be read in two ways: thousands or decimals?',
        price_negative: 'the price is below zero',
        price_decimals: 'the price has too many decimals',
        price_of_another_currency: 'the price is of another currency',
        price_too_large: 'the price is too large',
        price_step: 'this currency has no such small change',
        category_too_long: 'the category has more than 64 characters',
        categories_too_many: 'there are more than 200 categories',
        key_wrong: 'a short number has 1 to 4 digits',
        key_taken: 'the short number is taken',
        sku_taken: 'the barcode is taken',
        check_digit_wrong: 'the check digit does not fit: perhaps a typing mistake',
        price_zero: 'the price is zero',
        row_twice: 'the same row again',
      },
      doubt: 'doubtful, taken all the same',
      stored: {
        articles_damaged: 'The list of articles is damaged: bring it in again. Sales by amount go on.',
        articles_unreadable:
          'The list of articles cannot be read: check the disk, or bring it in again. Sales by amount go on.',
        articles_of_another_currency:
          'The list of articles is of another currency and is not used. Bring in one of this.',
      },
    },
  },
};

/** The sentence for a list that was refused, or null for a reason that is not about lists. */
export function listRefusal(language: Language, reason: string): string | null {
  const { refusals } = articleWords[language].list;
  return Object.hasOwn(refusals, reason) ? refusals[reason as ListRefusal] : null;
}
