import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { BrokenInvariant } from '../../main/core/invariant.ts';
import type { Payment } from '../../main/core/payment-state.ts';
import { openDatabase } from '../../main/store/database.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { steadyChance } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { commitOf, intent, next, openReversal, sentRefund } from './samples.ts';
import { tables, tamper, verdictOf } from './tables.ts';

/** One step is one transaction, and the file itself refuses what must never be, whatever the program believes. */

function journalIn(folder: string): { readonly path: string; readonly open: () => SqliteJournal } {
  const path = join(folder, 'journal.sqlite');
  return { path, open: () => new SqliteJournal(path, manualClock(), steadyChance()) };
}

/** Everything that a step can touch changes at once: state, a new reversal, a new refund. */
function everythingAt(before: Payment): Payment {
  return next(before, { phase: 'reversing', reversal: openReversal, refunds: [sentRefund] });
}

describe('a commit', () => {
  test('holds the journal row, the payment, its reversal and its refund', () => {
    const { path, open } = journalIn(temporaryFolder());
    const journal = open();
    const before = intent(1);
    journal.commit(commitOf(null, before, 'scanned'));
    journal.commit(commitOf(before, everythingAt(before), 'stopped'));
    journal.close();
    const found = tables(path);
    expect(found.journal.map(({ seq, revision, kind }) => [seq, revision, kind])).toEqual([
      [1, 1, 'scanned'],
      [2, 2, 'stopped'],
    ]);
    expect(found.payments).toMatchObject([{ phase: 'reversing', live: 1, holds_order: 1, revision: 2 }]);
    expect(found.reversals).toMatchObject([{ generation: 1, way: 'cancel', done_at_ms: null }]);
    expect(found.refunds).toMatchObject([{ refund_request_id: 'R-1', amount_minor: 500, phase: 'sending' }]);
  });

  test('whose last statement fails has changed nothing, on disk and in memory', () => {
    const { path, open } = journalIn(temporaryFolder());
    const journal = open();
    const before = intent(1);
    journal.commit(commitOf(null, before));
    const shown = journal.payment(before.paymentRequestId);
    const broken = everythingAt(before);
    // The refund is written last; the table takes no sum below 1.
    const last = { ...broken, refunds: [{ ...sentRefund, amountMinor: 0 }] };
    expect(() => journal.commit(commitOf(before, last))).toThrow(BrokenInvariant);
    expect(journal.payment(before.paymentRequestId)).toEqual(shown);
    expect(journal.rows()).toBe(1);
    journal.close();
    const found = tables(path);
    expect([found.journal.length, found.reversals.length, found.refunds.length]).toEqual([1, 0, 0]);
    expect(found.payments).toMatchObject([{ phase: 'paying', revision: 1 }]);
  });

  test('that follows a failed one continues the chain from the last row that is durable', () => {
    const { open } = journalIn(temporaryFolder());
    const journal = open();
    const before = intent(1);
    journal.commit(commitOf(null, before));
    const broken = { ...everythingAt(before), refunds: [{ ...sentRefund, amountMinor: 0 }] };
    for (let tries = 0; tries < 3; tries += 1) expect(() => journal.commit(commitOf(before, broken))).toThrow();
    journal.commit(commitOf(before, everythingAt(before)));
    expect(journal.rows()).toBe(2);
    expect(verdictOf(journal)).toMatchObject({ rows: 2, payments: 1, problems: [] });
    journal.close();
    const again = open();
    again.commit(commitOf(null, intent(2)));
    expect(verdictOf(again)).toMatchObject({ rows: 3, payments: 2, problems: [] });
    again.close();
  });

  test('after a question continues the chain too', () => {
    const { open } = journalIn(temporaryFolder());
    const journal = open();
    journal.commit(commitOf(null, intent(1)));
    journal.unfinished();
    journal.find('nobody');
    journal.commit(commitOf(null, intent(2)));
    expect(verdictOf(journal)).toMatchObject({ rows: 2, payments: 2, problems: [] });
    journal.close();
  });

  test('is refused when somebody else has moved the payment meanwhile', () => {
    const journal = new SqliteJournal(':memory:', manualClock(), steadyChance());
    const before = intent(1);
    journal.commit(commitOf(null, before));
    journal.commit(commitOf(before, next(before, { inquiries: 1 })));
    const stale = commitOf(before, next(before, { phase: 'paid' }));
    expect(() => journal.commit(stale)).toThrow(BrokenInvariant);
    expect(journal.payment(before.paymentRequestId)).toMatchObject({ phase: 'paying', inquiries: 1, revision: 2 });
  });

  test('is refused when the row is not at the revision it starts from, though its journal is', () => {
    const { path, open } = journalIn(temporaryFolder());
    const first = open();
    const before = intent(1);
    first.commit(commitOf(null, before));
    first.close();
    tamper(path, 'update payments set revision = 7');
    const journal = open();
    expect(() => journal.commit(commitOf(before, everythingAt(before)))).toThrow('was changed by another hand');
    expect(journal.rows()).toBe(1);
    journal.close();
    expect(tables(path).reversals).toEqual([]);
  });

  test('that skips a revision is refused', () => {
    const journal = new SqliteJournal(':memory:', manualClock(), steadyChance());
    const before = intent(1);
    journal.commit(commitOf(null, before));
    expect(() => journal.commit(commitOf(before, { ...before, revision: 3 }))).toThrow('each step adds one revision');
    expect(() => journal.commit(commitOf(null, { ...intent(2), revision: 2 }))).toThrow('each step adds one revision');
    expect(journal.rows()).toBe(1);
  });

  test('of an id that exists already is refused: ids are never used twice', () => {
    const journal = new SqliteJournal(':memory:', manualClock(), steadyChance());
    journal.commit(commitOf(null, intent(1)));
    const twin = intent(2, { paymentRequestId: intent(1).paymentRequestId });
    expect(() => journal.commit(commitOf(null, twin))).toThrow(BrokenInvariant);
  });
});

