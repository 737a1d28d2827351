import type { DevicePrinter } from '../native/printer/printer.ts';
import type { PrintedReceipt } from '../native/printer/simulated.ts';
import type { SimulatedScanner } from '../native/scanner/simulated.ts';
import type { PrinterAct, ScannerAct, Scenario, TrainingView, WalletAct } from './contract/views.ts';
import type { Done, Refused } from './core/answers.ts';
import type { CustomerScreen } from './core/customer-screen.ts';
import type { Clock } from './core/ports.ts';
import type { Terminal } from './core/terminal.ts';
import type { Books, LedgerLine } from './simulator/books.ts';
import { LedgerError } from './simulator/ledger.ts';
import { type DrawnCode, drawnCode, scriptOf } from './training-code.ts';

/**
 * The simulated customer as the training screen has it: a phone with a payment code, a scenario, the paper. It joins
 * the gateway's books, the simulated scanner and the simulated printer, and knows no payment rules.
 */

export interface TrainingParts {
  readonly books: Books;
  /** Replaces the gateway's fault plan; a sentence when it is refused. */
  readonly setPlan: (entries: readonly string[]) => string | null;
  readonly scanner: SimulatedScanner;
  /** The one in use at that moment; null where none is set up. */
  readonly printer: () => DevicePrinter | null;
  readonly terminal: Terminal;
  readonly customer: Pick<CustomerScreen, 'view' | 'onChange'>;
  readonly clock: Clock;
}

export type Refusal =
  | 'no_training_customer'
  | 'nothing_to_confirm'
  | 'wallet_failed'
  | 'nothing_printed'
  | 'no_simulated_printer';

export type Paper = { readonly ok: true; readonly number: number; readonly png: string };

export interface Training {
  view(): TrainingView;
  act(act: WalletAct): Done | Refused<Refusal>;
  choose(scenario: Scenario): Done | Refused<Refusal>;
  /** Resolves when it is done; what the printer then reports comes as with a real one. */
  printer(act: PrinterAct): Promise<Done | Refused<Refusal>>;
  /** What the scanner then reads, and how it is, comes as with a real one. */
  scanner(act: ScannerAct): Done;
  /** The newest paper as a PNG in base64. */
  paper(): Promise<Paper | Refused<Refusal>>;
  /** Calls `listen` with each new view; the result switches it off. */
  onChange(listen: (view: TrainingView) => void): () => void;
  /** The gateway's books have changed. */
  booksChanged(): void;
  close(): void;
}

const walletName = 'phone';

/** Fault plans of the scenarios; counted from the moment a sale opens, so that each sale meets them anew. */
const plans: Readonly<Record<Scenario, readonly string[]>> = {
  plain: [],
  third_inquiry: ['codeAfter:pay#1=PAYMENT_IN_PROCESS', 'code:inquiryPayment#1-2=PAYMENT_IN_PROCESS'],
  answer_lost: ['dropResponse:pay#1=silent'],
  /** The wallet asks for a PIN; nobody need enter it. */
  never_confirms: [],
  /** It breaks behind the first pay: the customer is charged, and nothing comes back or goes out any more. */
  network_out: [
    'dropResponse:pay#1-999999=silent',
    ...['inquiryPayment', 'cancel', 'refund', 'inquiryRefund'].map((api) => `dropRequest:${api}#1-999999=silent`),
  ],
};

/** Wallets show a new code about every minute. */
const codeValidMs = 60_000;

interface CodeOnPhone {
  readonly shown: DrawnCode;
  readonly expiresAtMs: number;
}

/** A phone beside a terminal whose gateway runs in the same process. */
export function createTraining(parts: TrainingParts): Training {
  return new Phone(parts);
}

class Phone implements Training {
  readonly #parts: TrainingParts;
  readonly #listeners = new Set<(view: TrainingView) => void>();
  readonly #offTerminal: () => void;
  #version = 0;
  #scenario: Scenario = 'plain';
  #code: CodeOnPhone | null = null;
  #isPlugged = true;
  #wasReady = false;
  #papers = 0;
  #newestPaper: PrintedReceipt | null = null;
  #payments: readonly LedgerLine[] = [];
  #asked: LedgerLine | null = null;
  #offExpiry: () => void = () => {};
  #offBooks: () => void = () => {};
  readonly #offCustomer: () => void;

