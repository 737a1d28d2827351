import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { JournalUnavailable } from '../../main/store/database.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { newestVersion } from '../../main/store/migrate.ts';
import { steadyChance } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { commitOf, intent } from './samples.ts';
import { ruinPage, tables, tamper, verdictOf } from './tables.ts';

/**
 * A journal opens whole or says why not, and a file that is refused stays as it was, byte for byte: it may be all
 * that is left of somebody's money.
 */

const name = 'journal.sqlite';

function open(path: string): SqliteJournal {
  return new SqliteJournal(path, manualClock(), steadyChance());
}

const written = new Map<number, Buffer>();

/** A folder with a journal of `payments` payments, closed. */
function shop(payments = 3): { readonly folder: string; readonly path: string } {
  const folder = temporaryFolder();
  const path = join(folder, name);
  writeFileSync(path, written.get(payments) ?? write(path, payments));
  return { folder, path };
}

function write(path: string, payments: number): Buffer {
  const journal = open(path);
  for (let n = 1; n <= payments; n += 1) journal.commit(commitOf(null, intent(n)));
  journal.close();
  const bytes = readFileSync(path);
  // What a head adds is in head.test.ts.
  rmSync(`${path}-head`);
  written.set(payments, bytes);
  return bytes;
}

/** Every file of a folder with the hash of its bytes. */
function bytesOf(folder: string): Readonly<Record<string, string>> {
  const hash = (file: string): string =>
    createHash('sha256')
      .update(readFileSync(join(folder, file)))
      .digest('hex');
  return Object.fromEntries(readdirSync(folder).map((file) => [file, hash(file)]));
}

function refusalOf(path: string): JournalUnavailable {
  try {
    open(path).close();
  } catch (error) {
    if (error instanceof JournalUnavailable) return error;
    throw error;
  }
  throw new Error(`${path} was opened`);
}

/** Refused for this reason, and nothing in its folder has changed. */
function expectUntouched(folder: string, reason: JournalUnavailable['reason'], sentence: RegExp): void {
  const before = bytesOf(folder);
  const refusal = refusalOf(join(folder, name));
  expect({ reason: refusal.reason, message: refusal.message }).toEqual({
    reason,
    message: expect.stringMatching(sentence),
  });
  expect(bytesOf(folder)).toEqual(before);
}

interface Elsewhere {
  readonly said: { readonly opened: boolean; readonly reason?: string; readonly message?: string };
  /** Lets the other process close the journal and end. */
  release(): Promise<void>;
}

/** Opens the journal in a process of its own, `uid` if told. */
async function openElsewhere(path: string, uid?: number): Promise<Elsewhere> {
  const child: ChildProcess = spawn(
    process.execPath,
    [fileURLToPath(import.meta.resolve('./opening-child.ts')), path],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
      ...(uid === undefined ? {} : { uid, gid: uid }),
    },
  );
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  if (child.stdout === null) throw new Error('the child has no output');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return {
    said: JSON.parse(line) as Elsewhere['said'],
    async release() {
      child.stdin?.end();
      await ended;
    },
  };
}

describe('a new journal', () => {
  test('is made whole: alone in its folder, of the newest version, with its key, and open again at once', () => {
    const { folder, path } = shop(0);
    expect(readdirSync(folder)).toEqual([name]);
    const plain = new Database(path, { readonly: true });
    expect(plain.pragma('user_version', { simple: true })).toBe(newestVersion);
    expect(plain.pragma('application_id', { simple: true })).toBe(0x54696c6c);
    plain.close();
    expect(tables(path).meta).toEqual([{ key: 'code_key', value: expect.stringMatching(/^\d{60}$/) }]);
    open(path).close();
  });

  test('whose making was cut off has no file under its name: the draft is forgotten, the next start makes it', () => {
    const folder = temporaryFolder();
    const draft = join(folder, `${name}.${process.pid}.new`);
    writeFileSync(draft, 'half a dra');
    writeFileSync(`${draft}-journal`, 'half a journal of it');
    const journal = open(join(folder, name));
    journal.commit(commitOf(null, intent(1)));
    expect(verdictOf(journal)).toMatchObject({ rows: 1, payments: 1, problems: [] });
    journal.close();
    expect(readdirSync(folder).filter((file) => !file.endsWith('-journal'))).toEqual([name, `${name}-head`]);
  });

  test('that was linked a moment before the crash opens like any other', () => {
    const { folder, path } = shop(0);
    const draft = join(folder, `${name}.4711.new`);
    renameSync(path, draft);
    linkSync(draft, path);
    const journal = open(path);
    journal.commit(commitOf(null, intent(1)));
    journal.close();
    expect(tables(path).payments).toHaveLength(1);
  });

  test('is never made beside the log of one that is gone: SQLite would mix the two', () => {
    const { folder, path } = shop();
    const journal = open(path);
    journal.commit(commitOf(null, intent(9)));
    const elsewhere = temporaryFolder();
    copyFileSync(`${path}-wal`, join(elsewhere, `${name}-wal`));
    journal.close();
    expectUntouched(elsewhere, 'gone', /is gone, but .*-wal is still there$/);
    expect(readdirSync(folder)).toEqual([name, `${name}-head`]);
  });

  test('is not made in a folder that does not exist', () => {
    expect(refusalOf(join(temporaryFolder(), 'nowhere', name))).toMatchObject({
      reason: 'unreadable',
      message: expect.stringContaining('directory does not exist'),
    });
  });

  test('made by two processes at once is one journal', async () => {
    const path = join(temporaryFolder(), name);
    const both = await Promise.all([openElsewhere(path), openElsewhere(path)]);
    const opened = both.filter(({ said }) => said.opened);
    expect(opened.length).toBeGreaterThanOrEqual(1);
    expect(both.filter(({ said }) => !said.opened && said.reason !== 'locked')).toEqual([]);
    for (const each of opened) await each.release();
    const journal = open(path);
    expect(verdictOf(journal).problems).toEqual([]);
    journal.close();
  });
});

