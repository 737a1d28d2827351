/**
 * What the simulated gateway remembers of money, and the port through which it remembers. It knows no rules: the
 * state table decides what is written. This file holds the implementation in memory; `ledger-file.ts` the durable one.
 */

export type OrderStatus = 'PROCESSING' | 'SUCCESS' | 'FAIL' | 'CANCELLED';

/**
 * Why an order is not simply paid:
 * - `pin`: the customer has to confirm in the wallet
 * - `third_inquiry` (9901), `silent_pay` (9902), `unclear_inquiry` (9903), `silent_inquiry` (9904): mock amounts
 */
export type Script = 'pin' | 'third_inquiry' | 'silent_pay' | 'unclear_inquiry' | 'silent_inquiry';

/** One refund request that got as far as a decision. Times are gateway time, milliseconds since 1970. */
export interface RefundEntry {
  readonly refundRequestId: string;
  readonly refundId: string;
  readonly amountMinor: number;
  readonly status: 'SUCCESS' | 'PROCESSING' | 'FAIL';
  readonly resultCode: string;
  readonly requestedAtMs: number;
  readonly refundedAtMs: number | null;
  /** Machine time at which a PROCESSING refund is carried out. */
  readonly dueAtMs: number | null;
}

/** One payment with its money. `…AtMs` is gateway time (machine time plus skew) unless said otherwise. */
export interface Order {
  readonly paymentRequestId: string;
  readonly paymentId: string;
  /** referenceOrderId of the request, '' when it named none. */
  readonly orderId: string;
  readonly status: OrderStatus;
  /** What pay answers for a failed order; SUCCESS or PAYMENT_IN_PROCESS otherwise. */
  readonly resultCode: string;
  readonly amountMinor: number;
  readonly currency: string;
  /** Taken from the customer: 0 or the whole amount. */
  readonly chargedMinor: number;
  /** Given back by cancel or refunds. */
  readonly returnedMinor: number;
  readonly wallet: string;
  /** Hash of the payment code; the code itself is written nowhere. */
  readonly codeFingerprint: string;
  readonly settlementCurrency: string | null;
  readonly script: Script | null;
  /** Inquiries seen while PROCESSING, counted only where a script asks for it. */
  readonly inquiries: number;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly paidAtMs: number | null;
  readonly cancelledAtMs: number | null;
  /** Machine time at which the money is taken although nobody expects it any more; null = never. */
  readonly chargeAtMs: number | null;
  readonly refunds: readonly RefundEntry[];
}

/** A customer, or the merchant. Balances count minor units of whatever currency is paid; null = endless. */
export interface Wallet {
  readonly name: string;
  readonly balanceMinor: number | null;
}

/** A payment code the simulated wallet showed. `expiresAtMs` is machine time. */
export interface IssuedCode {
  readonly fingerprint: string;
  readonly wallet: string;
  readonly expiresAtMs: number;
  readonly needsPin: boolean;
  /** Result code with which a payment with this code is declined, or null. */
  readonly refuseWith: string | null;
}

/** Each row is the whole new state of one thing; the newest row of a thing counts. */
export type LedgerRow =
  | { readonly kind: 'order'; readonly order: Order }
  | { readonly kind: 'wallet'; readonly wallet: Wallet }
  | { readonly kind: 'code'; readonly code: IssuedCode }
  /** An issued code nobody needs to remember any more. */
  | { readonly kind: 'forgotten'; readonly fingerprint: string };

export interface Ledger {
  /** The newest row of everything, oldest thing first. */
  rows(): Iterable<LedgerRow>;
  /** Remembers all rows or none; a file returns when they survive a power cut. May throw {@link LedgerError}. */
  write(rows: readonly LedgerRow[]): void;
  /** Forgets everything. May throw {@link LedgerError}. */
  clear(): void;
  close(): void;
}

/** The ledger could not be read or written. Nothing of the failed write counts. */
export class LedgerError extends Error {
  override readonly name = 'LedgerError';
}

/** Enters rows into the newest ones: a later row of the same thing replaces the earlier one. */
export function enterRows(newest: Map<string, LedgerRow>, rows: readonly LedgerRow[]): void {
  for (const row of rows) {
    if (row.kind === 'order') newest.set(`order ${row.order.paymentRequestId}`, row);
    else if (row.kind === 'wallet') newest.set(`wallet ${row.wallet.name}`, row);
    else if (row.kind === 'code') newest.set(`code ${row.code.fingerprint}`, row);
    else newest.delete(`code ${row.fingerprint}`);
  }
}

/** A ledger that dies with its maker. */
export function memoryLedger(): Ledger {
  const newest = new Map<string, LedgerRow>();
  return {
    rows: () => newest.values(),
    write: (rows) => enterRows(newest, rows),
    clear: () => newest.clear(),
    close() {},
  };
}
