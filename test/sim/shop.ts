import type { PaymentView } from '../../main/contract/views.ts';
import { never } from '../../main/core/invariant.ts';
import type { Terminal } from '../../main/core/terminal.ts';
import type { Books } from '../../main/simulator/books.ts';
import type { ManualClock } from '../support/manual-clock.ts';
import type { Draws } from './draws.ts';
import type { Referee } from './referee.ts';
import type { Story } from './story.ts';
import type { Trouble } from './trouble.ts';

/** The people: a cashier who does anything at any moment, and customers with their wallets. */

interface WantedOrder {
  readonly orderId: string | null;
  readonly amountMinor: number;
}

/** Few amounts, so that they meet. 9901 is paid at its third inquiry. */
const plainAmounts = [1, 100, 100, 1_280, 1_280, 50_000, 9_901] as const;

/** With the gateway's mock amounts. Only the first where it lies: the truth about the others never comes out. */
const amounts = [...plainAmounts, 9_902, 9_903, 9_904] as const;

type Deed =
  | 'serve'
  | 'stop'
  | 'stop twice'
  | 'scan again'
  | 'old code'
  | 'send now'
  | 'refund'
  | 'decide'
  | 'inquire'
  | 'clear'
  | 'reprint'
  | 'paper'
  | 'close';

/** A deed that stands here twice is done twice as often. */
const deeds: readonly [Deed, ...Deed[]] = [
  ...(['serve', 'serve', 'serve', 'serve', 'serve', 'serve', 'serve', 'serve', 'serve', 'serve'] as const),
  ...(['stop', 'stop', 'stop twice', 'scan again', 'old code', 'send now'] as const),
  ...(['refund', 'refund', 'refund', 'decide', 'decide', 'decide'] as const),
  ...(['inquire', 'inquire', 'inquire', 'clear', 'reprint', 'close', 'close'] as const),
];

/** What the screen shows makes some deeds likely: a payment that takes its time is stopped, a question is answered. */
function temptation(terminal: Terminal, dice: Draws): Deed | null {
  const { counter, printer } = terminal.view();
  if (printer.questions > 0 && dice.happens(0.3)) return 'paper';
  if (counter.payment?.status === 'checking' && dice.happens(0.3)) return 'stop';
  if (counter.state === 'ready' && dice.happens(0.2)) return 'inquire';
  const asks = terminal.openViews().some((payment) => payment.needsDecision);
  return asks && dice.happens(0.4) ? 'decide' : null;
}

/** Most deeds of a busy day are sales. */
const busyDeeds: readonly [Deed, ...Deed[]] = [
  ...(['serve', 'serve', 'serve', 'serve', 'serve', 'serve', 'serve', 'serve', 'serve', 'serve'] as const),
  ...(['serve', 'serve', 'serve', 'serve', 'serve', 'serve', 'serve', 'stop', 'refund', 'inquire'] as const),
];

export interface ShopOptions {
  readonly busy: boolean;
  readonly time: ManualClock;
  /** Does something with whatever till is running by then. */
  readonly later: (delayMs: number, act: (terminal: Terminal) => void) => void;
  readonly books: Books;
  readonly trouble: Trouble;
  readonly story: Story;
  readonly referee: Referee;
}

export class Shop {
  readonly #options: ShopOptions;
  readonly #orders: WantedOrder[] = [];
  #lastCode = '';
  #scans = 0;

  constructor(options: ShopOptions) {
    this.#options = options;
  }

