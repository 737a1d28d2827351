import { type CounterSettings, type Entered, nothingEntered } from '../contract/counter.ts';
import { emptyOrder, isEmptyOrder } from '../contract/order-views.ts';
import type { AfterSale } from './after-sale.ts';
import type { CodeTaken, Done, Refused, SaleOpened } from './answers.ts';
import { Articles } from './articles.ts';
import { orderIdOf, paymentRequestIdOf } from './ids.ts';
import { invariant } from './invariant.ts';
import type { Limits } from './limits.ts';
import { OrderEntry } from './order-entry.ts';
import { maskPaymentCode, scannedNumber } from './payment-code.ts';
import { blocksOrder, type Payment } from './payment-state.ts';
import type { Clock, Scan } from './ports.ts';
import {
  type AtCounter,
  type CounterAnswer,
  freesCounter,
  refuseSale,
  type SaleAsked,
  type SaleRefusal,
} from './sale.ts';
import { type ArticleAnswer, type CounterStanding, type ScanRefusal, triageScan } from './scan-triage.ts';
import type { TrustWatch } from './trust-watch.ts';
import type { TruthDesk } from './truth-desk.ts';
import type { Underway } from './underway.ts';
import { mustConfirm, type RecentPaid } from './unusual-amount.ts';

/**
 * The one counter: which sale stands there, which scan counts for it, what the cashier was answered last. What becomes
 * of a payment once it has begun is not its matter.
 */

export interface CounterParts {
  readonly limits: Limits;
  readonly terminalNumber: string;
  readonly underway: Underway;
  readonly trust: TrustWatch;
  readonly afterSale: AfterSale;
  readonly truthDesk: Pick<TruthDesk, 'isHeld' | 'read' | 'scanned'>;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly recentPaid: RecentPaid;
  /** Of every sale, such as CNY. */
  readonly currency: string;
  /** As they are at that moment. */
  readonly settings: () => CounterSettings;
  /** Why no sale may be made now, or null. */
  readonly salesStopped: () => SaleStop | null;
  /** How a line is called that is in no list of articles. */
  readonly otherArticle: string;
}

export type SaleStop = Exclude<SaleRefusal, 'sale_running'>;

export type CodeRead = Pick<Scan, 'text' | 'source'> & { readonly orderId?: string | undefined };

type SaleOpen = Extract<AtCounter, { state: 'ready' }>;

/** The answer of whoever is beside the cashier, who hears and sees nothing of it. */
const inUse = { ok: false, reason: 'counter_in_use' } as const;

const idle: AtCounter = { state: 'idle', answer: null };

export class Counter {
  /** What the next sale will be opened for. */
  readonly entry: OrderEntry;
  /** What a product scan or a tile puts there. */
  readonly articles: Articles;
  readonly #parts: CounterParts;
  #at: AtCounter = idle;
  /** The open sale as it was asked for, to go back to. */
  #asked: Entered = nothingEntered;
  /** The open sale was asked for by nobody's screen. */
  #isBeside = false;
  #serial = 0;
  #answers = 0;

  constructor(parts: CounterParts) {
    this.#parts = parts;
    this.entry = new OrderEntry({
      clock: parts.clock,
      turn: (act) => parts.underway.turn(act),
      isFree: () => this.#at.state === 'idle',
      amountMinorMax: parts.limits.amountMinor,
    });
    this.articles = new Articles({
      entry: this.entry,
      makeRoom: () => this.makeRoom(),
      amountMinorMax: parts.limits.amountMinor,
      otherName: parts.otherArticle,
    });
  }

  /** `lastSerial` of the newest payment, 0 to 9999. */
  start(lastSerial: number): void {
    this.#serial = lastSerial;
  }

  at(): AtCounter {
    return this.#at;
  }

  /** The payment at the counter, durable state. */
  payment(): Payment | null {
    return this.#at.state === 'payment' ? this.#parts.underway.payment(this.#at.paymentRequestId) : null;
  }

