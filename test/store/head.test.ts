import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readHead } from '../../main/store/head.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { JournalUnavailable } from '../../main/store/unavailable.ts';
import { steadyChance } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { commitOf, intent } from './samples.ts';
import { verdictOf } from './tables.ts';

/**
 * What a journal cannot tell of itself: that it is not the newest. The head beside it can, and it never speaks against
 * a journal that has lost nothing, wherever the program was killed.
 */

function open(path: string): SqliteJournal {
  return new SqliteJournal(path, manualClock(), steadyChance());
}

function newPath(): string {
  return join(temporaryFolder(), 'journal.sqlite');
}

/** Payments `from` to `to`, committed into an open journal. */
function commit(journal: SqliteJournal, from: number, to: number): void {
  for (let n = from; n <= to; n += 1) journal.commit(commitOf(null, intent(n)));
}

function refusalOf(path: string): Pick<JournalUnavailable, 'reason' | 'message'> {
  try {
    open(path).close();
  } catch (error) {
    if (error instanceof JournalUnavailable) return { reason: error.reason, message: error.message };
    throw error;
  }
  throw new Error(`${path} was opened`);
}

/** The files as a kill of the program leaves them at this moment. */
function killedCopy(path: string): string {
  const copy = newPath();
  for (const end of ['', '-wal', '-head']) if (existsSync(path + end)) copyFileSync(path + end, copy + end);
  return copy;
}

describe('a journal is refused', () => {
  test('when the log that a crash left is missing: its newest payments are gone', () => {
    const path = newPath();
    const journal = open(path);
    commit(journal, 1, 3);
    const killed = killedCopy(path);
    journal.close();
    rmSync(`${killed}-wal`);
    expect(refusalOf(killed)).toEqual({
      reason: 'outdated',
      message: expect.stringMatching(/ends at row 0, this terminal has written 3/),
    });
  });

  test('when an old copy was put in its place', () => {
    const path = newPath();
    const journal = open(path);
    commit(journal, 1, 2);
    journal.close();
    const backup = readFileSync(path);
    const later = open(path);
    commit(later, 3, 5);
    later.close();
    writeFileSync(path, backup);
    expect(refusalOf(path)).toMatchObject({ reason: 'outdated', message: expect.stringContaining('ends at row 2') });
  });

  test("when another terminal's file was put in its place, even a longer one", () => {
    const [path, other] = [newPath(), newPath()];
    const journal = open(path);
    commit(journal, 1, 2);
    journal.close();
    const foreign = open(other);
    commit(foreign, 11, 19);
    foreign.close();
    copyFileSync(other, path);
    expect(refusalOf(path)).toMatchObject({
      reason: 'outdated',
      message: expect.stringContaining('row 2 of'),
    });
  });

  test('when it is gone and its head is not: no new one is made in its place', () => {
    const path = newPath();
    const journal = open(path);
    commit(journal, 1, 1);
    journal.close();
    rmSync(path);
    expect(refusalOf(path)).toMatchObject({ reason: 'gone', message: expect.stringContaining('-head is still there') });
    expect(existsSync(path)).toBe(false);
    rmSync(`${path}-head`);
    open(path).close();
  });

  test('and being refused changes neither journal nor head', () => {
    const path = newPath();
    const journal = open(path);
    commit(journal, 1, 3);
    const killed = killedCopy(path);
    journal.close();
    rmSync(`${killed}-wal`);
    const bytes = () => ['', '-head'].map((end) => readFileSync(killed + end).toString('hex'));
    const before = bytes();
    refusalOf(killed);
    refusalOf(killed);
    expect(bytes()).toEqual(before);
  });
});

describe('a journal that has lost nothing opens', () => {
  test('after a kill at each commit, and goes on', () => {
    const path = newPath();
    const journal = open(path);
    for (let n = 1; n <= 5; n += 1) {
      commit(journal, n, n);
      const again = open(killedCopy(path));
      expect(again.rows(), `killed after commit ${n}`).toBe(n);
      commit(again, 100, 101);
      expect(verdictOf(again).problems).toEqual([]);
      again.close();
    }
    journal.close();
  });

  test('with a head that is older, as a power cut leaves it', () => {
    const path = newPath();
    const journal = open(path);
    commit(journal, 1, 2);
    const old = readFileSync(`${path}-head`);
    commit(journal, 3, 4);
    journal.close();
    writeFileSync(`${path}-head`, old);
    const again = open(path);
    expect(again.rows()).toBe(4);
    again.close();
    expect(readHead(path)?.seq, 'the next start mends it').toBe(4);
  });

  test.for([
    ['torn in its newer slot', (bytes: Buffer) => bytes.fill(0x55, 0, 30)],
    ['torn in its older slot', (bytes: Buffer) => bytes.fill(0x55, 512, 530)],
    ['all zeros', (bytes: Buffer) => bytes.fill(0)],
    ['of another program', (bytes: Buffer) => Buffer.from(bytes.toString('hex'))],
  ] as const)('with a head that is %s', ([, spoil]) => {
    const path = newPath();
    const journal = open(path);
    commit(journal, 1, 4);
    journal.close();
    writeFileSync(`${path}-head`, spoil(readFileSync(`${path}-head`)));
    const again = open(path);
    expect(again.rows()).toBe(4);
    again.close();
  });

  test('with an empty head, and without any, as an older program leaves it', () => {
    const path = newPath();
    const journal = open(path);
    commit(journal, 1, 2);
    journal.close();
    truncateSync(`${path}-head`, 0);
    open(path).close();
    rmSync(`${path}-head`);
    open(path).close();
    expect(readHead(path)?.seq).toBe(2);
  });

  test('when its head cannot be written, and says so once', () => {
    const path = newPath();
    open(path).close();
    rmSync(`${path}-head`);
    // A folder in its place: that nobody can write, not even the superuser.
    mkdirSync(`${path}-head`);
    const said: string[] = [];
    const log = { info: () => {}, warn: (sentence: string) => void said.push(sentence) };
    const journal = new SqliteJournal(path, manualClock(), steadyChance(), log);
    commit(journal, 1, 2);
    expect(verdictOf(journal).problems).toEqual([]);
    journal.close();
    expect(said).toEqual([expect.stringContaining('the head of the journal cannot be written')]);
  });

  test('when its last commit was reported as failed and is there all the same', () => {
    const path = newPath();
    const journal = open(path);
    commit(journal, 1, 2);
    const head = readFileSync(`${path}-head`);
    commit(journal, 3, 3);
    const killed = killedCopy(path);
    journal.close();
    writeFileSync(`${killed}-head`, head);
    const again = open(killed);
    expect(again.rows()).toBe(3);
    again.close();
  });
});
