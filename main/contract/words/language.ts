/** The languages the terminal speaks, and the shape that makes a missing text a compile error. */
export const languages = ['zh-CN', 'en', 'zh-HK'] as const;

export type Language = (typeof languages)[number];

/** One value for every language. */
export type InEveryLanguage<Words> = Readonly<Record<Language, Words>>;

/**
 * The languages a receipt can be printed in: those of the places where Alipay+ wallets pay in shops. The customer reads
 * the receipt and the cashier the screen, so the two need not be the same.
 */
export const receiptLanguages = ['zh-CN', 'zh-HK', 'en', 'ja', 'ko', 'th'] as const;

export type ReceiptLanguage = (typeof receiptLanguages)[number];
