import type { KeyObject } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock, Log } from '../core/ports.ts';
import { type Arrivals, readMessage, type SignatureVerdict } from './arrivals.ts';
import { answerUnder } from './bend.ts';
import { pathOf, readBody } from './body.ts';
import type { Books } from './books.ts';
import { type Connections, createConnections, type Exchange } from './connections.ts';
import { type FaultCounter, isApi, type Met } from './faults.ts';
import { LedgerError } from './ledger.ts';
import { type Api, type Message, result, resultCode } from './messages.ts';
import { reply, unsignedReply } from './reply.ts';
import { type Envelope, isSignedBy, readSignatureHeader } from './sign.ts';
import { isoTime } from './times.ts';

/**
 * AMS over HTTP: checks who is asking, lets the books answer, signs, and does to messages and connections what the
 * fault plan says. It knows no state table. The gateway answers 200 whatever the result.
 */

export interface WireOptions {
  readonly clock: Clock;
  readonly books: Books;
  readonly faults: FaultCounter;
  readonly arrivals: Arrivals;
  readonly clientId: string;
  readonly merchantKey: KeyObject;
  readonly gatewayKey: KeyObject;
  readonly keyVersion: number;
  readonly log: Log | null;
}

export interface Wire {
  /** Takes one request under /ams. */
  receive(request: IncomingMessage, response: ServerResponse): void;
  /** Requests that a fault holds back and that will still be executed. */
  underWay(): number;
  /** Forgets delayed messages and resets connections that are held open. */
  cutAll(): void;
}

/** The options and what changes while the wire stands. */
interface Station extends WireOptions {
  readonly connections: Connections;
  underWay: number;
}

const noFaults: Met = new Map();

export function createWire(options: WireOptions): Wire {
  const station: Station = { ...options, connections: createConnections(options.clock), underWay: 0 };
  return {
    receive(request, response) {
      readBody(request, (body) => {
        if (body === null) refuseLong(response);
        else arrive(station, request, response, body);
      });
    },
    underWay: () => station.underWay,
    cutAll() {
      station.connections.cutAll();
      station.underWay = 0;
    },
  };
}

function arrive(station: Station, request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  const path = pathOf(request);
  const signature = verdictOn(station, request, path, body);
  const facts = {
    at: isoTime(station.books.timeMs()),
    api: apiOf(path),
    path: path.slice(0, 200),
    clientId: header(request, 'client-id').slice(0, 128),
    signature,
  };
  const exchange: Exchange = { response, socket: request.socket, path, arrival: station.arrivals.add(facts, body) };
  if (signature !== 'good') refuseUnsigned(station, exchange, signature);
  else serve(station, exchange, request, body);
}

/** A request from a known client: whatever is wrong with it is said under the gateway's signature. */
function serve(station: Station, exchange: Exchange, request: IncomingMessage, body: Buffer): void {
  const { api } = exchange.arrival;
  const refuse = (code: string, sentence?: string): void => send(station, exchange, result(code, sentence), noFaults);
  const message = readMessage(body);
  if (request.method !== 'POST') refuse('METHOD_NOT_SUPPORTED');
  else if (!isApi(api)) refuse('NO_INTERFACE_DEF');
  else if (!isJson(request)) refuse('MEDIA_TYPE_NOT_ACCEPTABLE');
  else if (message === null) refuse('PARAM_ILLEGAL', 'the body is no JSON object');
  else meet(station, exchange, api, message);
}

/** Counts the call and lets its faults decide whether, when and how often it is executed. */
function meet(station: Station, exchange: Exchange, api: Api, request: Message): void {
  const { number, met } = station.faults.next(api);
  const drop = met.get('dropRequest');
  const delay = met.get('delayRequest');
  if (drop) station.connections.end(exchange, drop.value);
  else if (met.has('hangRequest')) station.connections.hold(exchange);
  else if (delay)
    executeLater(station, exchange, delay.durationMs, () => execute(station, exchange, api, request, met));
  else execute(station, exchange, api, request, met);
  station.log?.info(`${api} #${number} arrived`, { faults: [...met.keys()], answered: exchange.arrival.answered });
}

function executeLater(station: Station, exchange: Exchange, delayMs: number, act: () => void): void {
  const taken = station.connections.later(exchange, delayMs, () => {
    station.underWay--;
    act();
  });
  if (taken) station.underWay++;
}

