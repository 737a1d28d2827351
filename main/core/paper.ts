import { noDevice } from '../contract/device-views.ts';
import type { TerminalView } from '../contract/views.ts';
import type { Payment } from './payment-state.ts';
import type { Log, PrintOutcome, ReceiptPrinter } from './ports.ts';
import { asCopy, hasReceipt, type ReceiptDocument, type ReceiptShop, receiptOf, refundReceiptOf } from './receipt.ts';
import type { PrintEffect } from './underway-ports.ts';

/** What goes on paper. Printing comes last: whatever the printer does, the payment stands. */
export class Paper {
  readonly #printer: () => ReceiptPrinter | null;
  readonly #shop: ReceiptShop;
  readonly #log: Log;
  readonly #turn: (act: () => void) => void;
  #state: TerminalView['printer'] = { state: 'idle', report: noDevice };
  #waiting = 0;

  /** `printer` is the one in use at that moment; `turn` runs its answer in the terminal's queue. */
  constructor(printer: () => ReceiptPrinter | null, shop: ReceiptShop, log: Log, turn: (act: () => void) => void) {
    this.#printer = printer;
    this.#shop = shop;
    this.#log = log;
    this.#turn = turn;
  }

  /** How the newest print went. */
  state(): TerminalView['printer'] {
    if (this.#waiting > 0) return { state: 'printing', report: noDevice };
    return this.#printer() === null ? { state: 'none', report: noDevice } : this.#state;
  }

  print(payment: Payment, effect: PrintEffect): void {
    if (this.#printer() === null) return;
    if (effect.do === 'print') {
      if (hasReceipt(payment)) this.#send(receiptOf(payment, this.#shop));
      return;
    }
    const refund = payment.refunds.find((one) => one.refundRequestId === effect.refundRequestId);
    if (refund !== undefined) this.#send(refundReceiptOf(payment, refund, this.#shop));
  }

  /** The receipt or slip once more, marked as a copy; false when this payment has none. */
  copy(payment: Payment): boolean {
    if (!hasReceipt(payment)) return false;
    this.#send(asCopy(receiptOf(payment, this.#shop)));
    return true;
  }

  #send(receipt: ReceiptDocument): void {
    const printer = this.#printer();
    if (printer === null) return;
    this.#waiting += 1;
    printer.print(receipt, (outcome: PrintOutcome) =>
      this.#turn(() => {
        this.#waiting -= 1;
        if (outcome.state === 'printed') {
          this.#state = { state: 'ready', report: noDevice };
          return;
        }
        this.#state = outcome;
        this.#log.warn('a receipt did not print; the payment stands', outcome.report);
      }),
    );
  }
}
