import { amount } from './answers.ts';
import type { Books } from './books.ts';
import type { Twist } from './desk.ts';
import type { Met } from './faults.ts';
import { type Api, at, isMessage, type Message, result } from './messages.ts';

/**
 * The faults that a deterministic simulation can use too, because they need no socket: calls that are refused,
 * executed twice or answered with something else than what happened.
 */

/** Answers one call under the faults it meets. Null: the gateway stays silent. May throw LedgerError. */
export function answerUnder(met: Met, books: Books, api: Api, request: Message): Message | null {
  const refused = refusalCode(met, api);
  if (refused !== null) return result(refused);
  const twist = twistOf(met, api);
  const answer = books.answer(api, request, twist);
  if (met.has('duplicateRequest')) books.answer(api, request, twist);
  return answer === null ? null : bent(met, api, answer);
}

/** The code that is answered instead of executing the call. */
function refusalCode(met: Met, api: Api): string | null {
  const code = met.get('code');
  if (code) return code.value;
  if (met.has('notExist')) return 'ORDER_NOT_EXIST';
  if (met.has('windowExceed')) return api === 'cancel' ? 'CANCEL_WINDOW_EXCEED' : 'REFUND_WINDOW_EXCEED';
  if (met.has('balance') && api !== 'pay') return 'MERCHANT_BALANCE_NOT_ENOUGH';
  return null;
}

function twistOf(met: Met, api: Api): Twist {
  const failFirst = met.get('failThenSuccess');
  const inProcess = met.get('refundInProcess');
  return {
    ...(met.has('balance') && api === 'pay' ? { declineWith: 'USER_BALANCE_NOT_ENOUGH' } : {}),
    ...(failFirst ? { failThenSuccessMs: failFirst.durationMs } : {}),
    ...(inProcess ? { refundTakesMs: inProcess.durationMs } : {}),
  };
}

function bent(met: Met, api: Api, answer: Message): Message {
  const after = met.get('codeAfter');
  if (after) return result(after.value);
  let said = answer;
  const amountName = api === 'refund' || api === 'inquiryRefund' ? 'refundAmount' : 'paymentAmount';
  if (met.has('wrongId')) said = { ...said, ...otherIds(said) };
  if (met.has('wrongAmount')) said = { ...said, ...otherAmount(said, amountName) };
  if (met.has('wrongCurrency')) said = { ...said, ...otherCurrency(said, amountName) };
  if (met.has('unknownCode')) said = { ...said, ...result('A_CODE_OF_TOMORROW') };
  if (met.has('unknownStatus')) said = { ...said, ...otherStatus(said) };
  return said;
}

/** Another payment's answer: every id the answer carries is one the caller never used. */
function otherIds(said: Message): Message {
  const names = ['paymentRequestId', 'paymentId', 'refundRequestId', 'refundId'];
  return Object.fromEntries(names.filter((name) => name in said).map((name) => [name, `another_${name}`]));
}

function otherAmount(said: Message, name: string): Message {
  const value = at(said, [name, 'value']);
  const currency = at(said, [name, 'currency']);
  return typeof value === 'string' && typeof currency === 'string'
    ? { [name]: amount(Number(value) + 1, currency) }
    : {};
}

function otherCurrency(said: Message, name: string): Message {
  const value = at(said, [name, 'value']);
  const currency = at(said, [name, 'currency']) === 'USD' ? 'CNY' : 'USD';
  return typeof value === 'string' ? { [name]: { currency, value } } : {};
}

function otherStatus(said: Message): Message {
  for (const name of ['paymentStatus', 'refundStatus']) if (name in said) return { [name]: 'SETTLING' };
  const inner = said['result'];
  return isMessage(inner) ? { result: { ...inner, resultStatus: 'X' } } : {};
}
