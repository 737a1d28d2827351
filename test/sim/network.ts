import type { Answered, Gateway } from '../../main/core/ports.ts';
import { type Answer, none } from '../../main/gateway/answer.ts';
import { answerUnder } from '../../main/simulator/bend.ts';
import type { Books } from '../../main/simulator/books.ts';
import type { Met } from '../../main/simulator/faults.ts';
import { type Api, type Message, resultCode, text } from '../../main/simulator/messages.ts';
import type { ManualClock } from '../support/manual-clock.ts';
import { bendOf, fault, needsOrder, noFault } from './bends.ts';
import type { Draws } from './draws.ts';
import type { Life } from './life.ts';
import type { Referee } from './referee.ts';
import {
  believed,
  type Call,
  cancelCall,
  inquiryCall,
  mayDecide,
  payCall,
  received,
  refundCall,
  refundInquiryCall,
} from './seam.ts';
import type { Story } from './story.ts';
import type { Trouble } from './trouble.ts';
import type { Weather } from './weather.ts';

/**
 * What lies between the till and the gateway: requests and answers as parsed messages that are lost, late, doubled,
 * reordered or bent. What they say is the product's (`seam.ts`); signatures and sockets stay outside.
 */

/** How long the real client listens (gateway/call.ts). */
const deadlinesMs: Readonly<Record<Api, number>> = {
  pay: 70_000,
  inquiryPayment: 70_000,
  cancel: 30_000,
  refund: 30_000,
  inquiryRefund: 30_000,
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
  /** Every message of this world takes the long way through the wire's form as well. */
  readonly longWay: boolean;
}

