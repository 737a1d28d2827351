import type { Order } from './ledger.ts';

/**
 * Judges the ledger alone, or the ledger against what a till believes. Pure: it reads orders and sales and says what
 * does not fit, one finding for each thing a person would have to put right.
 */

export type FindingKind =
  | 'order_charged_twice'
  | 'returned_too_much'
  | 'processing'
  | 'charged_not_sold'
  | 'sold_not_charged'
  | 'status_contradicts'
  | 'open_row';

export interface Finding {
  readonly kind: FindingKind;
  readonly paymentRequestId?: string;
  readonly orderId?: string;
  readonly sentence: string;
}

export interface Audit {
  readonly clean: boolean;
  readonly findings: readonly Finding[];
}

/** A row of the till's journal; `status` is a word of `till sale --json`. */
export interface Sale {
  readonly paymentRequestId: string;
  readonly orderId: string;
  readonly status: 'paid' | 'not_charged' | 'checking' | 'reversing' | 'reversed' | 'reversal_pending';
  readonly amountMinor: number;
  readonly currency: string;
}

/** What the till hands in: all sales of its journal and the ids of rows that are still open. */
export interface TillRecord {
  readonly sales: readonly Sale[];
  readonly open: readonly string[];
}

/** Without a till's record only the ledger is judged. */
export function audit(orders: Iterable<Order>, till?: TillRecord): Audit {
  const all = [...orders];
  const findings = [...chargedTwice(all), ...all.flatMap(faultsOfOrder)];
  if (till) findings.push(...againstTill(all, till));
  return { clean: findings.length === 0, findings };
}

/** Money that was taken and not given back, in minor units. */
export function heldMinor(order: Order): number {
  return order.chargedMinor - order.returnedMinor;
}

/** `1280 CNY` in minor units: findings are for people who compare them with the ledger. */
function money(minor: number, currency: string): string {
  return `${minor} ${currency} (minor units)`;
}

function chargedTwice(orders: readonly Order[]): Finding[] {
  const holding = new Map<string, Order[]>();
  for (const order of orders) {
    if (order.orderId === '' || heldMinor(order) <= 0) continue;
    const others = holding.get(order.orderId);
    if (others) others.push(order);
    else holding.set(order.orderId, [order]);
  }
  return [...holding].flatMap(([orderId, charged]): Finding[] => {
    if (charged.length < 2) return [];
    const ids = charged.map((order) => order.paymentRequestId).join(', ');
    return [
      {
        kind: 'order_charged_twice',
        orderId,
        sentence: `Order ${orderId} is charged ${charged.length} times, by ${ids}: return all but one.`,
      },
    ];
  });
}

function faultsOfOrder(order: Order): Finding[] {
  const { paymentRequestId, currency } = order;
  const findings: Finding[] = [];
  if (order.returnedMinor > order.chargedMinor) {
    const returned = money(order.returnedMinor, currency);
    const sentence = `${returned} were returned of ${money(order.chargedMinor, currency)}: the merchant lost the rest.`;
    findings.push({ kind: 'returned_too_much', paymentRequestId, sentence });
  }
  if (order.status === 'PROCESSING') {
    const sentence = `Payment ${paymentRequestId} is still PROCESSING: it may yet be charged. Cancel it or wait.`;
    findings.push({ kind: 'processing', paymentRequestId, sentence });
  }
  for (const refund of order.refunds) {
    if (refund.status !== 'PROCESSING') continue;
    const sentence = `Refund ${refund.refundRequestId} is still PROCESSING: the customer waits for it.`;
    findings.push({ kind: 'processing', paymentRequestId, sentence });
  }
  return findings;
}

function againstTill(orders: readonly Order[], till: TillRecord): Finding[] {
  const orderOf = new Map(orders.map((order) => [order.paymentRequestId, order]));
  const sold = new Set(till.sales.map((sale) => sale.paymentRequestId));
  const findings = till.sales.flatMap((sale) => saleFinding(sale, orderOf.get(sale.paymentRequestId)));
  for (const order of orders) {
    if (heldMinor(order) <= 0 || sold.has(order.paymentRequestId)) continue;
    const held = money(heldMinor(order), order.currency);
    const sentence = `${held} are held for ${order.paymentRequestId}, which the till does not know: return them.`;
    findings.push({ kind: 'charged_not_sold', paymentRequestId: order.paymentRequestId, sentence });
  }
  const openSales = till.sales.filter((sale) => isOpen(sale)).map((sale) => sale.paymentRequestId);
  for (const paymentRequestId of new Set([...till.open, ...openSales])) {
    const sentence = `The till has not finished ${paymentRequestId}: let it run until nothing is open.`;
    findings.push({ kind: 'open_row', paymentRequestId, sentence });
  }
  return findings;
}

function isOpen(sale: Sale): boolean {
  return sale.status === 'checking' || sale.status === 'reversing' || sale.status === 'reversal_pending';
}

function saleFinding(sale: Sale, order: Order | undefined): Finding[] {
  const { paymentRequestId, orderId } = sale;
  if (sale.status === 'paid') {
    const why = whyNotSold(sale, order);
    if (why === null) return [];
    const price = money(sale.amountMinor, sale.currency);
    const sentence = `The till sold ${paymentRequestId} for ${price}, but ${why}.`;
    return [{ kind: 'sold_not_charged', paymentRequestId, orderId, sentence }];
  }
  if (isOpen(sale) || order === undefined || heldMinor(order) <= 0) return [];
  const held = money(heldMinor(order), order.currency);
  const sentence = `The till calls ${paymentRequestId} ${sale.status}, but ${held} are held: return them.`;
  return [{ kind: 'status_contradicts', paymentRequestId, orderId, sentence }];
}

/** A sale that was refunded, in part or in full, is still a sale; a cancelled one is not. */
function whyNotSold(sale: Sale, order: Order | undefined): string | null {
  if (!order) return 'the gateway knows no such payment';
  if (order.status !== 'SUCCESS') return `the payment is ${order.status}`;
  if (order.chargedMinor === sale.amountMinor && order.currency === sale.currency) return null;
  return `${money(order.chargedMinor, order.currency)} were charged`;
}