  startSale(asked: SaleAsked): SaleOpened {
    if (asked.beside === true && this.#isCashiers()) return inUse;
    const opened = this.#opened(asked);
    if (!opened.ok) return this.#refuse(opened.reason);
    this.#isBeside = asked.beside === true;
    this.#turn(opened.sale, nothingEntered);
    this.#asked = { amountMinor: asked.amount.minor, orderId: asked.orderId, order: asked.order ?? emptyOrder };
    return { ok: true, orderId: opened.sale.orderId };
  }

  /**
   * A read of any scanner. Only a payment code for an open sale starts something; all else gets a reason. `orderId`: of
   * the one sale that it may pay.
   */
  scan({ text, source, orderId }: CodeRead): CodeTaken {
    const isOthers = orderId !== undefined && (this.#at.state !== 'ready' || this.#at.orderId !== orderId);
    if (isOthers) return inUse;
    if (this.#parts.truthDesk.isHeld()) return this.#askedAtDesk(text);
    const triage = triageScan(text, this.#standing(), this.#parts.limits);
    switch (triage.act) {
      case 'refuse':
        return this.#refuse(triage.mayBeArticle ? this.#article(text, triage.reason) : triage.reason);
      case 'look':
        return this.#look(triage.id);
      case 'charge':
        return this.#at.state === 'ready'
          ? this.#mayCharge(this.#at, triage.code, source)
          : this.#chargeEntered(triage.code, source);
    }
  }

  /** Before the scan the sale is closed; afterwards the payment is taken back. */
  stop(): Done | Refused<'not_open' | 'storage_failed'> {
    if (this.#at.state === 'ready') {
      this.#turn(idle, this.#isBeside ? nothingEntered : this.#asked);
      return { ok: true };
    }
    const counted = this.payment();
    if (counted === null || (counted.phase !== 'paying' && counted.phase !== 'inquiring'))
      return { ok: false, reason: 'not_open' };
    this.#parts.underway.post(counted.paymentRequestId, { kind: 'stopped' });
    const after = this.#parts.underway.payment(counted.paymentRequestId);
    return after?.phase === 'reversing' ? { ok: true } : { ok: false, reason: 'storage_failed' };
  }

  /** The next customer. Refused while the payment at the counter still binds the cashier. */
  clear(): Done | Refused<'sale_running'> {
    if (this.#standing() === 'bound') return this.#refuse('sale_running');
    this.#turn(idle, nothingEntered);
    return { ok: true };
  }

  /** Room for the next order: what is over is put away. Refused while a person or the gateway must settle it first. */
  makeRoom(): Done | Refused<'sale_running'> {
    if (this.#at.state === 'idle') return { ok: true };
    const counted = this.payment();
    return counted === null || blocksOrder(counted) ? { ok: false, reason: 'sale_running' } : this.clear();
  }

  /** What the scan of a product is answered. */
  #article(text: string, otherwise: ScanRefusal): ScanRefusal | ArticleAnswer {
    return this.articles.scanned(scannedNumber(text)) ?? otherwise;
  }

  #standing(): CounterStanding {
    if (this.#at.state === 'ready') return 'open';
    if (this.#at.state === 'idle' && this.entry.now().amountMinor > 0)
      return this.#parts.settings().mode === 'scan_charges' ? 'entered' : 'unpressed';
    const counted = this.payment();
    return counted === null || freesCounter(counted) ? 'free' : 'bound';
  }

  /** While somebody asks after a payment nothing that is scanned is a sale, whatever stands at the counter. */
  #askedAtDesk(text: string): CodeTaken {
    const read = this.#parts.truthDesk.read(text);
    return read.ok ? this.#look(read.id) : this.#refuse(read.reason);
  }

  #look(id: string): CodeTaken {
    const found = this.#parts.afterSale.find(id);
    this.#parts.truthDesk.scanned(id);
    const looked = found.ok ? found.payment.paymentRequestId : null;
    return this.#refuse(found.ok ? 'receipt_opened' : found.reason, { id, looked });
  }

  /** The sale that this would open, or why it may not be. Nothing is changed. */
  #opened(asked: SaleAsked): { readonly ok: true; readonly sale: SaleOpen } | Refused<SaleRefusal> {
    const { limits, terminalNumber, trust, underway, recentPaid } = this.#parts;
    const reason =
      this.#parts.salesStopped() ??
      underway.ask((journal) => refuseSale(asked, this.payment(), journal, limits)) ??
      // An article that was scanned since would be given away: its line is in no sale, and the sale clears the entry.
      (asked.sellsEntry === false ? 'entry_changed' : null) ??
      (asked.confirmed === true ? null : mustConfirm(asked.amount.minor, this.#parts.settings(), recentPaid.minors()));
    if (reason !== null) {
      if (reason === 'gateway_clock_skew' || reason === 'gateway_refuses_our_key') trust.ask();
      return { ok: false, reason };
    }
    const { now } = underway.moment();
    const orderId = asked.orderId ?? orderIdOf({ ...now, terminalNumber, serial: this.#serial });
    const order = asked.order === undefined || isEmptyOrder(asked.order) ? null : asked.order;
    return { ok: true, sale: { state: 'ready', orderId, amount: asked.amount, order, answer: null } };
  }

  /** An order is being entered at a screen, or was opened there for the customer who stands before it. */
  #isCashiers(): boolean {
    return this.#at.state === 'ready' ? !this.#isBeside : this.entry.isSomebodys();
  }

  /** Scan = charge: what stands on the screen is sold by this code, or nothing is. */
  #chargeEntered(code: string, source: string): CodeTaken {
    const unready = this.entry.unready();
    invariant(unready !== 'empty', 'a code is charged for an amount only');
    if (unready === 'amount_just_changed') return this.#refuse(unready);
    const { amountMinor, orderId, order } = this.entry.now();
    const amount = { minor: amountMinor, currency: this.#parts.currency };
    const opened = this.#opened({ orderId, amount, order, differentCustomer: false });
    if (!opened.ok) return this.#refuse(opened.reason);
    return unready === null ? this.#mayCharge(opened.sale, code, source) : this.#refuse(unready);
  }

  #mayCharge(sale: SaleOpen, code: string, source: string): CodeTaken {
    const stopped = this.#parts.salesStopped();
    if (stopped !== null) return this.#refuse(stopped);
    const fingerprint = this.#parts.underway.ask((journal) => {
      // An earlier attempt may have come into doubt since the sale was opened.
      if (journal.liveAttempt(sale.orderId) !== null) return 'order_live';
      const print = journal.fingerprint(code);
      return journal.codeUsed(print) ? 'code_already_used' : { print };
    });
    if (typeof fingerprint === 'string') return this.#refuse(fingerprint);
    return this.#charge(sale, code, fingerprint.print, source);
  }

  #charge({ orderId, amount, order }: SaleOpen, code: string, codeFingerprint: string, source: string): CodeTaken {
    const { limits, terminalNumber, trust, underway } = this.#parts;
    const { now } = underway.moment();
    this.#serial = (this.#serial + 1) % 10_000;
    const paymentRequestId = paymentRequestIdOf({
      wallMs: now.wallMs,
      terminalNumber,
      amountMinor: amount.minor,
      serial: this.#serial,
      digits: now.digits,
    });
    const attempt = {
      paymentRequestId,
      orderId,
      amount,
      ...(order === null ? {} : { order }),
      serial: this.#serial,
      codeMask: maskPaymentCode(code),
      codeFingerprint,
      expiresAtMs: Math.round(trust.gatewayNowMs() + limits.expiryMs),
    };
    const [before, entered] = [this.#at, this.entry.now()];
    this.entry.become(nothingEntered);
    this.#at = { state: 'payment', orderId, amount, order, paymentRequestId, answer: this.#answerOf(null) };
    if (!underway.begin(attempt, code, source)) {
      this.#turn({ ...before, answer: this.#answerOf('storage_failed') }, entered);
      return { ok: false, reason: 'storage_failed' };
    }
    return { ok: true, paymentRequestId };
  }

  #refuse<Reason extends string>(reason: Reason, asked: CounterAnswer['asked'] = null): Refused<Reason> {
    this.#turn({ ...this.#at, answer: this.#answerOf(reason, asked) });
    return { ok: false, reason };
  }

  #answerOf(reason: string | null, asked: CounterAnswer['asked'] = null): CounterAnswer {
    this.#answers += 1;
    return { reason, asked, number: this.#answers };
  }

  /** `entered`: what stands on the screens for the next sale from then on; as it is unless told. */
  #turn(at: AtCounter, entered: Entered | null = null): void {
    this.#parts.underway.turn(() => {
      this.#at = at;
      if (entered !== null) this.entry.become(entered);
    });
  }
}
