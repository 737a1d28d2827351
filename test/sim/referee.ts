import type { PaymentView, TerminalView } from '../../main/contract/views.ts';
import type { Payment, Refund } from '../../main/core/payment-state.ts';
import type { Commit, Journal } from '../../main/core/ports.ts';
import type { ReceiptDocument } from '../../main/core/receipt.ts';
import type { Order } from '../../main/simulator/ledger.ts';
import { CallsReferee } from './calls-referee.ts';
import {
  finalPhases,
  hasOpenReversal,
  isNeverClear,
  isUnsettled,
  mayChargeAgain,
  mayGoOn,
  mayTurn,
  must,
  shownAs,
  sumOf,
} from './promises.ts';

/**
 * Knows the promises of the till and watches them: each commit against what is allowed, each call and each view
 * against what is durable, the gateway's money against both. It sees both sides, which nobody in the field does, and
 * borrows no rule from the product: a rule that is wrong there must not be wrong here.
 */

export interface GatewaySide {
  order(paymentRequestId: string): Order | undefined;
  orders(): Iterable<Order>;
  /** Its clock. */
  nowMs(): number;
}

/** How late an answer may come: the client listens no longer. */
const latestAnswerMs = 71_000;

export class Referee {
  readonly #rows: Journal;
  readonly gatewaySide: GatewaySide;
  readonly calls: CallsReferee;
  readonly #honest: boolean;
  /** What the journal has confirmed to the program, by id. */
  readonly #durable = new Map<string, Payment>();
  readonly #refundOwner = new Map<string, string>();
  /** Payments that went into a person's hands, who takes the time it takes. */
  readonly #toPeople = new Set<string>();
  #life = 0;
  /** In which run of the program each payment was scanned. */
  readonly #scannedIn = new Map<string, number>();
  /** Papers that durable steps have asked for and that have not left the printer, whole or in part, counted. */
  readonly #owed = new Map<string, number>();
  readonly #passages = new Set<string>();
  readonly #looked = new WeakMap<PaymentView, Payment>();

  constructor(rows: Journal, gateway: GatewaySide, honest: boolean, nowMs: () => number) {
    this.#rows = rows;
    this.gatewaySide = gateway;
    this.#honest = honest;
    this.calls = new CallsReferee({
      payment: (id) => this.#durable.get(id),
      payments: () => this.#durable.values(),
      owner: (refundRequestId) => this.#refundOwner.get(refundRequestId),
      nowMs,
    });
  }

  durable(paymentRequestId: string): Payment | undefined {
    return this.#durable.get(paymentRequestId);
  }

