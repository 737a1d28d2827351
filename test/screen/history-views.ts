import type { Page } from 'playwright-core';
import type { HistoryPage, HistoryPayment, HistoryRow } from '../../main/contract/history.ts';
import type { PaymentView, RefundView, TerminalView } from '../../main/contract/views.ts';
import { answer, show } from './page.ts';
import { nowMs, payment } from './views.ts';

/** A history of a shop as the terminal would tell it, and the ways into it. */

const paidView: PaymentView = {
  ...payment,
  status: 'paid',
  phase: 'paid',
  code: 'SUCCESS',
  asking: false,
  paymentId: '2026112019074101000000000748392',
  paymentTime: '2026-11-20T14:05:09+08:00',
  elapsedMs: 1_640,
};

const doneRefund: RefundView = {
  refundRequestId: 'R2026112006053000010007111222',
  amountMinor: 2_800,
  status: 'done',
  origin: 'person',
  code: 'SUCCESS',
  refundId: '2026112019074104000000000111222',
  refundTime: '2026-11-20T14:25:10+08:00',
};

function rowOf(n: number, more: Partial<HistoryRow>): HistoryRow {
  const scannedAtMs = nowMs - 20_000 - n * 173_000;
  const second = new Date(scannedAtMs).toISOString().replace(/\D/g, '').slice(0, 14);
  const amountMinor = 1_280 + ((n * 7_919) % 50_000);
  return {
    paymentRequestId: `${second}0001${String(amountMinor).padStart(12, '0')}${String(900 - n).padStart(4, '0')}483920`,
    orderId: `O${second}0001${String(900 - n).padStart(4, '0')}17`,
    amountMinor,
    currency: 'CNY',
    status: 'paid',
    phase: 'paid',
    code: 'SUCCESS',
    scannedAtMs,
    refundedMinor: 0,
    refundOpen: false,
    closedOnWord: false,
    ...more,
  };
}

export const historyRows: readonly HistoryRow[] = [
  rowOf(0, { status: 'checking', phase: 'inquiring', code: 'PAYMENT_IN_PROCESS' }),
  rowOf(1, { paymentRequestId: payment.paymentRequestId, orderId: payment.orderId, amountMinor: 12_800 }),
  rowOf(2, { status: 'not_charged', phase: 'not_charged', code: 'USER_BALANCE_NOT_ENOUGH' }),
  rowOf(3, { refundedMinor: 500 }),
  rowOf(4, { status: 'reversed', phase: 'reversed', code: 'silence' }),
  rowOf(5, { refundedMinor: 300, refundOpen: true }),
  rowOf(6, { status: 'reversal_pending', phase: 'reversal_pending', code: 'silence' }),
  ...Array.from({ length: 43 }, (_, n) => rowOf(n + 7, {})),
];

export const historyPage: HistoryPage = {
  ok: true,
  upTo: historyRows[0]?.paymentRequestId ?? null,
  total: 1_000_000,
  complete: true,
  lookedBackToMs: null,
  awayYears: [],
  at: 0,
  rows: [...historyRows],
};

/** 128.00 paid, 28.00 of it refunded. */
export const wholePayment: HistoryPayment = {
  ok: true,
  payment: { ...paidView, refunds: [doneRefund] },
  refunds: [
    { refundRequestId: doneRefund.refundRequestId, why: '退货', requestedAtMs: nowMs - 5_000, seriesOver: false },
  ],
  leftMinor: 10_000,
  refundOff: null,
  hasReceipt: true,
  words: [{ kind: 'kept', atMs: nowMs - 9_000, by: '李敏', why: '顾客已取货', evidence: '' }],
};

/** The payment with one more refund of 40.00 that stands so. */
export function withRefund(status: RefundView['status'], code: string, seriesOver = false): HistoryPayment {
  const refundRequestId = 'R2026112006053100010007333444';
  const refund: RefundView = {
    ...doneRefund,
    refundRequestId,
    amountMinor: 4_000,
    status,
    code,
    ...(status === 'done' ? {} : { refundId: null, refundTime: null }),
  };
  return {
    ...wholePayment,
    payment: { ...wholePayment.payment, refunds: [doneRefund, refund] },
    refunds: [...wholePayment.refunds, { refundRequestId, why: '退货', requestedAtMs: nowMs, seriesOver }],
    leftMinor: status === 'refused' ? 10_000 : 6_000,
  };
}

export const historyDialog = (page: Page) => page.locator('dialog[data-field="history"]');

/** Opens the history on its list. */
export async function openHistory(page: Page, found: HistoryPage = historyPage): Promise<void> {
  await answer(page, 'history.page', found);
  await answer(page, 'history.payment', wholePayment);
  await page.keyboard.press('F4');
  await historyDialog(page).waitFor();
  if (found.total > 0) await page.locator('.history-row[data-payment]').first().waitFor();
}

/** …on its second payment. */
export async function chooseSecond(page: Page): Promise<void> {
  await page.locator('.history-row').nth(1).click();
  await page.locator('[data-act="history-refund"]').waitFor();
}

/** …and a refund of 40.00 before its last question. */
export async function askForForty(page: Page): Promise<void> {
  await page.locator('[data-act="history-refund"]').click();
  await page.locator('[data-act="refund-4"]').click();
  await page.locator('[data-act="refund-0"]').click();
  await page.locator('[data-act="reason"]').first().click();
}

/** Pictures of the history: `name` of one. */
export const historyShots = [
  'history',
  'history-away',
  'history-one',
  'history-refund',
  'history-confirm',
  'history-refused',
  'history-pending',
];

export async function prepareHistory(page: Page, name: string, view: TerminalView): Promise<void> {
  if (name === 'history-away') await openHistory(page, { ...historyPage, total: 0, rows: [], awayYears: [2024, 2025] });
  else await openHistory(page);
  if (name === 'history' || name === 'history-away') return;
  await chooseSecond(page);
  if (name === 'history-one') return;
  await askForForty(page);
  if (name === 'history-refund') return;
  await page.locator('[data-act="refund-next"]').click();
  if (name === 'history-confirm') return;
  const whole =
    name === 'history-refused' ? withRefund('refused', 'REFUND_WINDOW_EXCEED') : withRefund('pending', 'silence', true);
  await answer(page, 'refund.start', {
    ok: true,
    refundRequestId: whole.refunds.at(-1)?.refundRequestId,
    payment: whole.payment,
  });
  await answer(page, 'history.payment', whole);
  await page.locator('[data-act="refund-confirm"]').click();
  await show(page, { ...view, version: 9 });
  await page.locator('.refund-parts').waitFor();
}
