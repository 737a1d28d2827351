import type { KeyObject } from 'node:crypto';
import type * as z from 'zod';
import type { CallEnd, CallRecorder, CallWatch } from '../core/flight-ports.ts';
import type { Answered, Clock, Log, Outcome } from '../core/ports.ts';
import { type Answer, type NoAnswer, none, readAnswer } from './answer.ts';
import { type Connection, idleMsDefault, openConnection } from './connection.ts';
import { readAuthorities, readGatewayKey, readMerchantKey } from './keys.ts';
import type { AnyAnswer, Written } from './messages.ts';
import { type Api, GatewaySetupError, readAddress, readHeaderValue, readPaths } from './setup.ts';
import { signatureHeader } from './sign.ts';

/**
 * One signed call, the same for all five: sign, exchange, believe or doubt, judge. It knows when a call must not be
 * made at all, and sees to it that each is answered exactly once and never from inside the call.
 */

/** Where the gateway is and who we are to it. */
export interface LineOptions {
  /** Origin; https, or http on this machine. */
  readonly url: string;
  /** `/ams/api` unless told; a client id of the sandbox changes it by itself. */
  readonly pathPrefix?: string;
  readonly clientId: string;
  /** 0 or more, as the dashboard numbers the merchant's keys. */
  readonly keyVersion: number;
  /** PEM, or base64 of PKCS#8. */
  readonly merchantPrivateKey: string;
  /** One key, or two while the gateway changes its own; PEM, or base64 of X.509. */
  readonly gatewayPublicKeys: readonly string[];
  /** For an ISV acting for a merchant. */
  readonly agentToken: string | null;
  /** PEM certificates to trust instead of the built-in list. */
  readonly ca: string | null;
  readonly clock: Clock;
  readonly log?: Log;
  /** Free connections are closed after this many milliseconds, 4000 unless told. */
  readonly idleMs?: number;
  /** A request has been handed to the kernel. For measurements. */
  readonly onFirstByte?: (api: Api) => void;
  /** Sees each call as it goes on. */
  readonly recorder?: CallRecorder;
}

/** What is asked, and how its answer is read. */
export interface Call<Message, Verdict extends string> {
  readonly api: Api;
  /** For the log. */
  readonly id: string;
  readonly written: Written;
  /** Monotonic. Of a pay alone, whose payment code goes stale: it leaves by then or never. */
  readonly sendBeforeMs?: number;
  readonly schema: z.ZodType<Message>;
  readonly judge: (answer: Answer<Message>) => Outcome<Verdict>;
}

/**
 * How long each call is listened to at most, from call to last byte. Every call outlives its wait of 5 s or 3 s: the
 * wait schedules the next step, but a late answer still counts – of pay and inquiry until the reversal is committed, at
 * most 65.5 s after the scan, of the others until the core makes the same call again and gives this one up.
 */
export const deadlinesMs: Readonly<Record<Api, number>> = {
  pay: 70_000,
  inquiryPayment: 70_000,
  cancel: 30_000,
  refund: 30_000,
  inquiryRefund: 30_000,
};

export class Line {
  readonly #options: LineOptions;
  readonly #paths: Readonly<Record<Api, string>>;
  readonly #merchantKey: KeyObject;
  readonly #gatewayKeys: readonly KeyObject[];
  readonly #identity: Readonly<Record<string, string>>;
  readonly #connection: Connection;
  #closed = false;

