import type { IssuedCode, Ledger, LedgerRow, Order, RefundEntry, Wallet } from './ledger.ts';

/**
 * The ledger with its indexes: finds an order by any of its ids and is the only place that writes. It knows no
 * rules and no time.
 */

/** The merchant's own purse among the wallets: charges fill it, cancels and refunds empty it. */
export const merchantWallet = 'merchant';

/** Pays with every code that no wallet issued. */
export const defaultWallet = 'default';

/** Issued codes remembered at the same time; a till shows one at a time. */
export const issuedCodesMax = 1_000;

export interface Register {
  order(paymentRequestId: string): Order | undefined;
  byPaymentId(paymentId: string): Order | undefined;
  /** By refundRequestId or refundId. */
  refund(id: string): { readonly order: Order; readonly refund: RefundEntry } | undefined;
  /** paymentRequestId that spent this payment code. */
  spentBy(codeFingerprint: string): string | undefined;
  issued(codeFingerprint: string): IssuedCode | undefined;
  issuedCount(): number;
  wallet(name: string): Wallet;
  wallets(): Iterable<Wallet>;
  /** Oldest first. */
  orders(): Iterable<Order>;
  /** A number that rises with each call and is above every order and refund of the ledger. */
  nextSerial(): number;
  /** Writes all rows or, with a LedgerError, none. */
  put(rows: readonly LedgerRow[]): void;
  /** Drops issued codes that expired before `machineMs`. */
  forgetCodes(machineMs: number): void;
  clear(): void;
}

export function createRegister(ledger: Ledger): Register {
  const orders = new Map<string, Order>();
  const requestOfPayment = new Map<string, string>();
  const requestOfRefund = new Map<string, string>();
  const requestOfCode = new Map<string, string>();
  const codes = new Map<string, IssuedCode>();
  const wallets = new Map<string, Wallet>();
  let serial = 0;

  function enter(row: LedgerRow): void {
    if (row.kind === 'wallet') wallets.set(row.wallet.name, row.wallet);
    else if (row.kind === 'code') codes.set(row.code.fingerprint, row.code);
    else if (row.kind === 'forgotten') codes.delete(row.fingerprint);
    else enterOrder(row.order);
  }

  function enterOrder(order: Order): void {
    const { paymentRequestId } = order;
    orders.set(paymentRequestId, order);
    requestOfPayment.set(order.paymentId, paymentRequestId);
    // The first order owns the code; a second one is refused and must not take it over.
    if (!requestOfCode.has(order.codeFingerprint)) requestOfCode.set(order.codeFingerprint, paymentRequestId);
    for (const refund of order.refunds) {
      requestOfRefund.set(refund.refundRequestId, paymentRequestId);
      requestOfRefund.set(refund.refundId, paymentRequestId);
    }
  }

  for (const row of ledger.rows()) {
    enter(row);
    if (row.kind === 'order') serial += 1 + row.order.refunds.length;
  }

  function put(rows: readonly LedgerRow[]): void {
    if (rows.length > 0) ledger.write(rows);
    for (const row of rows) enter(row);
  }

  return {
    order: (id) => orders.get(id),
    byPaymentId: (id) => orders.get(requestOfPayment.get(id) ?? ''),
    refund(id) {
      const order = orders.get(requestOfRefund.get(id) ?? '');
      return order && withRefund(order, id);
    },
    spentBy: (fingerprint) => requestOfCode.get(fingerprint),
    issued: (fingerprint) => codes.get(fingerprint),
    issuedCount: () => codes.size,
    wallet: (name) => wallets.get(name) ?? { name, balanceMinor: null },
    wallets: () => wallets.values(),
    orders: () => orders.values(),
    nextSerial: () => ++serial,
    put,
    forgetCodes: (machineMs) => put(forgotten(codes.values(), machineMs)),
    clear() {
      ledger.clear();
      for (const index of [orders, requestOfPayment, requestOfRefund, requestOfCode, codes, wallets]) index.clear();
    },
  };
}

function forgotten(codes: Iterable<IssuedCode>, machineMs: number): LedgerRow[] {
  const old = [...codes].filter((code) => code.expiresAtMs < machineMs);
  return old.map(({ fingerprint }) => ({ kind: 'forgotten', fingerprint }));
}

function withRefund(order: Order, id: string): { order: Order; refund: RefundEntry } | undefined {
  const refund = order.refunds.find((entry) => entry.refundRequestId === id || entry.refundId === id);
  return refund && { order, refund };
}

/** Rows that move money between two wallets; endless ones need no row. */
export function moved(register: Register, from: string, to: string, minor: number): LedgerRow[] {
  const rows: LedgerRow[] = [];
  for (const [name, change] of [
    [from, -minor],
    [to, minor],
  ] as const) {
    const { balanceMinor } = register.wallet(name);
    if (balanceMinor !== null) rows.push({ kind: 'wallet', wallet: { name, balanceMinor: balanceMinor + change } });
  }
  return rows;
}

/** True when the wallet holds at least `minor`. */
export function canPay(register: Register, name: string, minor: number): boolean {
  const { balanceMinor } = register.wallet(name);
  return balanceMinor === null || balanceMinor >= minor;
}
