/**
 * Where scanners and people differ, in numbers. One of them may be changed at a till whose scanner types slowly; the
 * others follow from it. It knows no keys.
 */

/** All in milliseconds, or counts of keys. */
export interface Rhythm {
  /** Longest gap between the keys of a burst that is not sure yet. */
  readonly burstGapMs: number;
  /** How long a key is held before it counts as typed: a little longer than the gap, for late events. */
  readonly holdMs: number;
  /** A burst that is sure ends after so much silence; a shorter stutter of the line does no harm. */
  readonly silenceMs: number;
  /** Keys from which a burst is sure, all within {@link quickGapMs}; rolling fingers make fewer. Customary. */
  readonly keysMin: number;
  /** Keys from which a slower burst is sure without a terminator: one more than the longest amount has. */
  readonly slowKeysMin: number;
}

/** Scanners send keys 1 to 20 ms apart, fast typists stay above 50 ms: until somebody says otherwise, and at least. */
export const quickGapMs = 35;

/** Nobody types 14 keys in a row that close, but from here on some type six. */
export const slowestGapMs = 70;

/** Keys of a scanner that is too slow for any setting are no further apart, milliseconds. */
export const crawlGapMs = 150;

/** 12 digits and a point. */
const amountKeysMax = 13;

/** `burstGapMs` is brought between 35 and 70. */
export function rhythmOf(burstGapMs: number): Rhythm {
  const gapMs = Number.isFinite(burstGapMs) ? Math.min(slowestGapMs, Math.max(quickGapMs, burstGapMs)) : quickGapMs;
  return {
    burstGapMs: gapMs,
    holdMs: gapMs + 5,
    silenceMs: Math.max(80, 2 * gapMs),
    keysMin: 6,
    slowKeysMin: amountKeysMax + 1,
  };
}

export const usualRhythm = rhythmOf(quickGapMs);

/**
 * The gap to allow for a scanner whose longest gap was this: a tenth more and two frames of its cable, in steps of
 * five. Null where that is beyond what can be told from a person.
 */
export function gapForMs(longestGapMs: number): number | null {
  const proposedMs = Math.ceil((longestGapMs * 1.1 + 2) / 5) * 5;
  return proposedMs <= slowestGapMs ? Math.max(quickGapMs, proposedMs) : null;
}
