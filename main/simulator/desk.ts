import type { Chance, Clock } from '../core/ports.ts';
import type { LedgerRow, Order, RefundEntry } from './ledger.ts';
import { canPay, defaultWallet, merchantWallet, moved, type Register } from './register.ts';
import { type CancelWindow, idStamp } from './times.ts';

/**
 * What every call of the state table stands on: the register, the gateway's time, the contract's rules, and the
 * three ways money moves. `settle` lets happen what is due by now; who calls it, and when, is not its business.
 */

/** Contract values, which every merchant has other ones of. */
export interface Rules {
  /** Amounts 9901 to 9904 behave as Alipay's mock amounts. */
  readonly mockAmounts: boolean;
  readonly cancelWindow: CancelWindow;
  /** From paymentTime. The refund page's example is 6 months. */
  readonly refundWindowMs: number;
  /** Where the request names no paymentExpiryTime; usually 10 minutes (page `ams/upm`). */
  readonly expiryMs: number;
}

export interface Desk {
  readonly register: Register;
  readonly clock: Clock;
  readonly chance: Chance | null;
  readonly rules: Rules;
  /** Gateway time minus machine time, milliseconds. */
  readonly skewMs: () => number;
  /** Called after an order changed; arms the timer of what is due next. */
  readonly changed: (order: Order) => void;
}

/** What a fault plan bends inside one call. */
export interface Twist {
  /** Pay: the customer's bank declines with this code. */
  readonly declineWith?: string;
  /** Pay or inquiry: say FAIL, and take the money this much later. */
  readonly failThenSuccessMs?: number;
  /** Refund: stays PROCESSING this long. */
  readonly refundTakesMs?: number;
}

export function gatewayMs(desk: Desk): number {
  return desk.clock.wallMs() + desk.skewMs();
}

/** A new id of the gateway. Real ones are opaque and hold letters; so do these, against clients that expect digits. */
export function newId(desk: Desk): string {
  const serial = String(desk.register.nextSerial()).padStart(8, '0');
  return `${idStamp(gatewayMs(desk))}1001880I${serial}${desk.chance?.digits(6) ?? ''}`;
}

/** Writes an order with the money rows that belong to it, in one piece. */
export function write(desk: Desk, order: Order, money: readonly LedgerRow[] = []): Order {
  desk.register.put([{ kind: 'order', order }, ...money]);
  desk.changed(order);
  return order;
}

/** Takes the money from the customer, or fails the order when the wallet does not hold it. `atMs` is gateway time. */
export function charge(desk: Desk, order: Order, atMs: number): Order {
  if (!canPay(desk.register, order.wallet, order.amountMinor)) return fail(desk, order, 'USER_BALANCE_NOT_ENOUGH');
  const paid: Order = {
    ...order,
    status: 'SUCCESS',
    resultCode: 'SUCCESS',
    chargedMinor: order.amountMinor,
    paidAtMs: atMs,
    chargeAtMs: null,
  };
  return write(desk, paid, moved(desk.register, order.wallet, merchantWallet, order.amountMinor));
}

/** Ends an unpaid order. */
export function fail(desk: Desk, order: Order, resultCode: string): Order {
  return write(desk, { ...order, status: 'FAIL', resultCode, chargeAtMs: null });
}

/** Cancels: closes an unpaid order, or returns what was taken. */
export function cancelNow(desk: Desk, order: Order): Order {
  const back = order.chargedMinor - order.returnedMinor;
  const cancelled: Order = {
    ...order,
    status: 'CANCELLED',
    returnedMinor: order.chargedMinor,
    cancelledAtMs: gatewayMs(desk),
    chargeAtMs: null,
  };
  return write(desk, cancelled, moved(desk.register, merchantWallet, order.wallet, back));
}

/** Enters a refund, or its new state, and moves its money when it is a success. */
export function enterRefund(desk: Desk, order: Order, refund: RefundEntry): Order {
  const at = order.refunds.findIndex((entry) => entry.refundRequestId === refund.refundRequestId);
  const refunds = at < 0 ? [...order.refunds, refund] : order.refunds.with(at, refund);
  const back = refund.status === 'SUCCESS' ? refund.amountMinor : 0;
  const refunded: Order = { ...order, returnedMinor: order.returnedMinor + back, refunds };
  return write(desk, refunded, back === 0 ? [] : moved(desk.register, merchantWallet, order.wallet, back));
}

/** Minor units that refunds gave back or are about to. */
export function refundedOrReserved(order: Order): number {
  const reserved = order.refunds.filter((refund) => refund.status === 'PROCESSING');
  return reserved.reduce((sum, refund) => sum + refund.amountMinor, order.returnedMinor);
}

/** Machine time at which this order changes by itself, or null. */
export function dueMs(desk: Desk, order: Order): number | null {
  const times = order.refunds.flatMap((refund) => (refund.dueAtMs === null ? [] : [refund.dueAtMs]));
  if (order.chargeAtMs !== null) times.push(order.chargeAtMs);
  // One millisecond later: a payment at the very expiry time is still in time.
  if (order.status === 'PROCESSING') times.push(order.expiresAtMs - desk.skewMs() + 1);
  return times.length === 0 ? null : Math.min(...times);
}

/**
 * The order after everything that is due has happened: a late charge, its expiry, refunds. Each happens at its
 * recorded time, also when it is found due only after a restart hours later.
 */
export function settle(desk: Desk, found: Order): Order {
  const nowMs = desk.clock.wallMs();
  let order = found;
  const { chargeAtMs } = order;
  const expiresMs = order.expiresAtMs - desk.skewMs();
  // A failed order with a charge ahead is the gateway that says FAIL and takes the money all the same.
  const chargeable = order.status === 'FAIL' || (chargeAtMs ?? 0) <= expiresMs;
  if (chargeAtMs !== null && chargeAtMs <= nowMs && chargeable) order = charge(desk, order, chargeAtMs + desk.skewMs());
  if (order.status === 'PROCESSING' && expiresMs < nowMs) order = fail(desk, order, 'ORDER_IS_CLOSED');
  for (const refund of order.refunds) {
    if (refund.dueAtMs === null || refund.dueAtMs > nowMs) continue;
    const refundedAtMs = refund.dueAtMs + desk.skewMs();
    const done = { ...refund, status: 'SUCCESS', resultCode: 'SUCCESS', refundedAtMs, dueAtMs: null } as const;
    order = enterRefund(desk, order, done);
  }
  return order;
}

/** Who pays with a code: whoever the wallet issued it to, else the rich default customer. */
export function walletOf(desk: Desk, codeFingerprint: string): string {
  return desk.register.issued(codeFingerprint)?.wallet ?? defaultWallet;
}