  /** One deed of the cashier, whatever the counter is doing. */
  act(terminal: Terminal, dice: Draws): void {
    const deed = temptation(terminal, dice) ?? dice.pick(this.#options.busy ? busyDeeds : deeds);
    switch (deed) {
      case 'serve':
        this.#serve(terminal, dice);
        break;
      case 'stop':
        this.#tell('stop', terminal.stop());
        break;
      case 'stop twice':
        this.#tell('stop', terminal.stop());
        this.#tell('stop', terminal.stop());
        break;
      case 'scan again':
        this.#scan(terminal, this.#freshCode(dice));
        break;
      case 'old code':
        this.#scan(terminal, this.#lastCode);
        break;
      case 'send now':
        this.#options.story.tell('cashier: send now');
        this.#sendNow(terminal);
        break;
      case 'refund':
        this.#refund(terminal, dice);
        break;
      case 'decide':
        this.#decide(terminal, dice);
        break;
      case 'inquire':
        this.#inquire(terminal, dice);
        break;
      case 'clear':
        this.#tell('next customer', terminal.clear());
        break;
      case 'reprint':
        this.#tell('reprint', terminal.reprint(this.#somePayment(dice)));
        break;
      case 'paper':
        this.#answerPaper(terminal, dice);
        break;
      case 'close':
        this.#close(terminal, dice);
        break;
      default:
        never(deed);
    }
  }

  /** Did it come out? */
  #answerPaper(terminal: Terminal, dice: Draws): void {
    const { question } = terminal.view().printer;
    if (question === null) return;
    if (dice.happens(0.3)) this.#tell('paper later', terminal.paper.later(question.id));
    else this.#tell('paper', terminal.paper.answer(question.id, dice.happens(0.5)));
  }

