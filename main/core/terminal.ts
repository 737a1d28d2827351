import { type CounterSettings, usualCounter } from '../contract/counter.ts';
import type { PaymentView, TerminalView } from '../contract/views.ts';
import { receiptWords } from '../contract/words/receipt.ts';
import { AfterSale } from './after-sale.ts';
import type {
  Closed,
  CodeTaken,
  Copied,
  Decided,
  Done,
  Looked,
  RefundStarted,
  Refused,
  SaleOpened,
} from './answers.ts';
import type { Articles } from './articles.ts';
import type { ClosingSaid } from './closing.ts';
import { type CodeRead, Counter, type SaleStop } from './counter.ts';
import { DeviceBoard } from './device-board.ts';
import { Drawer } from './drawer.ts';
import type { Limits } from './limits.ts';
import type { OrderEntry } from './order-entry.ts';
import { Paper } from './paper.ts';
import { isUnsettled } from './payment-state.ts';
import type { Scan } from './ports.ts';
import type { ReceiptShop } from './receipt.ts';
import { Returns } from './returns.ts';
import { RoomWatch } from './room-watch.ts';
import type { SaleAsked } from './sale.ts';
import { ScanRecord } from './scan-record.ts';
import { toneOf } from './scan-triage.ts';
import { ShownLists, shownMax } from './shown-lists.ts';
import type { TerminalPorts } from './terminal-ports.ts';
import { TrustWatch } from './trust-watch.ts';
import { TruthDesk } from './truth-desk.ts';
import { Underway } from './underway.ts';
import { RecentPaid, recentPaidMax } from './unusual-amount.ts';
import { listed, type TerminalIdentity, terminalViewOf } from './view.ts';

/** For whoever sells without a person at a screen. */
const askingNobody: CounterSettings = { ...usualCounter, unusualTimes: null };

/**
 * The terminal: one counter, the payments under way, the paper. Everything that people, scanners and timers want of
 * it comes through these functions; what they may see comes out as a whole view.
 */

export class Terminal {
  /** Told by whoever holds the devices. */
  readonly devices: DeviceBoard;
  /** The newest scans, for the scanner page. */
  readonly scans: ScanRecord;
  readonly paper: Paper;
  readonly drawer: Drawer;
  /** What became of a payment, for whoever asks with a number. */
  readonly truthDesk: TruthDesk;
  /** What is being entered for the next sale. */
  readonly entry: OrderEntry;
  /** The reversal tray. */
  readonly returns: Returns;
  /** What a product scan or a tile puts there. */
  readonly articles: Articles;
  readonly #ports: TerminalPorts;
  readonly #limits: Limits;
  readonly #identity: TerminalIdentity;
  readonly #underway: Underway;
  readonly #trust: TrustWatch;
  readonly #afterSale: AfterSale;
  readonly #counter: Counter;
  readonly #room: RoomWatch;
  readonly #listeners = new Set<(view: TerminalView) => void>();
  readonly #lists: ShownLists;
  readonly #recentPaid = new RecentPaid();
  #settings: CounterSettings;
  #version = 0;
  #closing = false;

