import { isEmptyOrder, type OrderContent } from '../main/contract/order-views.ts';
import type { PaymentView, TerminalView } from '../main/contract/views.ts';
import type { Language } from '../main/contract/words/language.ts';
import { refusalSentence } from '../main/contract/words/refusals.ts';
import { type ScreenWords, screenWords } from '../main/contract/words/screen.ts';
import { type StateName, stateNameOf } from '../main/contract/words/states.ts';
import type { AmountEntry } from './amount.ts';
import { minorOf } from './amount.ts';

/**
 * What the cashier may do now, and why not: pure rules over the last view and what has been typed. The terminal
 * refuses by rules of its own; these only say it before the key is pressed.
 */

export interface Situation {
  readonly view: TerminalView | null;
  readonly lost: boolean;
  readonly entry: AmountEntry;
  readonly reference: string | null;
  readonly order: OrderContent;
  /** The next sale has begun on the screen, and the terminal is being told to clear its counter. */
  readonly turning: boolean;
  /** A sale is being opened. */
  readonly starting: boolean;
  /** The payment a receipt can be printed of again, by its id. */
  readonly printable: string | null;
}

/** Why something is off: a word of the screen's own, or a reason of the terminal. */
export type Off = keyof ScreenWords['off'] | { readonly refusal: string };

export function offText(language: Language, off: Off): string {
  return typeof off === 'string' ? screenWords[language].off[off] : refusalSentence(language, off.refusal);
}

export type AtCounter =
  | { readonly state: 'idle'; readonly amountMinor: number }
  | { readonly state: 'ready'; readonly amountMinor: number; readonly orderId: string }
  | {
      readonly state: 'payment';
      readonly amountMinor: number;
      readonly orderId: string;
      readonly payment: PaymentView;
    };

/** What the screen shows as the sale at the counter. */
export function atCounter({ view, entry, turning }: Situation): AtCounter {
  const typed = { state: 'idle', amountMinor: view === null ? 0 : minorOf(entry, view.decimals) } as const;
  if (view === null || turning) return typed;
  const { state, amountMinor, orderId, payment } = view.counter;
  if (state === 'idle' || amountMinor === null || orderId === null) return typed;
  if (state === 'ready') return { state, amountMinor, orderId };
  return payment === null ? typed : { state, amountMinor, orderId, payment };
}

/** Where a scan charges, an amount that needs no confirmation is ready for the code without a key. */
export function stateShown(situation: Situation): StateName {
  const counter = atCounter(situation);
  if (counter.state === 'payment') return stateNameOf(counter.payment);
  return counter.state === 'idle' && scanCharges(situation) ? 'ready' : counter.state;
}

/** An amount stands that no scan charges before somebody has pressed Pay. */
export function wantsPay(situation: Situation): boolean {
  return atCounter(situation).state === 'idle' && !scanCharges(situation) && payOff(situation) === null;
}

/** A payment code that is scanned now charges what stands on the screen, as far as the screen can know. */
export function scanCharges(situation: Situation): boolean {
  const { view } = situation;
  const counter = atCounter(situation);
  if (view === null || view.settings.mode === 'press_then_scan' || counter.state !== 'idle') return false;
  const { confirmAboveMinor } = view.settings;
  const isConfirmed = confirmAboveMinor !== null && counter.amountMinor > confirmAboveMinor;
  return counter.amountMinor > 0 && !isConfirmed && payOff(situation) === null;
}

/** The payment binds the cashier: no other sale before it has a result, or is in the hands of the reversal queue. */
function binds({ phase }: PaymentView): boolean {
  return phase === 'paying' || phase === 'inquiring' || phase === 'reversing';
}

/** Settled beyond doubt: typing goes on with the next sale. The rest wants to be put aside by hand. */
export function isSettled({ status }: PaymentView): boolean {
  return status === 'paid' || status === 'not_charged' || status === 'reversed';
}

