import type Database from 'better-sqlite3';
import type { HistoryMark, PersonsWord } from '../core/history-ports.ts';
import type { Payment } from '../core/payment-state.ts';
import { paymentOf } from './questions.ts';
import { parsed } from './stored-json.ts';

/**
 * What looking back asks one file, the journal or an archive: both have the same tables. Ids are in the order of time,
 * so that a page is a piece of the primary key, never an offset.
 */
export interface HistoryQuestions {
  marksBefore(before: string, most: number): readonly HistoryMark[];
  marksSince(step: number, most: number): readonly SteppedMark[];
  newestStep(): number;
  payments(ids: readonly string[]): readonly Payment[];
  numbered(number: string, most: number): readonly string[];
  personsWords(paymentRequestId: string): readonly SteppedWord[];
}

export interface SteppedMark {
  readonly step: number;
  /** Null for a payment that has moved to an archive since. */
  readonly mark: HistoryMark | null;
}

export interface SteppedWord extends PersonsWord {
  readonly revision: number;
}

/** Refused refunds gave nothing back; one without a result may have. */
const given = `(select max(case phase when 'refused' then 0 when 'done' then 1 else 2 end)
  from refunds where payment_request_id = p.payment_request_id)`;
const mark = `p.payment_request_id, p.phase, p.live, ${given}`;

export const historyTexts = {
  marksBefore: `select ${mark} from payments p where payment_request_id < ? order by payment_request_id desc limit ?`,
  marksSince: `
    select j.seq, ${mark} from journal j left join payments p on p.payment_request_id = j.payment_request_id
    where j.seq > ? order by j.seq limit ?`,
  newestStep: 'select max(seq) from journal',
  payments: `
    select payment_request_id as id, revision, state from payments
    where payment_request_id in (select value from json_each(?))`,
  numbered: `
    select payment_request_id from payments where payment_request_id = @number
    union select payment_request_id from payments where payment_id = @number
    union select payment_request_id from payments where order_id = @number
    union select payment_request_id from refunds where refund_request_id = @number
    order by payment_request_id desc limit @most`,
  personsWords: `
    select revision, kind, at_ms as atMs, json_extract(body, '$.facts') as facts from journal
    where payment_request_id = ? and kind in ('decided', 'closed_by_person', 'refund_asked') order by revision`,
} as const satisfies Record<keyof HistoryQuestions, string>;

type MarkColumns = [id: string, phase: HistoryMark['phase'], live: 0 | 1, given: 0 | 1 | 2 | null];
type WordRow = Omit<SteppedWord, 'facts'> & { readonly facts: string };

export function prepareHistoryQuestions(db: Database.Database): HistoryQuestions {
  const marksBefore = db.prepare<[string, number], MarkColumns>(historyTexts.marksBefore).raw();
  const marksSince = db
    .prepare<[number, number], [step: number, ...([null, null, null, null] | MarkColumns)]>(historyTexts.marksSince)
    .raw();
  const newestStep = db.prepare<[], number | null>(historyTexts.newestStep).pluck();
  const payments = db.prepare<[string], { id: string; revision: number; state: string }>(historyTexts.payments);
  const numbered = db.prepare<[{ number: string; most: number }], string>(historyTexts.numbered).pluck();
  const personsWords = db.prepare<[string], WordRow>(historyTexts.personsWords);
  return {
    marksBefore: (before, most) => marksBefore.all(before, most).map(markOf),
    marksSince: (step, most) =>
      marksSince.all(step, most).map(([at, ...columns]) => ({
        step: at,
        mark: columns[0] === null ? null : markOf(columns),
      })),
    newestStep: () => newestStep.get() ?? 0,
    payments: (ids) =>
      payments.all(JSON.stringify(ids)).map(({ id, revision, state }) => paymentOf(id, revision, state)),
    numbered: (number, most) => numbered.all({ number, most }),
    personsWords: (id) =>
      personsWords.all(id).map(({ facts, ...word }) => ({
        ...word,
        facts: (parsed(facts) ?? {}) as PersonsWord['facts'],
      })),
  };
}

function markOf([paymentRequestId, phase, live, refunds]: MarkColumns): HistoryMark {
  return { paymentRequestId, phase, isLive: live === 1, refunds: (['none', 'done', 'open'] as const)[refunds ?? 0] };
}