  constructor(
    ports: TerminalPorts,
    limits: Limits,
    identity: TerminalIdentity,
    shop: ReceiptShop,
    settings: CounterSettings = askingNobody,
  ) {
    this.#ports = ports;
    this.#settings = settings;
    this.#limits = limits;
    this.#identity = identity;
    this.#underway = new Underway(ports, limits, {
      answered: (outcome, id, event) => {
        this.#trust.heard(outcome);
        this.truthDesk.heard(id, event);
      },
      papers: (payment, effects) => this.paper.asked(payment, effects),
      print: (papers) => this.paper.print(papers),
      moved: (payment) => {
        this.#lists.moved(payment);
        this.#recentPaid.moved(payment);
      },
      settled: () => this.#changed(),
    });
    const turn = (act: () => void): void => this.#underway.turn(act);
    this.#trust = new TrustWatch(ports, limits, identity.terminalNumber, turn);
    this.#afterSale = new AfterSale(this.#underway, limits);
    this.truthDesk = new TruthDesk({
      ...{ clock: ports.clock, gateway: ports.gateway, limits },
      ...{ terminalNumber: identity.terminalNumber, currency: identity.currency },
      ...{ underway: this.#underway, afterSale: this.#afterSale },
      answered: (outcome) => this.#trust.heard(outcome),
    });
    this.returns = new Returns({ underway: this.#underway, afterSale: this.#afterSale, clock: ports.clock, limits });
    this.#counter = this.#openCounter(ports, limits, identity, receiptWords[shop.language].otherArticle);
    this.entry = this.#counter.entry;
    this.articles = this.#counter.articles;
    this.#lists = new ShownLists(
      (payment) => listed(this.#afterSale.viewOf(payment)),
      (most) => this.#underway.counted().alarmed(most),
    );
    this.devices = new DeviceBoard(turn, (report) => this.paper.printerIs(report));
    this.scans = new ScanRecord(ports.clock, ports.log);
    this.#room = new RoomWatch(ports, limits, turn);
    this.paper = new Paper(ports, shop, turn);
    this.drawer = new Drawer(ports, ports.drawerPermission ?? 'named', turn);
  }

  /** Takes up what the last run left open. Call once, before the first sale. Throws {@link StorageError}. */
  start(): void {
    this.#counter.start(this.#ports.journal.lastSerial());
    for (const payment of this.#ports.journal.recentPaid(recentPaidMax)) this.#recentPaid.moved(payment);
    this.paper.start();
    this.#underway.recover((found) => this.#lists.found(found));
  }

  startSale(asked: SaleAsked): SaleOpened {
    return this.#counter.startSale(asked);
  }

  /** A read of any scanner. Only a payment code for an open sale starts something; all else gets a reason. */
  scan(scan: CodeRead & Pick<Scan, 'seen'>): CodeTaken {
    const begunMs = this.#ports.clock.monotonicMs();
    const taken = this.#counter.scan(scan);
    if (taken.ok) this.#ports.flight?.scanned(taken.paymentRequestId, scan.source, begunMs);
    const reason = taken.ok ? null : taken.reason;
    this.scans.answered(scan, reason ?? 'charged', toneOf(reason));
    return taken;
  }

  /** Before the scan the sale is closed; afterwards the payment is taken back. */
  stop(): Done | Refused<'not_open' | 'storage_failed'> {
    return this.#counter.stop();
  }

  /** The next customer. Refused while the payment at the counter still binds the cashier. */
  clear(): Done | Refused<'sale_running'> {
    return this.#counter.clear();
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

  /** `amountMinor` in the payment's currency; `why` may be empty. The same `key` again is the same refund. */
  refund(id: string, amountMinor: number, why: string, key?: string, leftMinor?: number): RefundStarted {
    return this.#afterSale.refund(id, { amountMinor, why, ...(key === undefined ? {} : { key }) }, leftMinor);
  }

  /** Prints the receipt or slip, or the paper of one refund, again, marked as a copy. */
  reprint(id: string, refundRequestId?: string): Copied {
    const found = this.#afterSale.find(id);
    if (!found.ok) return found;
    const { payment } = found;
    return refundRequestId === undefined ? this.paper.copy(payment) : this.paper.copyOfRefund(payment, refundRequestId);
  }

  /**
   * What a person, or the back office, must still see settled: live payments, open refunds, doubted closures. The
   * oldest `most` of them; `view().unsettled` counts all.
   */
  openViews(most: number = Number.POSITIVE_INFINITY): readonly PaymentView[] {
    return this.#underway.some(most, isUnsettled).map((payment) => listed(this.#afterSale.viewOf(payment)));
  }

  /** Counted. */
  unsettled(): number {
    return this.#underway.counted().unsettled();
  }

  /** Of every sale, such as CNY. */
  currency(): string {
    return this.#identity.currency;
  }

  /** How the counter works from now on; the next sale is the first to know of it. */
  changeCounter(settings: CounterSettings): void {
    this.#underway.turn(() => {
      this.#settings = settings;
    });
  }

  view(): TerminalView {
    const underway = this.#underway.counted();
    const counted = this.#counter.payment();
    return terminalViewOf({
      version: this.#version,
      nowMs: this.#ports.clock.wallMs(),
      identity: this.#identity,
      amountMinorMax: this.#limits.amountMinor,
      salesStopped: this.#salesStopped(),
      counter: this.#counter.at(),
      entry: this.entry.now(),
      settings: this.#settings,
      counterPayment: counted === null ? null : this.#afterSale.viewOf(counted),
      lookedPayment: this.#afterSale.viewOfId(this.#counter.at().answer?.asked?.looked ?? null),
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
    for (const part of [this.#trust, this.truthDesk, this.#room, this.paper, this.#underway]) part.close();
    this.#listeners.clear();
  }

  #openCounter(
    { clock }: TerminalPorts,
    limits: Limits,
    { terminalNumber, currency }: TerminalIdentity,
    otherArticle: string,
  ): Counter {
    return new Counter({
      limits,
      terminalNumber,
      underway: this.#underway,
      trust: this.#trust,
      afterSale: this.#afterSale,
      truthDesk: this.truthDesk,
      clock,
      recentPaid: this.#recentPaid,
      currency,
      settings: () => this.#settings,
      salesStopped: () => this.#salesStopped(),
      otherArticle,
    });
  }

  #salesStopped(): SaleStop | null {
    const stopped = this.#closing ? 'closing' : this.#underway.loss().stopsSales();
    if (stopped !== null) return stopped;
    return this.#room.lacksRoom() ? 'disk_nearly_full' : this.#trust.distrust();
  }

  #changed(): void {
    this.#version += 1;
    this.#room.look();
    if (this.#listeners.size === 0) return;
    const view = this.view();
    this.#ports.flight?.shown(view);
    for (const listen of this.#listeners) listen(view);
  }
}