  /** Whoever has just started the till wants to see something happen. */
  begin(dice: Draws): void {
    if (!dice.happens(0.4)) return;
    this.#options.later(dice.wait(10, 5_000), (terminal) => {
      const open = terminal.openViews().map((payment) => payment.paymentRequestId);
      const id = open[dice.below(open.length)];
      if (id === undefined || dice.happens(0.5)) this.#sendNow(terminal);
      else this.#ask(terminal, 'inquire', id);
    });
  }

  /** A person asks about one payment: its cancel, if one waits, goes out at once. */
  #ask(terminal: Terminal, what: string, id: string): void {
    const { referee, story } = this.#options;
    referee.calls.hurried();
    this.#tell(`${what} ${story.nameOf(id)}`, terminal.inquire(id));
  }

  #sendNow(terminal: Terminal): void {
    this.#options.referee.calls.hurried();
    terminal.sendReturns();
  }

  /** A person settles what only a person can settle. */
  settle(terminal: Terminal): void {
    for (const payment of terminal.openViews())
      if (payment.phase === 'held')
        this.#tell('return', terminal.decide(payment.paymentRequestId, 'return', 'Li', 'x'));
  }

  /** The daily statement: every payment is compared with the gateway's books. */
  reconcile(terminal: Terminal): void {
    for (const payment of this.#options.referee.payments())
      if (payment.phase !== 'paid') this.#ask(terminal, 'compare', payment.paymentRequestId);
  }

  #serve(terminal: Terminal, dice: Draws): void {
    const { counter } = terminal.view();
    if (counter.state === 'ready') {
      this.#scan(terminal, this.#freshCode(dice));
      return;
    }
    const wanted = this.#wanted(dice);
    const amount = { minor: wanted.amountMinor, currency: 'CNY' };
    let started = terminal.startSale({ orderId: wanted.orderId, amount, differentCustomer: false });
    if (!started.ok && started.reason === 'same_amount_unsettled' && dice.happens(0.7))
      started = terminal.startSale({ orderId: wanted.orderId, amount, differentCustomer: true });
    this.#tell(`sale of ${wanted.amountMinor} for ${wanted.orderId ?? 'a new order'}`, started);
    if (!started.ok) return;
    this.#orders.push({ orderId: started.orderId, amountMinor: wanted.amountMinor });
    if (!dice.happens(0.75)) return;
    this.#scan(terminal, this.#freshCode(dice));
    // A change of mind, often just as the answer is on its way.
    if (dice.happens(0.15)) this.#options.later(dice.wait(10, 10_000), (till) => this.#tell('stop', till.stop()));
  }

  #wanted(dice: Draws): WantedOrder {
    const known = this.#orders;
    if (known.length > 0 && dice.happens(0.45))
      return known[dice.happens(0.6) ? known.length - 1 : dice.below(known.length)] as WantedOrder;
    const amountMinor = dice.happens(0.6)
      ? dice.pick(this.#options.trouble.honest ? amounts : plainAmounts)
      : 1 + dice.below(9_000);
    return { orderId: dice.happens(0.5) ? null : `ORDER-${known.length + 1}`, amountMinor };
  }

  /** What the next customer's wallet shows. */
  #freshCode(dice: Draws): string {
    const { trouble, books } = this.#options;
    this.#scans += 1;
    const where = `scan ${this.#scans}`;
    const pin = trouble.strikes('needs a pin', where);
    const declined = trouble.strikes('declined', where);
    const stale = trouble.strikes('stale code', where);
    if (!pin && !declined && !stale) return `28${dice.digits(16)}`;
    const acted = books.customer({
      act: 'present',
      needsPin: pin !== null,
      refuseWith: declined === null ? null : declined.pick(['RISK_REJECT', 'USER_BALANCE_NOT_ENOUGH', 'PROCESS_FAIL']),
      ...(stale === null ? {} : { validForMs: 0 }),
    });
    if (pin?.happens(0.7)) this.#confirm(pin);
    return acted.ok ? String(acted.answer['code']) : '';
  }

  #confirm(dice: Draws): void {
    const { time, books, story } = this.#options;
    const agrees = dice.happens(0.7);
    time.after(dice.wait(1_000, 150_000), () => {
      const acted = books.customer({ act: agrees ? 'pin' : 'decline' });
      story.tell(`customer ${agrees ? 'agrees' : 'declines'}: ${acted.ok ? 'heard' : 'nothing waits'}`);
    });
  }

  #scan(terminal: Terminal, code: string): void {
    this.#lastCode = code;
    const taken = terminal.scan({ text: code, source: 'simulated' });
    this.#tell('scan', taken);
  }

  #refund(terminal: Terminal, dice: Draws): void {
    const paid = this.#options.referee.payments().filter(({ phase }) => phase === 'paid');
    const payment = paid[dice.below(paid.length)];
    if (payment === undefined) return;
    const { minor } = payment.amount;
    const asked = dice.pick([minor, minor, Math.ceil(minor / 3), Math.ceil(minor / 3), 1, minor + 1, 0]);
    this.#tell(
      `refund ${asked} of ${this.#options.story.nameOf(payment.paymentRequestId)}`,
      terminal.refund(payment.paymentRequestId, asked, 'returned'),
    );
  }

  #decide(terminal: Terminal, dice: Draws): void {
    const open: PaymentView | undefined = terminal
      .openViews()
      .find(({ phase }) => phase === 'held' || phase === 'undecided');
    if (open === undefined) return;
    const decision = dice.happens(0.5) ? 'keep' : 'return';
    this.#tell(
      `${decision} ${this.#options.story.nameOf(open.paymentRequestId)}`,
      terminal.decide(open.paymentRequestId, decision, 'Li', 'seen'),
    );
  }

  /** The back office closes a reversal on evidence, and the evidence is true: nothing is held. */
  #close(terminal: Terminal, dice: Draws): void {
    const open = terminal.openViews().filter(({ status }) => status === 'reversing' || status === 'reversal_pending');
    const payment = open[dice.below(open.length)];
    if (payment === undefined) return;
    const { referee, story } = this.#options;
    const order = referee.gatewaySide.order(payment.paymentRequestId);
    const isOver = order !== undefined && order.status !== 'PROCESSING' && order.chargedMinor === order.returnedMinor;
    if (!isOver || order.chargeAtMs !== null) return;
    const evidence = dice.pick(['case 4711', 'statement line 12', '']);
    const said = { by: 'Li', why: 'support confirmed', evidence };
    this.#tell(
      `close ${story.nameOf(payment.paymentRequestId)}`,
      terminal.closeReversal(payment.paymentRequestId, said),
    );
  }

  #inquire(terminal: Terminal, dice: Draws): void {
    const id = this.#somePayment(dice);
    if (id !== '') this.#ask(terminal, 'inquire', id);
  }

  #somePayment(dice: Draws): string {
    const all = this.#options.referee.payments();
    const payment = dice.happens(0.3) ? all.at(-1) : all[dice.below(all.length)];
    return payment?.paymentRequestId ?? '';
  }

  #tell(what: string, answer: { readonly ok: boolean; readonly reason?: string }): void {
    this.#options.story.tell(`cashier: ${what}: ${answer.ok ? 'ok' : (answer.reason ?? '')}`);
  }
}
