import { never } from '../core/invariant.ts';
import type { Chance, Clock, Log } from '../core/ports.ts';
import { createAlarms } from './alarms.ts';
import { type Audit, audit, type TillRecord } from './audit.ts';
import { type Acted, act, type CustomerAct, waitsForPin } from './customers.ts';
import { type Desk, dueMs, gatewayMs, type Rules, settle, type Twist } from './desk.ts';
import { type Ledger, LedgerError, type Order } from './ledger.ts';
import type { Api, Message } from './messages.ts';
import { pay } from './pay.ts';
import { createRegister } from './register.ts';
import { cancel, inquirePayment, inquireRefund, refund } from './returns.ts';
import { standardCancelWindow } from './times.ts';

/**
 * The gateway without its wires: plain objects in, plain objects out, at once, and everything that happens later
 * driven by the Clock port. A seeded simulation uses it as it is; the HTTP side puts signatures, sockets and faults
 * around it. It knows neither.
 */

export interface BooksOptions extends Partial<Rules> {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly mockAmounts: boolean;
  /** Without it ids and codes are numbered. */
  readonly chance?: Chance;
  readonly log?: Log;
  /** Called after an order has changed. */
  readonly onChange?: () => void;
}

/** One payment as `GET /ledger` shows it. */
export interface LedgerLine {
  readonly paymentRequestId: string;
  readonly paymentId: string;
  readonly orderId: string;
  readonly status: Order['status'];
  readonly amountMinor: number;
  readonly chargedMinor: number;
  readonly returnedMinor: number;
  readonly currency: string;
  readonly wallet: string;
}

/** One customer's money in one currency. */
export interface CustomerLine {
  readonly wallet: string;
  readonly currency: string;
  readonly chargedMinor: number;
  readonly returnedMinor: number;
}

export interface Books {
  /**
   * Answers one call at once. Null: the gateway stays silent (mock amounts). May throw LedgerError, and then nothing
   * happened. A call must be well signed and well formed JSON before it comes here.
   */
  answer(api: Api, request: Message, twist?: Twist): Message | null;
  payments(): readonly LedgerLine[];
  /** Payments that wait for their customer's PIN, oldest first. */
  waiting(): readonly LedgerLine[];
  customers(): readonly CustomerLine[];
  /** What a wallet holds, minor units; null = endless. */
  balanceMinor(wallet: string): number | null;
  /** Without a till's record the ledger alone is judged. */
  audit(till?: TillRecord): Audit;
  customer(asked: CustomerAct): Acted;
  /** Sets the gateway's clock this far from the machine's, milliseconds. */
  setSkew(skewMs: number): void;
  /** Gateway time, milliseconds since 1970. */
  timeMs(): number;
  /** Forgets all orders, codes and wallets. */
  reset(): void;
  /** Switches off every timer and closes the ledger. */
  close(): void;
}

/** After a ledger that could not be written. */
const retryMs = 10_000;

/** The refund page's example: 6 months, taken as 180 days. */
const standardRefundWindowMs = 180 * 86_400_000;

/** Usually 10 minutes after the request (page `ams/upm`). */
const standardExpiryMs = 600_000;

/** Opens the books on a ledger: what was pending when it was last closed, or killed, is pending again. */
export function createBooks(options: BooksOptions): Books {
  const { clock, ledger, log } = options;
  const register = createRegister(ledger);
  let skewMs = 0;
  const alarms = createAlarms(clock, (order) => dueMs(desk, order), happen);
  const desk: Desk = {
    register,
    clock,
    chance: options.chance ?? null,
    rules: rulesOf(options),
    skewMs: () => skewMs,
    changed: (order) => {
      alarms.arm(order);
      options.onChange?.();
    },
  };
  const settled = (): Order[] => [...register.orders()].map((order) => settle(desk, order));

  function happen(paymentRequestId: string): void {
    const order = register.order(paymentRequestId);
    if (!order) return;
    try {
      alarms.arm(settle(desk, order));
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      log?.warn('the simulated gateway cannot write its ledger; it tries again', { why: error.message });
      alarms.arm(order, retryMs);
    }
  }

  function setSkew(ms: number): void {
    skewMs = ms;
    for (const order of register.orders()) alarms.arm(order);
  }

  setSkew(0);
  return {
    answer: (api, request, twist = {}) => answer(desk, api, request, twist),
    payments: () => settled().map(ledgerLine),
    waiting: () => settled().filter(waitsForPin).map(ledgerLine),
    balanceMinor: (wallet) => register.wallet(wallet).balanceMinor,
    customers: () => customerLines(settled()),
    audit: (till) => audit(settled(), till),
    customer: (asked) => act(desk, asked),
    setSkew,
    timeMs: () => gatewayMs(desk),
    reset() {
      alarms.allOff();
      register.clear();
    },
    close() {
      alarms.allOff();
      ledger.close();
    },
  };
}

function rulesOf(options: BooksOptions): Rules {
  return {
    mockAmounts: options.mockAmounts,
    cancelWindow: options.cancelWindow ?? standardCancelWindow,
    refundWindowMs: options.refundWindowMs ?? standardRefundWindowMs,
    expiryMs: options.expiryMs ?? standardExpiryMs,
  };
}

function answer(desk: Desk, api: Api, request: Message, twist: Twist): Message | null {
  switch (api) {
    case 'pay':
      return pay(desk, request, twist);
    case 'inquiryPayment':
      return inquirePayment(desk, request, twist);
    case 'cancel':
      return cancel(desk, request);
    case 'refund':
      return refund(desk, request, twist);
    case 'inquiryRefund':
      return inquireRefund(desk, request);
    default:
      return never(api);
  }
}

function ledgerLine(order: Order): LedgerLine {
  const { paymentRequestId, paymentId, orderId, status, wallet } = order;
  const { amountMinor, chargedMinor, returnedMinor, currency } = order;
  return { paymentRequestId, paymentId, orderId, status, amountMinor, chargedMinor, returnedMinor, currency, wallet };
}

function customerLines(orders: readonly Order[]): CustomerLine[] {
  const lines = new Map<string, CustomerLine>();
  for (const { wallet, currency, chargedMinor, returnedMinor } of orders) {
    const key = `${wallet} ${currency}`;
    const so = lines.get(key) ?? { wallet, currency, chargedMinor: 0, returnedMinor: 0 };
    lines.set(key, {
      ...so,
      chargedMinor: so.chargedMinor + chargedMinor,
      returnedMinor: so.returnedMinor + returnedMinor,
    });
  }
  return [...lines.values()];
}
