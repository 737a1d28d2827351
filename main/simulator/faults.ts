import { type Api, apis } from './messages.ts';
import { readDuration } from './times.ts';

/**
 * Fault plans: which calls go wrong, and how. Reads and checks a plan's words and counts calls against it; carrying a
 * fault out is the business of `bend.ts` (what the books see and say) and `wire.ts` (bytes and sockets).
 *
 * `kind:api#n`, `kind:api#n-m`, with `=value` where the kind takes one: `delayRequest:pay#1=200s`. Beside them
 * `clock=+120s` or `clock=-5m` sets the gateway's clock. Calls are counted per API from when the plan was set, well
 * signed ones only.
 */

/** What may follow `=`. `ending` is how a connection ends: close, reset or silent. */
type ValueKind = 'none' | 'duration' | 'code' | 'ending' | 'before';

interface KindRule {
  readonly value: ValueKind;
  /** Used when a plan gives no value; without a default one must be given. */
  readonly fallback?: string;
  /** Where it makes sense; all APIs when absent. */
  readonly only?: readonly Api[];
}

const kinds = {
  /** Never executed; the connection is reset (or closed, or left silent). */
  dropRequest: { value: 'ending', fallback: 'reset' },
  /** Executed; the connection is closed without an answer (or reset, or left silent). */
  dropResponse: { value: 'ending', fallback: 'close' },
  /** Executed; the connection is reset. */
  resetAfter: { value: 'none' },
  /** Executed; nothing comes, the connection stays. */
  hang: { value: 'none' },
  /** Not executed; nothing comes, the connection stays. */
  hangRequest: { value: 'none' },
  /** Held this long, then executed, whether or not anyone still waits for the answer. */
  delayRequest: { value: 'duration' },
  /** Executed; the answer comes this much later. */
  delayResponse: { value: 'duration' },
  /** Executed twice; the first answer is sent. */
  duplicateRequest: { value: 'none' },
  unsigned: { value: 'none' },
  badSignature: { value: 'none' },
  /** The signature is for another body than the one that is sent. */
  tamperedBody: { value: 'none' },
  /** The answer names another payment (or refund), well signed. */
  wrongId: { value: 'none' },
  wrongAmount: { value: 'none', only: ['pay', 'inquiryPayment', 'refund', 'inquiryRefund'] },
  wrongCurrency: { value: 'none', only: ['pay', 'inquiryPayment', 'refund', 'inquiryRefund'] },
  /** Executed; F with a code that is in no table. */
  unknownCode: { value: 'none' },
  /** Executed; a resultStatus, paymentStatus or refundStatus that is in no table. */
  unknownStatus: { value: 'none' },
  /** Not executed; answers this code. */
  code: { value: 'code' },
  /** Executed; answers this code all the same. */
  codeAfter: { value: 'code' },
  /** Executed, unless `=before`; a captive portal's or proxy's page instead of the answer. */
  html502: { value: 'before', fallback: '' },
  http500: { value: 'before', fallback: '' },
  emptyBody: { value: 'none' },
  /** The answer, well signed, with 16 MiB of blanks behind it. */
  hugeBody: { value: 'none' },
  /** Half of the promised bytes, then the connection is closed. */
  halfBody: { value: 'none' },
  /** The body comes byte by byte, one each this often. */
  slowDrip: { value: 'duration', fallback: '1s' },
  /** Not executed; ORDER_NOT_EXIST. */
  notExist: { value: 'none', only: ['inquiryPayment', 'cancel', 'refund', 'inquiryRefund'] },
  /** Says FAIL, and takes the money this much later. */
  failThenSuccess: { value: 'duration', fallback: '1s', only: ['pay', 'inquiryPayment'] },
  /** Pay: the customer's balance is not enough. Cancel and refund: the merchant's. */
  balance: { value: 'none', only: ['pay', 'cancel', 'refund'] },
  windowExceed: { value: 'none', only: ['cancel', 'refund'] },
  /** The refund stays PROCESSING this long. */
  refundInProcess: { value: 'duration', fallback: '60s', only: ['refund'] },
} as const satisfies Readonly<Record<string, KindRule>>;

export type FaultKind = keyof typeof kinds;

export interface Fault {
  readonly kind: FaultKind;
  readonly api: Api;
  /** First and last call it meets, counted from 1. */
  readonly from: number;
  readonly to: number;
  /** The text behind `=`, or the kind's default. */
  readonly value: string;
  /** The value where it is a duration, else 0. */
  readonly durationMs: number;
}

