import type { PaymentView, TerminalView } from '../contract/views.ts';
import { AfterSale } from './after-sale.ts';
import type {
  Closed,
  CodeTaken,
  Decided,
  Done,
  Looked,
  NotHad,
  RefundStarted,
  Refused,
  SaleOpened,
} from './answers.ts';
import type { ClosingSaid } from './closing.ts';
import { DeviceBoard } from './device-board.ts';
import { Drawer } from './drawer.ts';
import { orderIdOf, paymentRequestIdOf } from './ids.ts';
import type { Limits } from './limits.ts';
import type { Money } from './money.ts';
import { Paper } from './paper.ts';
import { maskPaymentCode, readPaymentCode } from './payment-code.ts';
import { isUnsettled, type Payment } from './payment-state.ts';
import type { Outcome, Scan } from './ports.ts';
import type { PrintRefusal } from './print-queue.ts';
import type { ReceiptShop } from './receipt.ts';
import { RoomWatch } from './room-watch.ts';
import { type Counter, freesCounter, idle, type Notice, refuseSale, type SaleAsked, type SaleRefusal } from './sale.ts';
import { ShownLists, shownMax } from './shown-lists.ts';
import type { TerminalPorts } from './terminal-ports.ts';
import { TrustWatch } from './trust-watch.ts';
import { Underway } from './underway.ts';
import { type TerminalIdentity, terminalViewOf } from './view.ts';

/**
 * The terminal: one counter, the payments under way, the paper. Everything that people, scanners and timers want of
 * it comes through these functions; what they may see comes out as a whole view.
 */

export class Terminal {
  /** Told by whoever holds the devices. */
  readonly devices: DeviceBoard;
  readonly paper: Paper;
  readonly drawer: Drawer;
  readonly #ports: TerminalPorts;
  readonly #limits: Limits;
  readonly #identity: TerminalIdentity;
  readonly #underway: Underway;
  readonly #trust: TrustWatch;
  readonly #afterSale: AfterSale;
  readonly #room: RoomWatch;
  readonly #listeners = new Set<(view: TerminalView) => void>();
  #counter: Counter = idle;
  readonly #lists: ShownLists;
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
      papers: (payment, effects) => this.paper.asked(payment, effects),
      print: (papers) => this.paper.print(papers),
      moved: (payment) => this.#lists.moved(payment),
      settled: () => this.#changed(),
    });
    const turn = (act: () => void): void => this.#underway.turn(act);
    this.#trust = new TrustWatch(ports, limits, identity.terminalNumber, turn);
    this.#afterSale = new AfterSale(this.#underway, limits);
    this.#lists = new ShownLists(
      (payment) => this.#afterSale.viewOf(payment),
      (most) => this.#underway.counted().alarmed(most),
    );
    this.devices = new DeviceBoard(turn, (report) => this.paper.printerIs(report));
    this.#room = new RoomWatch(ports, limits, turn);
    this.paper = new Paper(ports, shop, turn);
    this.drawer = new Drawer(ports, ports.drawerPermission ?? 'named', turn);
  }

  /** Takes up what the last run left open. Call once, before the first sale. Throws {@link StorageError}. */
  start(): void {
    this.#serial = this.#ports.journal.lastSerial();
    this.paper.start();
    this.#underway.recover((found) => this.#lists.found(found));
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
    const orderId = asked.orderId ?? orderIdOf({ ...now, terminalNumber, serial: this.#serial });
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
  stop(): Done | Refused<'not_open' | 'storage_failed'> {
    const counter = this.#counter;
    if (counter.state === 'ready') {
      this.#turnCounter(idle);
      return { ok: true };
    }
    const counted = this.#counted();
    if (counted === null || (counted.phase !== 'paying' && counted.phase !== 'inquiring'))
      return { ok: false, reason: 'not_open' };
    this.#underway.post(counted.paymentRequestId, { kind: 'stopped' });
    const after = this.#underway.payment(counted.paymentRequestId);
    return after?.phase === 'reversing' ? { ok: true } : { ok: false, reason: 'storage_failed' };
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
    return this.#afterSale.look(id);
  }

  /** Asks the gateway now; the answer changes the view when it comes. */
  inquire(id: string): Looked {
    return this.#afterSale.inquire(id);
  }

  /** "Send now": every reversal and refund that waits goes out. */
  sendReturns(): void {
    this.#underway.hurry();
  }

  /** A named person keeps or returns an old success, or returns a held payment. Not written down is not decided. */
  decide(id: string, decision: 'keep' | 'return', by: string, why: string): Decided {
    return this.#afterSale.decide(id, decision, by, why);
  }

  /** A named person closes a reversal that the gateway does not confirm. */
  closeReversal(id: string, said: ClosingSaid): Closed {
    return this.#afterSale.close(id, said);
  }

  /** `amountMinor` in the payment's currency; `why` may be empty. */
  refund(id: string, amountMinor: number, why: string): RefundStarted {
    return this.#afterSale.refund(id, amountMinor, why);
  }

  /** Prints the receipt or slip again, marked as a copy. */
  reprint(id: string): Done | Refused<NotHad | 'no_receipt' | 'no_printer' | PrintRefusal> {
    const found = this.#afterSale.find(id);
    return found.ok ? this.paper.copy(found.payment) : found;
  }

  /**
   * What a person, or the back office, must still see settled: live payments, open refunds, doubted closures. The
   * oldest `most` of them; `view().unsettled` counts all.
   */
  openViews(most: number = Number.POSITIVE_INFINITY): readonly PaymentView[] {
    return this.#underway.some(most, isUnsettled).map((payment) => this.#afterSale.viewOf(payment));
  }

  /** Counted. */
  unsettled(): number {
    return this.#underway.counted().unsettled();
  }

  /** Of every sale, such as CNY. */
  currency(): string {
    return this.#identity.currency;
  }

  view(): TerminalView {
    const underway = this.#underway.counted();
    const counted = this.#counted();
    return terminalViewOf({
      version: this.#version,
      nowMs: this.#ports.clock.wallMs(),
      identity: this.#identity,
      amountMinorMax: this.#limits.amountMinor,
      salesStopped: this.#salesStopped(),
      counter: this.#counter,
      counterPayment: counted === null ? null : this.#afterSale.viewOf(counted),
      openReversals: underway.openReversals(),
      unsettled: underway.unsettled(),
      ...this.#lists.lists(),
      unwritten: this.#underway.loss().said().slice(-shownMax),
      rescue: this.#ports.journal.rescue,
      gateway: this.#trust.gateway(),
      devices: this.devices.view(),
      printer: this.paper.view(),
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
    for (const part of [this.#trust, this.#room, this.paper, this.#underway]) part.close();
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
