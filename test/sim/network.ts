import type * as z from 'zod';
import type { Answered, Gateway, Outcome } from '../../main/core/ports.ts';
import { type Answer, none } from '../../main/gateway/answer.ts';
import {
  cancelAnswer,
  inquiryAnswer,
  payAnswer,
  refundAnswer,
  refundInquiryAnswer,
  type Written,
  writePay,
  writePaymentRequestId,
  writeRefund,
  writeRefundRequestId,
} from '../../main/gateway/messages.ts';
import {
  cancelOutcome,
  inquiryOutcome,
  payOutcome,
  refundInquiryOutcome,
  refundOutcome,
} from '../../main/gateway/outcome.ts';
import { answerUnder } from '../../main/simulator/bend.ts';
import type { Books } from '../../main/simulator/books.ts';
import { type Met, readPlan } from '../../main/simulator/faults.ts';
import { type Api, type Message, resultCode } from '../../main/simulator/messages.ts';
import type { ManualClock } from '../support/manual-clock.ts';
import type { Draws } from './draws.ts';
import type { Life } from './life.ts';
import type { Referee } from './referee.ts';
import { type Story, Violation } from './story.ts';
import type { Kind, Trouble } from './trouble.ts';
import type { Weather } from './weather.ts';

/**
 * What lies between the till and the gateway: requests and answers as parsed messages that are lost, late, doubled,
 * reordered or bent. The till's side is the product's own writing, reading and judging of messages, the gateway's side
 * the product's simulator; signatures and sockets stay outside.
 */

/** How long the real client listens (gateway/call.ts). */
const deadlinesMs: Readonly<Record<Api, number>> = {
  pay: 70_000,
  inquiryPayment: 70_000,
  cancel: 30_000,
  refund: 30_000,
  inquiryRefund: 30_000,
};

const shop = {
  referenceMerchantId: 'M1',
  merchantName: 'Shop',
  merchantMCC: '5411',
  store: { referenceStoreId: 'S1', storeName: 'Store', storeMCC: '5411' },
  terminalId: 'T1',
  paymentNotifyUrl: 'https://shop.example/notify',
  settlementCurrency: null,
};

export interface NetworkOptions {
  readonly time: ManualClock;
  readonly books: Books;
  readonly trouble: Trouble;
  readonly weather: Weather;
  readonly story: Story;
  readonly referee: Referee;
  /** Told of each message of a payment or a refund just before it leaves. */
  readonly sends: (api: Api, id: string) => void;
}

interface Call<Read, Verdict extends string> {
  readonly api: Api;
  /** The paymentRequestId or refundRequestId. */
  readonly id: string;
  readonly written: Written;
  readonly schema: z.ZodType<Read>;
  readonly judge: (answer: Answer<Read>) => Outcome<Verdict>;
  /** 0 where none is asked for. */
  readonly amountMinor: number;
}

/** A message as far as it names what it is about. */
interface About {
  readonly paymentRequestId?: string | null;
  readonly refundRequestId?: string | null;
  readonly paymentAmount?: { readonly minor: number } | null;
  readonly refundAmount?: { readonly minor: number } | null;
}

export class Network {
  readonly #options: NetworkOptions;
  readonly #counts = new Map<string, number>();
  /** Requests that are on their way and will still be executed. */
  underWay = 0;

  constructor(options: NetworkOptions) {
    this.#options = options;
  }

