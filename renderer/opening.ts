import type { Args } from '../main/contract/contract.ts';
import { isEmptyOrder } from '../main/contract/order-views.ts';
import type { DeskShown } from './desk-shown.ts';
import type { DialogName } from './dialogs.ts';
import { atCounter, type Situation } from './situation.ts';
import type { Terminal } from './terminal.ts';

/**
 * Opening a sale: asked of the terminal, which may want a person's word first. The answers are kept, so that two
 * questions about one sale do not end in asking the first again. Nothing is asked of the terminal by itself.
 */

export type SaleAsked = Args<'sale.start'>;

/** What the terminal asks a person, by the reason of its refusal. */
const questions: Readonly<Record<string, DialogName | undefined>> = {
  same_amount_unsettled: 'same_amount',
  amount_needs_confirmation: 'confirm_amount',
  amount_unusual: 'confirm_amount',
};

export class Opening {
  readonly #terminal: Terminal;
  readonly #show: (change: Partial<DeskShown>) => void;
  #asked: SaleAsked | null = null;

  constructor(terminal: Terminal, show: (change: Partial<DeskShown>) => void) {
    this.#terminal = terminal;
    this.#show = show;
  }

  async start(asked: SaleAsked): Promise<void> {
    this.#show({ starting: true, note: null });
    const answer = await this.#terminal.ask('sale.start', asked);
    const reason = answer === null || answer.ok ? '' : answer.reason;
    const dialog = questions[reason];
    if (dialog !== undefined) this.#asked = asked;
    // What the sale was refused for is what the dialog speaks of.
    this.#show({ starting: false, ...(dialog === undefined ? {} : { dialog, subject: reason }) });
  }

  /** A person's word; null = the sale is not opened. */
  answer(word: Pick<SaleAsked, 'confirmed'> | { readonly differentCustomer: true } | null): void {
    const asked = this.#asked;
    this.#asked = null;
    this.#show({ dialog: null });
    if (word !== null && asked !== null) void this.start({ ...asked, ...word });
  }

  /** The amount that a person is asked about, minor units. */
  amountMinor(): number {
    return this.#asked?.amountMinor ?? 0;
  }
}

/** The sale of what stands on the screen; the same order once more keeps its id and what was bought. */
export function saleFor(situation: Situation): SaleAsked {
  const counter = atCounter(situation);
  const { amountMinor } = counter;
  const { orderId, order } =
    counter.state === 'payment'
      ? { orderId: counter.orderId, order: counter.payment.order }
      : { orderId: situation.reference, order: situation.order };
  const content = order === null || isEmptyOrder(order) ? {} : { order };
  return { orderId, amountMinor, differentCustomer: false, ...content };
}