function absent({ view, lost }: Situation): Off | null {
  if (lost) return 'lost';
  return view === null ? 'connecting' : null;
}

/** Why a payment at the counter keeps the next sale away. */
function paymentKeeps(payment: PaymentView): Off {
  if (binds(payment)) return 'checking';
  return payment.phase === 'held' || payment.phase === 'undecided' ? 'decideFirst' : 'newSaleFirst';
}

/** Asked about only while the counter is free: never over a payment, an amount that is being typed, or a scan. */
export function paperQuestion(situation: Situation): 'paper_question' | null {
  const { view, lost, turning, starting } = situation;
  if (view === null || lost || view.printer.question === null) return null;
  if (turning || starting) return null;
  const counter = atCounter(situation);
  // What was typed for a payment that is settled is over with it.
  const isFree =
    (counter.state === 'idle' && newSaleOff(situation) === 'nothingToClear') ||
    (counter.state === 'payment' && isSettled(counter.payment));
  return isFree ? 'paper_question' : null;
}

export function payOff(situation: Situation): Off | null {
  const away = absent(situation);
  if (away !== null) return away;
  if (situation.starting) return 'starting';
  const counter = atCounter(situation);
  if (counter.state === 'ready') return 'scanFirst';
  if (counter.state === 'payment' && !counter.payment.mayChargeAgain) return paymentKeeps(counter.payment);
  const stopped = situation.view?.salesStopped ?? null;
  if (stopped !== null) return { refusal: stopped };
  if (counter.amountMinor === 0) return 'noAmount';
  return counter.amountMinor > (situation.view?.amountMinorMax ?? 0) ? { refusal: 'above_limit' } : null;
}

export function keypadOff(situation: Situation): Off | null {
  const away = absent(situation);
  if (away !== null) return away;
  if (situation.starting) return 'starting';
  const counter = atCounter(situation);
  if (counter.state === 'idle') return null;
  if (counter.state === 'ready') return 'scanFirst';
  if (isSettled(counter.payment)) return null;
  return binds(counter.payment) ? 'paymentAtCounter' : paymentKeeps(counter.payment);
}

export function stopOff(situation: Situation): Off | null {
  const away = absent(situation);
  if (away !== null) return away;
  const counter = atCounter(situation);
  if (counter.state === 'ready') return null;
  const mayStop =
    counter.state === 'payment' && (counter.payment.phase === 'paying' || counter.payment.phase === 'inquiring');
  return mayStop ? null : 'nothingToStop';
}

export function newSaleOff(situation: Situation): Off | null {
  const away = absent(situation);
  if (away !== null) return away;
  const counter = atCounter(situation);
  if (counter.state === 'payment') return binds(counter.payment) ? 'checking' : null;
  const isEmpty = situation.entry.typed === '' && situation.reference === null && isEmptyOrder(situation.order);
  return counter.state === 'idle' && isEmpty ? 'nothingToClear' : null;
}

export function reprintOff(situation: Situation): Off | null {
  return absent(situation) ?? (situation.printable === null ? 'nothingToPrint' : null);
}

export function sendNowOff(situation: Situation): Off | null {
  return absent(situation) ?? (situation.view?.openReversals === 0 ? 'nothingOpen' : null);
}

/** A scan that is looked at must not be one that a customer waits for. */
export function proofOff(situation: Situation): Off | null {
  return absent(situation) ?? (atCounter(situation).state === 'idle' ? null : 'proofWhenIdle');
}

export function listOff(situation: Situation): Off | null {
  return absent(situation);
}

/** Devices are set up between sales alone. */
export function setupOff(situation: Situation): Off | null {
  return absent(situation) ?? (atCounter(situation).state === 'idle' && !situation.starting ? null : 'saleFirst');
}

/** What an order is called and what is noted on it, until a code is scanned for it. */
export function orderOff(situation: Situation): Off | null {
  return (
    absent(situation) ??
    (atCounter(situation).state === 'idle' && !situation.starting ? null : { refusal: 'order_while_open' })
  );
}
