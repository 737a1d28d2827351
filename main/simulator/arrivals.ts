import { at, isMessage, type Message, text } from './messages.ts';

/**
 * What reached the gateway, newest last, for whoever has to find out what a client really sent. Bounded, and without
 * payment codes: a training till may be shown a real one.
 */

export type SignatureVerdict = 'good' | 'bad' | 'missing' | 'no_time' | 'unknown_client' | 'unknown_key';

export interface Arrival {
  /** Counts from 1 and is not reused, so that a gap shows what the ring dropped. */
  readonly number: number;
  /** Gateway time, ISO 8601. */
  readonly at: string;
  readonly api: string;
  readonly path: string;
  readonly clientId: string;
  readonly signature: SignatureVerdict;
  readonly paymentRequestId: string | null;
  /** The request as JSON with its payment code masked; null when it was no JSON object or too long to keep. */
  readonly body: Message | null;
  /** The result code that was sent, what a fault did instead, or null while the answer is open. */
  answered: string | null;
}

export const arrivalsMax = 500;

/** Longer bodies are not kept, bytes. */
const keptBodyMax = 8_192;

export interface Arrivals {
  add(arrival: Omit<Arrival, 'number' | 'answered' | 'body' | 'paymentRequestId'>, body: Buffer): Arrival;
  all(): readonly Arrival[];
  clear(): void;
}

export function createArrivals(): Arrivals {
  const ring: Arrival[] = [];
  let number = 0;
  return {
    add(facts, body) {
      const message = readMessage(body);
      const arrival: Arrival = {
        number: ++number,
        ...facts,
        paymentRequestId: message ? (text(message['paymentRequestId']) ?? null) : null,
        body: message && body.length <= keptBodyMax ? masked(message) : null,
        answered: null,
      };
      ring.push(arrival);
      if (ring.length > arrivalsMax) ring.shift();
      return arrival;
    },
    all: () => ring,
    clear() {
      ring.length = 0;
    },
  };
}

/** The body as a JSON object, or null. */
export function readMessage(body: Buffer): Message | null {
  try {
    const json: unknown = JSON.parse(body.toString('utf8'));
    return isMessage(json) ? json : null;
  } catch {
    // Not JSON is an answer (PARAM_ILLEGAL), not an error of ours.
    return null;
  }
}

/** First two and last four digits, as on the till. */
function masked(message: Message): Message {
  const method = message['paymentMethod'];
  const code = at(method, ['paymentMethodId']);
  if (!isMessage(method) || code === undefined) return message;
  const shown = typeof code === 'string' && code.length > 10 ? `${code.slice(0, 2)}…${code.slice(-4)}` : '…';
  return { ...message, paymentMethod: { ...method, paymentMethodId: shown } };
}