  payments(): readonly Payment[] {
    return [...this.#durable.values()];
  }

  /** Every turn and every strange state that some payment of this world went through. */
  get passages(): ReadonlySet<string> {
    return this.#passages;
  }

  get attempts(): number {
    return this.#durable.size;
  }

  // --- Commits ---------------------------------------------------------------------------------------------------

  /** `hung`: the program stood still for a while; what it heard may be old by now. */
  mayCommit({ before, after, entry }: Commit, hung: boolean): void {
    const id = after.paymentRequestId;
    must(
      this.#durable.get(id) === (before ?? undefined) || this.#durable.get(id)?.revision === before?.revision,
      `${id} is stepped from a state that is not the durable one`,
    );
    if (before === null) this.#mayBegin(after);
    else mayTurn(before, after, this.#honest);
    if (before === null) this.#scannedIn.set(id, this.#life);
    if (after.phase === 'paid' && before?.phase !== 'paid' && !hung) this.#mayKeep(after, entry.kind);
    const open = after.phase === 'reversing' || after.phase === 'reversal_pending';
    must(
      open === hasOpenReversal(after),
      `${id} is ${after.phase} and its reversal is ${JSON.stringify(after.reversal)}`,
    );
    const refunded = sumOf(after.refunds.filter(({ phase }) => phase !== 'refused'));
    must(refunded <= after.amount.minor, `${id} refunds ${refunded} of ${after.amount.minor}`);
    for (const refund of after.refunds) this.#mayRefund(before, after, refund);
    if (this.#honest && before?.phase !== after.phase) this.#isTrue(after);
  }

  committed({ before, after, entry, prints = [] }: Commit): void {
    for (const { document } of prints) {
      const paper = JSON.stringify(document);
      this.#owed.set(paper, (this.#owed.get(paper) ?? 0) + 1);
    }
    this.#durable.set(after.paymentRequestId, after);
    if (before?.phase !== after.phase)
      this.#passages.add(`${before?.phase ?? 'nothing'} → ${after.phase} (${entry.kind})`);
    if (after.doubt && before?.doubt === false) this.#passages.add('doubted');
    if (after.alarm !== null) this.#passages.add(`alarm ${after.alarm}`);
    if (after.reversal?.way === 'refund') this.#passages.add('given back by refund');
    if (after.askAgainAtMs.length > 0) this.#passages.add('closed on ORDER_NOT_EXIST');
    for (const refund of after.refunds) this.#passages.add(`refund of a ${refund.origin} ${refund.phase}`);
    if (after.phase === 'held') this.#toPeople.add(after.paymentRequestId);
  }

  /** A new run of the program: its calls are its own. */
  started(): void {
    this.#life += 1;
    this.calls.started();
  }

  #mayBegin(after: Payment): void {
    const id = after.paymentRequestId;
    must(after.phase === 'paying' && after.revision === 1, `${id} begins as ${after.phase}`);
    for (const other of this.#durable.values()) {
      must(other.paymentRequestId !== id, `the id ${id} is used twice`);
      must(
        other.orderId !== after.orderId || mayChargeAgain(other),
        `${after.orderId} is charged again while its attempt ${other.paymentRequestId} is ${other.phase}${other.doubt ? ' in doubt' : ''}`,
      );
    }
  }

  /** A success of an earlier run that is older than 3 minutes needs a person's word; its answer may have been late. */
  #mayKeep(after: Payment, kind: string): void {
    const id = after.paymentRequestId;
    const paidAtMs = this.gatewaySide.order(id)?.paidAtMs ?? 0;
    const ageMs = this.gatewaySide.nowMs() - paidAtMs;
    const asked = kind === 'decided' || this.#scannedIn.get(id) === this.#life;
    must(
      asked || ageMs < 180_000 + latestAnswerMs,
      `${id} is kept ${ageMs} ms after it was paid, and nobody was asked`,
    );
  }

  #mayRefund(before: Payment | null, after: Payment, refund: Refund): void {
    const { refundRequestId: refundId } = refund;
    const owner = this.#refundOwner.get(refundId);
    must(owner === undefined || owner === after.paymentRequestId, `the refund id ${refundId} is used twice`);
    this.#refundOwner.set(refundId, after.paymentRequestId);
    const was = before?.refunds.find((one) => one.refundRequestId === refundId);
    if (was === undefined) return;
    mayGoOn(was, refund);
  }

