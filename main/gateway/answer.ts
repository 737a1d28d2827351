import type { KeyObject } from 'node:crypto';
import type * as z from 'zod';
import type { Arrival, NothingCame } from './connection.ts';
import { anyAnswer, faultsOf } from './messages.ts';
import { signatureFault } from './sign.ts';

/**
 * From what came over the wire to an answer that may be believed: the signature first, over the bytes as received,
 * and only then the message. It does not judge what a believed message means.
 */

export type NoAnswerWord = NothingCame | 'unsigned' | 'bad_signature';

/** Nothing that may decide. */
export interface NoAnswer {
  readonly kind: 'none';
  readonly word: NoAnswerWord;
  /** For the log. */
  readonly detail: string;
  readonly notSent: boolean;
  /** Well signed but not a message we can read. */
  readonly signed: boolean;
  /** The result code of an answer nobody vouches for: good for a hint at our keys, for nothing else. */
  readonly claimedCode: string | null;
  readonly gatewayTimeMs: number | null;
}

/** A well-signed message of the expected shape. */
export interface Believed<Message> {
  readonly kind: 'message';
  readonly message: Message;
  readonly gatewayTimeMs: number | null;
}

export type Answer<Message> = Believed<Message> | NoAnswer;

/** Who must have signed, and over what. */
export interface Expected {
  /** Of the request: an answer is signed with it too. */
  readonly path: string;
  readonly clientId: string;
  readonly gatewayKeys: readonly KeyObject[];
}

export function readAnswer<Message>(arrival: Arrival, schema: z.ZodType<Message>, expected: Expected): Answer<Message> {
  if (!arrival.came) return none(arrival.word, arrival.detail, { notSent: arrival.notSent });
  const json = parseJson(arrival.body);
  const doubt = whyUnbelieved(arrival.headers, arrival.body, expected);
  if (doubt !== null) return none(doubt.word, doubt.detail, { claimedCode: claimedCode(json) });
  const gatewayTimeMs = readTime(onlyValue(arrival.headers['response-time']) ?? '');
  const read = schema.safeParse(json);
  if (read.success) return { kind: 'message', message: read.data, gatewayTimeMs };
  return none('junk', faultsOf(read.error).join('; '), { signed: true, gatewayTimeMs });
}

/** An answer that never came, or is not worth its bytes. */
export function none(word: NoAnswerWord, detail: string, known: Partial<NoAnswer> = {}): NoAnswer {
  return {
    kind: 'none',
    word,
    detail,
    notSent: false,
    signed: false,
    claimedCode: null,
    gatewayTimeMs: null,
    ...known,
  };
}

interface Doubt {
  readonly word: 'unsigned' | 'bad_signature';
  readonly detail: string;
}

function whyUnbelieved(headers: NodeJS.Dict<string[]>, body: Buffer, expected: Expected): Doubt | null {
  const signature = onlyValue(headers['signature']);
  const time = onlyValue(headers['response-time']);
  const clientId = onlyValue(headers['client-id']);
  const bad = (detail: string): Doubt => ({ word: 'bad_signature', detail });
  if (signature === '') return { word: 'unsigned', detail: 'no Signature header' };
  if (signature === null || time === null || clientId === null) return bad('a header came twice with two values');
  if (time === '') return bad('no Response-Time header');
  if (clientId !== '' && clientId !== expected.clientId) return bad('the Client-Id is not ours');
  const covered = { path: expected.path, clientId: expected.clientId, time, body };
  const fault = signatureFault(signature, expected.gatewayKeys, covered);
  if (fault === null) return null;
  return fault === 'unsigned' ? { word: 'unsigned', detail: 'no signature in its header' } : bad(fault);
}

/** The value of a header that came once or several times alike; '' when absent, null when its copies differ. */
function onlyValue(values: readonly string[] | undefined): string | null {
  const [first = '', ...others] = (values ?? []).map((value) => value.trim());
  return others.every((other) => other === first) ? first : null;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** `undefined`, which no schema accepts, for bytes that are not JSON in UTF-8. */
function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    return undefined;
  }
}

function claimedCode(json: unknown): string | null {
  const read = anyAnswer.safeParse(json);
  return read.success ? read.data.result.resultCode : null;
}

const isoShape = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))? ?(?:(Z)|([+-]\d\d):?(\d\d))$/i;

/**
 * A Response-Time as milliseconds since 1970: ISO 8601 with an offset, with or without its colon (docs `ams/api_fund`,
 * accurate to a second), or epoch milliseconds. Null for anything else: without an offset nobody knows the hour.
 */
export function readTime(text: string): number | null {
  if (/^\d{13}$/.test(text)) return Number(text);
  const shape = isoShape.exec(text);
  if (!shape) return null;
  const [, day, time, fraction = '0', zulu, hours, minutes] = shape;
  const offset = zulu === undefined ? `${hours}:${minutes}` : 'Z';
  const atMs = Date.parse(`${day}T${time}.${fraction.padEnd(3, '0').slice(0, 3)}${offset}`);
  return Number.isNaN(atMs) ? null : atMs;
}
