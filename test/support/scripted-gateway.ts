import type {
  Answered,
  CancelVerdict,
  Clock,
  Gateway,
  InquiryVerdict,
  Outcome,
  PayVerdict,
  RefundInquiryVerdict,
  RefundVerdict,
} from '../../main/core/ports.ts';
import { silence } from './outcome.ts';

/**
 * A gateway that says what a test tells it to, through the test's clock and never inside the call. It has no opinion
 * about money: what is not scripted stays silent, and ends as the real client's silence does.
 */

interface VerdictOf {
  readonly pay: PayVerdict;
  readonly inquirePayment: InquiryVerdict;
  readonly cancel: CancelVerdict;
  readonly refund: RefundVerdict;
  readonly inquireRefund: RefundInquiryVerdict;
}

export type Api = keyof VerdictOf;

/** What one call is asked; the parameter of the port's function of that name. */
export type Asked<A extends Api> = Parameters<Gateway[A]>[0];

/** One call as it arrived. */
export interface Call<A extends Api = Api> {
  readonly api: A;
  /** 1 for the first call of its api, one more for each after it. */
  readonly number: number;
  /** The paymentRequestId, or the refundRequestId of a refund call. */
  readonly id: string;
  readonly asked: Asked<A>;
  /** Monotonic. */
  readonly atMs: number;
  readonly state: 'open' | 'answered' | 'abandoned';
}

/** An outcome at once (in the clock's next turn) or after a while; `silence` = unknown at the client's deadline. */
export type Said<A extends Api> =
  | Outcome<VerdictOf[A]>
  | { readonly afterMs: number; readonly outcome: Outcome<VerdictOf[A]> }
  | 'silence';

export interface ScriptedGateway extends Gateway {
  /** Every call so far, oldest first. */
  readonly calls: readonly Call[];
  /** Calls of one api, or of all, that are neither answered nor abandoned, oldest first. */
  open(api?: Api): readonly Call[];
  /** What the calls of `api` made from now on are answered. `n` is {@link Call.number}. */
  script<A extends Api>(api: A, says: (n: number, call: Call<A>) => Said<A>): void;
  /** Calls `listen` with each call as it arrives, before its script is asked. */
  onCall(listen: (call: Call) => void): void;
  /** Answers an open call in the clock's next turn, ahead of what its script had planned. */
  answer<A extends Api>(call: Call<A>, outcome: Outcome<VerdictOf[A]>): void;
}

/** How long the real client listens (gateway/call.ts). */
const deadlinesMs: Readonly<Record<Api, number>> = {
  pay: 70_000,
  inquirePayment: 70_000,
  cancel: 30_000,
  refund: 30_000,
  inquireRefund: 30_000,
};

interface Line {
  readonly call: { -readonly [Key in keyof Call]: Call[Key] };
  readonly answered: (outcome: Outcome<string>) => void;
  /** Switches off the answer that is planned. */
  off: () => void;
}

export function scriptedGateway(clock: Clock): ScriptedGateway {
  const lines: Line[] = [];
  const listeners: ((call: Call) => void)[] = [];
  const counts = new Map<Api, number>();
  const scripts: { [A in Api]?: (n: number, call: Call<A>) => Said<A> } = {};

  function plan(line: Line, afterMs: number, outcome: Outcome<string>): void {
    line.off();
    line.off = clock.after(afterMs, () => {
      line.call.state = 'answered';
      line.answered(outcome);
    });
  }

  function make<A extends Api>(api: A, id: string, asked: Asked<A>, answered: Answered<VerdictOf[A]>): () => void {
    const number = (counts.get(api) ?? 0) + 1;
    counts.set(api, number);
    const call: Call<A> = { api, number, id, asked, atMs: clock.monotonicMs(), state: 'open' };
    const line: Line = { call, answered: answered as (outcome: Outcome<string>) => void, off: () => undefined };
    lines.push(line);
    for (const listen of listeners) listen(call);
    const said = scripts[api]?.(number, call) ?? 'silence';
    if (said === 'silence') plan(line, deadlinesMs[api], silence);
    else if ('afterMs' in said) plan(line, said.afterMs, said.outcome);
    else plan(line, 0, said);
    return () => {
      if (line.call.state !== 'open') return;
      line.call.state = 'abandoned';
      line.off();
    };
  }

  return {
    pay: (asked, answered) => make('pay', asked.paymentRequestId, asked, answered),
    inquirePayment: (asked, answered) => make('inquirePayment', asked.paymentRequestId, asked, answered),
    cancel: (asked, answered) => make('cancel', asked.paymentRequestId, asked, answered),
    refund: (asked, answered) => make('refund', asked.refundRequestId, asked, answered),
    inquireRefund: (asked, answered) => make('inquireRefund', asked.refundRequestId, asked, answered),
    get calls() {
      return lines.map(({ call }) => call);
    },
    open: (api) =>
      lines.map(({ call }) => call).filter((call) => call.state === 'open' && (api === undefined || call.api === api)),
    script: (api, says) => {
      scripts[api] = says as never;
    },
    onCall: (listen) => {
      listeners.push(listen);
    },
    answer: (call, outcome) => {
      const line = lines.find((one) => one.call === call);
      if (line === undefined || line.call.state !== 'open') throw new Error(`${call.api} ${call.number} is not open`);
      plan(line, 0, outcome);
    },
  };
}