describe('a journal is refused, and left as it is,', () => {
  test('when a newer program has written it, and both versions are named', () => {
    const { folder, path } = shop();
    const plain = new Database(path);
    plain.pragma('user_version = 990');
    plain.close();
    expectUntouched(folder, 'newer', /^version 990, this program knows up to \d+$/);
    expect(refusalOf(path).versions).toEqual({ version: 990, known: newestVersion });
  });

  test('when the newer version stands in the log alone, after a crash: nothing of it is lost by our looking', () => {
    const { path } = shop();
    const newer = new Database(path);
    newer.pragma('user_version = 990');
    const crashed = join(temporaryFolder(), name);
    for (const end of ['', '-wal']) copyFileSync(`${path}${end}`, `${crashed}${end}`);
    newer.close();
    expect(refusalOf(crashed)).toMatchObject({ reason: 'newer', versions: { version: 990, known: newestVersion } });
    expect(refusalOf(crashed).reason).toBe('newer');
    expect(tables(crashed).payments).toHaveLength(3);
  });

  test.for(['delete', 'wal'])('when it belongs to another program (journal mode %s)', (mode) => {
    const folder = temporaryFolder();
    const plain = new Database(join(folder, name));
    plain.pragma(`journal_mode = ${mode}`);
    plain.exec('create table recipes (title text)');
    plain.close();
    expectUntouched(folder, 'not_a_journal', /^the file belongs to another program$/);
  });

  test('when it has no bytes at all: an empty file is what a cut-off copy leaves', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, name), '');
    expectUntouched(folder, 'damaged', /has 0 bytes: it was cut off$/);
  });

  test.for([
    ['half', (size: number) => Math.floor(size / 2)],
    ['its last page', (size: number) => size - 4_096],
    ['its last byte', (size: number) => size - 1],
    ['all but its first page', () => 4_096],
    ['all but half its header', () => 50],
  ] as const)('when it has lost %s', ([, left]) => {
    const { folder, path } = shop(50);
    truncateSync(path, left(readFileSync(path).length));
    expectUntouched(folder, 'damaged', /malformed|was cut off$/);
  });

  test.for([
    ['its first bytes', 0, 16],
    ['the rest of its header', 16, 100],
    ['its whole first page', 0, 4_096],
  ] as const)('when %s are garbage', ([, from, to]) => {
    const { folder, path } = shop();
    const bytes = readFileSync(path);
    bytes.fill(0x55, from, to);
    writeFileSync(path, bytes);
    expectUntouched(folder, 'damaged', /not a database/);
  });

  test.for(['journal', 'payments', 'one_attempt_holds_an_order', 'a_code_pays_once', 'reversals', 'refunds', 'meta'])(
    'when a page of %s is garbage',
    (table) => {
      const { folder, path } = shop(50);
      ruinPage(path, table);
      expectUntouched(folder, 'damaged', /database main|malformed/);
    },
  );

  test.for([
    ['index', 'one_attempt_holds_an_order'],
    ['index', 'a_code_pays_once'],
    ['index', 'one_open_reversal'],
    ['trigger', 'journal_is_not_deleted'],
  ] as const)('when the guard %s %s has been taken out', ([kind, guard]) => {
    const { folder, path } = shop();
    const plain = new Database(path);
    plain.exec(`drop ${kind} ${guard}`);
    plain.close();
    expectUntouched(folder, 'damaged', new RegExp(`^the file no longer has its own ${kind} ${guard}$`));
  });

  test('when a table has been emptied of its columns', () => {
    const { folder, path } = shop(0);
    const plain = new Database(path);
    plain.exec('drop table refunds; create table refunds (id text) strict');
    plain.close();
    expectUntouched(folder, 'damaged', /^the file no longer has its own table refunds$/);
  });

  test('when the key of its payment codes is gone: a used code would pass as a new one', () => {
    const { folder, path } = shop();
    tamper(path, 'delete from meta');
    expectUntouched(folder, 'damaged', /^the key of the payment codes is gone$/);
  });

  test('when its newest row does not follow from the one before', () => {
    const { folder, path } = shop();
    tamper(path, "update journal set kind = 'decided' where seq = 3");
    expectUntouched(folder, 'damaged', /^row 3 does not follow from the one before$/);
  });

  test('when a row before the newest is gone', () => {
    const { folder, path } = shop();
    tamper(path, 'delete from journal where seq = 2');
    expectUntouched(folder, 'damaged', /^row 3 does not follow from the one before$/);
  });

  test('when it is a folder', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, name));
    expect(refusalOf(join(folder, name))).toMatchObject({ reason: 'unreadable' });
  });
});

