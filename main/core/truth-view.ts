import type { StrangerSource, TruthView } from '../contract/truth-desk.ts';
import type { PaymentView } from '../contract/views.ts';
import { type partsOfId, shownNumber } from './asked-number.ts';
import type { Said } from './journal-loss.ts';
import type { Payment } from './payment-state.ts';
import { hasReceipt } from './receipt.ts';
import { refundOff } from './refund.ts';
import {
  basisOf,
  type Heard,
  mayChargeNow,
  orderStandingOf,
  paymentVerdictOf,
  recordMovedAtMs,
  strangerVerdictOf,
  unwrittenSaid,
} from './truth-verdict.ts';

/** A question at the truth desk, and what a screen may see of it. Pure: state in, the contract's view out. */

export type About =
  | { readonly kind: 'payment'; readonly payment: Payment }
  | {
      readonly kind: 'stranger';
      readonly paymentRequestId: string;
      readonly whose: StrangerSource;
      readonly parts: NonNullable<ReturnType<typeof partsOfId>>;
    }
  | { readonly kind: 'nobody'; readonly verdict: Unfound };

export interface Question {
  readonly number: number;
  readonly id: string;
  readonly askedAtMs: number;
  readonly about: About;
  readonly heard: Heard | null;
}

/** There is nothing that could be asked for. */
export type Unfound = 'not_found' | 'archive_away' | 'journal_away';

/** What is known of the payment that was asked for. */
export interface KnownPayment {
  readonly payment: Payment;
  /** Of its order, newest first; null where they cannot all be read. */
  readonly attempts: readonly Payment[] | null;
  readonly asking: boolean;
  readonly isJournalLost: boolean;
  /** What the gateway has said of it since the journal was lost. */
  readonly told: Said | null;
  readonly viewOf: (payment: Payment) => PaymentView;
}

export function paymentTruth(question: Question, known: KnownPayment): TruthView {
  const { heard, id } = question;
  const { payment, attempts, isJournalLost, viewOf } = known;
  const verdict = isJournalLost
    ? unwrittenVerdict(unwrittenSaid(heard) ?? known.told ?? 'unclear')
    : paymentVerdictOf(payment, heard);
  const standing = orderStandingOf(payment, attempts);
  const basis = basisOf(known.asking, heard);
  return {
    ...emptyView(question),
    verdict,
    basis,
    knownAtMs: basis === 'answered' ? (heard?.atMs ?? null) : recordMovedAtMs(payment),
    code: heard?.outcome.code ?? '',
    // Whoever has asked waits for the answer.
    mayChargeAgain: basis !== 'asking' && !isJournalLost && mayChargeNow(payment, verdict, standing),
    payment: viewOf(payment),
    refundRequestId: payment.refunds.find((refund) => refund.refundRequestId === id)?.refundRequestId ?? null,
    order: { orderId: payment.orderId, standing, attempts: (attempts ?? [payment]).map(viewOf) },
    offers: {
      reprint: hasReceipt(payment),
      refund: !isJournalLost && refundOff(payment) === null,
      returns: needsReturns(verdict),
    },
  };
}

/** `currency` of this shop: the number itself says none. */
export function strangerTruth(
  question: Question,
  { paymentRequestId, whose, parts }: Extract<About, { kind: 'stranger' }>,
  asking: boolean,
  currency: string,
): TruthView {
  const { heard } = question;
  const basis = basisOf(asking, heard);
  const { paymentId = null, paymentTime = null, returnedMinor = 0 } = heard?.outcome ?? {};
  return {
    ...emptyView(question),
    verdict: strangerVerdictOf(heard, parts.amountMinor),
    basis,
    knownAtMs: basis === 'answered' ? (heard?.atMs ?? null) : null,
    code: heard?.outcome.code ?? '',
    stranger: { paymentRequestId, whose, ...parts, currency, paymentId, paymentTime, returnedMinor },
  };
}

export function nobodyTruth(question: Question, verdict: Unfound): TruthView {
  return { ...emptyView(question), verdict, basis: 'nobody' };
}

function unwrittenVerdict<Word extends Said>(said: Word): `unwritten_${Word}` {
  return `unwritten_${said}`;
}

/** Something of it waits in the tray of returns, or for a person's decision. */
function needsReturns(verdict: TruthView['verdict']): boolean {
  return /^(?:held|undecided|reversing|reversal_pending|returning_|late_success|refund_pending)/.test(verdict);
}

function emptyView({ number, id, askedAtMs, about }: Question): Omit<TruthView, 'verdict' | 'basis'> {
  return {
    number,
    asked: shownNumber(id, about.kind === 'payment'),
    askedAtMs,
    knownAtMs: null,
    code: '',
    mayChargeAgain: false,
    payment: null,
    refundRequestId: null,
    stranger: null,
    order: null,
    offers: { reprint: false, refund: false, returns: false },
  };
}