  /** The gateway as one run of the program reaches it. */
  gateway(life: Life): Gateway {
    return {
      pay: (request, answered) => {
        const { paymentRequestId: id, amount } = request;
        const written = writePay(request, shop);
        const judge = payOutcome.bind(null, request);
        return this.#call(
          life,
          { api: 'pay', id, written, schema: payAnswer, judge, amountMinor: amount.minor },
          answered,
        );
      },
      inquirePayment: (asked, answered) => {
        const { paymentRequestId: id, amount } = asked;
        const written = writePaymentRequestId(id);
        const judge = inquiryOutcome.bind(null, asked);
        const schema = inquiryAnswer;
        const amountMinor = amount.minor;
        return this.#call(life, { api: 'inquiryPayment', id, written, schema, judge, amountMinor }, answered);
      },
      cancel: (asked, answered) => {
        const { paymentRequestId: id } = asked;
        const written = writePaymentRequestId(id);
        const judge = cancelOutcome.bind(null, asked);
        return this.#call(life, { api: 'cancel', id, written, schema: cancelAnswer, judge, amountMinor: 0 }, answered);
      },
      refund: (asked, answered) => {
        const { refundRequestId: id, amount } = asked;
        const written = writeRefund(asked);
        const judge = refundOutcome.bind(null, asked);
        return this.#call(
          life,
          { api: 'refund', id, written, schema: refundAnswer, judge, amountMinor: amount.minor },
          answered,
        );
      },
      inquireRefund: (asked, answered) => {
        const { refundRequestId: id, amount } = asked;
        const written = writeRefundRequestId(id);
        const judge = refundInquiryOutcome.bind(null, asked);
        const schema = refundInquiryAnswer;
        const amountMinor = amount.minor;
        return this.#call(life, { api: 'inquiryRefund', id, written, schema, judge, amountMinor }, answered);
      },
    };
  }

  #call<Read, Verdict extends string>(life: Life, call: Call<Read, Verdict>, answered: Answered<Verdict>): () => void {
    const { story, referee } = this.#options;
    const { api, id, written } = call;
    if (!written.ok)
      throw new Violation(`the core asks for a message that breaks the API: ${written.faults.join('; ')}`);
    const where = this.#nameOf(api, id);
    life.mayCrash('before send', where);
    referee.maySend(api, id, { life: life.number, amountMinor: call.amountMinor });
    if (!referee.isProbe(id)) this.#options.sends(api, id);
    const place = placeOf(api, id);
    if (place !== null) referee.opened(place);
    story.tell(`send ${where}`);
    let open = true;
    const close = (): boolean => {
      if (!open) return false;
      open = false;
      if (place !== null && !life.isOver) referee.closed(place);
      return true;
    };
    const tell = (answer: Answer<Read>): void => {
      if (!close()) return;
      const outcome = call.judge(answer);
      mayDecide(call, answer, outcome.verdict);
      referee.heard(api, id, outcome.verdict);
      story.tell(`heard ${where}: ${outcome.verdict} ${outcome.code}`);
      answered(outcome);
    };
    const silent = life.later(deadlinesMs[api], () => tell(none('silence', 'nothing came')));
    const hear = (delayMs: number, answer: Answer<Read>): void => {
      life.later(delayMs, () => {
        silent();
        tell(answer);
      });
    };
    this.#travel(where, call, JSON.parse(written.body.toString('utf8')) as Message, hear, () => open && !life.isOver);
    life.mayCrash('after send', where);
    return () => {
      silent();
      if (close()) story.tell(`give up ${where}`);
    };
  }

  #nameOf(api: Api, id: string): string {
    const { referee, story } = this.#options;
    const name = referee.isProbe(id) ? 'probe' : `${api} ${story.nameOf(id)}`;
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    return count === 1 ? name : `${name}.${count}`;
  }

  /** How late a request may arrive. */
  #latestMs(dice: Draws): number {
    // Where nobody can read the gateway's clock, a pay that was written with a wrong one would not expire in time.
    if (this.#options.weather.hidesTime) return 170_000;
    return dice.happens(0.2) ? 21_600_000 : 600_000;
  }

  /** The request's way, once or twice, and what becomes of the first answer. */
  #travel<Read, Verdict extends string>(
    where: string,
    call: Call<Read, Verdict>,
    request: Message,
    hear: (delayMs: number, answer: Answer<Read>) => void,
    isWanted: () => boolean,
  ): void {
    const { trouble, weather } = this.#options;
    const dice = trouble.dice(where);
    const unsent = trouble.strikes('not sent', where);
    if (unsent || weather.isCut()) {
      const answer: Answer<Read> = none('not_sent', 'no connection', { notSent: true });
      if (unsent || dice.happens(0.5)) hear(dice.wait(1, 4_000), answer);
      return;
    }
    const lost = trouble.strikes('request lost', where);
    if (lost) {
      if (lost.happens(0.5)) hear(lost.wait(1, 2_000), none('reset', 'reset on the way'));
      return;
    }
    const late = trouble.strikes('request late', where);
    const doubled = trouble.strikes('request doubled', where);
    const met = this.#bends(where, call.api, call.id);
    const ways = [late ? late.wait(500, this.#latestMs(late)) : dice.wait(5, 400)];
    if (doubled) ways.push(doubled.wait(5, weather.hidesTime ? 170_000 : 900_000));
    ways.forEach((delayMs, copy) => {
      this.underWay += 1;
      this.#options.time.after(delayMs, () => {
        this.underWay -= 1;
        const { message, gatewayTimeMs } = this.#execute(where, call, request, met);
        if (copy > 0 || !isWanted()) return;
        this.#return(where, call, message, gatewayTimeMs, hear);
      });
    });
  }

  #execute(
    where: string,
    { api, id }: Pick<Call<unknown, string>, 'api' | 'id'>,
    request: Message,
    met: Met,
  ): { readonly message: Message | null; readonly gatewayTimeMs: number | null } {
    const { books, story, trouble, weather, referee } = this.#options;
    const unheard = isOrders.has(codeOf(met)) && referee.gatewaySide.order(id) === undefined;
    const denies = api !== 'pay' && api !== 'refund' && (weather.deniesOrders() || this.#isForgotten(id));
    const unclear = weather.isUnclear() ? trouble.dice(`${where} unclear`).pick(['code', 'codeAfter']) : null;
    const own = unheard ? noFault : met;
    const bent = denies ? fault('notExist', api) : unclear === null ? own : fault(unclear, api, 'UNKNOWN_EXCEPTION');
    const message = answerUnder(bent, books, api, request);
    story.tell(
      `done ${where}: ${message === null ? 'silent' : resultCode(message)} ${JSON.stringify(message?.['paymentStatus'] ?? '')}`,
    );
    return { message, gatewayTimeMs: weather.hidesTime ? null : Math.floor(books.timeMs() / 1000) * 1000 };
  }

  /** A replica that loses sight of one order for a while. */
  #isForgotten(id: string): boolean {
    const { trouble, referee, story, books } = this.#options;
    const order = referee.gatewaySide.order(id);
    const dice = order === undefined ? null : trouble.strikes('forgets an order', story.nameOf(id));
    if (order === undefined || dice === null) return false;
    const fromMs = order.createdAtMs + dice.wait(1_000, 60_000);
    return books.timeMs() >= fromMs && books.timeMs() < fromMs + dice.wait(60_000, 1_800_000);
  }

  #return<Read, Verdict extends string>(
    where: string,
    { schema }: Call<Read, Verdict>,
    message: Message | null,
    gatewayTimeMs: number | null,
    hear: (delayMs: number, answer: Answer<Read>) => void,
  ): void {
    const { trouble, weather } = this.#options;
    if (message === null || weather.isCut() || weather.isDeaf() || trouble.strikes('answer lost', where)) return;
    const dice = trouble.dice(`${where} back`);
    const late = trouble.strikes('answer late', where);
    const delayMs = late ? late.wait(500, 120_000) : dice.wait(5, 400);
    const claimedCode = resultCode(message);
    if (trouble.strikes('reset after', where)) hear(delayMs, none('reset', 'reset after it was done'));
    else if (trouble.strikes('web page', where)) hear(delayMs, none('http_error', 'a page of somebody else'));
    else if (trouble.strikes('key refused', where))
      hear(delayMs, none('unsigned', 'nobody vouches', { claimedCode: 'INVALID_SIGNATURE' }));
    else if (trouble.strikes('unsigned', where)) hear(delayMs, none('unsigned', 'nobody vouches', { claimedCode }));
    else hear(delayMs, believed(where, schema, message, gatewayTimeMs));
  }

  /** What the gateway itself does to this call. */
  #bends(where: string, api: Api, id: string): Met {
    const strikes = (kind: Kind): Draws | null => this.#options.trouble.strikes(kind, where);
    const unclear = strikes('answered unclear');
    const unclearCodes = ['UNKNOWN_EXCEPTION', 'REQUEST_TRAFFIC_EXCEED_LIMIT', 'SYSTEM_ERROR', 'PROCESS_FAIL'] as const;
    if (unclear) return fault('code', api, unclear.pick(unclearCodes));
    const after = strikes('done but unclear');
    if (after) return fault('codeAfter', api, after.pick(unclearCodes));
    if (strikes('wrong id')) return fault('wrongId', api);
    if (api !== 'cancel' && strikes('wrong amount')) return fault('wrongAmount', api);
    // One payment's cancels are all refused alike, until everything is healed.
    const cancelled = `cancels of ${this.#options.story.nameOf(id)}`;
    const refused = api === 'cancel' ? this.#options.trouble.strikes('cancel refused', cancelled) : null;
    if (refused) return fault('code', api, refused.pick(cancelRefusals));
    const slow = api === 'refund' ? strikes('refund in process') : null;
    if (slow) return fault('refundInProcess', api, `${slow.wait(1_000, 3_600_000)}ms`);
    const lie = api === 'pay' || api === 'inquiryPayment' ? strikes('failed then charged') : null;
    if (lie) return fault('failThenSuccess', api, `${lie.wait(1_000, 600_000)}ms`);
    return noFault;
  }
}