  constructor(parts: TrainingParts) {
    this.#parts = parts;
    this.#readBooks();
    this.#offCustomer = parts.customer.onChange(() => this.#changed());
    this.#offTerminal = parts.terminal.onChange(({ counter, printer }) => {
      const isReady = counter.state === 'ready';
      if (isReady && !this.#wasReady) this.#saleOpened();
      this.#wasReady = isReady;
      if (!printer.printing) this.#countPapers();
    });
  }

  view(): TrainingView {
    const newest = this.#payments.at(-1);
    const printer = this.#parts.printer()?.mechanics() ?? null;
    const result = newest === undefined ? null : resultOf(newest);
    return {
      version: this.#version,
      scenario: this.#scenario,
      code: this.#code === null ? null : { ...this.#code.shown, expired: this.#isExpired() },
      empty: this.#parts.books.balanceMinor(walletName) === 0,
      asked: this.#asked === null ? null : sumOf(this.#asked),
      last: newest === undefined || result === null ? null : { result, ...sumOf(newest) },
      customer: this.#parts.customer.view(),
      scanner: { plugged: this.#isPlugged },
      papers: printer === null ? null : this.#papers,
      printer,
    };
  }

  act(act: WalletAct): Done | Refused<Refusal> {
    try {
      return this.#acted(act);
    } catch (error) {
      if (error instanceof LedgerError) return { ok: false, reason: 'wallet_failed' };
      throw error;
    } finally {
      this.#changed();
    }
  }

  choose(scenario: Scenario): Done | Refused<Refusal> {
    const changesPin = (scenario === 'never_confirms') !== (this.#scenario === 'never_confirms');
    this.#scenario = scenario;
    this.#setPlan();
    // A code on the phone was made with, or without, a PIN.
    if (changesPin && this.#code !== null) return this.act('refresh');
    this.#changed();
    return { ok: true };
  }

  async printer(act: PrinterAct): Promise<Done | Refused<Refusal>> {
    const isSimulated = (await this.#parts.printer()?.act(act)) ?? false;
    this.#changed();
    return isSimulated ? { ok: true } : { ok: false, reason: 'no_simulated_printer' };
  }

  scanner(act: ScannerAct): Done {
    if (act === 'unplug' || act === 'plug') this.#isPlugged = act === 'plug';
    this.#parts.scanner.play(scriptOf(act, () => this.#digitsHeld()));
    this.#changed();
    return { ok: true };
  }

  async paper(): Promise<Paper | Refused<Refusal>> {
    const newest = this.#parts.printer()?.printed().at(-1);
    const number = this.#papers;
    const picture = newest === undefined ? null : await newest.picture();
    if (picture === null || !picture.ok) return { ok: false, reason: 'nothing_printed' };
    return { ok: true, number, png: picture.png.toString('base64') };
  }

  onChange(listen: (view: TrainingView) => void): () => void {
    this.#listeners.add(listen);
    return () => this.#listeners.delete(listen);
  }

  booksChanged(): void {
    // Not inside the gateway's own call: looking at the books lets happen what is due.
    this.#offBooks();
    this.#offBooks = this.#parts.clock.after(0, () => {
      const before = this.#payments.length;
      this.#readBooks();
      // A wallet never shows a code again that was charged.
      if (this.#payments.length > before) this.#code = null;
      this.#changed();
    });
  }

  close(): void {
    this.#offBooks();
    this.#offTerminal();
    this.#offCustomer();
    this.#offExpiry();
    this.#listeners.clear();
  }

  #acted(act: WalletAct): Done | Refused<Refusal> {
    const { books, scanner } = this.#parts;
    switch (act) {
      case 'hold':
        scanner.play(scriptOf('whole', () => this.#digitsHeld()));
        return { ok: true };
      case 'refresh':
        this.#refresh();
        return { ok: true };
      case 'pin':
      case 'decline': {
        if (this.#asked === null) return { ok: false, reason: 'nothing_to_confirm' };
        const { paymentRequestId } = this.#asked;
        return books.customer({ act, paymentRequestId }).ok
          ? { ok: true }
          : { ok: false, reason: 'nothing_to_confirm' };
      }
      case 'empty':
      case 'fill':
        books.customer({ act: 'balance', wallet: walletName, balanceMinor: act === 'empty' ? 0 : null });
        return { ok: true };
    }
  }

  /** '' where the wallet has no code to show. */
  #digitsHeld(): string {
    if (this.#code === null || this.#isExpired()) this.#refresh();
    return this.#code?.shown.digits ?? '';
  }

  #saleOpened(): void {
    this.#setPlan();
    if (this.#code === null || this.#isExpired()) this.act('refresh');
  }

  #setPlan(): void {
    const refused = this.#parts.setPlan(plans[this.#scenario]);
    if (refused !== null) throw new Error(`the scenario ${this.#scenario} is not a fault plan: ${refused}`);
  }

  #refresh(): void {
    const { books, clock } = this.#parts;
    const needsPin = this.#scenario === 'never_confirms';
    const shown = books.customer({ act: 'present', wallet: walletName, needsPin, validForMs: codeValidMs });
    if (!shown.ok) {
      this.#code = null;
      return;
    }
    const digits = String(shown.answer['code']);
    this.#code = { shown: drawnCode(digits), expiresAtMs: clock.wallMs() + codeValidMs };
    this.#offExpiry();
    this.#offExpiry = clock.after(codeValidMs, () => this.#changed());
  }

  #isExpired(): boolean {
    return this.#code !== null && this.#code.expiresAtMs <= this.#parts.clock.wallMs();
  }

  #countPapers(): void {
    const printed = this.#parts.printer()?.printed().at(-1) ?? null;
    if (printed === null || printed === this.#newestPaper) return;
    this.#newestPaper = printed;
    this.#papers += 1;
    this.#changed();
  }

  #readBooks(): void {
    const { books } = this.#parts;
    try {
      this.#payments = books.payments().filter(({ wallet }) => wallet === walletName);
      this.#asked = books.waiting().findLast(({ wallet }) => wallet === walletName) ?? null;
    } catch (error) {
      // The phone shows what it knew; the gateway's own calls say what is wrong with its ledger.
      if (!(error instanceof LedgerError)) throw error;
    }
  }

  #changed(): void {
    this.#version += 1;
    if (this.#listeners.size === 0) return;
    const view = this.view();
    for (const listen of this.#listeners) listen(view);
  }
}

function sumOf({ amountMinor, currency }: LedgerLine) {
  return { amountMinor, currency };
}

function resultOf(payment: LedgerLine): 'charged' | 'declined' | 'returned' | null {
  if (payment.status === 'PROCESSING') return null;
  if (payment.returnedMinor > 0) return 'returned';
  return payment.chargedMinor > 0 ? 'charged' : 'declined';
}
