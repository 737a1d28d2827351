import { required, requiredWord, type Typed, UsageError, wholeNumber } from '../arguments.ts';
import { limitsOf } from '../assemble.ts';
import { machineChance, machineClock } from '../clock.ts';
import type { PaymentView, TerminalView } from '../contract/views.ts';
import { isAlipaysCode, resultWords } from '../contract/words/result-codes.ts';
import { stateWords } from '../contract/words/states.ts';
import { tillWords } from '../contract/words/till.ts';
import { isUnsettled } from '../core/payment-state.ts';
import { noLog } from '../core/ports.ts';
import { paymentViewOf, rescueViewOf } from '../core/view.ts';
import { listedMax } from '../handlers.ts';
import { journalPlaceOf, type Profile } from '../profile.ts';
import { rescueSentence, sayable } from '../starting.ts';
import { openJournal } from '../store/rescue.ts';
import { besideTill, type Desk, openDesk } from './desk.ts';
import { amountOf, heading, type Output, paymentJson, paymentLines, refuse, stateNameOf } from './output.ts';
import { isJournalDown, saidOf, unreadableLines } from './rescue.ts';
import { exportReversals } from './reversals-export.ts';
import { sendReversal } from './send-reversal.ts';

/** `till reversals list | replay | send | keep | close | export`: what is not settled yet, and what people can do. */

export const reversalsOptions = {
  for: 'text',
  by: 'text',
  why: 'text',
  evidence: 'text',
  out: 'text',
  show: 'text',
  from: 'text',
  to: 'text',
} as const;

/** With more than these each one that is settled is not named, only how many are left, now and then. */
const namedMax = 100;

export async function reversals(typed: Typed, profile: Profile, out: Output): Promise<number> {
  const act = requiredWord(typed, 0, 'list | replay | send | keep | close | export', out.language);
  if (act === 'list') return list(profile, out);
  if (act === 'replay') return replay(typed, profile, out);
  if (act === 'keep') return keep(typed, profile, out);
  if (act === 'close') return close(typed, profile, out);
  if (act === 'send') return sendReversal(typed, profile, out);
  if (act === 'export') return exportReversals(typed, profile, out);
  throw new UsageError(tillWords[out.language].call.unknownVerb({ verb: `reversals ${act}` }));
}

interface Open {
  readonly payments: readonly PaymentView[];
  readonly open: number;
  readonly rescue: TerminalView['rescue'];
}

/** Beside a running till it is asked; else the journal is read, and nothing is sent. */
async function list(profile: Profile, out: Output): Promise<number> {
  const running = await besideTill(profile);
  if (running === null) return answerOpen(readOpen(profile), out);
  const { payments, open } = await running.request('reversals.list', {});
  const { rescue } = running.view();
  await running.close();
  return answerOpen({ payments, open, rescue }, out);
}

function readOpen(profile: Profile): Open {
  try {
    const journal = openJournal(journalPlaceOf(profile), { clock: machineClock, chance: machineChance, log: noLog });
    if (journal.rescue !== undefined) process.stderr.write(`${rescueSentence(profile)}\n`);
    const open = journal.unfinished().filter(isUnsettled);
    journal.close();
    const shown = open.slice(0, listedMax);
    const payments = shown.map((payment) => paymentViewOf(payment, false, limitsOf(profile.config)));
    return { payments, open: open.length, rescue: rescueViewOf(journal.rescue) };
  } catch (error) {
    throw sayable(error, profile);
  }
}

async function replay(typed: Typed, profile: Profile, out: Output): Promise<number> {
  const seconds = wholeNumber(typed, 'for', 180, [1, 86_400], out.language);
  const words = tillWords[out.language].reversals;
  const desk = await openDesk(profile, null, 'journal or rescue');
  try {
    const { unsettled, rescue } = desk.view();
    if (unsettled > 0) out.say(words.replaying({ reversals: unsettled, seconds }));
    if (desk.beside) await desk.request('reversals.send', {});
    await settledWithin(seconds * 1_000, desk, out);
    const { payments, open } = await desk.request('reversals.list', {});
    for (const { paymentRequestId: id, said } of desk.view().unwritten)
      out.say(tillWords[out.language].rescue.said[said]({ id }));
    return answerOpen({ payments, open, rescue }, out, open === 0 && unsettled > 0 ? words.allDone : undefined);
  } finally {
    await desk.close();
  }
}

/** Until nothing is left or the time is over; names each payment as it is settled. */
async function settledWithin(withinMs: number, desk: Desk, out: Output): Promise<void> {
  const progress = new Progress(desk, out);
  let off = (): void => {};
  const timeUp = new Promise<true>((resolve) => {
    off = machineClock.after(withinMs, () => resolve(true));
  });
  const settled = desk.until(async () => {
    await progress.tell();
    return desk.view().unsettled === 0 || (await isAllSaid(desk)) ? true : null;
  });
  await Promise.race([settled, timeUp]);
  off();
}