/** Calls of which there is at most one at a time. */
function placeOf(api: Api, id: string): string | null {
  if (api === 'inquiryPayment') return null;
  return api === 'inquiryRefund' ? `refund ${id}` : `${api} ${id}`;
}

/** Only a signed answer about our own request and amount decides anything. */
function mayDecide(
  call: Pick<Call<unknown, string>, 'api' | 'id'> & { readonly amountMinor: number },
  answer: Answer<unknown>,
  verdict: string,
): void {
  const decides = verdict !== 'unknown' && verdict !== 'not_sent' && verdict !== 'mismatch';
  if (!decides) return;
  if (answer.kind === 'none') throw new Violation(`${call.api}: nobody signed "${verdict}"`);
  const said = answer.message as About;
  const ids = [said.paymentRequestId, said.refundRequestId].filter((id) => typeof id === 'string');
  if (!ids.every((id) => id === call.id)) throw new Violation(`${call.api}: "${verdict}" was said of another request`);
  const amountMinor = (said.paymentAmount ?? said.refundAmount)?.minor;
  if (verdict === 'success' && amountMinor !== undefined && amountMinor !== call.amountMinor)
    throw new Violation(`${call.api}: "${verdict}" was said of another amount`);
}

/** Through JSON, as over the wire. */
function believed<Read>(
  where: string,
  schema: z.ZodType<Read>,
  message: Message,
  gatewayTimeMs: number | null,
): Answer<Read> {
  const read = schema.safeParse(JSON.parse(JSON.stringify(message)));
  if (!read.success) throw new Violation(`${where}: the simulator's answer cannot be read: ${read.error.message}`);
  return { kind: 'message', message: read.data, gatewayTimeMs };
}

const cancelRefusals = [
  'CANCEL_WINDOW_EXCEED',
  'PAYMENT_METHOD_NOT_SUPPORTED',
  'PARAM_ILLEGAL',
  'SYSTEM_ERROR',
  'USER_STATUS_ABNORMAL',
  'MERCHANT_BALANCE_NOT_ENOUGH',
] as const;

/** Refusals that say something of the order itself: never of one that the gateway does not know. */
const isOrders: ReadonlySet<string> = new Set(
  cancelRefusals.filter((code) => code !== 'PARAM_ILLEGAL' && code !== 'SYSTEM_ERROR'),
);

function codeOf(met: Met): string {
  return met.get('code')?.value ?? '';
}

const noFault: Met = new Map();

function fault(kind: string, api: Api, value?: string): Met {
  const read = readPlan([`${kind}:${api}#1${value === undefined ? '' : `=${value}`}`]);
  const [found] = read.ok ? read.plan.faults : [];
  if (found === undefined) throw new RangeError(`no such fault: ${kind} of ${api}`);
  return new Map([[found.kind, found]]);
}
