import type { Tone } from '../main/contract/scan-views.ts';
import type { TerminalView } from '../main/contract/views.ts';
import { type StateName, stateNameOf } from '../main/contract/words/states.ts';

/**
 * What the till sounds like: which sound belongs to what has just become so, and of which tones each is made. Pure; the
 * playing is in `sounds.ts`. A sound never stands alone: the screen says the same in words.
 */

/** What can be heard: an answer to a scan or a request, the end of a payment, or that it still has none. */
export type Sound = Tone | 'paid' | 'returned' | Reminder;

/** `tick`: the customer may have to act; `unclear`: still not certain, do not charge again. */
export type Reminder = 'tick' | 'unclear';

/** One tone after another. */
export interface Beep {
  readonly hertz: number;
  readonly ms: number;
  /** Silence behind it, milliseconds. */
  readonly restMs: number;
  readonly wave: 'sine' | 'triangle' | 'square';
}

/** No sound is longer, milliseconds: the next customer waits. */
export const soundMsMax = 2_000;

/**
 * Told apart with eyes shut: up = good, down and low = the money is not certain, one buzz = no, two short = once more.
 * All between 300 and 1200 Hz, which small loudspeakers and ageing ears still have.
 */
export const melodies: Readonly<Record<Sound, readonly Beep[]>> = {
  accepted: [{ hertz: 880, ms: 70, restMs: 0, wave: 'sine' }],
  paid: [
    { hertz: 659, ms: 110, restMs: 20, wave: 'sine' },
    { hertz: 880, ms: 110, restMs: 20, wave: 'sine' },
    { hertz: 1_175, ms: 260, restMs: 0, wave: 'sine' },
  ],
  returned: [
    { hertz: 784, ms: 140, restMs: 30, wave: 'sine' },
    { hertz: 659, ms: 200, restMs: 0, wave: 'sine' },
  ],
  opened: [
    { hertz: 659, ms: 80, restMs: 20, wave: 'triangle' },
    { hertz: 784, ms: 80, restMs: 0, wave: 'triangle' },
  ],
  // As short as a supermarket's: it is heard thirty times per customer.
  added: [{ hertz: 1_047, ms: 60, restMs: 0, wave: 'triangle' }],
  refused: [{ hertz: 330, ms: 380, restMs: 0, wave: 'square' }],
  again: [
    { hertz: 523, ms: 90, restMs: 70, wave: 'triangle' },
    { hertz: 523, ms: 90, restMs: 0, wave: 'triangle' },
  ],
  busy: [
    { hertz: 440, ms: 230, restMs: 40, wave: 'triangle' },
    { hertz: 330, ms: 230, restMs: 90, wave: 'triangle' },
    { hertz: 440, ms: 230, restMs: 40, wave: 'triangle' },
    { hertz: 330, ms: 330, restMs: 0, wave: 'triangle' },
  ],
  tick: [
    { hertz: 784, ms: 60, restMs: 120, wave: 'sine' },
    { hertz: 784, ms: 60, restMs: 0, wave: 'sine' },
  ],
  unclear: [
    { hertz: 440, ms: 160, restMs: 40, wave: 'sine' },
    { hertz: 330, ms: 200, restMs: 0, wave: 'sine' },
  ],
};

/** Heard again and again by whoever stands beside the till, so they are less than half as loud. */
export const quietSounds: ReadonlySet<Sound> = new Set(['tick', 'unclear']);

export function lengthMs(beeps: readonly Beep[]): number {
  return beeps.reduce((sum, { ms, restMs }) => sum + ms + restMs, 0);
}

/** The money is not certain, and nothing may be charged again. */
const uncertain: ReadonlySet<StateName> = new Set(['checking', 'held', 'undecided', 'reversing', 'reversal_pending']);

/**
 * What is to be heard of the step from one view to the next; null = nothing. The end of a payment comes before the
 * answer to a scan. Nothing of the first view of a page: it was heard when it became so.
 */
export function soundOf(before: TerminalView | null, view: TerminalView): Sound | null {
  if (before === null) return null;
  return soundOfPayment(before, view) ?? toneOfAnswer(before, view);
}

/** How the terminal's newest answer sounds; two equal ones are heard twice. */
function toneOfAnswer(before: TerminalView, { counter: { tone } }: TerminalView): Tone | null {
  return tone === null || tone.number === before.counter.tone?.number ? null : tone.kind;
}

function soundOfPayment({ counter: before }: TerminalView, { counter }: TerminalView): Sound | null {
  if (counter.payment === null) return null;
  const isSame = before.payment?.paymentRequestId === counter.payment.paymentRequestId;
  const was = isSame && before.payment !== null ? stateNameOf(before.payment) : null;
  const is = stateNameOf(counter.payment);
  if (was === is) return null;
  switch (is) {
    case 'paid':
      return 'paid';
    case 'not_charged':
      return 'refused';
    case 'reversed':
      return 'returned';
    default:
      // From one uncertainty to the next nothing has changed for the cashier.
      return uncertain.has(is) && (was === null || !uncertain.has(was)) ? 'busy' : null;
  }
}
