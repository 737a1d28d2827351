import { copyFileSync, existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { ArchiveUnavailable } from '../../main/core/ports.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { counterWorld, freshCode, steadyChance, t0 } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { outcome } from '../support/outcome.ts';
import { quickFolder } from '../support/temporary-folder.ts';
import { archivedFor, archivedWhole, dayMs, type OldShop, oldShop, opened } from './archiving.ts';
import { commitOf, intent, next } from './samples.ts';
import type { Fate } from './shop-day.ts';
import { tables, tamper, verdictOf } from './tables.ts';

/**
 * Payments that have moved to the archive of their year are as findable, refundable and proven as before, and a crash
 * at any instant of the move costs nothing.
 */

const settled: readonly Fate[] = [
  'paid',
  'refunded',
  'not_charged',
  'paid_at_second_attempt',
  'reversed',
  'reversed_twice',
  'returned_by_refund',
];

const archiveOf = (shop: Pick<OldShop, 'path'>): string => join(dirname(shop.path), 'journal-2026.sqlite');

/** The shop with everything archived that can be. Closed. */
function archivedShop(): OldShop {
  const shop = oldShop();
  const { journal } = opened(shop);
  archivedWhole(journal);
  journal.close();
  return shop;
}

const idsIn = (path: string): readonly unknown[] => tables(path).payments.map((row) => row['payment_request_id']);

describe('an archive run', () => {
  test('moves what was settled 90 days ago whole, and leaves everything open', () => {
    const shop = oldShop();
    const before = tables(shop.path);
    const { journal } = opened(shop);
    const run = archivedWhole(journal);
    journal.close();
    const moved = settled.map((fate) => shop.ids[fate]).toSorted();
    expect(run).toMatchObject({ payments: moved.length, years: [2026], problems: [] });
    const [here, there] = [tables(shop.path), tables(archiveOf(shop))];
    for (const table of ['journal', 'payments', 'reversals', 'refunds'] as const) {
      const isMoved = (row: Readonly<Record<string, unknown>>): boolean =>
        moved.includes(String(row['payment_request_id']));
      expect(there[table]).toEqual(before[table].filter(isMoved));
      expect(here[table]).toEqual(before[table].filter((row) => !isMoved(row)));
    }
    expect(there.reversals.length).toBeGreaterThan(3);
    expect(there.refunds.length).toBeGreaterThan(1);
  });

  test('changes nothing of what the verification says', () => {
    const shop = oldShop();
    const { journal } = opened(shop);
    const before = verdictOf(journal);
    expect(before.problems).toEqual([]);
    archivedWhole(journal);
    expect(verdictOf(journal)).toEqual(before);
    journal.close();
    const again = opened(shop).journal;
    expect(verdictOf(again)).toEqual(before);
    expect(again.rows()).toBe(before.rows);
    again.close();
  });

  test('moves nothing that was scanned or changed within 90 days', () => {
    const shop = oldShop();
    const young = opened({ ...shop, nowMs: shop.nowMs - 2 * dayMs }).journal;
    expect(archivedWhole(young)).toMatchObject({ payments: 0, rows: 0, years: [] });
    young.close();
    expect(existsSync(archiveOf(shop))).toBe(false);
  });

  test('never moves the two newest rows nor the newest scan, which a start looks at', () => {
    const shop = settledShop();
    // The newest scan is the third; the newest rows are of the first, which was refunded last.
    const first = shop.journal.payment(shop.ids[0] ?? '');
    if (first === null) throw new Error('the first payment is gone');
    shop.journal.commit(commitOf(first, next(first, { code: 'A' })));
    const again = next(first, { code: 'A' });
    shop.journal.commit(commitOf(again, next(again, { code: 'B' })));
    const [serial, rows] = [shop.journal.lastSerial(), shop.journal.rows()];
    shop.clock.advance(91 * dayMs);
    expect(archivedWhole(shop.journal)).toMatchObject({ payments: 1, problems: [] });
    shop.journal.close();
    expect(idsIn(shop.path)).toEqual([shop.ids[0], shop.ids[2]]);
    const { journal } = opened({ path: shop.path, nowMs: t0 });
    expect([journal.lastSerial(), journal.rows(), verdictOf(journal).problems]).toEqual([serial, rows, []]);
    journal.close();
  });

  test('leaves a closed payment that is to be asked for again', () => {
    const shop = settledShop();
    const first = shop.journal.payment(shop.ids[0] ?? '');
    if (first === null) throw new Error('the first payment is gone');
    const soonMs = t0 + 600_000;
    shop.journal.commit(commitOf(first, next(first, { askAgainAtMs: [soonMs], dueAtMs: soonMs })));
    for (const n of [8, 9]) shop.journal.commit(commitOf(null, intent(n)));
    shop.clock.advance(91 * dayMs);
    expect(archivedWhole(shop.journal)).toMatchObject({ payments: 2, problems: [] });
    shop.journal.close();
    expect(idsIn(shop.path)).toContain(shop.ids[0]);
  });

  test('leaves the guards of the journal as they were: nothing can be deleted afterwards', () => {
    const shop = archivedShop();
    const db = new Database(shop.path);
    expect(() => db.exec('delete from journal')).toThrow('the journal is append-only');
    db.close();
    const archive = new Database(archiveOf(shop));
    expect(() => archive.exec('delete from journal')).toThrow('an archive is append-only');
    expect(() => archive.exec("update journal set kind = 'x'")).toThrow('an archive is append-only');
    archive.close();
  });

  test('does not move what its archive tells otherwise, and says so', () => {
    const shop = oldShop();
    const { journal } = opened(shop);
    archivedFor(journal, 1);
    journal.close();
    tamper(archiveOf(shop), `update journal set kind = 'x' where payment_request_id = '${shop.ids.paid}'`);
    const again = opened(shop).journal;
    const run = archivedWhole(again);
    expect(run.payments).toBe(settled.length - 1);
    expect(run.problems).toEqual([expect.stringMatching(/^row \d+ of \d+ is in two places with different text$/)]);
    again.close();
    expect(idsIn(shop.path)).toContain(shop.ids.paid);
  });

  test('that finds another journal’s archive in its place moves nothing and names it', () => {
    const shop = oldShop();
    const other = archivedShop();
    tamper(archiveOf(other), "update meta set value = 'another' where key = 'journal'");
    copyFileSync(archiveOf(other), archiveOf(shop));
    const { journal } = opened(shop);
    expect(journal.archiveTroubles()).toMatchObject([{ year: 2026, fault: 'foreign' }]);
    expect(archivedWhole(journal)).toMatchObject({
      payments: 0,
      problems: [expect.stringContaining('belongs to another journal')],
    });
    journal.close();
  });
});

describe('a crash', () => {
  test('between any two pieces leaves every row in one place or the same in two, and the next run ends it', () => {
    for (let pieces = 1; ; pieces += 1) {
      const shop = oldShop();
      const first = opened(shop).journal;
      const before = verdictOf(first);
      const how = archivedFor(first, pieces);
      first.close();
      const { journal } = opened(shop);
      expect(verdictOf(journal), `after ${pieces} pieces`).toEqual(before);
      for (const fate of settled) expect(journal.payment(shop.ids[fate])?.paymentRequestId).toBe(shop.ids[fate]);
      archivedWhole(journal);
      expect(verdictOf(journal), `after ${pieces} pieces and another run`).toEqual(before);
      journal.close();
      expect(idsIn(archiveOf(shop))).toEqual(settled.map((fate) => shop.ids[fate]).toSorted());
      expect(idsIn(shop.path)).not.toContain(shop.ids.paid);
      if (how === 'done') return;
    }
  });

  test('after the copy, then a step on the copied payment: the step stays, and moves with the next run', () => {
    const shop = oldShop();
    const first = opened(shop);
    const run = first.journal.archive();
    run.next();
    const payment = first.journal.payment(shop.ids.paid);
    if (payment === null) throw new Error('the payment is gone');
    const after = { ...payment, orderSeen: !payment.orderSeen, revision: payment.revision + 1 };
    first.journal.commit({ before: payment, after, entry: { kind: 'test', facts: {} } });
    for (let piece = run.next(); piece.done !== true; piece = run.next());
    expect(verdictOf(first.journal).problems).toEqual([]);
    first.journal.close();
    expect(idsIn(shop.path)).toContain(shop.ids.paid);
    const later = opened({ ...shop, nowMs: shop.nowMs + 91 * dayMs }).journal;
    archivedWhole(later);
    expect(later.payment(shop.ids.paid)).toEqual(after);
    expect(verdictOf(later).problems).toEqual([]);
    later.close();
  });

  test('between making the archive and its first row costs nothing', () => {
    const shop = oldShop();
    writeFileSync(`${archiveOf(shop)}.new`, 'half a draft');
    const { journal } = opened(shop);
    expect(archivedWhole(journal)).toMatchObject({ payments: settled.length, problems: [] });
    expect(verdictOf(journal).problems).toEqual([]);
    journal.close();
    expect(readdirSync(dirname(shop.path)).filter((name) => name.endsWith('.new'))).toEqual([]);
  });
});

describe('an archived payment', () => {
  test('is found by its id, its paymentId and its order, as it was', () => {
    const shop = oldShop();
    const fresh = opened(shop).journal;
    const asked = [shop.ids.paid, 'PAY-refunded', 'order-in-two', shop.ids.reversed_twice, 'refunded'];
    const before = asked.map((id) => fresh.find(id));
    const sales = fresh.salesAfter('', 1_000);
    archivedWhole(fresh);
    expect(asked.map((id) => fresh.find(id))).toEqual(before);
    expect(before.every((payment) => payment !== null)).toBe(true);
    expect(fresh.find('order-in-two')?.paymentRequestId).toBe(shop.ids.paid_at_second_attempt);
    expect(fresh.find('nobody knows this')).toBeNull();
    expect(fresh.salesAfter('', 1_000)).toEqual(sales);
    const pages = pagesOf(fresh, 3);
    expect(pages).toEqual(sales);
    fresh.close();
  });

  test('keeps its order paid: a second sale of the order is refused', () => {
    const { terminal, journal } = reopenedShop(archivedShop());
    const amount = { minor: 1_280, currency: 'CNY' };
    const again = terminal.startSale({ orderId: 'refunded', amount, differentCustomer: true });
    expect(again).toEqual({ ok: false, reason: 'order_paid' });
    expect(terminal.startSale({ orderId: 'new', amount, differentCustomer: true })).toMatchObject({ ok: true });
    terminal.close();
    journal.close();
  });

  test('is refunded in month five: it comes back with the next revision, and moves again later', () => {
    const shop = archivedShop();
    const { terminal, journal, gateway, clock } = reopenedShop(shop);
    gateway.script('refund', () => outcome('success', { refundId: 'REF-5' }));
    const before = journal.payment(shop.ids.refunded);
    expect(terminal.refund('PAY-refunded', 300, 'butter')).toMatchObject({ ok: true });
    clock.advance(500);
    const after = journal.payment(shop.ids.refunded);
    expect(after?.refunds.map(({ amountMinor, phase }) => [amountMinor, phase])).toEqual([
      [500, 'done'],
      [300, 'done'],
    ]);
    expect(after?.revision).toBeGreaterThan(before?.revision ?? 0);
    const verdict = verdictOf(journal);
    expect(verdict.problems).toEqual([]);
    expect(verdict.totals[0]?.refundedMinor).toBe(800);
    terminal.close();
    journal.close();
    expect(idsIn(shop.path)).toContain(shop.ids.refunded);
    expect(idsIn(archiveOf(shop))).toContain(shop.ids.refunded);

    const later = opened({ ...shop, nowMs: shop.nowMs + 91 * dayMs }).journal;
    // Until somebody else is newer, its rows are the end of the chain, and stay.
    later.commit(commitOf(null, intent(2)));
    later.commit(commitOf(null, intent(3)));
    expect(archivedWhole(later)).toMatchObject({ problems: [] });
    expect(later.payment(shop.ids.refunded)).toEqual(after);
    expect(verdictOf(later)).toMatchObject({ rows: verdict.rows + 2, problems: [] });
    expect(verdictOf(later).totals[0]?.refundedMinor).toBe(800);
    later.close();
    expect(idsIn(shop.path)).not.toContain(shop.ids.refunded);
  });

  test('whose charge comes to light late is reversed once more, all its reversals at hand', () => {
    const shop = archivedShop();
    const { terminal, journal, gateway, clock } = reopenedShop(shop);
    gateway.script('inquirePayment', () => outcome('success', { paymentId: 'PAY-x', orderSeen: true }));
    gateway.script('cancel', () => outcome('success', { orderSeen: true }));
    expect(terminal.inquire(shop.ids.reversed_twice)).toMatchObject({ ok: true });
    clock.advance(10_000);
    expect(journal.payment(shop.ids.reversed_twice)).toMatchObject({
      phase: 'reversed',
      reversal: { generation: 3, late: true },
    });
    expect(verdictOf(journal).problems).toEqual([]);
    terminal.close();
    journal.close();
    const rows = tables(shop.path).reversals.filter((row) => row['payment_request_id'] === shop.ids.reversed_twice);
    expect(rows.map(({ generation }) => generation)).toEqual([1, 2, 3]);
  });

  test('prints its receipt again', () => {
    const shop = archivedShop();
    const { terminal, journal, clock, paper } = reopenedShop(shop);
    expect(terminal.reprint(shop.ids.paid)).toEqual({ ok: true });
    clock.advance(100);
    expect(JSON.stringify(paper.at(-1))).toContain(shop.ids.paid);
    terminal.close();
    journal.close();
  });
});

describe('an archive that is', () => {
  const away = (shop: OldShop): void => rmSync(archiveOf(shop));
  const foreign = (shop: OldShop): void =>
    tamper(archiveOf(shop), "update meta set value = 'another' where key = 'journal'");
  const behind = (shop: OldShop): void => tamper(archiveOf(shop), "update meta set value = 3 where key = 'rows'");
  const newer = (shop: OldShop): void => tamper(archiveOf(shop), 'pragma user_version = 990');
  const junk = (shop: OldShop): void => writeFileSync(archiveOf(shop), 'x'.repeat(5_000));

  test.for([
    ['missing', away],
    ['foreign', foreign],
    ['behind', behind],
    ['newer', newer],
    ['unreadable', junk],
  ] as const)('%s is named at the start and by the verification', ([fault, harm]) => {
    const shop = archivedShop();
    harm(shop);
    const { journal } = opened(shop);
    expect(journal.archiveTroubles()).toMatchObject([{ year: 2026, fault, path: archiveOf(shop) }]);
    const { problems } = verdictOf(journal);
    expect(problems[0]).toContain('journal-2026.sqlite');
    expect(problems).toHaveLength(1);
    journal.close();
  });

  test('missing is never taken for an answer: nothing is "not found", no order is sold twice', () => {
    const shop = archivedShop();
    away(shop);
    const { terminal, journal } = reopenedShop(shop);
    expect(() => journal.payment(shop.ids.paid)).toThrow(ArchiveUnavailable);
    expect(terminal.look(shop.ids.paid)).toEqual({ ok: false, reason: 'archive_unavailable' });
    expect(terminal.look('PAY-refunded')).toEqual({ ok: false, reason: 'archive_unavailable' });
    const amount = { minor: 1_280, currency: 'CNY' };
    expect(terminal.startSale({ orderId: 'refunded', amount, differentCustomer: true })).toEqual({
      ok: false,
      reason: 'archive_unavailable',
    });
    // Whoever sells without an order of another system's cannot sell one twice.
    expect(terminal.startSale({ orderId: null, amount, differentCustomer: true })).toMatchObject({ ok: true });
    expect(terminal.scan({ text: freshCode(), source: 'serial' })).toMatchObject({ ok: true });
    expect(terminal.view().salesStopped).toBeNull();
    terminal.close();
    journal.close();
  });

  test('missing is not made anew, and is used again as soon as it is back', () => {
    const shop = archivedShop();
    renameSync(archiveOf(shop), `${archiveOf(shop)}.away`);
    const { journal } = opened(shop);
    archivedWhole(journal);
    expect(existsSync(archiveOf(shop))).toBe(false);
    expect(() => journal.find('PAY-refunded')).toThrow('is not there');
    renameSync(`${archiveOf(shop)}.away`, archiveOf(shop));
    expect(journal.find('PAY-refunded')?.paymentRequestId).toBe(shop.ids.refunded);
    expect(journal.archiveTroubles()).toEqual([]);
    journal.close();
  });
});

test('verification, backup, sales and archive run go on beside each other, piece by piece', async () => {
  const shop = oldShop();
  const { journal } = opened(shop);
  for (let n = 100; n < 2_100; n += 1) {
    const paying = intent(n);
    journal.commit(commitOf(null, paying));
    journal.commit(commitOf(paying, next(paying, { phase: 'paid', dueAtMs: null })));
  }
  journal.close();
  // The rows were written three months after their day; this is three months later again.
  const later = opened({ ...shop, nowMs: shop.nowMs + 91 * dayMs }).journal;
  const before = verdictOf(later);
  const archive = later.archive();
  const verification = later.verify();
  const backup = later.backup(join(dirname(shop.path), 'backup'), turn);
  let sold = 0;
  let archived = archive.next();
  for (let slice = verification.next(); ; slice = verification.next()) {
    if (slice.done === true) {
      expect(slice.value.problems).toEqual([]);
      // A sale whose id is past where the verification is, is seen; one before, is not.
      expect(slice.value.payments - before.payments).toBeLessThanOrEqual(sold);
      break;
    }
    sold += 1;
    later.commit(commitOf(null, intent(3_000 + sold)));
    for (let pieces = 0; pieces < 3 && archived.done !== true; pieces += 1) archived = archive.next();
    await turn();
  }
  for (; archived.done !== true; archived = archive.next()) await turn();
  expect(archived.value).toMatchObject({ payments: 2_000 + settled.length, problems: [] });
  const { file } = await backup;
  expect(verdictOf(later)).toMatchObject({ payments: before.payments + sold, problems: [] });
  later.close();
  // The copy of the journal with the archives as they are: whatever the copy no longer holds is in them.
  const copyPath = join(quickFolder(), 'journal.sqlite');
  copyFileSync(file, copyPath);
  copyFileSync(archiveOf(shop), archiveOf({ path: copyPath }));
  const copy = opened({ ...shop, path: copyPath }).journal;
  expect(verdictOf(copy).problems).toEqual([]);
  copy.close();
});

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

describe('the verification over journal and archive finds', () => {
  function problemsAfter(harm: (shop: OldShop) => void): readonly string[] {
    const shop = archivedShop();
    harm(shop);
    const { journal } = opened(shop);
    const { problems } = verdictOf(journal);
    journal.close();
    return problems;
  }
  const inArchive = (text: (ids: OldShop['ids']) => string) => (shop: OldShop) =>
    tamper(archiveOf(shop), text(shop.ids));

  test('a changed archived row', () => {
    const problems = problemsAfter(
      inArchive(({ paid }) => `update journal set kind = 'x' where revision = 1 and payment_request_id = '${paid}'`),
    );
    expect(problems).toEqual([expect.stringMatching(/^row \d+ does not follow from the one before$/)]);
  });

  test('an archived row that is gone', () => {
    const problems = problemsAfter(
      inArchive(({ paid }) => `delete from journal where revision = 1 and payment_request_id = '${paid}'`),
    );
    expect(problems).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^row \d+ is missing$/),
        expect.stringContaining('do not add up: the first change of a payment is its creation'),
      ]),
    );
  });

  test('a row in two places with different text', () => {
    const problems = problemsAfter((shop) => {
      const row = tables(archiveOf(shop)).journal.find((one) => one['payment_request_id'] === shop.ids.paid);
      const db = new Database(shop.path);
      db.pragma('foreign_keys = OFF');
      db.exec('drop trigger journal_is_not_replaced');
      db.prepare('insert into journal values (@seq, @payment_request_id, @revision, @kind, @at_ms, @body, @hash)').run({
        ...row,
        kind: 'another',
      });
      db.exec(`create trigger journal_is_not_replaced before insert on journal
when new.seq <> (select coalesce(max(seq), 0) + 1 from journal)
begin select raise(abort, 'the journal is append-only'); end`);
      db.close();
    });
    expect(problems).toContainEqual(
      expect.stringMatching(/^row \d+ is in the journal and in journal-2026\.sqlite with different text$/),
    );
  });

  test('a payment that both have, each in its own way', () => {
    const problems = problemsAfter((shop) => {
      const db = new Database(shop.path);
      db.exec(`attach '${archiveOf(shop)}' as archive`);
      db.exec(`insert into payments select * from archive.payments where payment_request_id = '${shop.ids.paid}'`);
      db.exec(`update archive.payments set state = json_set(state, '$.code', 'X')
        where payment_request_id = '${shop.ids.paid}'`);
      db.close();
    });
    expect(problems).toContainEqual(expect.stringMatching(/^\d+ is in two places with different text$/));
  });

  test('an archived payment, reversal or refund that was changed', () => {
    const problems = problemsAfter((shop) => {
      tamper(
        archiveOf(shop),
        `update payments set amount_minor = 1 where payment_request_id = '${shop.ids.paid}'`,
        `update refunds set amount_minor = 1 where payment_request_id = '${shop.ids.refunded}'`,
        `delete from reversals where generation = 1 and payment_request_id = '${shop.ids.reversed_twice}'`,
      );
    });
    expect(problems.toSorted()).toEqual(
      [
        `${shopIdOf(problems, 'column')}: column amountMinor is 1, not 1280`,
        `${shopIdOf(problems, 'refund rows')}: its refund rows differ`,
        `${shopIdOf(problems, 'reversal rows')}: its reversal rows differ`,
      ].toSorted(),
    );
  });
});

const shopIdOf = (problems: readonly string[], word: string): string =>
  problems.find((problem) => problem.includes(word))?.split(':')[0] ?? '';

function pagesOf(journal: SqliteJournal, size: number) {
  const sales = [];
  for (let page = journal.salesAfter('', size); page.length > 0; ) {
    sales.push(...page);
    page = journal.salesAfter(page.at(-1)?.paymentRequestId ?? '', size);
  }
  return sales;
}

/** Three payments, all of them paid. */
function settledShop() {
  const path = join(quickFolder(), 'journal.sqlite');
  const clock = manualClock(t0);
  const journal = new SqliteJournal(path, clock, steadyChance());
  const ids = [1, 2, 3].map((n) => {
    const paying = intent(n);
    journal.commit(commitOf(null, paying));
    journal.commit(commitOf(paying, next(paying, { phase: 'paid', dueAtMs: null })));
    return paying.paymentRequestId;
  });
  return { path, clock, journal, ids };
}

/** The production terminal over the archived shop, three months later. */
function reopenedShop(shop: OldShop) {
  const { journal, clock } = opened(shop);
  const { terminal, gateway, paper } = counterWorld({ journal, clock });
  return { terminal, gateway, paper, clock, journal };
}
