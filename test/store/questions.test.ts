import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { Payment } from '../../main/core/payment-state.ts';
import { StorageError } from '../../main/core/ports.ts';
import { openDatabase } from '../../main/store/database.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { questionTexts } from '../../main/store/questions.ts';
import { steadyChance } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { commitOf, intent, next, openReversal } from './samples.ts';
import { tamper } from './tables.ts';

/** What the journal is asked, what it answers, and that each question finds its index. */

const settled = { dueAtMs: null } as const;

/** A journal with these payments, each as its only step left it. */
function journalOf(...payments: readonly Payment[]): SqliteJournal {
  const journal = new SqliteJournal(':memory:', manualClock(), steadyChance());
  for (const payment of payments) journal.commit(commitOf(null, payment));
  return journal;
}

function idOf(payment: Payment | null): string | null {
  return payment?.paymentRequestId ?? null;
}

describe('a payment is found', () => {
  const first = intent(1, { orderId: 'ORDER', phase: 'not_charged', ...settled });
  const second = intent(2, { orderId: 'ORDER', phase: 'paid', paymentId: 'PAY-2', ...settled });
  const journal = journalOf(second, first);

  test('by its own id, with everything that was written', () => {
    expect(journal.payment(second.paymentRequestId)).toEqual(second);
    expect(journal.find(second.paymentRequestId)).toEqual(second);
  });

  test("by the gateway's id", () => {
    expect(journal.find('PAY-2')).toEqual(second);
    expect(journal.payment('PAY-2')).toBeNull();
  });

  test('by its order: the newest attempt by the time of its scan, whichever was written first', () => {
    expect(journal.find('ORDER')).toEqual(second);
  });

  test('not at all when there is none', () => {
    expect(journal.find('NOBODY')).toBeNull();
    expect(journal.find('')).toBeNull();
  });

  test('in the same order everywhere when two were scanned in one millisecond', () => {
    const twins = [3, 4].map((n) => intent(n, { orderId: 'TWINS', phase: 'not_charged', scannedAtMs: 7, ...settled }));
    const one = journalOf(...twins);
    const other = journalOf(...twins.toReversed());
    expect(idOf(one.find('TWINS'))).toBe(idOf(other.find('TWINS')));
  });
});

describe('unfinished are', () => {
  test('all payments that need the terminal again, oldest first, final or not', () => {
    const journal = journalOf(
      intent(3, { phase: 'reversal_pending', reversal: openReversal, dueAtMs: 5 }),
      intent(1, { phase: 'paying', dueAtMs: 9 }),
      intent(2, { phase: 'reversed', askAgainAtMs: [7], dueAtMs: 7 }),
      intent(4, { phase: 'paid', ...settled }),
    );
    expect(journal.unfinished().map(({ serial }) => serial)).toEqual([1, 2, 3]);
  });

  test('no longer those that have been settled', () => {
    const journal = journalOf(intent(1));
    const [open] = journal.unfinished();
    expect(open).toEqual(intent(1));
    journal.commit(commitOf(intent(1), next(intent(1), { phase: 'paid', ...settled })));
    expect(journal.unfinished()).toEqual([]);
  });
});

describe('an order', () => {
  test.for([
    ['paying', true],
    ['inquiring', true],
    ['held', true],
    ['undecided', true],
    ['reversing', true],
    ['reversal_pending', true],
    ['paid', false],
    ['not_charged', false],
    ['reversed', false],
  ] as const)('whose attempt is %s has a live attempt: %s', ([phase, live]) => {
    const attempt = intent(1, { orderId: 'ORDER', phase });
    const journal = journalOf(attempt);
    expect(journal.liveAttempt('ORDER')).toEqual(live ? attempt : null);
    expect(journal.paidAttempt('ORDER')).toEqual(phase === 'paid' ? attempt : null);
    expect(journal.liveAttempt('ANOTHER')).toBeNull();
  });

  test('has a live attempt again while a success of its closed attempt is being asked for', () => {
    const closed = intent(1, { orderId: 'ORDER', phase: 'not_charged', ...settled });
    const journal = journalOf(closed);
    expect(journal.liveAttempt('ORDER')).toBeNull();
    const doubted = next(closed, { doubt: true, dueAtMs: 9 });
    journal.commit(commitOf(closed, doubted));
    expect(journal.liveAttempt('ORDER')).toEqual(doubted);
    expect(journal.unsettledOfAmount(closed.amount, 'ANOTHER')).toEqual(doubted);
    journal.commit(commitOf(doubted, next(doubted, { doubt: false, ...settled })));
    expect(journal.liveAttempt('ORDER')).toBeNull();
  });

  test('keeps its paid attempt in mind when a later attempt was made and closed', () => {
    const paid = intent(1, { orderId: 'ORDER', phase: 'paid', ...settled });
    const later = intent(2, { orderId: 'ORDER', phase: 'reversed', ...settled });
    expect(journalOf(paid, later).paidAttempt('ORDER')).toEqual(paid);
  });
});

