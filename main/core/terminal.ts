import type { DeviceView, PaymentView, TerminalView } from '../contract/views.ts';
import type { CodeTaken, Decided, Done, Looked, RefundStarted, Refused, SaleOpened } from './answers.ts';
import { findPayment } from './find.ts';
import { orderIdOf, paymentRequestIdOf } from './ids.ts';
import type { Limits } from './limits.ts';
import type { Money } from './money.ts';
import { Paper } from './paper.ts';
import { maskPaymentCode, readPaymentCode } from './payment-code.ts';
import { hasOpenReversal, isUnsettled, type Payment } from './payment-state.ts';
import type { Outcome, ReceiptPrinter, Scan } from './ports.ts';
import type { ReceiptShop } from './receipt.ts';
import { mayRefund } from './refund.ts';
import { RoomWatch } from './room-watch.ts';
import { type Counter, freesCounter, idle, type Notice, refuseSale, type SaleAsked, type SaleRefusal } from './sale.ts';
import { TrustWatch } from './trust-watch.ts';
import { Underway } from './underway.ts';
import type { UnderwayPorts } from './underway-ports.ts';
import { paymentViewOf, type TerminalIdentity, terminalViewOf } from './view.ts';

/**
 * The terminal: one counter, the payments under way, the paper. Everything that people, scanners and timers want of
 * it comes through these functions; what they may see comes out as a whole view.
 */

export interface TerminalPorts extends UnderwayPorts {
  /** Null = receipts are not printed. */
  readonly printer: ReceiptPrinter | null;
}

/** Shown at most: newer ones push the oldest out; `openReversals` counts all. */
const shownMax = 100;

export class Terminal {
  readonly #ports: TerminalPorts;
  readonly #limits: Limits;
  readonly #identity: TerminalIdentity;
  readonly #paper: Paper;
  readonly #underway: Underway;
  readonly #trust: TrustWatch;
  readonly #room: RoomWatch;
  readonly #listeners = new Set<(view: TerminalView) => void>();
  #counter: Counter = idle;
  #recovered: readonly string[] = [];
  #scanner: DeviceView = { state: 'none', why: '' };
  #serial = 0;
  #version = 0;
  #notices = 0;
  #closing = false;

