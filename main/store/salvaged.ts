import { orderContent } from '../contract/order-views.ts';
import { looksLikePaymentRequestId } from '../core/payment-code.ts';
import type { Payment, PaymentChange, Phase } from '../core/payment-state.ts';

/**
 * What is collected of payments from a journal that cannot be opened, in any order and from any place. The newest
 * revision of a payment wins; changes without their state are put on it as far as they are newer. Everything is looked
 * at closely first: it comes from a damaged file.
 */

/** A payment is small: above so many settled ones only their ids and revisions are kept. */
const settledKept = 100_000;

export class Salvaged {
  /** The newest state of each payment; of a settled one beyond the bound only its revision. */
  readonly #known = new Map<string, Payment | number>();
  readonly #changes = new Map<string, PaymentChange[]>();
  readonly #ids = new Set<string>();
  #settled = 0;

  /** Anything that may be a whole state. */
  offerState(offered: unknown): void {
    if (!isPayment(offered)) return;
    const value = withoutBadOrder(offered);
    const id = value.paymentRequestId;
    this.offerId(id);
    const known = this.#known.get(id);
    if (known !== undefined && revisionOf(known) >= value.revision) return;
    const isNewlySettled = known === undefined && value.dueAtMs === null;
    if (isNewlySettled) this.#settled += 1;
    this.#known.set(id, isNewlySettled && this.#settled > settledKept ? value.revision : value);
  }

  /** Anything that may be the body of a journal row of this payment. */
  offerBody(id: string, body: unknown): void {
    const change = changeIn(body);
    if (change === null || !looksLikePaymentRequestId(id)) return;
    this.offerId(id);
    if (change.revision === 1) this.offerState(change);
    const known = this.#known.get(id);
    if (known !== undefined && revisionOf(known) >= change.revision) return;
    const changes = this.#changes.get(id);
    if (changes === undefined) this.#changes.set(id, [change]);
    else if (changes.every((other) => other.revision !== change.revision)) changes.push(change);
  }

  /** Something that has the form of a paymentRequestId. */
  offerId(id: string): void {
    if (looksLikePaymentRequestId(id)) this.#ids.add(id);
  }

  /** Ids of which no state has been read yet. */
  without(): readonly string[] {
    return [...this.#ids].filter((id) => !this.#known.has(id));
  }

  result(): { readonly payments: readonly Payment[]; readonly unreadableIds: readonly string[] } {
    for (const [id, changes] of this.#changes) this.#putOn(id, changes);
    const payments = [...this.#known.values()].filter((known) => typeof known !== 'number');
    return { payments: payments.toSorted(oldestFirst), unreadableIds: this.without().toSorted() };
  }

  /** Over gaps too: each field as the newest row that could be read has it. */
  #putOn(id: string, changes: readonly PaymentChange[]): void {
    const known = this.#known.get(id);
    if (known === undefined || typeof known === 'number') return;
    const newer = changes.filter(({ revision = 0 }) => revision > known.revision);
    const state: unknown = Object.assign({}, known, ...newer.toSorted((a, b) => (a.revision ?? 0) - (b.revision ?? 0)));
    if (isPayment(state)) this.#known.set(id, withoutBadOrder(state));
  }
}

function revisionOf(known: Payment | number): number {
  return typeof known === 'number' ? known : known.revision;
}

function oldestFirst(one: Payment, other: Payment): number {
  if (one.scannedAtMs !== other.scannedAtMs) return one.scannedAtMs - other.scannedAtMs;
  return one.paymentRequestId < other.paymentRequestId ? -1 : 1;
}

/** The changed fields that a journal row holds; each has its revision among them. */
function changeIn(body: unknown): (PaymentChange & { readonly revision: number }) | null {
  if (!isObject(body) || !isObject(body['change'])) return null;
  const { change } = body;
  return isCount(change['revision']) ? (change as PaymentChange & { readonly revision: number }) : null;
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isFlag: Check = (value) => typeof value === 'boolean';
const isTime: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const isCount: Check = (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const phases: Readonly<Record<Phase, true>> = {
  paying: true,
  inquiring: true,
  held: true,
  undecided: true,
  reversing: true,
  reversal_pending: true,
  paid: true,
  not_charged: true,
  reversed: true,
};

const reversalFields = {
  generation: isCount,
  way: (value) => value === 'cancel' || value === 'refund',
  late: isFlag,
  // A row of an older version has none.
  cause: (value) => value === undefined || isText(value),
  openedAtMs: isTime,
  seriesOver: isFlag,
  backOffMs: isTime,
  refusedCode: isText,
  doneAtMs: orNull(isTime),
  // A row of the first version has none.
  closed: (value) => value === undefined || value === null || isObject(value),
} satisfies Record<keyof NonNullable<Payment['reversal']>, Check>;

const refundFields = {
  refundRequestId: isText,
  amountMinor: isCount,
  origin: (value) => value === 'person' || value === 'reversal',
  why: isText,
  // One that the terminal began itself has none.
  key: (value) => value === undefined || isText(value),
  phase: isText,
  requestedAtMs: isTime,
  sends: isCount,
  absences: isCount,
  seriesOver: isFlag,
  backOffMs: isTime,
  refundId: orNull(isText),
  refundTime: orNull(isText),
  code: isText,
} satisfies Record<keyof Payment['refunds'][number], Check>;

const has =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isObject(value) && Object.entries(fields).every(([name, check]) => check(value[name]));
const every =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);

const paymentFields = {
  paymentRequestId: (value) => typeof value === 'string' && looksLikePaymentRequestId(value),
  orderId: isText,
  // What was bought moves no money: see `withoutBadOrder`.
  order: () => true,
  amount: has({ minor: isCount, currency: (value) => typeof value === 'string' && /^[A-Z]{3}$/.test(value) }),
  serial: isCount,
  codeMask: isText,
  codeFingerprint: isText,
  phase: (value) => typeof value === 'string' && Object.hasOwn(phases, value),
  revision: (value) => isCount(value) && value !== 0,
  scannedAtMs: isTime,
  expiresAtMs: isTime,
  seriesEndsAtMs: isTime,
  inquiries: isCount,
  cancels: isCount,
  orderSeen: isFlag,
  paymentId: orNull(isText),
  paymentTime: orNull(isText),
  code: isText,
  freedAfterMs: orNull(isTime),
  alarm: orNull(isText),
  reversal: orNull(has(reversalFields)),
  refunds: every(has(refundFields)),
  doubt: isFlag,
  askAgainAtMs: every(isTime),
  dueAtMs: orNull(isTime),
  decision: (value) => value === undefined || isObject(value),
} satisfies Record<keyof Payment, Check>;

/** A payment is not given up because of the list of what was bought. */
function withoutBadOrder(payment: Payment): Payment {
  if (payment.order === undefined || orderContent.safeParse(payment.order).success) return payment;
  const { order: _, ...rest } = payment;
  return rest;
}

/** Every field is there and of its kind; more fields, of a newer program, do no harm. */
function isPayment(value: unknown): value is Payment {
  return has(paymentFields)(value);
}