/** Tells the till an answer after a while. */
type Hear<Read> = (delayMs: number, answer: Answer<Read>) => void;

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
      pay: (asked, answered) => this.#call(life, payCall(asked), answered),
      inquirePayment: (asked, answered) => this.#call(life, inquiryCall(asked), answered),
      cancel: (asked, answered) => this.#call(life, cancelCall(asked), answered),
      refund: (asked, answered) => this.#call(life, refundCall(asked), answered),
      inquireRefund: (asked, answered) => this.#call(life, refundInquiryCall(asked), answered),
    };
  }

  #call<Read, Verdict extends string>(life: Life, call: Call<Read, Verdict>, answered: Answered<Verdict>): () => void {
    const { story, referee, longWay } = this.#options;
    const { api, id } = call;
    const request = received(call, longWay);
    const where = this.#nameOf(api, id);
    life.mayCrash('before send', where);
    referee.calls.maySend(api, id, { life: life.number, amountMinor: call.amount?.minor ?? 0 });
    if (!referee.calls.isProbe(id)) this.#options.sends(api, id);
    const place = placeOf(api, id);
    if (place !== null) referee.calls.opened(place);
    story.tell(`send ${where}`);
    let open = true;
    const close = (): boolean => {
      if (!open) return false;
      open = false;
      if (place !== null && !life.isOver) referee.calls.closed(place);
      return true;
    };
    const tell = (answer: Answer<Read>): void => {
      if (!close()) return;
      const outcome = call.judge(answer);
      mayDecide(call, answer, outcome.verdict);
      referee.calls.heard(api, id, outcome.verdict);
      story.tell(`heard ${where}: ${outcome.verdict} ${outcome.code}`);
      answered(outcome);
    };
    const silent = life.later(deadlinesMs[api], () => tell(none('silence', 'nothing came')));
    const hear: Hear<Read> = (delayMs, answer) => {
      life.later(delayMs, () => {
        silent();
        tell(answer);
      });
    };
    this.#travel(where, call, request, hear, () => open && !life.isOver);
    life.mayCrash('after send', where);
    return () => {
      silent();
      if (close()) story.tell(`give up ${where}`);
    };
  }

  #nameOf(api: Api, id: string): string {
    const { referee, story } = this.#options;
    const name = referee.calls.isProbe(id) ? 'probe' : `${api} ${story.nameOf(id)}`;
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
  #travel<Read>(
    where: string,
    call: Call<Read, string>,
    request: Message,
    hear: Hear<Read>,
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
    const held = trouble.strikes('request held up', where);
    const doubled = trouble.strikes('request doubled', where);
    const met = this.#bends(where, call.api, call.id);
    const usualMs = late?.wait(500, 120_000) ?? dice.wait(5, 400);
    this.#arrive(held?.wait(60_000, this.#latestMs(held)) ?? usualMs, () => {
      const { message, gatewayTimeMs } = this.#execute(where, call, request, met);
      if (isWanted()) this.#return(where, call, message, gatewayTimeMs, hear);
    });
    if (doubled)
      this.#arrive(doubled.wait(5, weather.hidesTime ? 170_000 : 900_000), () => {
        this.#execute(where, call, request, met);
      });
  }

  #arrive(delayMs: number, act: () => void): void {
    this.underWay += 1;
    this.#options.time.after(delayMs, () => {
      this.underWay -= 1;
      act();
    });
  }

  #execute(
    where: string,
    { api, id }: Pick<Call<never, string>, 'api' | 'id'>,
    request: Message,
    met: Met,
  ): { readonly message: Message | null; readonly gatewayTimeMs: number | null } {
    const { books, story, weather, referee } = this.#options;
    const own = needsOrder(met) && referee.gatewaySide.order(id) === undefined ? noFault : met;
    const message = answerUnder(this.#weathered(where, api, id) ?? own, books, api, request);
    const said = message === null ? 'silent' : `${resultCode(message)} ${text(message['paymentStatus']) ?? ''}`;
    story.tell(`done ${where}: ${said}`);
    return { message, gatewayTimeMs: weather.hidesTime ? null : Math.floor(books.timeMs() / 1000) * 1000 };
  }

  /** What lasts at this moment goes before what was drawn for the call. */
  #weathered(where: string, api: Api, id: string): Met | null {
    const { trouble, weather } = this.#options;
    const asksForOrder = api !== 'pay' && api !== 'refund';
    if (asksForOrder && (weather.deniesOrders() || this.#isForgotten(id))) return fault('notExist', api);
    if (!weather.isUnclear()) return null;
    const kind = trouble.dice(`${where} unclear`).pick(['code', 'codeAfter']);
    return fault(kind, api, 'UNKNOWN_EXCEPTION');
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

  #return<Read>(
    where: string,
    call: Call<Read, string>,
    message: Message | null,
    gatewayTimeMs: number | null,
    hear: Hear<Read>,
  ): void {
    const { trouble, weather, longWay } = this.#options;
    if (message === null || weather.isCut() || weather.isDeaf() || trouble.strikes('answer lost', where)) return;
    const late = trouble.strikes('answer late', where);
    const delayMs = late ? late.wait(500, 120_000) : trouble.dice(`${where} back`).wait(5, 400);
    hear(delayMs, this.#spoiled(where, message) ?? believed(call, message, gatewayTimeMs, longWay));
  }

  /** What comes instead of the answer. */
  #spoiled(where: string, message: Message): Answer<never> | null {
    const { trouble } = this.#options;
    const claimedCode = resultCode(message);
    if (trouble.strikes('reset after', where)) return none('reset', 'reset after it was done');
    if (trouble.strikes('web page', where)) return none('http_error', 'a page of somebody else');
    if (trouble.strikes('half an answer', where)) return none('junk', 'half of its bytes');
    if (trouble.strikes('key refused', where))
      return none('unsigned', 'nobody vouches', { claimedCode: 'INVALID_SIGNATURE' });
    if (trouble.strikes('unsigned', where)) return none('unsigned', 'nobody vouches', { claimedCode });
    if (trouble.strikes('badly signed', where)) return none('bad_signature', 'another key', { claimedCode });
    return null;
  }

  #bends(where: string, api: Api, id: string): Met {
    const { trouble, story } = this.#options;
    return bendOf(
      api,
      (kind) => trouble.strikes(kind, where),
      (kind) => trouble.strikes(kind, `cancels of ${story.nameOf(id)}`),
    );
  }
}

/** Calls of which there is at most one at a time. */
function placeOf(api: Api, id: string): string | null {
  if (api === 'inquiryPayment') return null;
  return api === 'inquiryRefund' ? `refund ${id}` : `${api} ${id}`;
}
