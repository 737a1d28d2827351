import type { FlightTimeline } from '../../main/contract/flight.ts';
import type { TruthView } from '../../main/contract/truth-desk.ts';
import type { PaymentView } from '../../main/contract/views.ts';
import { nowMs, payment } from './views.ts';

/** Answers of the truth desk, as the terminal would give them. */

export const paidPayment: PaymentView = {
  ...payment,
  status: 'paid',
  phase: 'paid',
  code: 'SUCCESS',
  asking: false,
  elapsedMs: 1_640,
  scannedAtMs: nowMs - 840_000,
  paymentId: '2026112019074100010000000007',
  paymentTime: '2026-11-20T13:51:31+08:00',
};

const notCharged: PaymentView = {
  ...paidPayment,
  paymentRequestId: '2026112005505100010000000128000006112233',
  status: 'not_charged',
  phase: 'not_charged',
  mayChargeAgain: true,
  code: 'USER_BALANCE_NOT_ENOUGH',
  scannedAtMs: nowMs - 900_000,
  paymentId: null,
  paymentTime: null,
};

export const paidTruth: TruthView = {
  number: 1,
  asked: payment.paymentRequestId,
  askedAtMs: nowMs - 1_000,
  verdict: 'paid',
  basis: 'answered',
  knownAtMs: nowMs - 600,
  code: 'SUCCESS',
  mayChargeAgain: false,
  payment: paidPayment,
  refundRequestId: null,
  stranger: null,
  order: { orderId: payment.orderId, standing: 'alone', attempts: [paidPayment] },
  offers: { reprint: true, refund: true, returns: false },
};

const none = { reprint: false, refund: false, returns: false } as const;

/** One of each kind that looks different. */
export const truths = {
  paid: paidTruth,
  asking: { ...paidTruth, basis: 'asking', code: '' },
  record: { ...paidTruth, basis: 'record', code: 'silence', knownAtMs: nowMs - 86_400_000 },
  not_charged: {
    ...paidTruth,
    verdict: 'not_charged',
    mayChargeAgain: true,
    code: 'USER_BALANCE_NOT_ENOUGH',
    payment: notCharged,
    order: { orderId: payment.orderId, standing: 'alone', attempts: [notCharged] },
    offers: none,
  },
  other_paid: {
    ...paidTruth,
    verdict: 'not_charged',
    payment: notCharged,
    order: { orderId: payment.orderId, standing: 'other_paid', attempts: [paidPayment, notCharged] },
    offers: none,
  },
  reversal_pending: {
    ...paidTruth,
    verdict: 'reversal_pending',
    basis: 'record',
    code: 'silence',
    payment: { ...paidPayment, status: 'reversal_pending', phase: 'reversal_pending', code: 'silence', cancels: 4 },
    offers: { reprint: true, refund: false, returns: true },
  },
  closed_by_person: {
    ...paidTruth,
    verdict: 'closed_by_person',
    basis: 'record',
    code: 'silence',
    mayChargeAgain: true,
    payment: {
      ...paidPayment,
      status: 'reversed',
      phase: 'reversed',
      mayChargeAgain: true,
      code: 'closed_by_person',
      closed: {
        by: '张敏',
        why: 'Alipay support returned it by hand',
        evidence: 'case 2026-4711',
        atMs: nowMs - 3_600_000,
        confirmed: false,
      },
    },
    offers: { reprint: true, refund: false, returns: false },
  },
  stranger: {
    ...paidTruth,
    verdict: 'stranger_paid',
    payment: null,
    order: null,
    stranger: {
      paymentRequestId: '2026112005201200070000000256000003445566',
      whose: 'other_till',
      terminalNumber: '0007',
      amountMinor: 25_600,
      currency: 'CNY',
      scannedAtMs: nowMs - 2_718_000,
      paymentId: '2026112019074100010000000042',
      paymentTime: '2026-11-20T13:20:14+08:00',
      returnedMinor: 0,
    },
    asked: '2026112005201200070000000256000003445566',
    offers: none,
  },
  not_found: {
    ...paidTruth,
    verdict: 'not_found',
    basis: 'nobody',
    code: '',
    knownAtMs: null,
    payment: null,
    order: null,
    asked: 'TABLE-7',
    offers: none,
  },
} as const satisfies Readonly<Record<string, TruthView>>;

export type TruthName = keyof typeof truths;

const at = paidPayment.scannedAtMs;
const entry = { fine: true, call: null, number: null, code: null, tookMs: null, facts: {} } as const;

/** A quick sale, as the flight recorder tells it. */
export const timeline: FlightTimeline = {
  paymentRequestId: paidPayment.paymentRequestId,
  paymentId: paidPayment.paymentId,
  orderId: paidPayment.orderId,
  refundRequestIds: [],
  scannedAtMs: at,
  freedAfterMs: 1_640,
  recorded: 'whole',
  entries: [
    { ...entry, atMs: at, afterMs: 0, kind: 'scanned', facts: { source: 'hid', codeMask: '28…3456' } },
    { ...entry, atMs: at + 3, afterMs: 3, kind: 'written', tookMs: 2.6, facts: { step: 'scanned', phase: 'paying' } },
    {
      ...{ ...entry, atMs: at + 5, afterMs: 5, kind: 'sent', call: 'pay', number: 1 },
      facts: { connection: 'kept', leftAfterMs: 1.1 },
    },
    {
      ...{ ...entry, atMs: at + 1_636, afterMs: 1_636, kind: 'answered', call: 'pay', number: 1, code: 'SUCCESS' },
      ...{ tookMs: 1_631, facts: { http: 200, verdict: 'success', signed: true, resultStatus: 'S' } },
    },
    { ...entry, atMs: at + 1_640, afterMs: 1_640, kind: 'written', tookMs: 3.1, facts: { phase: 'paid' } },
    {
      ...{ ...entry, atMs: at + 2_912, afterMs: 2_912, kind: 'paper' },
      facts: { paper: 'paid', paperState: 'printed' },
    },
  ],
  leftOut: 0,
};
