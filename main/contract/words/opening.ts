import type { InEveryLanguage } from './language.ts';

/**
 * What a page says before it has the words of any language: that it looks for the terminal, that it has lost it, or
 * that its words do not come. Nothing can be sold on such a page, so these are all it needs.
 */
export interface OpeningWords {
  readonly connecting: string;
  readonly lost: { readonly title: string; readonly sentence: string };
  readonly wordless: string;
}

export const openingWords: InEveryLanguage<OpeningWords> = {
  'zh-CN': {
    connecting: '正在连接终端，请稍候。',
    lost: {
      title: '画面与终端失去联系',
      sentence: '付款都记在终端里，请勿重复收款。正在重新连接；一直连不上时，请重新打开 Truetill。',
    },
    wordless: '画面的文字没有载入，暂时不能收款，正在重试。终端里的付款仍在继续，请勿重复收款。',
  },
  en: {
    connecting: 'Connecting to the terminal, please wait.',
    lost: {
      title: 'Terminal lost',
      sentence:
        'The terminal keeps every payment – do not charge again. Connecting once more; if it fails, open Truetill again.',
    },
    wordless:
      'The words of this screen have not come, so nothing can be sold here; trying again. Payments go on in the ' +
      'terminal – do not charge again.',
  },
  'zh-HK': {
    connecting: '正在連接終端機，請稍候。',
    lost: {
      title: '畫面與終端機失去聯絡',
      sentence: '付款都記在終端機裏，請勿重複收款。正在重新連接；一直連不上時，請重新開啟 Truetill。',
    },
    wordless: '畫面的文字未能載入，暫時不能收款，正在重試。終端機裏的付款仍在繼續，請勿重複收款。',
  },
};
