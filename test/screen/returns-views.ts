import type { ReturnCard, ReturnsPage } from '../../main/contract/returns.ts';
import type { PaymentView, TerminalView } from '../../main/contract/views.ts';
import { idleView, nowMs, payment } from './views.ts';

/** The reversal tray in the situations that a back office meets, as the terminal would send it. */

const hourMs = 3_600_000;

const pending: PaymentView = {
  ...payment,
  status: 'reversal_pending',
  phase: 'reversal_pending',
  code: 'silence',
  alarm: 'call_support',
  scannedAtMs: nowMs - 2 * hourMs,
  inquiries: 20,
  cancels: 31,
  elapsedMs: 68_500,
  dueAtMs: nowMs + 137_000,
  asking: false,
  seriesOver: true,
};

export const pendingCard: ReturnCard = {
  payment: pending,
  kind: 'reversal',
  amountMinor: 12_800,
  cause: 'stopped_by_cashier',
  openedAtMs: nowMs - 2 * hourMs + 60_000,
  way: 'cancel',
  attempts: 31,
  lastAnswer: 'silence',
  nextTryAtMs: nowMs + 137_000,
  inLine: false,
  cancelUntilMs: nowMs + 9 * hourMs,
  closing: false,
  mayClose: true,
  decision: null,
  endedAtMs: null,
};

function another(n: number, changes: Partial<ReturnCard>, of: Partial<PaymentView> = {}): ReturnCard {
  const number = String(n).padStart(4, '0');
  return {
    ...pendingCard,
    amountMinor: of.amountMinor ?? 12_800,
    ...changes,
    payment: {
      ...pending,
      paymentRequestId: `20261120060509000100000001280${number.padStart(5, '0')}483920`,
      orderId: `O2026112006050900010${number}42`,
      ...of,
    },
  };
}

export const decideCard = another(
  1,
  {
    kind: 'decide',
    cause: '',
    way: null,
    attempts: 0,
    lastAnswer: 'SUCCESS',
    cancelUntilMs: null,
    mayClose: false,
    openedAtMs: nowMs - 900_000,
    nextTryAtMs: nowMs + 540_000,
  },
  {
    status: 'checking',
    phase: 'undecided',
    code: 'SUCCESS',
    alarm: 'old_success',
    paymentId: '2026112019074100010000000007',
    inquiries: 1,
    cancels: 0,
    dueAtMs: nowMs + 540_000,
    needsDecision: true,
    amountMinor: 4_500,
  },
);

const closing = another(
  2,
  { closing: true, cancelUntilMs: nowMs + 1_805_000, cause: 'silence', lastAnswer: 'MERCHANT_BALANCE_NOT_ENOUGH' },
  { alarm: 'top_up_balance', code: 'MERCHANT_BALANCE_NOT_ENOUGH', amountMinor: 188_800 },
);

const refunding = another(
  3,
  {
    way: 'refund',
    cause: 'returned_by_person',
    lastAnswer: 'REFUND_IN_PROCESS',
    cancelUntilMs: null,
    attempts: 2,
    decision: { kept: false, by: 'Chan Siu Ming', why: 'left without the goods', atMs: nowMs - hourMs },
  },
  { code: 'REFUND_IN_PROCESS', amountMinor: 600, paymentId: '2026112019074100010000000008' },
);

export const closedCard = another(
  4,
  { kind: 'settled', way: null, nextTryAtMs: null, cancelUntilMs: null, mayClose: false, endedAtMs: nowMs - 120_000 },
  {
    status: 'reversed',
    phase: 'reversed',
    code: 'closed_by_person',
    alarm: null,
    dueAtMs: null,
    mayChargeAgain: true,
    closed: {
      by: 'Li Wei',
      why: 'customer showed the returned money',
      evidence: 'Alipay case 20261121-0042',
      atMs: nowMs - 120_000,
      confirmed: false,
    },
  },
);

export const trayCards: readonly ReturnCard[] = [decideCard, closing, refunding, pendingCard];

export const trayPage: ReturnsPage = {
  counts: { all: 4, person: 4, closing: 1, refunds: 1 },
  totals: [
    { kind: 'decide', currency: 'CNY', payments: 1, amountMinor: 4_500 },
    { kind: 'reversal', currency: 'CNY', payments: 3, amountMinor: 202_200 },
  ],
  matching: 4,
  cards: [...trayCards],
};

/** An idle till with three reversals open. */
export const trayView: TerminalView = { ...idleView, openReversals: 3, unsettled: 4, gateway: 'unreachable' };

/** As many cards as an outage leaves; `from` and `most` as asked. */
export function manyCards(count: number, from: number, most: number): ReturnsPage {
  const cards = Array.from({ length: Math.min(most, count - from) }, (_, n) => another(from + n + 10, {}));
  return {
    counts: { all: count, person: count, closing: 0, refunds: 0 },
    totals: [{ kind: 'reversal', currency: 'CNY', payments: count, amountMinor: count * 12_800 }],
    matching: count,
    cards,
  };
}
