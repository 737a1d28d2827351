import * as z from 'zod/mini';

/** Barcodes on the screen: those that switch a scanner to another mode, and one to try a scanner with. */

export const makers = ['honeywell', 'newland', 'zebra', 'datalogic'] as const;

/** `hid_pos` and `usb_serial` keep a scanner off the keyboard; `keyboard` is the way back. */
export const setUps = ['hid_pos', 'usb_serial', 'keyboard'] as const;

/** An SVG of a code; the longest of ours is below 8 kB. */
const drawing = z.string().check(z.maxLength(32_768));

export const setUpCode = z.strictObject({
  maker: z.enum(makers),
  setUp: z.enum(setUps),
  /** Null where we do not know the barcode for certain: the maker's manual has it. */
  drawing: z.nullable(drawing),
  /** Document and chapter, as they are printed. */
  manual: z.string().check(z.maxLength(256)),
  /** What the maker calls it: the name beside the barcode, or its command. '' = not known. */
  entry: z.string().check(z.maxLength(64)),
});

export const setUpRequests = {
  'setup.codes': {
    args: z.strictObject({}),
    result: z.strictObject({
      codes: z.array(setUpCode).check(z.maxLength(64)),
      /** Digits that are no payment code and no article. */
      test: z.strictObject({ digits: z.string().check(z.maxLength(64)), drawing }),
    }),
  },
} as const;

export type Maker = (typeof makers)[number];
export type SetUp = (typeof setUps)[number];
export type SetUpCode = z.infer<typeof setUpCode>;
export type SetUpCodes = z.infer<(typeof setUpRequests)['setup.codes']['result']>;
