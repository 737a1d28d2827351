/** The languages the terminal speaks, and the shape that makes a missing text a compile error. */
export const languages = ['zh-CN', 'en'] as const;

export type Language = (typeof languages)[number];

/** One value for every language. */
export type InEveryLanguage<Words> = Readonly<Record<Language, Words>>;
