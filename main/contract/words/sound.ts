import type { InEveryLanguage } from './language.ts';

/** What is said of the till's sounds where they are chosen, and where one could not be heard. */
export interface SoundWords {
  /** Names: no full stop, at most 24 columns. */
  readonly labels: {
    readonly volume: string;
    readonly voice: string;
    readonly sounds: string;
    readonly hear: string;
  };
  readonly volumes: Readonly<Record<0 | 1 | 2 | 3, string>>;
  readonly voice: {
    readonly on: string;
    readonly off: string;
    readonly sentence: string;
    /** This machine has none of its own in this language. */
    readonly absent: string;
  };
  /** Each sound and what it means. */
  readonly meanings: Readonly<Record<HeardSound, string>>;
  /** On the state of a payment that has ended without being heard. */
  readonly silent: { readonly muted: string; readonly blocked: string };
}

/** Those a cashier has to know by heart. */
export type HeardSound = 'paid' | 'refused' | 'busy' | 'unclear' | 'returned' | 'again' | 'accepted' | 'tick';

export const soundWords: InEveryLanguage<SoundWords> = {
  'zh-CN': {
    labels: { volume: '音量', voice: '语音播报', sounds: '提示音', hear: '试听' },
    volumes: { 0: '静音', 1: '轻', 2: '中', 3: '响' },
    voice: {
      on: '播报',
      off: '不播报',
      sentence: '收款成功时，用本机的语音念出金额；结果不明时，念一次请勿重复收款。不播报也有提示音。',
      absent: '本机没有这种语言的语音，只有提示音。需要时请在系统里安装语音。',
    },
    meanings: {
      paid: '收款成功',
      refused: '没有收款，或不能这样做',
      busy: '结果不明，请勿重复收款',
      unclear: '仍在核对，请勿重复收款',
      returned: '已撤销',
      again: '没有读清，请再扫一次',
      accepted: '已扫到付款码',
      tick: '等了 10 秒，请顾客看手机',
    },
    silent: { muted: '已静音，没有提示音。', blocked: '浏览器没有放出声音，请点一下画面。' },
  },
  en: {
    labels: { volume: 'Volume', voice: 'Spoken results', sounds: 'What the sounds mean', hear: 'Listen' },
    volumes: { 0: 'Mute', 1: 'Soft', 2: 'Middle', 3: 'Loud' },
    voice: {
      on: 'Speak',
      off: 'Do not speak',
      sentence: "This machine's own voice says the amount when it is paid, and once not to charge again. Tones stay.",
      absent: 'This machine has no voice of its own in this language, so there are tones alone. Add one to the system.',
    },
    meanings: {
      paid: 'Paid',
      refused: 'Not charged, or not possible',
      busy: 'No result: do not charge again',
      unclear: 'Still checking: do not charge again',
      returned: 'Reversed',
      again: 'Not read: scan once more',
      accepted: 'Payment code taken',
      tick: 'Ten seconds: the customer should look at the phone',
    },
    silent: { muted: 'Muted: this was not heard.', blocked: 'The browser made no sound. Touch the screen once.' },
  },
  'zh-HK': {
    labels: { volume: '音量', voice: '語音讀出', sounds: '提示聲', hear: '試聽' },
    volumes: { 0: '靜音', 1: '細', 2: '中', 3: '大' },
    voice: {
      on: '讀出',
      off: '不讀出',
      sentence: '收款成功時，用本機的語音讀出金額；結果未明時，讀一次請勿重複收款。不讀出也有提示聲。',
      absent: '本機沒有這種語言的語音，只有提示聲。需要時請在系統安裝語音。',
    },
    meanings: {
      paid: '收款成功',
      refused: '沒有收款，或不能這樣做',
      busy: '結果未明，請勿重複收款',
      unclear: '仍在核對，請勿重複收款',
      returned: '已撤銷',
      again: '未能讀清，請再掃一次',
      accepted: '已掃到付款碼',
      tick: '等了 10 秒，請顧客看手機',
    },
    silent: { muted: '已靜音，沒有提示聲。', blocked: '瀏覽器沒有播出聲音，請點一下畫面。' },
  },
};
