import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { BrokenInvariant } from '../../main/core/invariant.ts';
import { StorageError } from '../../main/core/ports.ts';
import { type PrintJob, printFault } from '../../main/core/print-job.ts';
import { sampleReceipt } from '../../main/core/receipt-sample.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { restoreJournal } from '../../main/store/restore.ts';
import { steadyChance, t0 } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { quickFolder } from '../support/temporary-folder.ts';
import { commitOf, intent } from './samples.ts';
import { tamper, verdictOf } from './tables.ts';

/** Papers and drawer openings on disk: with their step or not at all, and never printed again by a restore. */

const dayMs = 86_400_000;

function job(id: number, more: Partial<PrintJob> = {}): PrintJob {
  return {
    id,
    kind: 'paid',
    paymentRequestId: intent(id).paymentRequestId,
    refundRequestId: null,
    amount: { minor: 1_280, currency: 'CNY' },
    copy: false,
    state: 'queued',
    attempts: 0,
    mayBeOut: false,
    askedAtMs: t0,
    movedAtMs: t0,
    fault: null,
    document: sampleReceipt('en'),
    ...more,
  };
}

function opened(path = ':memory:', wallMs = t0): SqliteJournal {
  return new SqliteJournal(path, manualClock(wallMs), steadyChance());
}

describe('a paper', () => {
  test('comes back as it was written, with its step', () => {
    const path = join(quickFolder(), 'journal.sqlite');
    const journal = opened(path);
    const asked = [job(1), job(2, { kind: 'refund', refundRequestId: 'R-1', fault: printFault('print_too_old') })];
    journal.commit({ ...commitOf(null, intent(1)), prints: asked });
    journal.close();
    const again = opened(path);
    expect(again.prints.unfinished(9)).toEqual(asked);
    expect(again.prints.lastId()).toBe(2);
    expect(verdictOf(again).problems, 'money is proved without papers').toEqual([]);
    again.close();
  });

  test('of a step that is not written is not owed, and a step whose paper is refused is not written', () => {
    const journal = opened();
    journal.commit(commitOf(null, intent(1)));
    const same = { ...commitOf(null, { ...intent(2), codeFingerprint: intent(1).codeFingerprint }), prints: [job(1)] };
    expect(() => journal.commit(same)).toThrow(BrokenInvariant);
    expect(journal.prints.newest(9)).toEqual([]);
    const wrong = { ...commitOf(null, intent(3)), prints: [job(1, { attempts: -1 })] };
    expect(() => journal.commit(wrong)).toThrow(BrokenInvariant);
    expect(journal.payment(intent(3).paymentRequestId)).toBeNull();
  });

  test('is written together with another, or neither is', () => {
    const journal = opened();
    expect(() => journal.prints.write([job(1), job(2, { attempts: -1 })])).toThrow(BrokenInvariant);
    expect(journal.prints.newest(9)).toEqual([]);
  });

  test('that is over goes after 90 days; one that waits stays', () => {
    const path = join(quickFolder(), 'journal.sqlite');
    const journal = opened(path);
    journal.prints.write([job(1, { state: 'printed', document: null }), job(2), job(3, { state: 'failed' })]);
    journal.close();
    const later = opened(path, t0 + 91 * dayMs);
    later.prints.write([job(4, { movedAtMs: t0 + 91 * dayMs })]);
    expect(later.prints.newest(9).map(({ id }) => id)).toEqual([2, 4]);
    later.close();
  });

  test('whose row is damaged is a storage error, not a paper', () => {
    const path = join(quickFolder(), 'journal.sqlite');
    const journal = opened(path);
    journal.prints.write([job(1)]);
    journal.close();
    tamper(path, "update print_jobs set document = 'no JSON'");
    const again = opened(path);
    expect(() => again.prints.newest(9)).toThrow(StorageError);
    again.close();
  });

  test('is found among a million by its state and by its number alone', () => {
    const path = join(quickFolder(), 'journal.sqlite');
    opened(path).close();
    const file = new Database(path);
    const plan = (sql: string): string =>
      file
        .prepare<[], { detail: string }>(`explain query plan ${sql}`)
        .all()
        .map(({ detail }) => detail)
        .join('; ');
    expect(
      plan("select * from print_jobs where state in ('queued', 'sending', 'unknown') order by id desc limit 9"),
    ).toContain('unfinished_print_jobs');
    expect(plan('select * from print_jobs order by id desc limit 9')).not.toMatch(/TEMP B-TREE/);
    file.close();
  });
});

describe('a restored copy', () => {
  test('prints nothing by itself: what waited in it is over, and a person may have it as a copy', () => {
    const folder = quickFolder();
    const path = join(folder, 'journal.sqlite');
    const journal = opened(path);
    journal.commit({ ...commitOf(null, intent(1)), prints: [job(1), job(2, { state: 'sending', attempts: 1 })] });
    journal.prints.write([job(3, { state: 'unknown', mayBeOut: true }), job(4, { state: 'printed', document: null })]);
    journal.close();
    const backup = join(folder, 'journal-20261119.sqlite');
    copyFileSync(path, backup);
    const place = { path, backupFolder: folder };
    const ports = { clock: manualClock(t0), chance: steadyChance() };
    restoreJournal({ place, from: backup, by: 'Lin', why: 'disk replaced' }, ports);
    const restored = opened(path);
    expect(restored.prints.unfinished(9)).toEqual([]);
    expect(restored.prints.newest(9).map(({ state, mayBeOut, fault }) => [state, mayBeOut, fault?.fault])).toEqual([
      ['failed', true, 'print_restored'],
      ['failed', true, 'print_restored'],
      ['failed', true, 'print_restored'],
      ['printed', false, undefined],
    ]);
    restored.close();
  });
});

describe('the record of the cash drawer', () => {
  const opening = { atMs: t0, by: 'Li', why: 'change', outcome: null };

  test('takes an outcome once, and comes back newest first', () => {
    const journal = opened();
    const id = journal.drawer.add(opening);
    journal.drawer.ended(id, 'opened');
    journal.drawer.add({ ...opening, outcome: 'drawer_too_soon' });
    expect(journal.drawer.newest(9).map((one) => [one.id, one.outcome])).toEqual([
      [2, 'drawer_too_soon'],
      [1, 'opened'],
    ]);
    expect(() => journal.drawer.ended(id, 'failed')).toThrow('append-only');
  });

  test.for([
    "update drawer_openings set by = 'Wang', outcome = 'opened'",
    'update drawer_openings set outcome = null where id = 1',
    'delete from drawer_openings',
    "insert or replace into drawer_openings values (1, 0, 'Wang', '', 'opened')",
  ])('refuses %s', (statement) => {
    const path = join(quickFolder(), 'journal.sqlite');
    const journal = opened(path);
    journal.drawer.add(opening);
    journal.close();
    const file = new Database(path);
    expect(() => file.exec(statement)).toThrow('append-only');
    file.close();
  });
});
