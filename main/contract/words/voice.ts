import type { InEveryLanguage } from './language.ts';

/** What the system's voice says aloud, and no more than this: it is heard by everybody in the shop. */
export interface VoiceWords {
  /** `amount` ready to be spoken: `128.5 元`. */
  readonly paid: (facts: { amount: string }) => string;
  readonly doNotChargeAgain: string;
  /** What whole units of these currencies are called where they are at home; others have the name that Unicode gives. */
  readonly units: Readonly<Record<'CNY' | 'HKD', string>>;
}

export const voiceWords: InEveryLanguage<VoiceWords> = {
  'zh-CN': {
    paid: ({ amount }) => `收款成功，${amount}。`,
    doNotChargeAgain: '请勿重复收款。',
    units: { CNY: '元', HKD: '港元' },
  },
  en: {
    paid: ({ amount }) => `Paid, ${amount}.`,
    doNotChargeAgain: 'Do not charge again.',
    units: { CNY: 'yuan', HKD: 'Hong Kong dollars' },
  },
  'zh-HK': {
    paid: ({ amount }) => `收款成功，${amount}。`,
    doNotChargeAgain: '請勿重複收款。',
    units: { CNY: '人民幣', HKD: '元' },
  },
};

/**
 * An amount as it is spoken: no grouping, no zeros behind the point, the unit behind. `minor`: whole minor units of
 * `currency`, which has `decimals` of them.
 */
export function spokenAmount(
  minor: number,
  currency: string,
  decimals: number,
  language: keyof typeof voiceWords,
): string {
  const digits = String(minor).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const part = digits.slice(digits.length - decimals).replace(/0+$/, '');
  const units: Readonly<Record<string, string>> = voiceWords[language].units;
  const unit = units[currency] ?? new Intl.DisplayNames(language, { type: 'currency' }).of(currency) ?? currency;
  return `${whole}${part === '' ? '' : `.${part}`} ${unit}`;
}
