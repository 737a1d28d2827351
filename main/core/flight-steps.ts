import type { FlightCall, FlightFacts, FlightKind } from '../contract/flight.ts';
import type { JournalStep } from './flight-ports.ts';
import { maskedText } from './flight-record.ts';

/**
 * What a row of the journal tells in a timeline. Only the facts that are named here get out of a row: it may hold more
 * than others should read.
 */

export interface Told {
  readonly kind: FlightKind;
  readonly call?: FlightCall | null;
  readonly code?: string | null;
  readonly tookMs?: number | null;
  readonly facts: FlightFacts;
}

/** A row of which the recorder saw the commit; `hadScan`, `hadAnswer`: it saw that too, and has told it already. */
export function toldByStep(
  row: JournalStep,
  had: { readonly scan: boolean; readonly answer: boolean },
): readonly Told[] {
  const cause = causeOf(row);
  const isTold = (cause.kind === 'scanned' && had.scan) || (callAnswered(row) !== null && had.answer);
  return [...(isTold ? [] : [cause]), written(row)];
}

/** A row that nobody saw: the calls that followed from it are told by what it counts. */
export function toldByRow(row: JournalStep, before: Counted): readonly Told[] {
  return [causeOf(row), written(row), ...sentAfter(row, before)];
}

/** The call that an answer in a row belongs to; null for any other row. */
export function callAnswered(row: Pick<JournalStep, 'kind'>): FlightCall | null {
  return answers[row.kind] ?? null;
}

const answers: Readonly<Record<string, FlightCall>> = {
  pay_answered: 'pay',
  inquiry_answered: 'inquiryPayment',
  cancel_answered: 'cancel',
  refund_answered: 'refund',
  refund_inquiry_answered: 'inquiryRefund',
};

const persons = new Set(['stopped', 'decided', 'closed_by_person', 'refund_asked', 'hurried', 'asked']);

function causeOf(row: JournalStep): Told {
  const { kind, facts } = row;
  const call = callAnswered(row);
  if (call !== null) return answerIn(call, facts);
  if (persons.has(kind)) return { kind: 'person', facts: personIn(kind, facts) };
  switch (kind) {
    case 'scanned':
      return { kind: 'scanned', facts: { ...textIn(facts, 'source'), codeMask: row.change.codeMask ?? '' } };
    case 'woke':
      return { kind: 'waited', facts: {} };
    case 'recovered':
      return { kind: 'restarted', facts: {} };
    case 'salvaged':
      return { kind: 'salvaged', facts: {} };
    default:
      return { kind: 'step', facts: { step: maskedText(kind) } };
  }
}

function written({ kind, revision, change }: JournalStep): Told {
  const phase = change.phase === undefined ? {} : { phase: change.phase };
  return {
    kind: 'written',
    code: change.code === '' ? null : (change.code ?? null),
    facts: { step: maskedText(kind), revision, ...phase },
  };
}

function answerIn(call: FlightCall, facts: JournalStep['facts']): Told {
  const outcome = objectIn(facts, 'outcome');
  const code = outcome['code'];
  const signed = outcome['signed'];
  return {
    kind: signed === true ? 'answered' : 'no_answer',
    call,
    code: typeof code === 'string' ? maskedText(code) : null,
    facts: {
      ...textIn(outcome, 'verdict'),
      ...(typeof signed === 'boolean' ? { signed } : {}),
      ...textIn(facts, 'refundRequestId'),
    },
  };
}

function personIn(act: string, facts: JournalStep['facts']): FlightFacts {
  const amountMinor = facts['amountMinor'];
  const decision = facts['decision'];
  return {
    act: typeof decision === 'string' ? maskedText(decision) : act,
    ...textIn(facts, 'by'),
    ...textIn(facts, 'why'),
    ...textIn(facts, 'evidence'),
    ...(typeof amountMinor === 'number' ? { amountMinor } : {}),
  };
}

type TextFact = 'source' | 'verdict' | 'by' | 'why' | 'evidence' | 'refundRequestId';

function textIn(facts: Readonly<Record<string, unknown>>, name: TextFact): FlightFacts {
  const value = facts[name];
  return typeof value === 'string' && value !== '' ? { [name]: maskedText(value) } : {};
}

function objectIn(facts: Readonly<Record<string, unknown>>, name: string): Readonly<Record<string, unknown>> {
  const value = facts[name];
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

/** Calls that a payment has made so far, as its rows count them. */
export interface Counted {
  readonly inquiries: number;
  readonly cancels: number;
  /** By refundRequestId. */
  readonly sends: ReadonlyMap<string, number>;
}

export const nothingCounted: Counted = { inquiries: 0, cancels: 0, sends: new Map() };

export function countedAfter({ change }: JournalStep, before: Counted): Counted {
  return {
    inquiries: change.inquiries ?? before.inquiries,
    cancels: change.cancels ?? before.cancels,
    sends: new Map([
      ...before.sends,
      ...(change.refunds ?? []).map(({ refundRequestId, sends }) => [refundRequestId, sends] as const),
    ]),
  };
}

function sentAfter(row: JournalStep, before: Counted): readonly Told[] {
  const after = countedAfter(row, before);
  const sent = (call: FlightCall, facts: FlightFacts = {}): Told => ({ kind: 'sent', call, facts });
  return [
    ...(row.revision === 1 ? [sent('pay')] : []),
    ...(after.inquiries > before.inquiries ? [sent('inquiryPayment')] : []),
    ...(after.cancels > before.cancels ? [sent('cancel')] : []),
    ...[...after.sends].flatMap(([refundRequestId, sends]) =>
      sends > (before.sends.get(refundRequestId) ?? 0) ? [sent('refund', { refundRequestId })] : [],
    ),
  ];
}