export interface FaultPlan {
  readonly faults: readonly Fault[];
  readonly skewMs: number;
}

const noFaults: FaultPlan = { faults: [], skewMs: 0 };

export const planMax = 200;

export type ReadPlan =
  | { readonly ok: true; readonly plan: FaultPlan }
  | { readonly ok: false; readonly sentence: string };

/** Reads a plan whole or refuses it whole, naming the first entry that is not understood. */
export function readPlan(entries: readonly string[]): ReadPlan {
  if (entries.length > planMax) return { ok: false, sentence: `A plan holds at most ${planMax} faults.` };
  const faults: Fault[] = [];
  let skewMs = 0;
  for (const entry of entries) {
    const clock = /^clock=([+-])(\w+)$/.exec(entry);
    if (clock) {
      const ms = readDuration(clock[2] ?? '');
      if (ms === null) return { ok: false, sentence: `"${entry}": a clock is set like clock=+120s or clock=-5m.` };
      skewMs = clock[1] === '-' ? -ms : ms;
      continue;
    }
    const read = readFault(entry);
    if (typeof read === 'string') return { ok: false, sentence: `"${entry.slice(0, 100)}": ${read}.` };
    faults.push(read);
  }
  return { ok: true, plan: { faults, skewMs } };
}

/** The fault, or a sentence that says what is wrong with its words. */
function readFault(entry: string): Fault | string {
  const shape = /^(\w{1,40}):(\w{1,40})#(\d{1,6})(?:-(\d{1,6}))?(?:=(\S{1,64}))?$/.exec(entry);
  if (!shape) return 'a fault is written kind:api#n, kind:api#n-m or kind:api#n=value';
  const [, kind = '', api = '', first = '', last = first, given] = shape;
  if (!isKind(kind)) return `there is no fault "${kind}"; known are ${Object.keys(kinds).join(', ')}`;
  if (!isApi(api)) return `there is no call "${api}"; known are ${apis.join(', ')}`;
  const rule: KindRule = kinds[kind];
  if (rule.only && !rule.only.includes(api)) return `${kind} is for ${rule.only.join(', ')} only`;
  const [from, to] = [Number(first), Number(last)];
  if (from < 1 || to < from) return 'calls are counted from 1, and a range rises';
  const value = given ?? rule.fallback;
  if (rule.value === 'none') {
    return given === undefined ? { kind, api, from, to, value: '', durationMs: 0 } : `${kind} takes no value`;
  }
  const wrong = wrongValue(kind, rule.value, value);
  if (wrong !== null) return wrong;
  const durationMs = rule.value === 'duration' ? (readDuration(value ?? '') ?? 0) : 0;
  return { kind, api, from, to, value: value ?? '', durationMs };
}

function wrongValue(kind: FaultKind, expected: ValueKind, value: string | undefined): string | null {
  const given = value ?? '';
  switch (expected) {
    case 'duration':
      return readDuration(given) === null ? `${kind} needs a duration like =200s, =500ms or =2m` : null;
    case 'code':
      return /^[A-Z][A-Z0-9_]{2,63}$/.test(given) ? null : `${kind} needs a result code like =SYSTEM_ERROR`;
    case 'ending':
      return ['close', 'reset', 'silent'].includes(given) ? null : `${kind} ends with =close, =reset or =silent`;
    case 'before':
      return given === '' || given === 'before' ? null : `${kind} takes =before or nothing`;
    case 'none':
      return null;
  }
}

function isKind(word: string): word is FaultKind {
  return Object.hasOwn(kinds, word);
}

export function isApi(word: string): word is Api {
  return (apis as readonly string[]).includes(word);
}

/** The faults one call meets, at most one of each kind. */
export type Met = ReadonlyMap<FaultKind, Fault>;

export interface FaultCounter {
  set(plan: FaultPlan): void;
  /** Counts one call and says what it meets. */
  next(api: Api): { readonly number: number; readonly met: Met };
}

export function createFaultCounter(): FaultCounter {
  let plan = noFaults;
  const counts = new Map<Api, number>();
  return {
    set(next) {
      plan = next;
      counts.clear();
    },
    next(api) {
      const number = (counts.get(api) ?? 0) + 1;
      counts.set(api, number);
      const met = plan.faults.filter((fault) => fault.api === api && fault.from <= number && number <= fault.to);
      return { number, met: new Map(met.map((fault) => [fault.kind, fault])) };
    },
  };
}
