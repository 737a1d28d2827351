import type { HistoryMark, HistoryRows } from '../core/history-ports.ts';
import { blocksOrder, isOpenRefund, type Payment } from '../core/payment-state.ts';

/** The `HistoryRows` port over payments in memory that do not change any more, as a rescue has them. */
export function historyOfList(payments: readonly Payment[]): HistoryRows {
  const newestFirst = payments.toSorted((one, other) => (one.paymentRequestId < other.paymentRequestId ? 1 : -1));
  const byId = new Map(payments.map((payment) => [payment.paymentRequestId, payment]));
  return {
    newestStep: () => 0,
    marksBefore(before, most) {
      const from = before === null ? 0 : newestFirst.findIndex(({ paymentRequestId }) => paymentRequestId < before);
      return from === -1 ? [] : newestFirst.slice(from, from + most).map(markOf);
    },
    marksSince: (step) => ({ marks: [], step }),
    payments: (ids) => ids.map((id) => byId.get(id) ?? null),
    numbered: (number, most) =>
      newestFirst
        .filter(
          (payment) =>
            [payment.paymentRequestId, payment.paymentId, payment.orderId].includes(number) ||
            payment.refunds.some(({ refundRequestId }) => refundRequestId === number),
        )
        .slice(0, most)
        .map(({ paymentRequestId }) => paymentRequestId),
    // The rows that told of them are lost.
    personsWords: () => [],
    away: () => [],
  };
}

function markOf(payment: Payment): HistoryMark {
  const given = payment.refunds.filter(({ phase }) => phase !== 'refused');
  const refunds = given.some(isOpenRefund) ? 'open' : given.length > 0 ? 'done' : 'none';
  const { paymentRequestId, phase } = payment;
  return { paymentRequestId, phase, isLive: blocksOrder(payment), refunds };
}