describe('an unsettled payment of the same amount', () => {
  const amount = { minor: 1280, currency: 'CNY' };

  test('is one of another order, live, with the same amount and currency', () => {
    const journal = journalOf(
      intent(1, { phase: 'paid', ...settled }),
      intent(2, { amount: { minor: 1281, currency: 'CNY' } }),
      intent(3, { amount: { minor: 1280, currency: 'JPY' } }),
      intent(4, { orderId: 'MINE' }),
    );
    expect(journal.unsettledOfAmount(amount, 'MINE')).toBeNull();
    expect(idOf(journal.unsettledOfAmount(amount, ''))).toBe(intent(4).paymentRequestId);
  });

  test('is the newest of several', () => {
    const journal = journalOf(intent(2), intent(3), intent(1));
    expect(journal.unsettledOfAmount(amount, 'MINE')?.serial).toBe(3);
    expect(journal.unsettledOfAmount(amount, intent(3).orderId)?.serial).toBe(2);
  });
});

describe('a payment code', () => {
  test('is recognised by its fingerprint after a restart, and only in the journal that has seen it', () => {
    const path = join(temporaryFolder(), 'journal.sqlite');
    const code = '281234567890123456';
    const journal = new SqliteJournal(path, manualClock(), steadyChance());
    const fingerprint = journal.fingerprint(code);
    expect(journal.codeUsed(fingerprint)).toBe(false);
    journal.commit(commitOf(null, intent(1, { codeFingerprint: fingerprint })));
    journal.close();
    const again = new SqliteJournal(path, manualClock(), steadyChance());
    expect(again.fingerprint(code)).toBe(fingerprint);
    expect(again.codeUsed(again.fingerprint(code))).toBe(true);
    expect(again.codeUsed(again.fingerprint('281234567890123457'))).toBe(false);
    again.close();
    const chance = steadyChance();
    chance.digits(1);
    expect(new SqliteJournal(':memory:', manualClock(), chance).fingerprint(code)).not.toBe(fingerprint);
  });

  test('is nowhere in the fingerprint, which is 64 hexadecimal digits', () => {
    const fingerprint = journalOf().fingerprint('281234567890123456');
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(fingerprint).not.toContain('2812345');
  });
});

describe('the last serial', () => {
  test('is 0 before the first payment', () => {
    expect(journalOf().lastSerial()).toBe(0);
  });

  test('is that of the payment that was made last, also after the wrap and after later steps of older ones', () => {
    const journal = journalOf(intent(1, { serial: 9_999 }), intent(2, { serial: 0 }));
    const first = intent(1, { serial: 9_999 });
    journal.commit(commitOf(first, next(first, { inquiries: 1 })));
    expect(journal.lastSerial()).toBe(0);
  });
});

test('all sales come page by page, each once, with the doubt that an audit must know', () => {
  const payments = Array.from({ length: 7 }, (_, index) => intent(index + 1, { doubt: index === 2 }));
  const journal = journalOf(...payments);
  const seen: string[] = [];
  for (let page = journal.salesAfter('', 3); page.length > 0; page = journal.salesAfter(seen.at(-1) ?? '', 3)) {
    expect(page.length).toBeLessThanOrEqual(3);
    seen.push(...page.map(({ paymentRequestId }) => paymentRequestId));
  }
  expect(seen).toEqual(payments.map(({ paymentRequestId }) => paymentRequestId));
  expect(journal.salesAfter('', 3).at(2)).toEqual({
    paymentRequestId: intent(3).paymentRequestId,
    orderId: 'ORDER-3',
    phase: 'paying',
    doubt: 1,
    amountMinor: 1280,
    currency: 'CNY',
  });
});