function execute(station: Station, exchange: Exchange, api: Api, request: Message, met: Met): void {
  const { connections } = station;
  const answer = executed(station, exchange, api, request, met);
  if (answer === 'not written') return;
  const drop = met.get('dropResponse');
  const wait = met.get('delayResponse');
  const sendNow = (said: Message): void => send(station, exchange, said, met);
  if (answer === null || met.has('hang')) connections.hold(exchange);
  else if (drop) connections.end(exchange, drop.value);
  else if (met.has('resetAfter')) connections.end(exchange, 'reset');
  else if (!wait) sendNow(answer);
  else connections.later(exchange, wait.durationMs, () => sendNow(answer));
}

/** What the books say. A ledger that cannot be written is the gateway's own trouble: HTTP 500, nothing happened. */
function executed(
  station: Station,
  exchange: Exchange,
  api: Api,
  request: Message,
  met: Met,
): Message | null | 'not written' {
  const before = met.get('html502')?.value === 'before' || met.get('http500')?.value === 'before';
  try {
    return before ? result('SYSTEM_ERROR') : answerUnder(met, station.books, api, request);
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    station.log?.warn(error.message);
    exchange.arrival.answered = 'HTTP 500';
    const headers = { 'Content-Type': 'text/plain; charset=utf-8' };
    station.connections.write(exchange, { status: 500, headers, body: Buffer.from(error.message) });
    return 'not written';
  }
}

function send(station: Station, exchange: Exchange, message: Message, met: Met): void {
  const signer = { key: station.gatewayKey, keyVersion: station.keyVersion };
  const made = reply(message, envelopeOf(station, exchange), signer, met);
  exchange.arrival.answered = made.status === 200 ? resultCode(message) : `HTTP ${made.status}`;
  const drip = met.get('slowDrip');
  if (drip) station.connections.writeSlowly(exchange, made, drip.durationMs);
  else if (met.has('halfBody')) station.connections.writeHalf(exchange, made);
  else station.connections.write(exchange, made);
}

function envelopeOf(station: Station, { path }: Exchange): Envelope {
  return { path, clientId: station.clientId, time: isoTime(station.books.timeMs()) };
}

/** What is answered to whom the gateway cannot identify. */
const refusals: Readonly<Record<Exclude<SignatureVerdict, 'good'>, readonly [code: string, sentence: string]>> = {
  bad: ['INVALID_SIGNATURE', 'the signature does not fit the request'],
  missing: ['INVALID_SIGNATURE', 'there is no readable Signature header'],
  no_time: ['PARAM_ILLEGAL', 'the header Request-Time is missing'],
  unknown_client: ['CLIENT_INVALID', 'the Client-Id is missing or unknown'],
  unknown_key: ['KEY_NOT_FOUND', 'there is no key of this version'],
};

/** Unsigned, as the real gateway does it (page `digital_signature`): nobody may trust such an answer. */
function refuseUnsigned(station: Station, exchange: Exchange, why: Exclude<SignatureVerdict, 'good'>): void {
  const [code, sentence] = refusals[why];
  exchange.arrival.answered = `${code}, unsigned`;
  station.connections.write(exchange, unsignedReply(result(code, sentence), envelopeOf(station, exchange)));
}

function verdictOn(station: Station, request: IncomingMessage, path: string, body: Buffer): SignatureVerdict {
  const { clientId } = station;
  if (header(request, 'client-id') !== clientId) return 'unknown_client';
  const time = header(request, 'request-time');
  if (time === '') return 'no_time';
  const read = readSignatureHeader(header(request, 'signature'));
  if (read === null) return 'missing';
  // Absent means the latest key; the pages' own samples write 0 for it.
  if (![null, '0', String(station.keyVersion)].includes(read.keyVersion)) return 'unknown_key';
  if (read.algorithm !== null && read.algorithm !== 'RSA256') return 'bad';
  const method = request.method ?? '';
  return isSignedBy(station.merchantKey, { method, path, clientId, time }, body, read.signature) ? 'good' : 'bad';
}

function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}

/** The last word of `/ams/api/v1/payments/…` or `/ams/sandbox/api/v1/payments/…`, '' for any other path. */
function apiOf(path: string): string {
  return /^\/ams\/(?:sandbox\/)?api\/v1\/payments\/(\w{1,40})$/.exec(path)?.[1] ?? '';
}

/** Content-Type is optional in the pages, and some SDKs send it twice. */
function isJson(request: IncomingMessage): boolean {
  const type = header(request, 'content-type').trim();
  return type === '' || /^application\/json\b/i.test(type);
}

function refuseLong(response: ServerResponse): void {
  response.writeHead(413, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' });
  response.end('The request body is too long.', () => response.socket?.destroySoon());
}
