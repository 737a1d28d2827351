import type { FlightEntry, FlightTimeline } from '../../main/contract/flight.ts';
import { nowMs } from './views.ts';

/** A timeline as the terminal would send it, of a sale that had to be given back; and a bundle that was made. */

const id = '2026112006050900010000000012800042483920';

interface Seen {
  readonly at: number;
  readonly kind: FlightEntry['kind'];
  readonly call?: FlightEntry['call'];
  readonly number?: number;
  readonly code?: string;
  readonly took?: number;
  readonly facts?: FlightEntry['facts'];
}

function entriesOf(scannedAtMs: number, seen: readonly Seen[], fine = true): FlightEntry[] {
  return seen.map(({ at, kind, call = null, number = null, code = null, took = null, facts = {} }) => ({
    atMs: scannedAtMs + Math.round(at),
    afterMs: at,
    fine,
    kind,
    call,
    number,
    code,
    tookMs: took,
    facts,
  }));
}

function timelineOf(scannedAtMs: number, freedAfterMs: number, entries: FlightEntry[]): FlightTimeline {
  return {
    paymentRequestId: id,
    paymentId: '2026112019074100010000000007',
    orderId: 'O20261120060509000104242',
    refundRequestIds: [],
    scannedAtMs,
    freedAfterMs,
    recorded: entries.every(({ fine }) => fine) ? 'whole' : 'part',
    entries,
    leftOut: 0,
  };
}

const sent = { connection: 'new', leftAfterMs: 11.2, requestTime: '1795153509012' } as const;
const answered = { http: 200, verdict: 'success', signed: true, resultStatus: 'S', resultMessage: 'success' } as const;

const early: readonly Seen[] = [
  { at: 0, kind: 'scanned', facts: { source: 'hid', codeMask: '28…3456' } },
  { at: 188.4, kind: 'written', took: 187.5, facts: { step: 'scanned', revision: 1, phase: 'paying' } },
  { at: 203.2, kind: 'sent', call: 'pay', number: 1, facts: sent },
  { at: 5_204, kind: 'waited' },
  { at: 5_208.2, kind: 'written', took: 3.9, facts: { step: 'woke', revision: 2, phase: 'inquiring' } },
  { at: 5_220.6, kind: 'sent', call: 'inquiryPayment', number: 1, facts: { ...sent, connection: 'kept' } },
  {
    at: 5_431.1,
    kind: 'answered',
    call: 'inquiryPayment',
    number: 1,
    code: 'PAYMENT_IN_PROCESS',
    took: 214.2,
    facts: { ...answered, verdict: 'processing', trace: '0b2d31e117951535' },
  },
  { at: 6_020, kind: 'shown', code: 'sale_running', facts: { phase: 'inquiring', tone: 'do_not_charge_again' } },
  { at: 9_340, kind: 'person', facts: { act: 'stopped' } },
  { at: 9_344.9, kind: 'written', took: 4.7, facts: { step: 'stopped', revision: 3, phase: 'reversing' } },
  { at: 9_358.8, kind: 'sent', call: 'cancel', number: 1, facts: { ...sent, connection: 'kept' } },
  {
    at: 12_360,
    kind: 'no_answer',
    call: 'cancel',
    number: 1,
    code: 'reset',
    took: 3_001.2,
    facts: { verdict: 'unknown', signed: false, detail: 'ECONNRESET: read ECONNRESET' },
  },
  {
    at: 12_366.3,
    kind: 'written',
    took: 4.2,
    facts: { step: 'cancel_answered', revision: 4, phase: 'reversal_pending' },
  },
  { at: 12_380, kind: 'shown', facts: { phase: 'reversal_pending' } },
  { at: 14_900, kind: 'paper', facts: { paper: 'reversal_slip', paperState: 'printed', copy: false } },
];

const later: readonly Seen[] = [
  { at: 1_200_000, kind: 'restarted' },
  { at: 1_200_400, kind: 'written', facts: { step: 'recovered', revision: 5 } },
  { at: 1_200_400, kind: 'sent', call: 'cancel', number: 2 },
  {
    at: 1_203_900,
    kind: 'answered',
    call: 'cancel',
    number: 2,
    code: 'MERCHANT_BALANCE_NOT_ENOUGH',
    facts: { verdict: 'refused', signed: true, resultStatus: 'F' },
  },
  { at: 1_203_900, kind: 'written', facts: { step: 'cancel_answered', revision: 6 } },
];

/** Its end was seen by nobody: a run whose records were lost. */
export const reversedTimeline = timelineOf(nowMs - 7_200_000, 12_362, [
  ...entriesOf(nowMs - 7_200_000, early),
  ...entriesOf(nowMs - 7_200_000, later, false),
]);

export const madeBundle = {
  ok: true,
  folder: '/home/till/.local/share/truetill/shop-12/support',
  files: [
    { name: 'support-0001-20261120080530-483920.html', bytes: 41_234 },
    { name: 'support-0001-20261120080530-483920.json', bytes: 38_112 },
  ],
};