describe('a row that is not what we wrote', () => {
  test.for([
    ['another payment', `state = replace(state, '"ORDER-1"', '"ORDER-2"'), revision = 7`],
    ['nonsense', `state = '{'`],
    ['nothing', `state = 'null'`],
  ] as const)('because it holds %s is a storage error: nothing is concluded from it', ([, change]) => {
    const path = join(temporaryFolder(), 'journal.sqlite');
    const journal = new SqliteJournal(path, manualClock(), steadyChance());
    journal.commit(commitOf(null, intent(1)));
    journal.close();
    tamper(path, `update payments set ${change}`);
    const again = new SqliteJournal(path, manualClock(), steadyChance());
    expect(() => again.payment(intent(1).paymentRequestId)).toThrow(StorageError);
    expect(() => again.unfinished()).toThrow(StorageError);
    again.close();
  });
});

describe('every question finds its index:', () => {
  const plans: Record<keyof typeof questionTexts, readonly string[]> = {
    payment: ['SEARCH payments USING PRIMARY KEY (payment_request_id=?)'],
    // Payments with one gateway id are one, or the traces of a mistake: sorting them is nothing.
    byPaymentId: ['SEARCH payments USING INDEX payments_by_payment_id (payment_id=?)', 'USE TEMP B-TREE FOR ORDER BY'],
    byRefund: [
      'SEARCH payments USING PRIMARY KEY (payment_request_id=?)',
      'SCALAR SUBQUERY 1',
      'SEARCH refunds USING PRIMARY KEY (refund_request_id=?)',
    ],
    byOrder: ['SEARCH payments USING INDEX payments_by_order (order_id=?)'],
    attemptsOf: ['SEARCH payments USING INDEX payments_by_order (order_id=?)'],
    // A scan of the partial index reads the unfinished ones alone.
    unfinished: ['SCAN payments USING INDEX unfinished_payments'],
    liveAttempt: ['SEARCH payments USING INDEX payments_by_order (order_id=?)'],
    paidAttempt: ['SEARCH payments USING INDEX payments_by_order (order_id=?)'],
    unsettledOfAmount: ['SEARCH payments USING INDEX live_payments_by_amount (currency=? AND amount_minor=?)'],
    codeUsed: ['SEARCH payments USING COVERING INDEX a_code_pays_once (code_fingerprint=?)'],
    // From the newest row backwards to the first that made a payment.
    // Backwards along the primary key, five hundred payments at most.
    recentPaid: [
      'SEARCH payments USING PRIMARY KEY (payment_request_id=?)',
      'LIST SUBQUERY 1',
      'SCAN payments USING COVERING INDEX payments_history',
    ],
    lastSerial: ['SEARCH payments USING PRIMARY KEY (payment_request_id=?)', 'SCALAR SUBQUERY 1', 'SCAN journal'],
    salesAfter: ['SEARCH payments USING PRIMARY KEY (payment_request_id>?)'],
    reversedBefore: [
      'SEARCH payments USING PRIMARY KEY (payment_request_id=?)',
      'LIST SUBQUERY 1',
      'SEARCH reversals USING PRIMARY KEY (payment_request_id>? AND payment_request_id<?)',
    ],
    newestRows: ['SCAN journal'],
    meta: ['SEARCH meta USING PRIMARY KEY (key=?)'],
  };

  test.for(Object.keys(questionTexts) as (keyof typeof questionTexts)[])('%s', (name) => {
    const db = openDatabase(':memory:', steadyChance());
    expect(planOf(db, questionTexts[name])).toEqual(plans[name]);
  });

  function planOf(db: Database.Database, text: string): readonly string[] {
    const nothing = Array.from(text.matchAll(/\?/g), () => null);
    const steps = db.prepare<null[], { detail: string }>(`explain query plan ${text}`).all(...nothing);
    return steps.map(({ detail }) => detail);
  }
});
