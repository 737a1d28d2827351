import { inEveryLanguage } from './first-words.ts';
import type { InEveryLanguage, Language } from './language.ts';

/**
 * Every text of the cashier's screen that is not the sentence of a state, a refusal, a result code or an alarm; those
 * have tables of their own. Knows no colours, no keys and no layout.
 */

/** Names of the languages, each in itself: a button that leads back must be readable to whoever needs it. */
export const languageNames: Readonly<Record<Language, string>> = { 'zh-CN': '简体', en: 'English', 'zh-HK': '繁體' };

export type RescueReason = 'damaged' | 'gone' | 'outdated' | 'read_only' | 'disk_full' | 'unreadable';

/** Why a keyboard scanner's burst could not be read for certain. */
export type Garbling =
  /** The burst went into a text field. */
  | 'typed_into_field'
  | 'input_method'
  /** A key without a place, or an Alt+numpad character that is not ASCII. */
  | 'unreadable_key'
  /** Digits with Shift held: `%` may be a 5, or not. */
  | 'shift_stuck'
  /** The first keys had been given up as typing before the rest came. */
  | 'start_lost'
  /** A held key, a function key or a chord in the middle of the text. */
  | 'foreign_key'
  | 'too_long'
  /** More keys than an amount has, in a row, and too slow for a scan: they were typed. */
  | 'too_slow'
  /** The page was blocked, and the keys came long after they were pressed. */
  | 'too_late';

export interface ScreenWords {
  /** Names of things: no full stop, at most 24 columns, a Chinese character counting two. */
  readonly labels: {
    readonly terminal: string;
    readonly openReversals: string;
    readonly attention: string;
    readonly recovered: string;
    readonly amount: string;
    readonly order: string;
    readonly keypad: string;
    readonly functionKeys: string;
    readonly status: string;
    readonly state: string;
    readonly training: string;
    readonly paymentRequestId: string;
    readonly yourName: string;
  };
  /** On buttons: no full stop, at most 24 columns. */
  readonly buttons: {
    readonly pay: string;
    /** The same order once more, after nothing was taken or everything was given back. */
    readonly payAgain: string;
    /** Before the scan. */
    readonly back: string;
    /** Afterwards: takes the payment back. */
    readonly stop: string;
    readonly newSale: string;
    readonly reprint: string;
    /** To the list of papers. */
    readonly papers: string;
    /** What became of a payment. */
    readonly truth: string;
    readonly history: string;
    readonly openReversals: string;
    readonly sendNow: string;
    /** To what the order is called and what is noted on it. */
    readonly order: string;
    readonly articles: string;
    readonly dark: string;
    readonly bright: string;
    /** The sounds of the till are off; pressed, they are on again. */
    readonly soundOff: string;
    readonly soundOn: string;
    readonly clear: string;
    readonly backspace: string;
    readonly point: string;
    readonly goOn: string;
    readonly close: string;
    readonly keep: string;
    readonly giveBack: string;
    readonly differentCustomer: string;
    readonly sameCustomer: string;
  };
  /** An amount stands, and a person's Pay comes before the scan. */
  readonly entered: { readonly title: string; readonly sentence: string };
  /** Beside a payment under way: no full stop, at most 24 columns. */
  readonly progress: {
    readonly elapsed: (facts: { seconds: number }) => string;
    readonly inquiry: (facts: { inquiry: number; inquiries: number }) => string;
    readonly cancel: (facts: { cancel: number }) => string;
    readonly nextInquiry: (facts: { seconds: number }) => string;
    /** Of a reversal. */
    readonly nextTry: (facts: { seconds: number }) => string;
    readonly asking: string;
    /** An undecided payment is returned by itself. */
    readonly returnsIn: (facts: { seconds: number }) => string;
  };
  /** Why a button does nothing now. */
  readonly off: {
    readonly connecting: string;
    readonly lost: string;
    readonly noAmount: string;
    readonly starting: string;
    readonly scanFirst: string;
    readonly checking: string;
    readonly newSaleFirst: string;
    readonly decideFirst: string;
    readonly nothingToStop: string;
    readonly nothingToClear: string;
    readonly nothingToPrint: string;
    readonly nothingOpen: string;
    readonly saleFirst: string;
    readonly paymentAtCounter: string;
    readonly proofWhenIdle: string;
    /** A scan while devices are set up. */
    readonly settingUp: string;
  };
  readonly banners: {
    readonly training: string;
    readonly salesStopped: { readonly title: string };
  };
  /** Scan again, and why. Nothing was sent, so nothing was charged for it. */
  readonly garbled: Readonly<Record<Garbling, string>>;
  /** What was done, for a moment. */
  readonly done: { readonly reprinted: string; readonly sent: string };
  /** A copy that is not out; the printer's own sentence follows. */
  readonly reprint: { readonly waits: string; readonly failed: string };
  readonly recovered: {
    readonly title: string;
    readonly sentence: string;
    readonly goOn: string;
  };
  readonly attention: { readonly title: string; readonly sentence: string };
  /** In place of the state while the journal is lost. */
  readonly rescue: {
    readonly title: string;
    /** Why it cannot be had; a reason of a newer program is `unreadable`. */
    readonly reasons: Readonly<Record<RescueReason, string>>;
    readonly known: (facts: { payments: number; reversals: number }) => string;
    /** How many of the reversals the gateway has confirmed by now. */
    readonly confirmed: (facts: { reversals: number }) => string;
    /** The ids follow. */
    readonly unreadable: (facts: { payments: number }) => string;
    readonly whatToDo: string;
    /** Over the list of what could be read. */
    readonly list: { readonly title: string; readonly sentence: string };
    /** What the gateway said of a payment, on its card. */
    readonly said: Readonly<Record<'charged' | 'not_charged' | 'returned' | 'unclear', string>>;
  };
  readonly sameAmount: { readonly title: string; readonly yes: string; readonly no: string };
  readonly decide: {
    readonly nameMissing: string;
    /** Written into the journal as the reason. */
    readonly whyKept: string;
    readonly whyReturned: string;
  };
}

export const screenWords: InEveryLanguage<ScreenWords> = inEveryLanguage('screen');
