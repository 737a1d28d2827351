import type { Clock, Gateway, Outcome } from '../../main/core/ports.ts';
import { outcome, silence } from './outcome.ts';

/**
 * One payment's money at a gateway that loses, delays and refuses as it is told. It keeps the books a person would
 * keep by hand: what was taken, and what went back under which id.
 */

/**
 * What becomes of the first try of a return. `lost`: it never arrives; `unanswered`: it is done, the answer is lost;
 * `unclear`/`unclear_done`: answered U; `refused`: a signed F; `slow`: accepted, done a while later; `forgotten`:
 * accepted, and then unknown.
 */
export const firstTries = [
  'answered',
  'lost',
  'unanswered',
  'unclear',
  'unclear_done',
  'refused',
  'slow',
  'forgotten',
] as const;

export type FirstTry = (typeof firstTries)[number];

const answerMs = 20;
const slowMs = 12_000;

export class Vault {
  readonly #heldMinor: number;
  readonly #refunds = new Map<string, number>();
  readonly #refusedIds = new Set<string>();
  /** Accepted and not done yet, with the time at which they are. */
  readonly #slow = new Map<string, { readonly minor: number; readonly atMs: number }>();
  readonly #first: FirstTry;
  readonly #window: 'open' | 'closed';
  #cancelled = false;
  #tries = 0;

  /** After the cancel window each cancel is refused, and the back office has returned a part already. */
  constructor(heldMinor: number, first: FirstTry, window: 'open' | 'closed') {
    this.#heldMinor = heldMinor;
    this.#first = first;
    this.#window = window;
    if (window === 'closed') this.#refunds.set('by the back office', 300);
  }

  /** Minor units that went back to the customer so far. */
  get returnedMinor(): number {
    if (this.#cancelled) return this.#heldMinor;
    return [...this.#refunds.values()].reduce((sum, minor) => sum + minor, 0);
  }

  /** The gateway as one run of the till sees it. */
  gateway(clock: Clock): Gateway {
    const say = <Verdict extends string>(said: Outcome<Verdict>, answered: (outcome: Outcome<Verdict>) => void) =>
      clock.after(said.code === 'silence' ? 30_000 : answerMs, () => answered(said));
    return {
      pay: (_, answered) => say(outcome('success', this.#facts()), answered),
      inquirePayment: (_, answered) => say(this.#inquired(clock), answered),
      cancel: (_, answered) => say(this.#cancel(), answered),
      refund: ({ refundRequestId, amount }, answered) =>
        say(this.#refund(refundRequestId, amount.minor, clock), answered),
      inquireRefund: ({ refundRequestId }, answered) => say(this.#refundInquired(refundRequestId, clock), answered),
    };
  }

  #facts() {
    return { paymentId: 'PAY-1', paymentTime: '2026-11-20T12:00:01+08:00', orderSeen: true };
  }

  #inquired(clock: Clock): Outcome<'cancelled' | 'success'> {
    this.#ripen(clock);
    if (this.#cancelled) return outcome('cancelled', this.#facts());
    return outcome('success', { ...this.#facts(), returnedMinor: this.returnedMinor });
  }

  #cancel(): Outcome<'success' | 'refused' | 'unknown'> {
    if (this.#window === 'closed') return outcome('refused', { code: 'CANCEL_WINDOW_EXCEED', orderSeen: true });
    this.#tries += 1;
    const how = this.#tries === 1 ? this.#first : 'answered';
    if (how === 'lost') return silence;
    if (how === 'unclear' || how === 'slow' || how === 'forgotten') return outcome('unknown', { code: 'SYSTEM_ERROR' });
    if (how === 'refused') return outcome('refused', { code: 'PROCESS_FAIL', orderSeen: true });
    this.#cancelled = true;
    if (how === 'unanswered') return silence;
    return how === 'unclear_done' ? outcome('unknown', { code: 'SYSTEM_ERROR' }) : outcome('success');
  }

  #refund(id: string, minor: number, clock: Clock): Outcome<'success' | 'failed' | 'processing' | 'unknown'> {
    this.#ripen(clock);
    // The gateway repeats what it has said of an id; it never pays it twice.
    if (this.#refunds.has(id)) return outcome('success', { refundId: `REF ${id}` });
    if (this.#refusedIds.has(id)) return outcome('failed', { code: 'MERCHANT_BALANCE_NOT_ENOUGH' });
    if (this.#slow.has(id)) return outcome('processing', { code: 'REFUND_IN_PROCESS' });
    this.#tries += 1;
    const how = this.#tries === 1 ? this.#first : 'answered';
    if (how === 'lost') return silence;
    if (how === 'unclear') return outcome('unknown', { code: 'SYSTEM_ERROR' });
    if (how === 'forgotten') return outcome('processing', { code: 'REFUND_IN_PROCESS' });
    if (how === 'refused') {
      this.#refusedIds.add(id);
      return outcome('failed', { code: 'MERCHANT_BALANCE_NOT_ENOUGH' });
    }
    if (how === 'slow') {
      this.#slow.set(id, { minor, atMs: clock.wallMs() + slowMs });
      return outcome('processing', { code: 'REFUND_IN_PROCESS' });
    }
    this.#refunds.set(id, minor);
    if (how === 'unanswered') return silence;
    return how === 'unclear_done'
      ? outcome('unknown', { code: 'SYSTEM_ERROR' })
      : outcome('success', { refundId: `REF ${id}` });
  }

  #refundInquired(id: string, clock: Clock): Outcome<'success' | 'failed' | 'processing' | 'not_exist'> {
    this.#ripen(clock);
    if (this.#refunds.has(id)) return outcome('success', { refundId: `REF ${id}` });
    if (this.#refusedIds.has(id)) return outcome('failed', { code: 'SUCCESS' });
    return this.#slow.has(id) ? outcome('processing') : outcome('not_exist', { code: 'ORDER_NOT_EXIST' });
  }

  #ripen(clock: Clock): void {
    for (const [id, { minor, atMs }] of this.#slow) {
      if (clock.wallMs() < atMs) continue;
      this.#slow.delete(id);
      this.#refunds.set(id, minor);
    }
  }
}
