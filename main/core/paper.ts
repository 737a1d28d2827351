import type { DeviceReport } from '../contract/device-views.ts';
import type { PrinterView } from '../contract/print-views.ts';
import type { Done, Refused } from './answers.ts';
import type { Payment, Refund } from './payment-state.ts';
import type { PrintQueuePorts } from './print-book.ts';
import type { PrintJob } from './print-job.ts';
import { PrintQueue, type PrintRefusal } from './print-queue.ts';
import { asCopy, hasReceipt, type ReceiptShop, receiptOf, refundReceiptOf } from './receipt.ts';
import type { PrintEffect } from './underway-ports.ts';

/**
 * What goes on paper, and what people may want of it. It makes the papers of a payment; the queue sees to it that they
 * come out. Printing comes last: whatever becomes of a paper, the payment stands.
 */
export class Paper {
  readonly #ports: PrintQueuePorts;
  readonly #shop: ReceiptShop;
  readonly #queue: PrintQueue;
  readonly #turn: (act: () => void) => void;

  /** `turn` runs what people and the printer say in the terminal's queue. */
  constructor(ports: PrintQueuePorts, shop: ReceiptShop, turn: (act: () => void) => void) {
    this.#ports = ports;
    this.#shop = shop;
    this.#turn = turn;
    this.#queue = new PrintQueue(ports, turn);
  }

  /** Takes up the papers of the last run. */
  start(): void {
    this.#turn(() => this.#queue.start());
  }

  /** What a step wants printed, to be written down with it; nothing is queued yet. */
  asked(payment: Payment, effects: readonly PrintEffect[]): readonly PrintJob[] {
    if (this.#ports.printer === null) return [];
    return effects.flatMap((effect) => {
      if (effect.do === 'print') return hasReceipt(payment) ? [this.#receipt(payment)] : [];
      const refund = payment.refunds.find((one) => one.refundRequestId === effect.refundRequestId);
      return refund === undefined ? [] : [this.#queue.draft(this.#refundPaper(payment, refund))];
    });
  }

  /** They are durable with their step. */
  print(jobs: readonly PrintJob[]): void {
    this.#queue.enter(jobs);
  }

  /** The receipt or slip once more, marked as a copy. */
  copy(payment: Payment): Done | Refused<'no_receipt' | 'no_printer' | PrintRefusal> {
    if (!hasReceipt(payment)) return { ok: false, reason: 'no_receipt' };
    if (this.#ports.printer === null) return { ok: false, reason: 'no_printer' };
    const document = asCopy(receiptOf(payment, this.#shop));
    const { paymentRequestId, amount } = payment;
    const paper = { kind: document.kind, paymentRequestId, refundRequestId: null, amount, copy: true, document };
    return this.#said(() => this.#queue.add(paper));
  }

  /** The paper of a refund once more, marked as a copy; one without a result says that it is in progress. */
  copyOfRefund(payment: Payment, refundRequestId: string): Done | Refused<'no_receipt' | 'no_printer' | PrintRefusal> {
    const refund = payment.refunds.find((one) => one.refundRequestId === refundRequestId);
    if (refund === undefined || refund.phase === 'refused') return { ok: false, reason: 'no_receipt' };
    if (this.#ports.printer === null) return { ok: false, reason: 'no_printer' };
    const paper = this.#refundPaper(payment, refund);
    return this.#said(() => this.#queue.add({ ...paper, copy: true, document: asCopy(paper.document) }));
  }

  /** A person has looked whether it came out. Refused with a {@link PrintRefusal}. */
  answer(id: number, came: boolean): Done | Refused<PrintRefusal> {
    return this.#said(() => this.#queue.answer(id, came));
  }

  /** The question stays; papers behind it go on. */
  later(id: number): Done | Refused<PrintRefusal> {
    return this.#said(() => this.#queue.later(id));
  }

  again(id: number): Done | Refused<PrintRefusal> {
    return this.#said(() => this.#queue.again(id));
  }

  drop(id: number): Done | Refused<PrintRefusal> {
    return this.#said(() => this.#queue.drop(id));
  }

  /** The newest ones, newest first. */
  list(): readonly PrintJob[] {
    return this.#queue.list();
  }

  view(): PrinterView {
    return this.#queue.view();
  }

  /** The printer's newest report. */
  printerIs(report: DeviceReport): void {
    this.#queue.printerIs(report);
  }

  /** Begins no paper any more, and calls `act` once none is with the printer. */
  end(act: () => void): void {
    this.#queue.end(act);
  }

  close(): void {
    this.#queue.close();
  }

  #receipt(payment: Payment): PrintJob {
    const document = receiptOf(payment, this.#shop);
    const { paymentRequestId, amount } = payment;
    const { kind, copy } = document;
    return this.#queue.draft({ kind, paymentRequestId, refundRequestId: null, amount, copy, document });
  }

  #refundPaper(payment: Payment, refund: Refund) {
    const document = refundReceiptOf(payment, refund, this.#shop);
    const amount = { minor: refund.amountMinor, currency: payment.amount.currency };
    const { paymentRequestId } = payment;
    const { kind, copy } = document;
    return { kind, paymentRequestId, refundRequestId: refund.refundRequestId, amount, copy, document };
  }

  /** A person's word takes its turn like everything else. */
  #said(act: () => Done | Refused<PrintRefusal>): Done | Refused<PrintRefusal> {
    let answer: Done | Refused<PrintRefusal> = { ok: false, reason: 'paper_not_open' };
    this.#turn(() => {
      answer = act();
    });
    return answer;
  }
}
