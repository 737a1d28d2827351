import type { InEveryLanguage } from './language.ts';

/** What the screen and the command line say of papers and of the cash drawer. */

export interface PaperWords {
  /** Names: no full stop, at most 24 columns, a Chinese character counting two. */
  readonly labels: {
    readonly waiting: string;
    readonly copy: string;
    readonly drawer: string;
    readonly yourName: string;
    readonly why: string;
  };
  readonly kinds: Readonly<Record<'paid' | 'reversal_slip' | 'refund', string>>;
  readonly states: Readonly<Record<'queued' | 'sending' | 'printed' | 'unknown' | 'failed', string>>;
  readonly buttons: {
    readonly came: string;
    readonly notCame: string;
    readonly later: string;
    readonly again: string;
    readonly drop: string;
    readonly openDrawer: string;
  };
  readonly question: {
    readonly title: string;
    readonly sentence: string;
    /** Under the answers: what each of them does. */
    readonly came: string;
    readonly notCame: string;
    readonly later: string;
  };
  readonly list: { readonly title: string; readonly sentence: string; readonly none: string };
  readonly drawer: {
    readonly opened: string;
    /** There is no sensor, or nobody can be asked. */
    readonly pulsed: string;
    readonly none: string;
    readonly outcomes: Readonly<Record<DrawerOutcomeName, string>>;
  };
  /** What the command line says of an act that was done. */
  readonly done: Readonly<Record<'answered' | 'again' | 'dropped', string>>;
}

/** As they stand in the record; the last one where the till ended before it was known. */
export type DrawerOutcomeName =
  | 'opened'
  | 'handed_over'
  | 'failed'
  | 'unknown'
  | 'drawer_not_allowed'
  | 'name_and_reason_needed'
  | 'drawer_too_soon'
  | 'no_printer'
  | 'not_known';

export const paperWords: InEveryLanguage<PaperWords> = {
  'zh-CN': {
    labels: { waiting: '等待打印', copy: '补打', drawer: '钱箱', yourName: '您的姓名', why: '原因' },
    kinds: { paid: '收款单据', reversal_slip: '撤销单据', refund: '退款单据' },
    states: {
      queued: '等待打印',
      sending: '正在打印',
      printed: '已打印',
      unknown: '不知有没有出来',
      failed: '没有打印',
    },
    buttons: {
      came: '出来了',
      notCame: '没有，打印副本',
      later: '稍后再看',
      again: '再打印一次',
      drop: '不用打印了',
      openDrawer: '打开钱箱',
    },
    question: {
      title: '单据出来了吗？',
      sentence: '付款结果不变。请看打印机，这张单据是否完整出来了。',
      came: '不再打印这张单据。',
      notCame: '另打一张，上面印有“补打”。',
      later: '先打印后面的单据，这张以后再看。',
    },
    list: {
      title: '单据和打印',
      sentence: '最近的单据。没有打印的会自动再试 10 分钟；可能已出来的绝不自动重打。补打旧单据请到历史退款。',
      none: '还没有单据。',
    },
    drawer: {
      opened: '钱箱已打开。',
      pulsed: '已发出打开钱箱的信号。这个钱箱没有传感器，请看一看。',
      none: '没有打开钱箱的记录。',
      outcomes: {
        opened: '已打开',
        handed_over: '已发信号',
        failed: '没有打开',
        unknown: '不知是否打开',
        drawer_not_allowed: '拒绝，不允许',
        name_and_reason_needed: '拒绝，没有姓名或原因',
        drawer_too_soon: '拒绝，太快',
        no_printer: '拒绝，没有打印机',
        not_known: '终端停了，不知结果',
      },
    },
    done: {
      answered: '已记下。',
      again: '已重新排队打印。',
      dropped: '已取消这张单据，付款结果不变。',
    },
  },
  en: {
    labels: {
      waiting: 'waiting',
      copy: 'copy',
      drawer: 'Cash drawer',
      yourName: 'Your name',
      why: 'Reason',
    },
    kinds: { paid: 'receipt', reversal_slip: 'reversal slip', refund: 'refund receipt' },
    states: {
      queued: 'waiting',
      sending: 'printing',
      printed: 'printed',
      unknown: 'did it come out?',
      failed: 'not printed',
    },
    buttons: {
      came: 'Yes, it is out',
      notCame: 'No, print a copy',
      later: 'Later',
      again: 'Print again',
      drop: 'Not needed',
      openDrawer: 'Open the drawer',
    },
    question: {
      title: 'Did it come out?',
      sentence: 'The payment is not affected. Look at the printer: the receipt should be there, and whole.',
      came: 'It is not printed again.',
      notCame: 'Another one is printed and says COPY.',
      later: 'The receipts behind it go first; this one is looked at later.',
    },
    list: {
      title: 'Receipts and printing',
      sentence:
        'What surely did not print is tried for 10 minutes; nothing else prints twice by itself. Copies: in the history.',
      none: 'No receipt yet.',
    },
    drawer: {
      opened: 'The cash drawer is open.',
      pulsed: 'The signal to open the drawer was sent. It has no sensor: look at it.',
      none: 'The cash drawer was never opened by hand.',
      outcomes: {
        opened: 'opened',
        handed_over: 'signal sent',
        failed: 'not opened',
        unknown: 'not known if open',
        drawer_not_allowed: 'refused, not allowed',
        name_and_reason_needed: 'refused, no name',
        drawer_too_soon: 'refused, too soon',
        no_printer: 'refused, no printer',
        not_known: 'till ended, not known',
      },
    },
    done: {
      answered: 'Noted.',
      again: 'Queued for printing once more.',
      dropped: 'This receipt was given up; the payment is not affected.',
    },
  },
  'zh-HK': {
    labels: { waiting: '等待打印', copy: '補印', drawer: '錢箱', yourName: '您的姓名', why: '原因' },
    kinds: { paid: '收款單據', reversal_slip: '撤銷單據', refund: '退款單據' },
    states: {
      queued: '等待打印',
      sending: '正在打印',
      printed: '已打印',
      unknown: '不知有沒有出來',
      failed: '沒有打印',
    },
    buttons: {
      came: '出來了',
      notCame: '沒有，打印副本',
      later: '稍後再看',
      again: '再打印一次',
      drop: '不用打印了',
      openDrawer: '打開錢箱',
    },
    question: {
      title: '單據出來了嗎？',
      sentence: '付款結果不變。請看打印機，這張單據是否完整出來了。',
      came: '不再打印這張單據。',
      notCame: '另印一張，上面印有「補印」。',
      later: '先打印後面的單據，這張以後再看。',
    },
    list: {
      title: '單據和打印',
      sentence: '最近的單據。沒有打印的會自動再試 10 分鐘；可能已出來的絕不自動重印。補印舊單據請到紀錄及退款。',
      none: '還沒有單據。',
    },
    drawer: {
      opened: '錢箱已打開。',
      pulsed: '已發出打開錢箱的訊號。這個錢箱沒有感應器，請看一看。',
      none: '沒有打開錢箱的紀錄。',
      outcomes: {
        opened: '已打開',
        handed_over: '已發訊號',
        failed: '沒有打開',
        unknown: '不知是否打開',
        drawer_not_allowed: '拒絕，不允許',
        name_and_reason_needed: '拒絕，沒有姓名或原因',
        drawer_too_soon: '拒絕，太快',
        no_printer: '拒絕，沒有打印機',
        not_known: '終端機停了，不知結果',
      },
    },
    done: {
      answered: '已記錄。',
      again: '已重新排隊打印。',
      dropped: '已取消這張單據，付款結果不變。',
    },
  },
};
