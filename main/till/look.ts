import { requiredWord, type Typed } from '../arguments.ts';
import type { TruthView } from '../contract/truth-desk.ts';
import type { PaymentView } from '../contract/views.ts';
import { stateWords } from '../contract/words/states.ts';
import { type TruthDeskWords, truthDeskWords } from '../contract/words/truth-desk.ts';
import { shopTime } from '../core/shop-time.ts';
import type { Profile } from '../profile.ts';
import { openDesk } from './desk.ts';
import { amountOf, exitOf, type Output, paymentJson, refuse, stateNameOf } from './output.ts';
import { narrateLeftovers } from './sale.ts';

/**
 * `till look NUMBER`: the truth desk without a screen. It asks now and says what is so, in the same words and by the
 * same rules; nothing is charged or given back by it.
 */
export async function look(typed: Typed, profile: Profile, out: Output): Promise<number> {
  // In groups of four a number is several words.
  requiredWord(typed, 0, 'NUMBER', out.language);
  const desk = await openDesk(profile, { kind: 'none' }, 'journal or rescue');
  try {
    narrateLeftovers(desk, out);
    const asked = await desk.request('truth.ask', { text: typed.words.join(' ') });
    if (!asked.ok) return refuse(out, asked.reason);
    const view = await desk.until(async () => {
      const found = await desk.request('truth.view', {});
      return found === null || found.number < asked.number || found.basis === 'asking' ? null : found;
    });
    out.answer(linesOf(view, profile, out), jsonOf(view, out));
    return view.payment === null ? notOurs : exitOf(view.payment);
  } finally {
    await desk.close();
  }
}

/** This till has no record of it; what Alipay says of it is no result of a sale here. */
const notOurs = 6;

function linesOf(view: TruthView, { config }: Profile, { language }: Output): readonly string[] {
  const words = truthDeskWords[language];
  const { title, cashier, next, customer } = words.verdicts[view.verdict];
  const { stranger, order, payment } = view;
  const time = (atMs: number): string => shopTime(atMs, config.terminal.timeZone);
  const colon = language === 'en' ? ': ' : '：';
  return [
    title,
    cashier,
    ...(stranger === null ? [] : [words.whose[stranger.whose]({ till: stranger.terminalNumber })]),
    ...(order === null || order.standing === 'alone' ? [] : [words.standings[order.standing]]),
    ...(payment === null && stranger === null ? [] : [view.mayChargeAgain ? words.may : words.mayNot]),
    next,
    basisLine(view, words, time),
    `${words.toCustomer}${colon}${customer}`,
    order?.standing === 'other_paid' ? words.paidByAnother : '',
    ...factsOf(view, time).map(([name, value]) => `${words.facts[name]}${colon}${value}`),
    ...attemptLines(view, language, time),
  ].filter((line) => line !== '');
}

function basisLine({ basis, knownAtMs }: TruthView, words: TruthDeskWords, time: (atMs: number) => string): string {
  if (basis === 'nobody') return '';
  if (knownAtMs === null) return words.silent;
  const said = basis === 'answered' ? words.answeredAt : words.knownAt;
  return said({ time: time(knownAtMs) });
}

type Fact = readonly [keyof TruthDeskWords['facts'], string];

function factsOf(view: TruthView, time: (atMs: number) => string): readonly Fact[] {
  const { payment, stranger, refundRequestId, code } = view;
  const known = payment ?? stranger;
  const facts: readonly (readonly [Fact[0], string | null])[] = [
    ['amount', known === null ? null : amountOf(known)],
    ['order', payment?.orderId ?? null],
    ['paymentRequestId', known?.paymentRequestId ?? null],
    ['paymentId', known?.paymentId ?? null],
    ['refundRequestId', refundRequestId],
    ['terminal', stranger?.terminalNumber ?? null],
    ['scannedAt', known === null ? null : time(known.scannedAtMs)],
    ['paidAt', known?.paymentTime ?? null],
    ['code', code === '' ? null : code],
    ['closedBy', payment?.closed?.by ?? null],
    ['why', payment?.closed?.why ?? null],
    ['evidence', payment?.closed?.evidence ?? null],
  ];
  return facts.flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
}

function attemptLines({ order }: TruthView, language: Output['language'], time: (atMs: number) => string) {
  const attempts = order?.attempts ?? [];
  if (attempts.length < 2) return [];
  const line = (one: PaymentView): string =>
    `  ${time(one.scannedAtMs)}  ${stateWords[language][stateNameOf(one)].title}  ${amountOf(one)}  ${one.paymentRequestId}`;
  return [truthDeskWords[language].attempts, ...attempts.map(line)];
}

function jsonOf(view: TruthView, { language }: Output): Record<string, unknown> {
  const { verdict, basis, mayChargeAgain, payment, stranger, order, code, knownAtMs, refundRequestId } = view;
  const { cashier, customer, next } = truthDeskWords[language].verdicts[verdict];
  return {
    ...{ verdict, basis, mayChargeAgain, cashier, customer, next, code, knownAtMs, refundRequestId, stranger },
    payment: payment === null ? null : paymentJson(payment),
    order: order && { ...order, attempts: order.attempts.map(paymentJson) },
  };
}