test('tables and indexes that others have added do no harm', () => {
  const { path } = shop();
  tamper(path, 'create table notes (line text)', 'create index by_kind on journal (kind)', 'analyze');
  open(path).close();
});

describe('a journal that is open elsewhere', () => {
  test('is locked, at once and untouched, and free again when the other has closed it', async () => {
    const { folder, path } = shop();
    const other = await openElsewhere(path);
    expect(other.said).toEqual({ opened: true });
    expectUntouched(folder, 'locked', /database is locked$/);
    await other.release();
    open(path).close();
  });

  test('is locked in this process too', () => {
    const { path } = shop();
    const journal = open(path);
    expect(refusalOf(path).reason).toBe('locked');
    journal.commit(commitOf(null, intent(9)));
    expect(verdictOf(journal).problems).toEqual([]);
    journal.close();
  });

  test('is locked even when the other only looks', () => {
    const { path } = shop();
    const looking = new Database(path);
    looking.prepare('select count(*) from payments').get();
    expect(refusalOf(path).reason).toBe('locked');
    looking.close();
    open(path).close();
  });

  test('cannot be looked into while we have it: nobody reads half a step', () => {
    const { path } = shop();
    const journal = open(path);
    const looking = new Database(path, { timeout: 0 });
    expect(() => looking.prepare('select count(*) from payments').get()).toThrow('database is locked');
    looking.close();
    journal.close();
  });
});

/** The superuser may write anywhere, so these start a process of somebody who may not. */
const nobody = 65_534;
const mayBecomeNobody = process.getuid?.() === 0;
if (!mayBecomeNobody) console.warn('SKIPPED: read-only journals need a superuser who can become nobody (uid 65534)');

describe.skipIf(!mayBecomeNobody)('without the right to write', () => {
  /** A journal that everybody may write in a folder that everybody may use, until `forbid`. */
  async function openedAfter(forbid: (folder: string, path: string) => void, file = name): Promise<Elsewhere['said']> {
    const { folder, path } = shop();
    chmodSync(path, 0o666);
    chmodSync(folder, 0o777);
    forbid(folder, path);
    const before = bytesOf(folder);
    const other = await openElsewhere(join(folder, file), nobody);
    await other.release();
    const { [`${name}-head`]: _, ...after } = bytesOf(folder);
    expect(after).toEqual(before);
    return other.said;
  }

  test('in its folder no journal is made', async () => {
    const said = await openedAfter((folder) => chmodSync(folder, 0o555), 'new.sqlite');
    expect(said).toMatchObject({ opened: false, reason: 'read_only' });
  });

  test('in its folder a journal is refused: there is no place for its log', async () => {
    const said = await openedAfter((folder) => chmodSync(folder, 0o555));
    expect(said).toMatchObject({ opened: false, reason: 'read_only' });
  });

  test.for(['444', '000'])('to the file itself (mode %s) a journal is refused', async (mode) => {
    const said = await openedAfter((_, path) => chmodSync(path, Number.parseInt(mode, 8)));
    expect(said).toMatchObject({ opened: false, reason: 'read_only' });
  });

  test('it was the right that was missing: with it the same process opens the same journal', async () => {
    expect(await openedAfter(() => {})).toEqual({ opened: true });
  });
});
