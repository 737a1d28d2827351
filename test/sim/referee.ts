import type { PaymentView, TerminalView } from '../../main/contract/views.ts';
import type { Payment, Phase, Refund } from '../../main/core/payment-state.ts';
import type { Commit, Journal } from '../../main/core/ports.ts';
import type { ReceiptDocument } from '../../main/core/receipt.ts';
import type { Order } from '../../main/simulator/ledger.ts';
import { Violation } from './story.ts';

/**
 * Knows the promises of the till and watches them: each commit against what is allowed, each call and each view
 * against what is durable, the gateway's money against both. It sees both sides, which nobody in the field does, and
 * borrows no rule from the product: a rule that is wrong there must not be wrong here.
 */

const finalPhases: readonly Phase[] = ['paid', 'not_charged', 'reversed'];

/** What people read for each phase. */
const shownAs: Readonly<Record<Phase, string>> = {
  paying: 'checking',
  inquiring: 'checking',
  held: 'checking',
  undecided: 'checking',
  reversing: 'reversing',
  reversal_pending: 'reversal_pending',
  paid: 'paid',
  not_charged: 'not_charged',
  reversed: 'reversed',
};

/** Where a payment may go from each phase. Late news is looked at apart. */
const ways: Readonly<Record<Phase, readonly Phase[]>> = {
  paying: ['inquiring', 'held', 'paid', 'not_charged', 'reversed', 'reversing'],
  inquiring: ['held', 'undecided', 'paid', 'not_charged', 'reversed', 'reversing'],
  held: ['not_charged', 'reversed', 'reversing'],
  undecided: ['paid', 'not_charged', 'reversed', 'reversing'],
  reversing: ['reversal_pending', 'reversed'],
  reversal_pending: ['reversed'],
  paid: [],
  not_charged: [],
  reversed: [],
};

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
  readonly #honest: boolean;
  readonly #nowMs: () => number;
  /** What the journal has confirmed to the program, by id. */
  readonly #durable = new Map<string, Payment>();
  readonly #refundOwner = new Map<string, string>();
  /** Payments that went into a person's hands, who takes the time it takes. */
  readonly #toPeople = new Set<string>();
  #life = 0;
  #journalLost = false;
  /** In which run of the program each payment was scanned. */
  readonly #scannedIn = new Map<string, number>();
  readonly #passages = new Set<string>();
  /** When anything last left for a payment. */
  readonly #calledMs = new Map<string, number>();
  /** Payments of which this run of the program heard something that decides or turns a reversal. */
  readonly #answered = new Set<string>();
  readonly #paid = new Set<string>();
  readonly #looked = new WeakMap<PaymentView, Payment>();
  readonly #openCalls = new Map<string, number>();
  readonly #asked = new Map<string, { readonly life: number; readonly atMs: number; count: number }>();

  constructor(rows: Journal, gateway: GatewaySide, honest: boolean, nowMs: () => number) {
    this.#rows = rows;
    this.gatewaySide = gateway;
    this.#honest = honest;
    this.#nowMs = nowMs;
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
    else this.#mayTurn(before, after);
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

  committed({ before, after, entry }: Commit): void {
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

  /** The journal has failed in this run: no series goes on, and who asks by hand asks when they like. */
  lostJournal(): void {
    this.#journalLost = true;
  }

  /** A new run of the program: its calls are its own. */
  started(): void {
    this.#journalLost = false;
    this.#life += 1;
    this.#openCalls.clear();
    this.#answered.clear();
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

  #mayTurn(before: Payment, after: Payment): void {
    const id = after.paymentRequestId;
    must(after.revision === before.revision + 1, `${id} jumps from revision ${before.revision} to ${after.revision}`);
    if (after.doubt)
      must(after.phase === 'not_charged' || after.phase === 'reversed', `${id} is doubted and ${after.phase}`);
    if (before.phase === after.phase) return;
    if (after.code === 'closed_by_person') mayCloseByHand(before, after);
    const absent = after.phase === 'reversed' && after.code === 'order_never_existed';
    must(!absent || !before.orderSeen, `${id} is closed as never existing although a signed answer showed it`);
    must(
      !this.#honest || (after.reversal?.generation ?? 1) === 1,
      `${id} is reversed a second time although the gateway never took back its word`,
    );
    const late = after.phase === 'reversing' && after.reversal?.late === true;
    const lateNews = late && before.doubt && (before.phase === 'not_charged' || before.phase === 'reversed');
    const allowed = ways[before.phase].includes(after.phase) && !late;
    must(lateNews || allowed, `${id} goes from ${before.phase} to ${after.phase}`);
  }

  #mayRefund(before: Payment | null, after: Payment, refund: Refund): void {
    const { refundRequestId: refundId } = refund;
    const owner = this.#refundOwner.get(refundId);
    must(owner === undefined || owner === after.paymentRequestId, `the refund id ${refundId} is used twice`);
    this.#refundOwner.set(refundId, after.paymentRequestId);
    const was = before?.refunds.find((one) => one.refundRequestId === refundId);
    if (was === undefined) return;
    must(was.amountMinor === refund.amountMinor, `${refundId} changes its amount`);
    // Given up with a reversal that a person closed, and carried out all the same.
    const wasGivenUp = was.phase === 'refused' && was.code === 'closed_by_person' && refund.phase === 'done';
    const ended = (was.phase === 'done' || was.phase === 'refused') && !wasGivenUp;
    must(!ended || was.phase === refund.phase, `${refundId} was ${was.phase} and becomes ${refund.phase}`);
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

  // --- Calls -----------------------------------------------------------------------------------------------------

  maySend(api: string, id: string, asked: { readonly amountMinor: number; readonly life: number }): void {
    const payment = this.#durable.get(this.#refundOwner.get(id) ?? id);
    if (payment === undefined) {
      must(api === 'inquiryPayment' && this.isProbe(id), `${api} leaves for ${id}, which is not durable`);
      return;
    }
    this.#calledMs.set(payment.paymentRequestId, this.#nowMs());
    if (api === 'pay') this.#mayPay(payment, asked.amountMinor);
    if (api === 'cancel') {
      must(hasOpenReversal(payment), `cancel leaves for ${id} without a durable reversal`);
      must(!this.#openCalls.has(`pay ${id}`), `cancel leaves for ${id} while its pay is still listened to`);
    }
    if (api === 'refund') {
      const refund = payment.refunds.find((one) => one.refundRequestId === id);
      must(refund?.amountMinor === asked.amountMinor, `refund ${id} leaves with another amount than the durable one`);
      must(refund?.phase !== 'done' && refund?.phase !== 'refused', `refund ${id} leaves although it has ended`);
    }
    if (api === 'inquiryPayment' && payment.phase === 'inquiring' && !this.#journalLost)
      this.#mayInquire(payment, asked.life);
  }

  /** An id of no payment: the terminal asks whether its key is accepted again. */
  isProbe(id: string): boolean {
    return /^20\d{16}0{16}\d{6}$/.test(id);
  }

  #mayPay(payment: Payment, amountMinor: number): void {
    const id = payment.paymentRequestId;
    must(payment.phase === 'paying' && payment.revision === 1, `pay leaves for ${id}, which is ${payment.phase}`);
    must(payment.amount.minor === amountMinor, `pay of ${id} leaves with another amount`);
    must(!this.#paid.has(id), `pay leaves a second time for ${id}`);
    this.#paid.add(id);
  }

  #mayInquire(payment: Payment, life: number): void {
    const id = payment.paymentRequestId;
    const last = this.#asked.get(id);
    const atMs = this.#nowMs();
    const count = last?.life === life ? last.count + 1 : 1;
    if (last?.life === life) must(atMs - last.atMs >= 2_999, `${id} is inquired again after ${atMs - last.atMs} ms`);
    must(count <= 21, `${id} is inquired ${count} times in one series`);
    this.#asked.set(id, { life, atMs, count });
  }

  /** Cancels and refunds are one at a time. `place` names the payment or the refund. */
  opened(place: string): void {
    const open = (this.#openCalls.get(place) ?? 0) + 1;
    must(open <= 1, `${open} calls are open at the same time: ${place}`);
    this.#openCalls.set(place, open);
  }

  heard(api: string, id: string, verdict: string): void {
    const turns = ['success', 'refused', 'failed', 'cancelled'].includes(verdict);
    const absent = api === 'inquiryPayment' && verdict === 'not_exist';
    if (api !== 'pay' && (turns || absent)) this.#answered.add(this.#refundOwner.get(id) ?? id);
  }

  /**
   * Every open reversal has something sent at least every 5 minutes, the longest back-off. Without a journal one is
   * followed only while nothing definite was heard: what it came to in memory is not written anywhere.
   */
  nothingSleeps(lifeStartedMs: number, storageFails: boolean): void {
    for (const payment of this.#durable.values()) {
      const { paymentRequestId: id } = payment;
      if (!hasOpenReversal(payment) || (storageFails && this.#answered.has(id))) continue;
      const quietMs = this.#nowMs() - Math.max(lifeStartedMs, this.#calledMs.get(id) ?? 0);
      must(
        quietMs <= 300_000 + 10_000 * this.#durable.size,
        `nothing was sent for the open reversal of ${id} for ${quietMs} ms`,
      );
    }
  }

  closed(place: string): void {
    this.#openCalls.delete(place);
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

  printed(receipt: ReceiptDocument): void {
    const payment = this.#durable.get(receipt.barcode);
    must(payment !== undefined, `a ${receipt.kind} is printed for ${receipt.barcode}, which is not durable`);
    if (receipt.kind === 'paid')
      must(payment.phase === 'paid', `a receipt is printed for a payment that is ${payment.phase}`);
    if (receipt.kind === 'reversal_slip') must(payment.reversal !== null, 'a slip is printed without a reversal');
    if (receipt.kind === 'refund') must(payment.refunds.length > 0, 'a refund receipt is printed without a refund');
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

/** A mock amount whose inquiries are never answered clearly: once its cancel is refused, only a person can help. */
export function isNeverClear({ amount, phase, reversal }: Payment): boolean {
  return (
    (amount.minor === 9_903 || amount.minor === 9_904) && phase === 'reversal_pending' && reversal?.refusedCode !== ''
  );
}

/** Only by name, for a reason and on evidence, and not while it is still tried. */
function mayCloseByHand(before: Payment, after: Payment): void {
  const { paymentRequestId: id, reversal } = after;
  const said = reversal?.closed;
  must(
    before.phase === 'reversal_pending' && reversal?.doneAtMs != null,
    `${id} is closed by hand while it is ${before.phase}`,
  );
  const isTried = before.reversal?.seriesOver !== true && !before.refunds.some(({ seriesOver }) => seriesOver);
  must(!isTried, `${id} is closed by hand while it is still tried`);
  const words = [said?.by, said?.why, said?.evidence];
  must(
    words.every((word) => word !== undefined && word !== ''),
    `${id} is closed by hand without a name, a reason or evidence`,
  );
}

function hasOpenReversal({ reversal }: Payment): boolean {
  return reversal !== null && reversal.doneAtMs === null;
}

function mayChargeAgain({ phase, doubt }: Payment): boolean {
  return !doubt && (phase === 'not_charged' || phase === 'reversed');
}

function isUnsettled({ phase, doubt, refunds }: Payment): boolean {
  const refunding = refunds.some((refund) => refund.phase !== 'done' && refund.phase !== 'refused');
  return !finalPhases.includes(phase) || doubt || refunding;
}

function sumOf(refunds: readonly Refund[]): number {
  return refunds.reduce((sum, refund) => sum + refund.amountMinor, 0);
}

function must(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new Violation(sentence);
}