/** Names each payment as it is settled; of very many only how many are left, at each tenth less. */
class Progress {
  readonly #desk: Desk;
  readonly #out: Output;
  #named: ReadonlySet<string> = new Set();
  #told = Number.POSITIVE_INFINITY;
  #seen = -1;

  constructor(desk: Desk, out: Output) {
    this.#desk = desk;
    this.#out = out;
  }

  /** The list is asked for only when something was settled, or came. */
  async tell(): Promise<void> {
    const { unsettled } = this.#desk.view();
    if (unsettled === this.#seen) return;
    this.#seen = unsettled;
    if (unsettled > namedMax) {
      if (unsettled > this.#told * 0.9) return;
      this.#told = unsettled;
      this.#out.say(tillWords[this.#out.language].reversals.left({ reversals: unsettled }));
      return;
    }
    const { payments } = await this.#desk.request('reversals.list', {});
    const now = new Set(payments.map((payment) => payment.paymentRequestId));
    for (const id of this.#named) if (!now.has(id)) await tellSettled(id, this.#desk, this.#out);
    this.#named = now;
  }
}

/** Without a journal a reversal stays on the list; what the gateway has answered needs no more cancels. */
async function isAllSaid(desk: Desk): Promise<boolean> {
  const view = desk.view();
  if (!isJournalDown(view)) return false;
  const { payments } = await desk.request('reversals.list', {});
  const isReversing = ({ status }: PaymentView): boolean => status === 'reversing' || status === 'reversal_pending';
  return payments.filter(isReversing).every((payment) => saidOf(payment.paymentRequestId, view) !== null);
}

async function tellSettled(id: string, desk: Desk, out: Output): Promise<void> {
  const found = await desk.request('payment.look', { id });
  if (!found.ok) return;
  const { payment } = found;
  const words = tillWords[out.language].reversals;
  const isReversed = payment.status === 'reversed';
  out.say(isReversed ? words.oneDone({ id }) : `${id}: ${stateWords[out.language][stateNameOf(payment)].title}`);
}

async function keep(typed: Typed, profile: Profile, out: Output): Promise<number> {
  const id = requiredWord(typed, 1, 'ID', out.language);
  const by = required(typed, 'by', out.language).slice(0, 64);
  const why = required(typed, 'why', out.language).slice(0, 256);
  const desk = await openDesk(profile, null);
  try {
    const decided = await desk.request('payment.decide', { id, decision: 'keep', by, why });
    if (!decided.ok) return refuse(out, decided.reason);
    await desk.until(() => (desk.view().printer.printing ? null : true));
    const { payment } = decided;
    const sentence = tillWords[out.language].reversals.kept({ id: payment.paymentRequestId, name: by });
    out.answer([sentence], paymentJson(payment));
    return 0;
  } finally {
    await desk.close();
  }
}

/** What the gateway will not confirm, closed by name, with a reason and with evidence. */
async function close(typed: Typed, profile: Profile, out: Output): Promise<number> {
  const id = requiredWord(typed, 1, 'ID', out.language);
  const said = {
    by: required(typed, 'by', out.language),
    why: required(typed, 'why', out.language),
    evidence: required(typed, 'evidence', out.language),
  };
  // The door refuses what is too long without a sentence; nobody's evidence is cut off unasked.
  if (said.by.length > 64 || said.why.length > 256 || said.evidence.length > 256) return refuse(out, 'evidence_needed');
  const desk = await openDesk(profile, null);
  try {
    const closed = await desk.request('reversal.close', { id, ...said });
    if (!closed.ok) return refuse(out, closed.reason);
    const { payment } = closed;
    const sentence = tillWords[out.language].reversals.closed({ id: payment.paymentRequestId, name: said.by });
    out.answer([sentence, ...paymentLines(payment, out.language)], paymentJson(payment));
    return 0;
  } finally {
    await desk.close();
  }
}

/** Of a lost journal nobody can say that nothing is left. */
function answerOpen({ payments, open, rescue }: Open, out: Output, done?: string): number {
  const words = tillWords[out.language];
  const lines = payments.map((payment) => {
    const state = stateNameOf(payment);
    const { title } = stateWords[out.language][state];
    const { code, paymentRequestId } = payment;
    const answer = isAlipaysCode(code) ? code : resultWords(out.language, state, code).meaning;
    return `${paymentRequestId}  ${amountOf(payment)}  ${title}  ${words.labels.lastAnswer}: ${answer}`;
  });
  const none = rescue === null ? (done ?? words.reversals.none) : words.rescue.nothingOpen;
  const summary = open === 0 ? none : words.reversals.open({ reversals: open });
  const more = open > payments.length ? [words.reversals.notListed({ reversals: open - payments.length })] : [];
  const below = [...lines, ...more, ...unreadableLines(rescue, out)];
  out.answer([`${heading(out.language, 'reversals')}: ${summary}`, ...below], {
    open,
    payments: payments.map(paymentJson),
    ...(rescue === null ? {} : { rescue }),
  });
  return open === 0 && rescue === null ? 0 : 4;
}
