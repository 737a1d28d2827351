import { hasOpenReversal, isUnsettled, type Payment } from './payment-state.ts';
import type { Watch } from './step.ts';

/**
 * The payments under way, by id, counted as they change: what a turn of the queue costs must not depend on how many
 * reversals an outage has left behind. It knows no rule and does nothing; what changes, and when, is not its matter.
 */

export interface Active {
  /** As the journal has it. */
  readonly durable: Payment;
  /** Further steps of an open reversal that could not be written down; null while the journal works. */
  readonly memory: Payment | null;
  readonly watch: Watch;
  /** False while a payment that a start has found still waits for its place. */
  readonly isResumed: boolean;
}

export class ActivePayments {
  readonly #byId = new Map<string, Active>();
  /** In the order in which their alarms were raised. */
  readonly #alarmed = new Map<string, Payment>();
  #openReversals = 0;
  #unsettled = 0;

  get(paymentRequestId: string): Active | undefined {
    return this.#byId.get(paymentRequestId);
  }

  put(active: Active): void {
    const id = active.durable.paymentRequestId;
    this.#recount(this.#byId.get(id)?.durable, active.durable);
    this.#byId.set(id, active);
  }

  forget(paymentRequestId: string): void {
    this.#recount(this.#byId.get(paymentRequestId)?.durable, undefined);
    this.#byId.delete(paymentRequestId);
  }

  clear(): void {
    this.#byId.clear();
    this.#alarmed.clear();
    this.#openReversals = 0;
    this.#unsettled = 0;
  }

  /** All of them, first come first: a start's in the order of their age, then what was scanned. */
  all(): IterableIterator<Active> {
    return this.#byId.values();
  }

  openReversals(): number {
    return this.#openReversals;
  }

  /** What people must still see settled. */
  unsettled(): number {
    return this.#unsettled;
  }

  /** The first `most` of those a person must look at, longest alarmed first. */
  alarmed(most: number): readonly Payment[] {
    return first(most, this.#alarmed.values());
  }

  #recount(before: Payment | undefined, after: Payment | undefined): void {
    if (before === after) return;
    this.#openReversals += counts(after, hasOpenReversal) - counts(before, hasOpenReversal);
    this.#unsettled += counts(after, isUnsettled) - counts(before, isUnsettled);
    if (after !== undefined && after.alarm !== null) this.#alarmed.set(after.paymentRequestId, after);
    else if (before !== undefined && before.alarm !== null) this.#alarmed.delete(before.paymentRequestId);
  }
}

/** The first `most` of them; looks at no more. */
export function first<Item>(most: number, items: Iterable<Item>): readonly Item[] {
  const found: Item[] = [];
  for (const item of items) {
    if (found.length >= most) break;
    found.push(item);
  }
  return found;
}

function counts(payment: Payment | undefined, isSo: (payment: Payment) => boolean): 0 | 1 {
  return payment !== undefined && isSo(payment) ? 1 : 0;
}

/** The durable states of those that fit. */
export function* durableOf(all: Iterable<Active>, isOne: (payment: Payment) => boolean): Generator<Payment> {
  for (const { durable } of all) if (isOne(durable)) yield durable;
}
