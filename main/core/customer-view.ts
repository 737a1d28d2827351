import type { CustomerView } from '../contract/customer.ts';
import type { TerminalView } from '../contract/views.ts';
import type { CustomerLanguage, CustomerState } from '../contract/words/customer.ts';
import { stateNameOf } from '../contract/words/states.ts';
import { decimals } from './money.ts';

/**
 * What the customer may see of a terminal: the shop's name, the state of their own sale and its amount. Everything else
 * of the terminal's view stays behind: it is picked field by field, never copied.
 */

export interface CustomerShown {
  readonly language: CustomerLanguage;
  /** Nothing may be shown. */
  readonly blank: boolean;
  /** The result at the counter has been shown for long enough. */
  readonly over: boolean;
}

export function customerViewOf(view: TerminalView, { language, blank, over }: CustomerShown): CustomerView {
  const { counter, training } = view;
  const around = { shopName: view.storeName, training, language };
  const own = { currency: view.currency, decimals: view.decimals };
  if (blank) return { ...around, ...own, shopName: '', state: 'blank', amountMinor: null };
  const welcome: CustomerView = { ...around, ...own, state: 'welcome', amountMinor: null };
  if (counter.state === 'idle' && isForScan(view))
    return { ...around, ...own, state: 'ready', amountMinor: view.entry.amountMinor };
  if (counter.state === 'ready') return { ...around, ...own, state: 'ready', amountMinor: counter.amountMinor };
  if (counter.state === 'idle' || counter.payment === null || over) return welcome;
  // Closed on a person's word alone: nobody may promise the customer that the money is back.
  const { closed } = counter.payment;
  if (counter.payment.status === 'reversed' && closed !== null && !closed.confirmed) return welcome;
  const { amountMinor, currency } = counter.payment;
  return { ...around, state: stateNameOf(counter.payment), amountMinor, currency, decimals: decimals(currency) };
}

/** What is being entered is what a scan charges: the customer reads along. What a person confirms first is not yet. */
function isForScan({ entry, settings, salesStopped }: TerminalView): boolean {
  if (settings.mode === 'press_then_scan' || salesStopped !== null || entry.amountMinor === 0) return false;
  return settings.confirmAboveMinor === null || entry.amountMinor <= settings.confirmAboveMinor;
}

/** How long a result stands before the next customer is welcomed, milliseconds; null = until the cashier goes on. */
export function shownForMs(state: CustomerState): number | null {
  switch (state) {
    case 'paid':
      return 8_000;
    // Longer than a thank-you: it has to be read, and there is something to do. Not for ever: the next customer must
    // not meet the last one's amount.
    case 'not_charged':
    case 'reversed':
    case 'reversal_pending':
      return 60_000;
    default:
      return null;
  }
}