  constructor(ports: TerminalPorts, limits: Limits, identity: TerminalIdentity, shop: ReceiptShop) {
    this.#ports = ports;
    this.#limits = limits;
    this.#identity = identity;
    this.#underway = new Underway(ports, limits, {
      answered: (outcome: Outcome<string>) => this.#trust.heard(outcome),
      print: (payment, effect) => this.#paper.print(payment, effect),
      settled: () => this.#changed(),
    });
    const turn = (act: () => void): void => this.#underway.turn(act);
    this.#trust = new TrustWatch(ports, limits, identity.terminalNumber, turn);
    this.#room = new RoomWatch(ports, limits, turn);
    this.#paper = new Paper(ports.printer, shop, ports.log, turn);
  }

  /** Takes up what the last run left open. Call once, before the first sale. Throws {@link StorageError}. */
  start(): void {
    this.#serial = this.#ports.journal.lastSerial();
    this.#recovered = this.#underway
      .recover()
      .filter((payment) => payment.phase !== 'paid' && payment.askAgainAtMs.length === 0)
      .map((payment) => payment.paymentRequestId)
      .slice(-shownMax);
  }

  startSale(asked: SaleAsked): SaleOpened {
    const reason =
      this.#salesStopped() ??
      this.#underway.ask((journal) => refuseSale(asked, this.#counted(), journal, this.#limits));
    if (reason !== null) {
      if (reason === 'gateway_clock_skew' || reason === 'gateway_refuses_our_key') this.#trust.ask();
      return this.#refuse(reason);
    }
    const { now } = this.#underway.moment();
    const { terminalNumber } = this.#identity;
    const orderId = asked.orderId ?? orderIdOf({ wallMs: now.wallMs, terminalNumber, digits: now.digits });
    this.#turnCounter({ state: 'ready', orderId, amount: asked.amount, notice: null });
    return { ok: true, orderId };
  }

  /** A read of any scanner. Only a payment code for an open sale starts something; all else gets a reason. */
  scan(scan: Pick<Scan, 'text' | 'source'>): CodeTaken {
    const counter = this.#counter;
    if (counter.state !== 'ready') {
      const counted = this.#counted();
      return this.#refuse(counted !== null && !freesCounter(counted) ? 'sale_running' : 'no_sale_open');
    }
    const code = readPaymentCode(scan.text, this.#limits);
    if (!code.ok) return this.#refuse(code.reason);
    const stopped = this.#salesStopped();
    if (stopped !== null) return this.#refuse(stopped);
    const fingerprint = this.#underway.ask((journal) => {
      // An earlier attempt may have come into doubt since the sale was opened.
      if (journal.liveAttempt(counter.orderId) !== null) return 'order_live';
      const print = journal.fingerprint(code.code);
      return journal.codeUsed(print) ? 'code_already_used' : { print };
    });
    if (typeof fingerprint === 'string') return this.#refuse(fingerprint);
    return this.#charge(counter.orderId, counter.amount, code.code, fingerprint.print, scan.source);
  }

  /** Before the scan the sale is closed; afterwards the payment is taken back. */
  stop(): Done | Refused<'not_open'> {
    const counter = this.#counter;
    if (counter.state === 'ready') {
      this.#turnCounter(idle);
      return { ok: true };
    }
    const counted = this.#counted();
    if (counted === null || (counted.phase !== 'paying' && counted.phase !== 'inquiring'))
      return { ok: false, reason: 'not_open' };
    this.#underway.post(counted.paymentRequestId, { kind: 'stopped' });
    return { ok: true };
  }

  /** The next customer. Refused while the payment at the counter still binds the cashier. */
  clear(): Done | Refused<'sale_running'> {
    const counted = this.#counted();
    if (counted !== null && !freesCounter(counted)) return this.#refuse('sale_running');
    this.#turnCounter(idle);
    return { ok: true };
  }

  /** By paymentRequestId, paymentId or order. */
  look(id: string): Looked {
    const payment = findPayment(this.#underway, id);
    return payment.ok ? { ok: true, payment: this.#viewOf(payment.payment) } : payment;
  }

  /** Asks the gateway now; the answer changes the view when it comes. */
  inquire(id: string): Looked {
    const payment = findPayment(this.#underway, id);
    if (!payment.ok) return payment;
    this.#underway.post(payment.payment.paymentRequestId, { kind: 'asked' });
    return this.look(payment.payment.paymentRequestId);
  }

  /** "Send now": every reversal and refund that waits goes out. */
  sendReturns(): void {
    this.#underway.hurry();
  }

  /** A named person keeps or returns an old success, or returns a held payment. Not written down is not decided. */
  decide(id: string, decision: 'keep' | 'return', by: string, why: string): Decided {
    const found = findPayment(this.#underway, id);
    if (!found.ok) return found;
    const { phase, paymentRequestId } = found.payment;
    if (phase !== 'undecided' && !(phase === 'held' && decision === 'return')) return { ok: false, reason: 'not_open' };
    this.#underway.post(paymentRequestId, { kind: 'decided', decision, by, why });
    return this.#underway.loss().why() === null ? this.look(paymentRequestId) : { ok: false, reason: 'storage_failed' };
  }

  refund(id: string, amountMinor: number, why: string): RefundStarted {
    const found = findPayment(this.#underway, id);
    if (!found.ok) return found;
    const { payment } = found;
    const reason = this.#underway.loss().why() === null ? mayRefund(payment, amountMinor) : 'storage_failed';
    if (reason !== null) return { ok: false, reason };
    this.#underway.post(payment.paymentRequestId, { kind: 'refund_asked', amountMinor, why });
    const after = this.#underway.payment(payment.paymentRequestId);
    const refund = after?.refunds[payment.refunds.length];
    if (after === null || refund === undefined) return { ok: false, reason: 'storage_failed' };
    return { ok: true, refundRequestId: refund.refundRequestId, payment: this.#viewOf(after) };
  }

  /** Prints the receipt or slip again, marked as a copy. */
  reprint(id: string): Done | Refused<'not_found' | 'storage_failed' | 'no_receipt'> {
    const found = findPayment(this.#underway, id);
    if (!found.ok) return found;
    return this.#paper.copy(found.payment) ? { ok: true } : { ok: false, reason: 'no_receipt' };
  }

  /** Everything under way, oldest first. */
  unfinished(): readonly Payment[] {
    return this.#underway.all();
  }

  /** What a person, or the back office, must still see settled: live payments, open refunds, doubted closures. */
  openViews(): readonly PaymentView[] {
    return this.unfinished()
      .filter(isUnsettled)
      .map((payment) => this.#viewOf(payment));
  }

  scannerChanged(state: DeviceView['state'], why: string): void {
    this.#underway.turn(() => {
      this.#scanner = { state, why };
    });
  }

  view(): TerminalView {
    const all = this.#underway.all();
    const counted = this.#counted();
    const attention = all.filter((payment) => payment.alarm !== null).slice(0, shownMax);
    return terminalViewOf({
      version: this.#version,
      nowMs: this.#ports.clock.wallMs(),
      identity: this.#identity,
      amountMinorMax: this.#limits.amountMinor,
      salesStopped: this.#salesStopped(),
      counter: this.#counter,
      counterPayment: counted === null ? null : this.#viewOf(counted),
      openReversals: all.filter(hasOpenReversal).length,
      unsettled: all.filter(isUnsettled).length,
      recovered: this.#recovered.flatMap((id) => this.#underway.payment(id) ?? []).map((one) => this.#viewOf(one)),
      attention: attention.map((payment) => this.#viewOf(payment)),
      unwritten: this.#underway.loss().said().slice(-shownMax),
      rescue: this.#ports.journal.rescue,
      gateway: this.#trust.gateway(),
      scanner: this.#scanner,
      printer: this.#paper.state(),
    });
  }

  /** Calls `listen` with each new view; the result switches it off. */
  onChange(listen: (view: TerminalView) => void): () => void {
    this.#listeners.add(listen);
    return () => this.#listeners.delete(listen);
  }

  /** No new sale; what is open stays in the journal for the next start. */
  close(): void {
    this.#closing = true;
    for (const part of [this.#trust, this.#room, this.#underway]) part.close();
    this.#listeners.clear();
  }

  #charge(orderId: string, amount: Money, code: string, codeFingerprint: string, source: string): CodeTaken {
    const { now } = this.#underway.moment();
    this.#serial = (this.#serial + 1) % 10_000;
    const paymentRequestId = paymentRequestIdOf({
      wallMs: now.wallMs,
      terminalNumber: this.#identity.terminalNumber,
      amountMinor: amount.minor,
      serial: this.#serial,
      digits: now.digits,
    });
    const attempt = {
      paymentRequestId,
      orderId,
      amount,
      serial: this.#serial,
      codeMask: maskPaymentCode(code),
      codeFingerprint,
      expiresAtMs: Math.round(this.#trust.gatewayNowMs() + this.#limits.expiryMs),
    };
    this.#counter = { state: 'payment', orderId, amount, paymentRequestId, notice: null };
    if (this.#underway.begin(attempt, code, source)) return { ok: true, paymentRequestId };
    this.#turnCounter({ state: 'ready', orderId, amount, notice: this.#noticeOf('storage_failed') });
    return { ok: false, reason: 'storage_failed' };
  }

  #salesStopped(): Exclude<SaleRefusal, 'sale_running'> | null {
    const stopped = this.#closing ? 'closing' : this.#underway.loss().stopsSales();
    if (stopped !== null) return stopped;
    return this.#room.lacksRoom() ? 'disk_nearly_full' : this.#trust.distrust();
  }

  /** The payment at the counter, durable state. */
  #counted(): Payment | null {
    return this.#counter.state === 'payment' ? this.#underway.payment(this.#counter.paymentRequestId) : null;
  }

  #viewOf(payment: Payment): PaymentView {
    return paymentViewOf(payment, this.#underway.isAsking(payment.paymentRequestId), this.#limits);
  }

  #refuse<Reason extends string>(reason: Reason): Refused<Reason> {
    this.#turnCounter({ ...this.#counter, notice: this.#noticeOf(reason) });
    return { ok: false, reason };
  }

  #noticeOf(reason: string): Notice {
    this.#notices += 1;
    return { reason, number: this.#notices };
  }

  #turnCounter(counter: Counter): void {
    this.#underway.turn(() => {
      this.#counter = counter;
    });
  }

  #changed(): void {
    this.#version += 1;
    this.#room.look();
    if (this.#listeners.size === 0) return;
    const view = this.view();
    for (const listen of this.#listeners) listen(view);
  }
}
