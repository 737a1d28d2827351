import { createSign, createVerify, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { Answered, Outcome, PayRequest } from '../../main/core/ports.ts';
import { type ClosableGateway, createGateway, type GatewayOptions } from '../../main/gateway/client.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';

/**
 * The other end of the wire for the gateway's tests: small real servers on loopback which sign with node:crypto
 * directly, so that the gateway's own signing is never checked against itself.
 */

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

export const merchantKeys = pair();
export const gatewayKeys = pair();
export const strangerKeys = pair();

export const pem = {
  merchantPrivate: merchantKeys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  merchantPublic: merchantKeys.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  gatewayPublic: gatewayKeys.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
};

export const clientId = 'TEST_5X00000000000000';
export const responseTime = '2026-01-01T08:00:05+08:00';

export const payRequest: PayRequest = {
  paymentRequestId: '2026010100000000010000000012800007123456',
  orderId: 'order-7',
  amount: { minor: 1280, currency: 'CNY' },
  paymentCode: '281234567890123456',
  expiresAtMs: 1_767_225_780_000,
  requestedAtMs: 1_767_225_600_000,
  sendBeforeMs: 2_000,
};

export const paidAnswer = {
  result: { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success' },
  paymentRequestId: payRequest.paymentRequestId,
  paymentId: '202601011940108001001881I0204295953',
  paymentAmount: { currency: 'CNY', value: '1280' },
  paymentTime: '2026-01-01T08:00:03+08:00',
};

export const shop: GatewayOptions['merchant'] = {
  referenceMerchantId: 'M0001',
  merchantName: '幸福超市',
  merchantMCC: '5411',
  store: { referenceStoreId: 'S0001', storeName: '幸福路店', storeMCC: '5411' },
  terminalId: '0001',
  paymentNotifyUrl: 'https://pos.example/notify',
  settlementCurrency: null,
};

export interface Received {
  readonly method: string;
  readonly target: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
  readonly socket: Socket;
}

export type Respond = (received: Received, response: http.ServerResponse) => void;

export interface Counterpart {
  readonly url: string;
  readonly port: number;
  readonly requests: Received[];
  /** TCP connections, whether or not they ever asked anything. */
  readonly connections: Socket[];
  respond: Respond;
  /** Resolves with the request of this number, counted from 1. */
  arrived(number: number): Promise<Received>;
  close(): Promise<void>;
}

/** A real HTTP server on loopback; with `certificate` it speaks TLS. */
export async function counterpart(respond: Respond, certificate?: https.ServerOptions): Promise<Counterpart> {
  const requests: Received[] = [];
  const connections: Socket[] = [];
  const news = new EventEmitter();
  const handle: http.RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => response.destroy());
    request.on('end', () => {
      const { method = '', url: target = '', headers, socket } = request;
      const received = { method, target, headers, body: Buffer.concat(chunks), socket };
      requests.push(received);
      news.emit('request');
      here.respond(received, response);
    });
  };
  const server: http.Server = certificate ? https.createServer(certificate, handle) : http.createServer(handle);
  server.keepAliveTimeout = 60_000;
  server.on('connection', (socket: Socket) => connections.push(socket));
  const port = await listen(server);
  const here: Counterpart = {
    url: `${certificate ? 'https' : 'http'}://${certificate ? 'localhost' : '127.0.0.1'}:${port}`,
    port,
    requests,
    connections,
    respond,
    async arrived(number) {
      while (requests.length < number) await once(news, 'request');
      return requests[number - 1] as Received;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of connections) socket.destroy();
      await closed;
    },
  };
  return here;
}

export async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Signature of an answer, as standard base64, by node:crypto's streaming interface. */
export function base64Signature(path: string, time: string, body: string, key: KeyObject, client = clientId): string {
  return createSign('RSA-SHA256').update(`POST ${path}\n${client}.${time}.`).update(body).sign(key, 'base64');
}

/** Whether our merchant key signed this request as it arrived. */
export function requestSignatureHolds({ method, target, headers, body }: Received): boolean {
  const value = /signature=([^,]*)$/.exec(String(headers['signature']))?.[1] ?? '';
  return createVerify('RSA-SHA256')
    .update(`${method} ${target}\n${headers['client-id']}.${headers['request-time']}.`)
    .update(body)
    .verify(merchantKeys.publicKey, decodeURIComponent(value), 'base64');
}

/** The headers and body of a well-signed answer to `path`. */
export function signedAnswer(path: string, message: unknown, time = responseTime) {
  const body = typeof message === 'string' ? message : JSON.stringify(message);
  const signature = encodeURIComponent(base64Signature(path, time, body, gatewayKeys.privateKey));
  return {
    headers: {
      Signature: `algorithm=RSA256, keyVersion=1, signature=${signature}`,
      'Client-Id': clientId,
      'Response-Time': time,
      'Content-Type': 'application/json; charset=UTF-8',
    },
    body,
  };
}

/** Answers every request with `message`, well signed. */
export function answering(message: unknown): Respond {
  return ({ target }, response) => {
    const { headers, body } = signedAnswer(target, message);
    response.writeHead(200, headers).end(body);
  };
}

export interface Till {
  readonly gateway: ClosableGateway;
  readonly clock: ManualClock;
}

export function till(url: string, changed: Partial<GatewayOptions> = {}): Till {
  const clock = manualClock();
  const gateway = createGateway({
    url,
    clientId,
    keyVersion: 1,
    merchantPrivateKey: pem.merchantPrivate,
    gatewayPublicKeys: [pem.gatewayPublic],
    agentToken: null,
    ca: null,
    merchant: shop,
    clock,
    ...changed,
  });
  return { gateway, clock };
}

export interface Asked<Verdict extends string> {
  readonly outcome: Promise<Outcome<Verdict>>;
  readonly abandon: () => void;
  /** How often it has been answered so far. */
  times(): number;
}

/** Makes a call and counts its answers. */
export function ask<Verdict extends string>(start: (answered: Answered<Verdict>) => () => void): Asked<Verdict> {
  const { promise, resolve } = Promise.withResolvers<Outcome<Verdict>>();
  let times = 0;
  const abandon = start((outcome) => {
    times += 1;
    resolve(outcome);
  });
  return { outcome: promise, abandon, times: () => times };
}

export function pay(gateway: ClosableGateway, changed: Partial<PayRequest> = {}) {
  return ask((answered) => gateway.pay({ ...payRequest, ...changed }, answered));
}

export function inquire(gateway: ClosableGateway) {
  return ask((answered) => gateway.inquirePayment(payRequest, answered));
}

export function cancel(gateway: ClosableGateway) {
  return ask((answered) => gateway.cancel(payRequest, answered));
}

/** A whole well-signed answer to a pay as bytes. */
export function wholeAnswer(message: unknown = paidAnswer): string {
  const { headers, body } = signedAnswer('/ams/api/v1/payments/pay', message);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return `HTTP/1.1 200 OK\r\n${lines.join('\r\n')}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
