import * as z from 'zod';
import { printerFromText } from '../../native/printer/printer.ts';
import { required, type Typed, UsageError, whyOf } from '../arguments.ts';
import type { PaymentView } from '../contract/views.ts';
import { deviceSentence } from '../contract/words/devices.ts';
import type { Language } from '../contract/words/language.ts';
import { refusalSentence } from '../contract/words/refusals.ts';
import { tillWords } from '../contract/words/till.ts';
import { type Money, parseAmount } from '../core/money.ts';
import { type Leaving, leavingOf } from '../leaving.ts';
import type { Profile } from '../profile.ts';
import { type Desk, openDesk } from './desk.ts';
import { amountOf, exitOf, fail, type Output, paymentJson, paymentLines, refuse, stateNameOf } from './output.ts';

/** `till sale`: one payment, from the amount to the receipt, with everything that can happen on the way. */

export const saleOptions = {
  amount: 'text',
  code: 'text',
  order: 'text',
  printer: 'text',
  'different-customer': 'flag',
  'training-customer': 'flag',
} as const;

export async function sale(typed: Typed, profile: Profile, out: Output): Promise<number> {
  const { terminal, limits } = profile.config;
  const amount = parseAmount(required(typed, 'amount', out.language), terminal.currency, limits.maxAmountMinor);
  if (!amount.ok) return refuse(out, amount.reason);
  const printer = printerOf(typed, profile);
  const isTraining = profile.config.mode === 'training';
  if (typed.flag('training-customer') && !isTraining) throw new UsageError(tillWords[out.language].sale.trainingOnly);
  const leaving = leavingOf(process);
  try {
    const desk = await openDesk(profile, printer);
    try {
      if (desk.beside && printer !== null) out.say(tillWords[out.language].receipt.besideTill);
      return await sell(typed, amount.money, desk, leaving, out);
    } finally {
      await desk.close();
    }
  } finally {
    leaving.close();
  }
}

async function sell(typed: Typed, { minor }: Money, desk: Desk, leaving: Leaving, out: Output): Promise<number> {
  if (desk.view().training) out.say(tillWords[out.language].trainingBanner);
  narrateLeftovers(desk, out);
  const orderId = typed.text('order') ?? null;
  const differentCustomer = typed.flag('different-customer');
  const started = await desk.request('sale.start', {
    orderId,
    amountMinor: minor,
    differentCustomer,
    // The amount was written out on the command line, not tapped.
    confirmed: true,
  });
  if (!started.ok) return refuse(out, started.reason);
  const code = typed.flag('training-customer') ? await trainingCode(desk, out.language) : typed.text('code');
  return await charge(code, started.orderId, desk, leaving, out);
}

const presented = z.object({ code: z.string() });

/** The simulated customer shows a fresh payment code. */
async function trainingCode(desk: Desk, language: Language): Promise<string> {
  const { gatewayUrl } = await desk.request('journal.sales', {});
  const url = `${gatewayUrl}/control/customer`;
  try {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify({ act: 'present' }) });
    return presented.parse(await response.json()).code;
  } catch (error) {
    throw new UsageError(tillWords[language].sale.noTrainingCustomer({ url, why: whyOf(error) }));
  }
}

function printerOf(typed: Typed, profile: Profile) {
  const text = typed.text('printer');
  if (text === undefined) return null;
  const configured = profile.config.devices.printer;
  const paper = configured.kind === 'none' ? {} : { paper: configured.paper, profile: configured.profile };
  const printer = printerFromText(text, paper);
  if (!printer.ok) throw new UsageError(printer.why);
  return printer.settings;
}

async function charge(
  code: string | undefined,
  orderId: string,
  desk: Desk,
  leaving: Leaving,
  out: Output,
): Promise<number> {
  const left = new Promise<'left'>((resolve) => leaving.onGo(() => resolve('left')));
  const scan = () => (code === undefined ? waitForScan(orderId, desk, leaving, out) : enterCode(code, orderId, desk));
  const first = leaving.asked() ? 'left' : await Promise.race([scan(), left]);
  const id = first === 'left' ? await leaveCounter(orderId, desk) : first;
  if (id.stopped) return fail(out, 'stopped_before_scan', tillWords[out.language].sale.stoppedBeforeScan);
  if (!id.ok) {
    await stopOwn(orderId, desk);
    return refuse(out, id.reason);
  }
  out.say(tillWords[out.language].sale.scanned);
  leaving.onAsk(() => {
    out.say(tillWords[out.language].sale.stopping);
    void stopOwn(orderId, desk);
  });
  const ended = await Promise.race([followPayment(id.paymentRequestId, desk, out), left]);
  if (ended === 'left') out.say(tillWords[out.language].sale.leaving);
  else await tellPrinter(id.paymentRequestId, desk, out);
  const payment = ended === 'left' ? await looked(id.paymentRequestId, desk, out) : ended;
  out.answer(paymentLines(payment, out.language), paymentJson(payment));
  return exitOf(payment);
}

type Entered =
  | { readonly ok: true; readonly stopped: false; readonly paymentRequestId: string }
  | { readonly ok: false; readonly stopped: false; readonly reason: string }
  | { readonly ok: false; readonly stopped: true };

/** The counter may have turned to a cashier's sale: its amount is none of this code's. */
async function enterCode(code: string, orderId: string, desk: Desk): Promise<Entered> {
  const text = code.slice(0, 512);
  return { stopped: false, ...(await desk.request('sale.code', { text, source: 'typed', orderId })) };
}

