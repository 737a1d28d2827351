import type { KeyObject } from 'node:crypto';
import type { Met } from './faults.ts';
import type { Message } from './messages.ts';
import { type Envelope, signatureHeader } from './sign.ts';

/**
 * Turns an answer into the status, headers and bytes that leave, with the faults that change them. It knows no
 * sockets: breaking connections off is `wire.ts`'s.
 */

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Signer {
  readonly key: KeyObject;
  readonly keyVersion: number;
}

/** Blanks behind the answer of `hugeBody`: far more than a client should ever read. */
const hugeBytes = 16 * 1024 * 1024;

const errorPage = '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>';

/** An answer nobody can trust: what the gateway sends when it could not check who is asking. */
export function unsignedReply(message: Message, envelope: Envelope): Reply {
  const body = Buffer.from(JSON.stringify(message));
  return { status: 200, headers: headers(envelope), body };
}

/** A signed answer, or what the faults make of it. `envelope.time` is the Response-Time. */
export function reply(message: Message, envelope: Envelope, signer: Signer, met: Met): Reply {
  if (met.has('html502')) return page(502, errorPage);
  if (met.has('http500')) return page(500, '<h1>500 Internal Server Error</h1>');
  const honest = bodyOf(message, met);
  const signed = met.has('badSignature') ? Buffer.concat([honest, Buffer.from('.')]) : honest;
  const signature = signatureHeader(signer.key, signer.keyVersion, envelope, signed);
  return {
    status: 200,
    headers: { ...headers(envelope), ...(met.has('unsigned') ? {} : { Signature: signature }) },
    body: met.has('tamperedBody') ? tampered(honest) : honest,
  };
}

/** The page of a proxy or a captive portal. */
function page(status: number, html: string): Reply {
  return { status, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: Buffer.from(html) };
}

function headers(envelope: Envelope): Record<string, string> {
  return {
    'Content-Type': 'application/json; charset=UTF-8',
    'Client-Id': envelope.clientId,
    'Response-Time': envelope.time,
  };
}

function bodyOf(message: Message, met: Met): Buffer {
  if (met.has('emptyBody')) return Buffer.alloc(0);
  const body = Buffer.from(JSON.stringify(message));
  return met.has('hugeBody') ? Buffer.concat([body, Buffer.alloc(hugeBytes, ' ')]) : body;
}

/** Turns failure into success and success into failure, in JSON that still parses: the forgery that would pay. */
function tampered(body: Buffer): Buffer {
  const forged = body
    .toString('utf8')
    .replace(/"resultStatus":"(\w)"/, (_, status) => `"resultStatus":"${status === 'S' ? 'F' : 'S'}"`);
  return Buffer.from(forged);
}