describe('the file refuses', () => {
  test('a changed and a deleted journal row', () => {
    const db = openDatabase(':memory:', steadyChance());
    db.exec("insert into journal values (1, 'id', 1, 'scanned', 0, '{}', zeroblob(32))");
    expect(() => db.exec("update journal set kind = 'x'")).toThrow('the journal is append-only');
    expect(() => db.exec('delete from journal')).toThrow('the journal is append-only');
    expect(() => db.exec("insert or replace into journal values (1, 'id', 1, 'x', 0, '{}', zeroblob(32))")).toThrow(
      'the journal is append-only',
    );
    expect(db.prepare('select kind from journal').pluck().all()).toEqual(['scanned']);
  });

  test('a second attempt of an order while the first holds it, and takes it once the first has let go', () => {
    const journal = new SqliteJournal(':memory:', manualClock(), steadyChance());
    const first = intent(1, { orderId: 'ORDER' });
    const second = intent(2, { orderId: 'ORDER' });
    journal.commit(commitOf(null, first));
    for (const phase of ['inquiring', 'held', 'undecided', 'reversing', 'reversal_pending'] as const) {
      const before = journal.payment(first.paymentRequestId) ?? first;
      journal.commit(commitOf(before, next(before, { phase })));
      expect(() => journal.commit(commitOf(null, second)), phase).toThrow(BrokenInvariant);
    }
    const before = journal.payment(first.paymentRequestId) ?? first;
    journal.commit(commitOf(before, next(before, { phase: 'reversed' })));
    journal.commit(commitOf(null, second));
    expect(journal.liveAttempt('ORDER')?.paymentRequestId).toBe(second.paymentRequestId);
  });

  test('a payment code a second time, whatever became of the first payment', () => {
    const journal = new SqliteJournal(':memory:', manualClock(), steadyChance());
    const first = intent(1);
    journal.commit(commitOf(null, first));
    journal.commit(commitOf(first, next(first, { phase: 'not_charged', dueAtMs: null })));
    const again = intent(2, { codeFingerprint: first.codeFingerprint });
    expect(() => journal.commit(commitOf(null, again))).toThrow(BrokenInvariant);
  });

  test('a second open reversal of one payment, and takes it once the first is done', () => {
    const journal = new SqliteJournal(':memory:', manualClock(), steadyChance());
    const first = intent(1);
    const reversing = next(first, { phase: 'reversing', reversal: openReversal });
    journal.commit(commitOf(null, first));
    journal.commit(commitOf(first, reversing));
    const second = { ...openReversal, generation: 2 };
    expect(() => journal.commit(commitOf(reversing, next(reversing, { reversal: second })))).toThrow(BrokenInvariant);
    const done = next(reversing, { phase: 'reversed', reversal: { ...openReversal, doneAtMs: 5 } });
    journal.commit(commitOf(reversing, done));
    journal.commit(commitOf(done, next(done, { phase: 'reversing', reversal: second })));
    expect(verdictOf(journal).problems).toEqual([]);
  });

  test('nothing of a late reversal beside a newer attempt: the late one does not hold the order', () => {
    const journal = new SqliteJournal(':memory:', manualClock(), steadyChance());
    const first = intent(1, { orderId: 'ORDER', phase: 'not_charged' });
    const second = intent(2, { orderId: 'ORDER' });
    journal.commit(commitOf(null, first));
    journal.commit(commitOf(null, second));
    const late = next(first, { phase: 'reversing', reversal: { ...openReversal, late: true } });
    journal.commit(commitOf(first, late));
    expect(journal.payment(first.paymentRequestId)).toMatchObject({ phase: 'reversing' });
    expect(journal.payment(second.paymentRequestId)).toMatchObject({ phase: 'paying' });
  });

  test.for([
    ['an amount of nothing', { amount: { minor: 0, currency: 'CNY' } }],
    ['a broken amount', { amount: { minor: 12.5, currency: 'CNY' } }],
    ['a currency that is none', { amount: { minor: 1, currency: 'YUAN' } }],
    ['a serial of five digits', { serial: 10_000 }],
    ['half a millisecond', { scannedAtMs: 0.5 }],
  ] as const)('%s', ([, wrong]) => {
    const journal = new SqliteJournal(':memory:', manualClock(), steadyChance());
    expect(() => journal.commit(commitOf(null, intent(1, wrong)))).toThrow(BrokenInvariant);
    expect(journal.rows()).toBe(0);
  });
});

test('what a plain reader of the file sees is what the journal answers', () => {
  const { path, open } = journalIn(temporaryFolder());
  const journal = open();
  journal.commit(commitOf(null, intent(1)));
  const answered = journal.payment(intent(1).paymentRequestId);
  journal.close();
  const plain = new Database(path, { readonly: true });
  const state = plain.prepare<[], string>('select state from payments').pluck().get() ?? '';
  plain.close();
  expect(JSON.parse(state)).toEqual(answered);
});