/** Never another's: beside a running till the counter may have turned to the next sale. */
async function stopOwn(orderId: string, desk: Desk): Promise<void> {
  if (desk.view().counter.orderId === orderId) await desk.request('sale.stop', {});
}

/** A code may have been taken in the very moment of leaving: then there is a payment, and it is told as one. */
async function leaveCounter(orderId: string, desk: Desk): Promise<Entered> {
  const taken = (): Entered | null => {
    const { payment } = desk.view().counter;
    if (payment?.orderId !== orderId) return null;
    return { ok: true, stopped: false, paymentRequestId: payment.paymentRequestId };
  };
  const before = taken();
  if (before !== null) return before;
  await stopOwn(orderId, desk);
  return taken() ?? { ok: false, stopped: true };
}

/** Says why a scan was refused, and waits on; a wrong read loses nothing. */
async function waitForScan(orderId: string, desk: Desk, leaving: Leaving, out: Output): Promise<Entered> {
  const words = tillWords[out.language].sale;
  const { counter, currency } = desk.view();
  out.say(words.readyToScan({ amount: amountOf({ amountMinor: counter.amountMinor ?? 0, currency }) }));
  leaving.onAsk(() => void stopOwn(orderId, desk));
  desk.openScanners();
  let told = 0;
  let scanner = '';
  return desk.until<Entered>(() => {
    const view = desk.view();
    const said = deviceSentence(view.language as Language, view.devices.scanner);
    if (said !== '' && said !== scanner) out.say(said);
    scanner = said;
    const { notice } = view.counter;
    if (notice !== null && notice.number !== told) out.say(refusalSentence(out.language, notice.reason));
    told = notice?.number ?? told;
    const payment = view.counter.payment;
    if (payment?.orderId === orderId) return { ok: true, stopped: false, paymentRequestId: payment.paymentRequestId };
    return isGivenUp(orderId, desk) ? { ok: false, stopped: true } : null;
  });
}

/** The sale was stopped, or another took the counter: then its payment is let through first, if we carry it. */
function isGivenUp(orderId: string, desk: Desk): boolean {
  const { counter, printer } = desk.view();
  if (counter.state === 'idle') return true;
  if (counter.orderId === orderId) return false;
  if (desk.beside) return true;
  return counter.payment !== null && !isFollowed(counter.payment) && !printer.printing;
}

/** Until the cashier is free; a reversal is followed to the end of its 60-second series. */
export async function followPayment(id: string, desk: Desk, out: Output): Promise<PaymentView> {
  let said = '';
  return desk.until(async () => {
    const payment = await looked(id, desk, out);
    const sentence = narrated(payment, out);
    if (sentence !== '' && sentence !== said) out.say(sentence);
    said = sentence;
    return isFollowed(payment) ? null : payment;
  });
}

/** Still worth waiting for in the foreground. */
export function isFollowed(payment: PaymentView): boolean {
  if (payment.status === 'reversing') return true;
  if (payment.status === 'reversal_pending') return !payment.seriesOver;
  return payment.status === 'checking' && payment.phase !== 'held' && payment.phase !== 'undecided';
}

function narrated(payment: PaymentView, out: Output): string {
  const words = tillWords[out.language].sale;
  const facts = { inquiry: payment.inquiries, inquiries: payment.inquiriesMax };
  const name = stateNameOf(payment);
  if (payment.inquiries > 0 && name === 'waiting') return words.waiting(facts);
  if (payment.inquiries > 0 && name === 'checking') return words.checking(facts);
  if (name === 'reversing') return words.reversing;
  if (name === 'reversal_pending' && payment.cancels > 1) return words.cancelAgain({ cancel: payment.cancels });
  return '';
}

/** Throws {@link UsageError} where the journal has failed meanwhile: what is open goes on at the next start. */
async function looked(id: string, desk: Desk, { language }: Output): Promise<PaymentView> {
  const found = await desk.request('payment.look', { id });
  if (!found.ok) throw new UsageError(`${id}: ${refusalSentence(language, found.reason)}`);
  return found.payment;
}

/** Waits for the paper and says what became of it; whatever it is, the payment is not touched by it. */
async function tellPrinter(paymentRequestId: string, desk: Desk, out: Output): Promise<void> {
  await desk.until(() => (desk.view().printer.printing ? null : true));
  const { jobs } = await desk.request('print.list', {});
  // Newest first: a payment that was reversed in the end has a slip besides.
  const job = jobs.find((one) => one.paymentRequestId === paymentRequestId);
  if (job === undefined) return;
  const words = tillWords[out.language].receipt;
  const why = job.fault === null ? '' : ` ${deviceSentence(out.language, job.fault)}`;
  if (job.state === 'printed') out.say(words.printed);
  else if (job.state === 'unknown') out.say(`${words.unclear}${why}`);
  else if (job.state === 'failed') out.say(`${words.failed}${why}`);
  else out.say(`${words.waiting}${why}`);
}

export function narrateLeftovers(desk: Desk, out: Output): void {
  const { recovered, unsettled } = desk.view();
  // The view names only some; beside a running till the count has today's payments in it too.
  const payments = desk.beside ? recovered.length : Math.max(recovered.length, unsettled);
  if (payments > 0) out.say(tillWords[out.language].recovery.found({ payments }));
}