  /** What the till says is durably so is so at this moment. Only of a gateway that does not lie. */
  #isTrue(after: Payment): void {
    const order = this.gatewaySide.order(after.paymentRequestId);
    const held = order === undefined ? 0 : order.chargedMinor - order.returnedMinor;
    if (after.phase === 'paid')
      must(held === after.amount.minor, `${after.paymentRequestId} is paid and ${held} is held`);
    if (after.phase === 'not_charged' || after.phase === 'reversed')
      must(held === 0, `${after.paymentRequestId} is ${after.phase} and ${held} is held`);
  }

  // --- What people see -------------------------------------------------------------------------------------------

  seen(view: TerminalView): void {
    if (view.counter.payment !== null) this.#isDurable(view.counter.payment);
    for (const payment of view.recovered) this.#isDurable(payment);
    for (const payment of view.attention) this.#isDurable(payment);
  }

  #isDurable(shown: PaymentView): void {
    const { paymentRequestId: id } = shown;
    const durable = this.#durable.get(id);
    must(durable !== undefined, `${id} is shown and not durable`);
    // The same view of the same state is sent again with each turn.
    if (this.#looked.get(shown) === durable) return;
    this.#looked.set(shown, durable);
    const said = `${shown.status} ${shown.phase} ${shown.mayChargeAgain}`;
    const so = `${durable.doubt ? 'checking' : shownAs[durable.phase]} ${durable.phase} ${mayChargeAgain(durable)}`;
    must(said === so, `${id} is shown as ${said} and durable as ${so}`);
  }

  /** `leaves`: the printer gets some of it at least. */
  printed(receipt: ReceiptDocument, leaves: boolean): void {
    const payment = this.#durable.get(receipt.barcode);
    must(payment !== undefined, `a ${receipt.kind} is printed for ${receipt.barcode}, which is not durable`);
    if (receipt.kind === 'paid')
      must(payment.phase === 'paid', `a receipt is printed for a payment that is ${payment.phase}`);
    if (receipt.kind === 'reversal_slip') must(payment.reversal !== null, 'a slip is printed without a reversal');
    if (receipt.kind === 'refund') must(payment.refunds.length > 0, 'a refund receipt is printed without a refund');
    if (!receipt.copy) this.#isOwed(receipt, leaves);
  }

  /** A paper that may pass for the first leaves the printer once for each step that has asked for it. */
  #isOwed(receipt: ReceiptDocument, leaves: boolean): void {
    const paper = JSON.stringify(receipt);
    const owed = this.#owed.get(paper) ?? 0;
    must(owed > 0, `a second ${receipt.kind} of ${receipt.barcode} is printed, and it is not marked as a copy`);
    if (leaves) this.#owed.set(paper, owed - 1);
  }

  /** 65.5 s and 68.5 s after the scan, in the run of the program that made it. */
  inTime(id: string, afterMs: 65_500 | 68_500): void {
    if (this.#toPeople.has(id)) return;
    const phase = this.#durable.get(id)?.phase;
    must(phase !== 'paying' && phase !== 'inquiring', `${id} is still ${phase} ${afterMs} ms after the scan`);
    const late = this.#durable.get(id)?.reversal?.late === true;
    if (afterMs === 68_500 && !late) must(phase !== 'reversing', `${id} still binds the cashier 68.5 s after the scan`);
  }

  // --- Money -----------------------------------------------------------------------------------------------------

  /** The gateway wrote this order. An honest one never takes money that the till has given up, nor twice. */
  moved(order: Order): void {
    if (!this.#honest || order.chargedMinor - order.returnedMinor <= 0) return;
    const id = order.paymentRequestId;
    const payment = this.#durable.get(id);
    must(payment !== undefined, `${order.chargedMinor} is taken for ${id}, which is not in the journal`);
    must(!mayChargeAgain(payment), `${order.chargedMinor} is taken for ${id} after it was closed as ${payment.phase}`);
    for (const other of this.gatewaySide.orders()) {
      const twice = other.orderId === order.orderId && other.paymentRequestId !== id;
      must(
        !twice || other.chargedMinor === other.returnedMinor,
        `${order.orderId} is charged by ${id} and ${other.paymentRequestId}`,
      );
    }
  }

  /** Two days after everything was healed. */
  atRest(): void {
    for (const payment of this.#rows.unfinished()) {
      const open = isUnsettled(payment) && !isNeverClear(payment);
      must(!open, `${payment.paymentRequestId} is still ${payment.phase} ${payment.code} at rest`);
    }
    for (const payment of this.#durable.values()) this.#adds(payment);
    const holding = new Set<string>();
    for (const order of this.gatewaySide.orders()) {
      const held = order.chargedMinor - order.returnedMinor;
      must(this.#durable.has(order.paymentRequestId), `the till does not know ${order.paymentRequestId}`);
      must(held >= 0, `${order.paymentRequestId} returned more than it took`);
      if (held === 0) continue;
      must(!holding.has(order.orderId), `${order.orderId} is charged twice at rest`);
      holding.add(order.orderId);
    }
  }

  #adds(payment: Payment): void {
    const id = payment.paymentRequestId;
    const stored = this.#rows.payment(id);
    const same = stored === payment || JSON.stringify(stored) === JSON.stringify(payment);
    must(same, `${id} is not stored as it was committed`);
    if (isNeverClear(payment)) return;
    must(finalPhases.includes(payment.phase) && !payment.doubt, `${id} is ${payment.phase} at rest`);
    const order = this.gatewaySide.order(id);
    const charged = order?.chargedMinor ?? 0;
    const returned = order?.returnedMinor ?? 0;
    if (payment.phase !== 'paid') {
      must(charged === returned, `${id} is ${payment.phase} and ${charged - returned} is held at rest`);
      return;
    }
    const refunded = sumOf(payment.refunds.filter(({ phase }) => phase === 'done'));
    must(order?.status === 'SUCCESS' && charged === payment.amount.minor, `${id} is paid and ${charged} was taken`);
    must(returned === refunded, `${id} refunded ${refunded} by the journal and ${returned} by the ledger`);
  }
}
