import * as z from 'zod/mini';

/**
 * What a scanner page is shown of the newest scans: how each came over the cable and what the till made of it. Never
 * a payment code in clear: text and bytes went through `scan-mask.ts` before they were kept.
 */

/** What the cashier hears of a scan, or of a request that was refused. */
export const tones = [
  /** It is being charged. */
  'accepted',
  /** It is no payment code, or no sale may be made now. */
  'refused',
  /** A payment is still being checked: do not charge again. */
  'busy',
  /** It was not read well: scan it again. */
  'again',
  /** It was our receipt, and its payment is shown. */
  'opened',
  /** An article: one more piece is on the order. */
  'added',
] as const;

export const scanSources = ['serial', 'hid', 'wedge', 'typed', 'simulated'] as const;

/** How the end of a scan was known. `report`: the scanner says so itself (HID). `unknown`: nobody looked. */
export const scanTerminators = ['cr', 'lf', 'crlf', 'etx', 'tab', 'silence', 'report', 'unknown'] as const;

/** Bytes of one scan that are kept at most. */
export const traceBytesMax = 256;

/** Traces that are kept at most. */
export const tracesMax = 20;

export const scanTrace = z.strictObject({
  /** Rises by one with each trace. */
  number: z.number().check(z.int(), z.gte(1)),
  /** Wall clock when the terminal heard of it, milliseconds. */
  atMs: z.number(),
  source: z.enum(scanSources),
  /** How people find the scanner: `/dev/ttyACM0`, `Honeywell 1450g`; '' where it has no cable of its own. */
  place: z.string().check(z.maxLength(256)),
  /** Masked, at most 256 characters of it. */
  text: z.string().check(z.maxLength(traceBytesMax)),
  /** The first bytes as they came, report by report: `5d 43 30 32 38 ** …`. '' where there were none. */
  bytes: z.string().check(z.maxLength(3 * traceBytesMax)),
  /** How many bytes more there were. */
  bytesLeftOut: z.number().check(z.int(), z.gte(0)),
  /** Between one chunk, report or key and the next, milliseconds; as many as kept bytes can have. */
  gapsMs: z.array(z.number().check(z.gte(0))).check(z.maxLength(traceBytesMax)),
  terminator: z.enum(scanTerminators),
  /** `]C0`, or null where the scanner sends none. */
  aimId: z.nullable(z.string().check(z.maxLength(3))),
  /** What was made of it: `charged`, `opened`, a reason of `words/refusals.ts`, or a {@link scanDrops}. */
  verdict: z.string().check(z.maxLength(64)),
  /** What the cashier heard; null = nothing, it was dropped. */
  tone: z.nullable(z.enum(tones)),
});

/** Why something that a scanner sent was no scan at all. The words are in `words/scanner-faults.ts`. */
export const scanDrops = [
  /** The scanner's answer to one of its set-up barcodes (AIM `]X0`). */
  'set_up_answer',
  /** The first part of a long code came, the rest did not. */
  'rest_missing',
  /** The same code twice within half a second. */
  'double_read',
  /** A report that this scanner's layout does not allow. */
  'malformed',
  /** The connection broke off in the middle. */
  'broken_off',
] as const;

export type ScanSource = (typeof scanSources)[number];
export type ScanDrop = (typeof scanDrops)[number];
export type ScanTerminator = (typeof scanTerminators)[number];
export type ScanTrace = z.infer<typeof scanTrace>;
export type Tone = (typeof tones)[number];