  /** Throws {@link GatewaySetupError}. Connects to nothing yet. */
  constructor(options: LineOptions) {
    const { clientId, agentToken, keyVersion, gatewayPublicKeys, ca } = options;
    this.#options = options;
    const address = readAddress(options.url);
    this.#identity = {
      'Client-Id': readHeaderValue('gateway.clientId', clientId, 128),
      ...(agentToken === null ? {} : { 'Agent-Token': readHeaderValue('gateway.agentToken', agentToken, 128) }),
    };
    if (!Number.isSafeInteger(keyVersion) || keyVersion < 0) {
      throw new GatewaySetupError('gateway.keyVersion must be a whole number, 0 or more');
    }
    this.#paths = readPaths(options.pathPrefix ?? '/ams/api', clientId);
    this.#merchantKey = readMerchantKey(options.merchantPrivateKey);
    if (gatewayPublicKeys.length === 0) throw new GatewaySetupError('The gateway public key is missing.');
    this.#gatewayKeys = gatewayPublicKeys.map((text) => readGatewayKey(text));
    this.#connection = openConnection({
      address,
      authorities: ca === null ? null : readAuthorities(ca),
      clock: options.clock,
      idleMs: options.idleMs ?? idleMsDefault,
    });
  }

  /** The result resets the call's connection and silences it. */
  make<Message extends AnyAnswer, Verdict extends string>(
    call: Call<Message, Verdict>,
    answered: Answered<Verdict>,
  ): () => void {
    const watch = this.#options.recorder?.begun(call.api, call.id);
    const tell = (answer: Answer<Message>): void => {
      const outcome = call.judge(answer);
      this.#note(call, answer, outcome);
      watch?.ended(endOf(answer, outcome));
      answered(outcome);
    };
    const { written } = call;
    const forbidden = this.#whyNot(call);
    if (forbidden !== null || !written.ok)
      return givingUp(
        later(() => tell(forbidden ?? unwritable(written))),
        watch,
      );
    const path = this.#paths[call.api];
    const expected = { path, clientId: this.#options.clientId, gatewayKeys: this.#gatewayKeys };
    const headers = this.#headers(path, written.body);
    const dispatch = {
      path,
      headers,
      body: written.body,
      deadlineMs: deadlinesMs[call.api],
      sendBeforeMs: call.sendBeforeMs ?? null,
      left: (over: 'new' | 'kept') => {
        watch?.left(over, headers['Request-Time']);
        this.#options.onFirstByte?.(call.api);
      },
      answering: (http: number, heads: NodeJS.Dict<string[]>) => watch?.came(http, shownOf(heads)),
    };
    const abandon = this.#connection.exchange(dispatch, (arrival) => tell(readAnswer(arrival, call.schema, expected)));
    return givingUp(abandon, watch);
  }

  /** Resets every open call without an answer; calls made later are answered as not sent. */
  close(): void {
    this.#closed = true;
    this.#connection.close();
  }

  #whyNot({ sendBeforeMs }: Pick<Call<unknown, string>, 'sendBeforeMs'>): NoAnswer | null {
    if (this.#closed) return none('not_sent', 'the gateway is closed', { notSent: true });
    if (sendBeforeMs === undefined || this.#options.clock.monotonicMs() < sendBeforeMs) return null;
    return none('send_too_late', 'the time to send had passed before the call', { notSent: true });
  }

  #headers(path: string, body: Buffer) {
    const { clientId, keyVersion, clock } = this.#options;
    const time = String(clock.wallMs());
    return {
      ...this.#identity,
      'Request-Time': time,
      Signature: signatureHeader(this.#merchantKey, keyVersion, { path, clientId, time, body }),
      'Content-Type': 'application/json; charset=UTF-8',
    };
  }

  #note(call: Pick<Call<unknown, string>, 'api' | 'id'>, answer: Answer<unknown>, outcome: Outcome<string>): void {
    const { log } = this.#options;
    const facts = { api: call.api, id: call.id, verdict: outcome.verdict, code: outcome.code };
    if (answer.kind === 'message') log?.info('The gateway answered.', facts);
    else log?.warn('The gateway gave no answer to go by.', { ...facts, detail: answer.detail });
  }
}

/** Names under which gateways have been seen to give the id of a trace. */
const traceHeaders = ['traceid', 'tracerid', 'trace-id', 'x-trace-id', 'eagleeye-traceid', 'sofa-traceid'];

function shownOf(headers: NodeJS.Dict<string[]>): Parameters<CallWatch['came']>[1] {
  const first = (name: string): string => headers[name]?.[0] ?? '';
  return {
    responseTime: first('response-time'),
    trace: traceHeaders.map(first).find((value) => value !== '') ?? '',
  };
}

function endOf(answer: Answer<AnyAnswer>, outcome: Outcome<string>): CallEnd {
  const { verdict, code, signed, gatewayTimeMs } = outcome;
  if (answer.kind === 'none') {
    const detail = answer.claimedCode === null ? answer.detail : `${answer.detail}; it claims ${answer.claimedCode}`;
    return { verdict, code, signed, gatewayTimeMs, resultStatus: null, resultMessage: null, detail };
  }
  const { resultStatus, resultMessage } = answer.message.result;
  return { verdict, code, signed, gatewayTimeMs, resultStatus, resultMessage, detail: '' };
}

function givingUp(abandon: () => void, watch: CallWatch | undefined): () => void {
  return () => {
    abandon();
    watch?.givenUp();
  };
}

function unwritable(written: Written): NoAnswer {
  const faults = written.ok ? '' : written.faults.join('; ');
  return none('not_sent', `the request breaks the rules of the API: ${faults}`, { notSent: true });
}

function later(act: () => void): () => void {
  let wanted = true;
  queueMicrotask(() => {
    if (wanted) act();
  });
  return () => {
    wanted = false;
  };
}
