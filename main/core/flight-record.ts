import type { FlightCall, FlightFacts } from '../contract/flight.ts';
import { maskScan } from '../contract/scan-mask.ts';

/**
 * What the recorder keeps beside the journal: one small record for each thing that was seen, with both clocks. Texts of
 * others – a gateway, a person, a system – come in through the masks below; a payment code or a key is never in one.
 */

interface Stamp {
  /** paymentRequestId, or refundRequestId of a refund's calls. */
  readonly id: string;
  /** The life of the terminal in which it was seen; monotonic times of two lives have nothing to do with each other. */
  readonly run: string;
  /** Rises by one with each record of a run. */
  readonly seq: number;
  /** Milliseconds since 1970. */
  readonly wallMs: number;
  /** Milliseconds on the run's own clock, which is never set. */
  readonly monoMs: number;
}

/** What was seen. `serial` numbers the calls of a run: it joins what belongs to one call. */
export type Seen =
  | { readonly what: 'scanned'; readonly source: string }
  | { readonly what: 'committed'; readonly revision: number; readonly tookMs: number }
  | {
      readonly what: 'sent';
      readonly call: FlightCall;
      readonly serial: number;
      readonly facts: Pick<FlightFacts, 'connection' | 'leftAfterMs' | 'requestTime'>;
    }
  | {
      readonly what: 'answered';
      readonly call: FlightCall;
      readonly serial: number;
      readonly code: string;
      readonly tookMs: number;
      /** False where nothing came that could be read: silence, a reset, half an answer. */
      readonly came: boolean;
      readonly facts: FlightFacts;
    }
  | { readonly what: 'given_up'; readonly call: FlightCall; readonly serial: number; readonly tookMs: number }
  | { readonly what: 'shown'; readonly phase: string; readonly code: string | null; readonly tone: string | null }
  | { readonly what: 'paper'; readonly facts: FlightFacts };

export type FlightRecord = Stamp & Seen;

/** Longest text of others that is kept. */
const textMax = 512;

/** A text of a gateway, a system or a person, without any number that could be a payment code. */
export function maskedText(text: string): string {
  return withoutKeys(maskScan(text.slice(0, textMax)));
}

/** Ids of traces are long and made of anything: only what may be a whole payment code is hidden in one. */
export function maskedTrace(text: string): string {
  const shown = /^[\x21-\x7e]{1,128}$/.test(text) ? text : '';
  return shown.replaceAll(/\d(?:[-._:]?\d){15,}/g, (run) => {
    const digits = run.replaceAll(/\D/g, '');
    const masked = maskScan(digits);
    return masked === digits ? run : masked;
  });
}

/** A time as a header has it: epoch milliseconds or ISO 8601. Anything else is not kept. */
export function keptTime(text: string): string {
  return /^(?:\d{13}|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})? ?(?:Z|[+-]\d\d:?\d\d)?)$/i.test(text)
    ? text
    : '';
}

/** PEM, and base64 as long as the shortest key or signature that anybody uses. */
function withoutKeys(text: string): string {
  return text
    .replaceAll(/-----BEGIN[\s\S]*?(?:-----END[^-]*-----|$)/g, '…')
    .replaceAll(/[A-Za-z0-9+/_%-]{64,}={0,2}/g, (run) => (/^\d+$/.test(run) ? run : '…'));
}
