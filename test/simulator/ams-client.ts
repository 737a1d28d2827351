import { sign, verify } from 'node:crypto';
import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import type { Log } from '../../main/core/ports.ts';
import { makeKeyPair } from '../../main/simulator/sign.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../main/simulator/simulator.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { countingChance, noonMs } from './samples.ts';

/**
 * A small AMS client for the simulator's tests. It signs and verifies with node:crypto directly, so that neither box
 * of the product vouches for itself.
 */

export const clientId = 'TRAINING_1';
export const merchant = makeKeyPair();
export const gateway = makeKeyPair();
export const payPath = '/ams/api/v1/payments/pay';

/** What came back: `null` where the connection ended without a whole answer. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly json: Record<string, unknown>;
  /** absent, good or bad. */
  readonly signature: 'absent' | 'good' | 'bad';
}

export interface Sending {
  readonly path?: string;
  readonly time?: string;
  readonly method?: string;
  /** Undefined values remove a header. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** A started simulator on a clock that stands still, with what it told its log. */
export interface Stand {
  readonly simulator: Simulator;
  readonly clock: ManualClock;
  readonly warnings: string[];
  /** Resolves when the simulator has taken the n-th call of an API since the last plan. */
  arrived(call: string): Promise<void>;
  call(api: string, body: unknown, sending?: Sending): Promise<Answer>;
}

export async function stand(more: Partial<SimulatorOptions> = {}, clock = manualClock(noonMs)): Promise<Stand> {
  const warnings: string[] = [];
  const waiting = new Map<string, () => void>();
  const told = new Set<string>();
  const log: Log = {
    info(sentence) {
      told.add(sentence);
      waiting.get(sentence)?.();
    },
    warn: (sentence) => warnings.push(sentence),
  };
  const simulator = await startSimulator({
    port: 0,
    clock,
    chance: countingChance(),
    clientId,
    merchantPublicKey: merchant.publicKeyPem,
    gatewayPrivateKey: gateway.privateKeyPem,
    ledgerFile: null,
    mockAmounts: true,
    log,
    ...more,
  });
  return {
    simulator,
    clock,
    warnings,
    arrived(call) {
      const sentence = `${call} arrived`;
      return new Promise((resolve) => {
        if (told.delete(sentence)) return resolve();
        waiting.set(sentence, resolve);
      });
    },
    call: (api, body, sending = {}) => send(simulator.url, api, body, sending),
  };
}

/** The value of a Signature header over what is sent. */
export function signature(path: string, time: string, body: string, method = 'POST'): string {
  const made = sign('sha256', Buffer.from(`${method} ${path}\n${clientId}.${time}.${body}`), merchant.privateKeyPem);
  return `algorithm=RSA256,keyVersion=1,signature=${encodeURIComponent(made.toString('base64'))}`;
}

/** Sends one signed call on a connection of its own and waits for its whole answer. */
export function send(url: string, api: string, body: unknown, sending: Sending): Promise<Answer> {
  const { path = `/ams/api/v1/payments/${api}`, time = '1795147200000', method = 'POST' } = sending;
  const bytes = typeof body === 'string' ? body : JSON.stringify(body);
  const headers = {
    'Content-Type': 'application/json; charset=UTF-8',
    'Client-Id': clientId,
    'Request-Time': time,
    Signature: signature(path, time, bytes, method),
    ...sending.headers,
  };
  const kept = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
  return new Promise((resolve, reject) => {
    const outgoing = request(`${url}${path}`, { method, agent: false, headers: kept as Record<string, string> });
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () =>
        resolve(answerOf(path, response.statusCode ?? 0, response.headers, Buffer.concat(parts))),
      );
    });
    outgoing.end(bytes);
  });
}

function answerOf(path: string, status: number, headers: IncomingHttpHeaders, body: Buffer): Answer {
  let json: Record<string, unknown> = {};
  try {
    json = JSON.parse(body.toString()) as Record<string, unknown>;
  } catch {
    // Faults send what is no JSON; tests look at the bytes then.
  }
  return { status, headers, body, json, signature: verdict(path, headers, body) };
}

function verdict(path: string, headers: IncomingHttpHeaders, body: Buffer): Answer['signature'] {
  const value = /signature=([^,\s]+)/.exec(String(headers['signature'] ?? ''))?.[1];
  if (value === undefined) return 'absent';
  const head = `POST ${path}\n${headers['client-id']}.${headers['response-time']}.`;
  const signed = Buffer.concat([Buffer.from(head), body]);
  const made = Buffer.from(decodeURIComponent(value), 'base64');
  return verify('sha256', signed, gateway.publicKeyPem, made) ? 'good' : 'bad';
}

/** Writes raw bytes and resolves with everything that came until the connection ended. */
export function raw(url: string, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(text));
    let got = '';
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => {
      got += part;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(got));
  });
}

/** One control call: status and JSON. */
export async function control(
  stand: Stand,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; json: Record<string, unknown> }> {
  const init =
    body === undefined ? { method } : { method, body: typeof body === 'string' ? body : JSON.stringify(body) };
  const response = await fetch(`${stand.simulator.controlUrl}${path}`, init);
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}
