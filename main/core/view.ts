import type { PaymentView, RefundView, Status, TerminalView } from '../contract/views.ts';
import { shownNumber } from './asked-number.ts';
import { never } from './invariant.ts';
import type { Limits } from './limits.ts';
import { decimals } from './money.ts';
import { isOpenRefund, mayChargeAgain, type Payment, type Refund } from './payment-state.ts';
import type { Rescue } from './ports.ts';
import type { AtCounter, CounterAnswer } from './sale.ts';
import { toneOf } from './scan-triage.ts';

/** What the cashier may see: state in, the contract's views out. */

/** A closed payment of which the gateway reports a success is being checked again, whatever it was before. */
export function statusOf(payment: Pick<Payment, 'phase' | 'doubt'>): Status {
  if (payment.doubt) return 'checking';
  const { phase } = payment;
  switch (phase) {
    case 'paying':
    case 'inquiring':
    case 'held':
    case 'undecided':
      return 'checking';
    case 'paid':
    case 'not_charged':
    case 'reversing':
    case 'reversed':
    case 'reversal_pending':
      return phase;
    default:
      return never(phase);
  }
}

/** One of many: what was bought is left out, so that a list stays small; a look at the payment has it. */
export function listed(view: PaymentView): PaymentView {
  return { ...view, order: null };
}

/** `asking` = a call for it is on its way. */
export function paymentViewOf(payment: Payment, asking: boolean, limits: Limits): PaymentView {
  return {
    paymentRequestId: payment.paymentRequestId,
    orderId: payment.orderId,
    order: payment.order ?? null,
    amountMinor: payment.amount.minor,
    currency: payment.amount.currency,
    status: statusOf(payment),
    phase: payment.phase,
    mayChargeAgain: mayChargeAgain(payment),
    code: payment.code,
    alarm: payment.alarm,
    codeMask: payment.codeMask,
    paymentId: payment.paymentId,
    paymentTime: payment.paymentTime,
    scannedAtMs: payment.scannedAtMs,
    inquiries: payment.inquiries,
    inquiriesMax: limits.inquiries,
    cancels: payment.cancels,
    elapsedMs: payment.freedAfterMs,
    dueAtMs: payment.dueAtMs,
    seriesOver:
      payment.reversal?.seriesOver === true ||
      payment.refunds.some((refund) => refund.seriesOver && isOpenRefund(refund)),
    asking,
    needsDecision: payment.phase === 'undecided',
    refunds: payment.refunds.map(refundViewOf),
    // A row of an older version has no such field.
    closed: payment.reversal?.closed ?? null,
  };
}

function refundViewOf(refund: Refund): RefundView {
  return {
    refundRequestId: refund.refundRequestId,
    amountMinor: refund.amountMinor,
    status: refund.phase === 'done' || refund.phase === 'refused' ? refund.phase : 'pending',
    origin: refund.origin,
    code: refund.code,
    refundId: refund.refundId,
    refundTime: refund.refundTime,
  };
}

/** Everything else a whole view shows. */
export interface Shown {
  readonly version: number;
  /** Wall clock, milliseconds. */
  readonly nowMs: number;
  readonly identity: TerminalIdentity;
  readonly amountMinorMax: number;
  readonly salesStopped: string | null;
  readonly counter: AtCounter;
  readonly counterPayment: PaymentView | null;
  readonly entry: TerminalView['entry'];
  readonly settings: TerminalView['settings'];
  /** The payment whose receipt was scanned last. */
  readonly lookedPayment: PaymentView | null;
  readonly openReversals: number;
  readonly unsettled: number;
  readonly recovered: readonly PaymentView[];
  readonly attention: readonly PaymentView[];
  readonly unwritten: TerminalView['unwritten'];
  readonly rescue: Rescue | undefined;
  readonly gateway: TerminalView['gateway'];
  readonly devices: TerminalView['devices'];
  readonly printer: TerminalView['printer'];
}

/** Who this terminal is, from its configuration. */
export interface TerminalIdentity {
  readonly training: boolean;
  readonly merchantName: string;
  readonly storeName: string;
  /** Four digits, unique per Client-Id. */
  readonly terminalNumber: string;
  readonly currency: string;
  readonly language: string;
  /** Of the shop, such as Asia/Shanghai. */
  readonly timeZone: string;
}

export function terminalViewOf(shown: Shown): TerminalView {
  const { counter, counterPayment } = shown;
  return {
    version: shown.version,
    nowMs: shown.nowMs,
    ...shown.identity,
    decimals: decimals(shown.identity.currency),
    amountMinorMax: shown.amountMinorMax,
    salesStopped: shown.salesStopped,
    counter: {
      state: counter.state,
      orderId: counter.state === 'idle' ? null : counter.orderId,
      amountMinor: counter.state === 'idle' ? null : counter.amount.minor,
      order: counter.state === 'idle' ? null : counter.order,
      payment: counterPayment,
      ...answerViewOf(counter.answer, shown.lookedPayment),
    },
    entry: shown.entry,
    settings: shown.settings,
    openReversals: shown.openReversals,
    unsettled: shown.unsettled,
    recovered: [...shown.recovered],
    attention: [...shown.attention],
    unwritten: [...shown.unwritten],
    rescue: rescueViewOf(shown.rescue),
    gateway: shown.gateway,
    devices: shown.devices,
    printer: shown.printer,
  };
}

function answerViewOf(
  answer: CounterAnswer | null,
  payment: PaymentView | null,
): Pick<TerminalView['counter'], 'notice' | 'tone' | 'looked' | 'asked'> {
  if (answer === null) return { notice: null, tone: null, looked: null, asked: null };
  const { reason, number, asked } = answer;
  return {
    notice: reason === null ? null : { reason, number },
    tone: { kind: toneOf(reason), number },
    looked: payment === null ? null : { payment, number },
    asked: asked === null ? null : { id: shownNumber(asked.id, asked.looked !== null), number },
  };
}

/** Ids shown at most; the count tells of the rest. */
const unreadableShown = 100;

/** Null while there is a journal. */
export function rescueViewOf(rescue: Rescue | undefined): TerminalView['rescue'] {
  if (rescue === undefined) return null;
  const { reason, unreadableIds } = rescue;
  return { reason, unreadable: unreadableIds.length, unreadableIds: unreadableIds.slice(-unreadableShown) };
}
