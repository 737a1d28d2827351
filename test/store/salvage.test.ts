import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasOpenReversal, type Payment } from '../../main/core/payment-state.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { openJournal, salvage } from '../../main/store/rescue.ts';
import { Salvaged } from '../../main/store/salvaged.ts';
import { JournalUnavailable, type Unavailable } from '../../main/store/unavailable.ts';
import { steadyChance } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { quickFolder } from '../support/temporary-folder.ts';
import { commitOf, intent, next, openReversal } from './samples.ts';
import { writeDay } from './shop-day.ts';
import { tamper } from './tables.ts';

/**
 * What can still be read of a journal that cannot be opened. Every payment is found with its newest state, or at least
 * by its id, and no open reversal is lost as long as one of its rows can be read. The file itself stays as it is.
 */

const name = 'journal.sqlite';
const pageBytes = 4_096;

interface Shop {
  readonly folder: string;
  readonly path: string;
  readonly place: { readonly path: string; readonly backupFolder: string };
  /** Every payment as it was. */
  readonly truth: readonly Payment[];
}

function open(path: string): SqliteJournal {
  return new SqliteJournal(path, manualClock(), steadyChance());
}

let written: { readonly bytes: Buffer; readonly head: Buffer; readonly truth: readonly Payment[] } | null = null;

/** A day of a shop and thirty reversals of another, in a closed file. */
function shop(): Shop {
  const folder = quickFolder();
  const path = join(folder, name);
  written ??= writeShop(path);
  writeFileSync(path, written.bytes);
  writeFileSync(`${path}-head`, written.head);
  return { folder, path, place: { path, backupFolder: join(folder, 'backup') }, truth: written.truth };
}

function writeShop(path: string): NonNullable<typeof written> {
  const ids = Object.values(writeDay(path));
  const journal = open(path);
  for (let n = 500; n < 530; n += 1) {
    const sent = intent(n);
    const reversing = next(sent, { phase: 'reversing', reversal: openReversal });
    journal.commit(commitOf(null, sent));
    journal.commit(commitOf(sent, reversing));
    ids.push(sent.paymentRequestId);
  }
  const truth = ids.flatMap((id) => journal.payment(id) ?? []);
  journal.close();
  return { bytes: readFileSync(path), head: readFileSync(`${path}-head`), truth };
}

function salvaged({ place }: Pick<Shop, 'place'>, reason: Unavailable = 'damaged') {
  const { payments, unreadableIds } = salvage(place, reason, manualClock());
  return { byId: new Map(payments.map((payment) => [payment.paymentRequestId, payment])), unreadableIds };
}

/** Every payment, with the very state it had. */
function expectAll(found: ReturnType<typeof salvaged>, truth: readonly Payment[]): void {
  for (const payment of truth) expect(found.byId.get(payment.paymentRequestId)).toEqual(payment);
  expect(found.byId.size).toBe(truth.length);
  expect(found.unreadableIds).toEqual([]);
}

/** No payment is forgotten, none is newer than it was, and no open reversal is missed. */
function expectNothingForgotten(found: ReturnType<typeof salvaged>, truth: readonly Payment[], where: string): void {
  for (const payment of truth) {
    const id = payment.paymentRequestId;
    const state = found.byId.get(id);
    if (state === undefined) expect(found.unreadableIds, `${where}: ${id}`).toContain(id);
    else if (state.revision === payment.revision) expect(state, where).toEqual(payment);
    else expect(state.revision, `${where}: ${id}`).toBeLessThan(payment.revision);
    if (hasOpenReversal(payment)) expect(state && hasOpenReversal(state), `${where}: reversal of ${id}`).toBe(true);
  }
  expect(found.byId.size + found.unreadableIds.length, where).toBe(truth.length);
}

test('a file that is whole is read whole', () => {
  const { place, truth } = shop();
  expectAll(salvaged({ place }, 'read_only'), truth);
});

test('one ruined page, whichever it is, loses no payment and no open reversal', { timeout: 60_000 }, () => {
  const { place, path, truth } = shop();
  const bytes = readFileSync(path);
  for (let page = 1; page <= bytes.length / pageBytes; page += 1) {
    const ruined = Buffer.from(bytes);
    ruined.fill(0x55, (page - 1) * pageBytes, page * pageBytes);
    writeFileSync(path, ruined);
    expectNothingForgotten(salvaged({ place }), truth, `page ${page} is ruined`);
  }
});

test.for([
  ['its header is garbage', (bytes: Buffer) => bytes.fill(0x55, 0, 100)],
  ['its first page is gone', (bytes: Buffer) => bytes.fill(0, 0, pageBytes)],
  [
    'every third page is gone',
    (bytes: Buffer) => {
      for (let at = 0; at < bytes.length; at += 3 * pageBytes) bytes.fill(0, at, at + pageBytes);
      return bytes;
    },
  ],
] as const)('where SQLite reads nothing because %s, the bytes still tell of most', ([, spoil]) => {
  const { place, path, truth } = shop();
  writeFileSync(path, spoil(readFileSync(path)));
  const found = salvaged({ place });
  const known = truth.filter(({ paymentRequestId: id }) => found.byId.has(id) || found.unreadableIds.includes(id));
  expect(known.length).toBeGreaterThan(truth.length * 0.9);
  for (const state of found.byId.values()) {
    const was = truth.find(({ paymentRequestId }) => paymentRequestId === state.paymentRequestId);
    expect(state.revision).toBeLessThanOrEqual(was?.revision ?? 0);
  }
});

test('without its header alone, the bytes tell of every payment and every open reversal', () => {
  const { place, path, truth } = shop();
  writeFileSync(path, readFileSync(path).fill(0x55, 0, 100));
  expectNothingForgotten(salvaged({ place }), truth, 'no header');
});

test("the terminal's own order ids and the gateway's payment ids are taken for no payment", () => {
  const { path, place, truth } = shop();
  const journal = open(path);
  const sold = intent(700, { orderId: 'O202611210814110001145523', paymentId: '20261121161411100188020200150000' });
  journal.commit(commitOf(null, sold));
  journal.commit(commitOf(sold, next(sold, { phase: 'paid', dueAtMs: null })));
  journal.close();
  writeFileSync(path, readFileSync(path).fill(0x55, 0, 100));
  const { byId, unreadableIds } = salvaged({ place });
  expect(unreadableIds).toEqual([]);
  expect(byId.size).toBe(truth.length + 1);
});

test('a payment whose list of articles is spoilt is found without the list', () => {
  const salvaged = new Salvaged();
  const order = { note: '', lines: [{ sku: '', name: 'Tea', priceMinor: 1_280, pieces: 1 }] };
  salvaged.offerState(intent(1, { order }));
  salvaged.offerState({ ...intent(2), order: { note: 7, lines: 'spoilt' } });
  expect(salvaged.result().payments).toEqual([intent(1, { order }), intent(2)]);
});

test('a file that was cut in half tells of the half that is left', () => {
  const { place, path, truth } = shop();
  truncateSync(path, Math.floor(readFileSync(path).length / 2));
  const found = salvaged({ place });
  expect(found.byId.size).toBeGreaterThan(truth.length / 4);
});

test.for([0, 1, 17, 50, 99, 4_095])('files of %i bytes tell of nothing, and break nothing', (bytes) => {
  const { place, path } = shop();
  truncateSync(path, bytes);
  writeFileSync(`${path}-wal`, Buffer.alloc(bytes, 0x37));
  expect(salvaged({ place }).byId.size).toBe(0);
});

describe('the log of a crash', () => {
  /** A journal whose newest payments are in the log alone. */
  function crashed() {
    const { path: living, truth } = shop();
    const journal = open(living);
    const sent = intent(900);
    const reversing = next(sent, { phase: 'reversing', reversal: openReversal });
    journal.commit(commitOf(null, sent));
    journal.commit(commitOf(sent, reversing));
    const folder = quickFolder();
    const path = join(folder, name);
    for (const end of ['', '-wal', '-head']) copyFileSync(living + end, path + end);
    journal.close();
    return { folder, path, place: { path, backupFolder: join(folder, 'backup') }, truth, reversing };
  }

  test('is read with its file', () => {
    const { place, truth, reversing } = crashed();
    expectAll(salvaged({ place }, 'read_only'), [...truth, reversing]);
  });

  test('is read from its bytes where the file is gone', () => {
    const { path, place, reversing } = crashed();
    rmSync(path);
    const { byId } = salvaged({ place }, 'gone');
    expect(byId.get(reversing.paymentRequestId)).toEqual(reversing);
  });

  test('tells nothing of a step that was never committed', () => {
    const { path, place, reversing } = crashed();
    rmSync(path);
    const log = readFileSync(`${path}-wal`);
    // The end of a transaction is the size that its last frame names; without it SQLite forgets the transaction.
    const frame = 24 + pageBytes;
    const last = 32 + Math.floor((log.length - 32) / frame - 1) * frame;
    writeFileSync(`${path}-wal`, log.subarray(0, last + 600));
    const { byId } = salvaged({ place }, 'gone');
    expect(byId.get(reversing.paymentRequestId)?.phase, 'the step before').toBe('paying');
  });
});

describe('a backup', () => {
  test('tells what the file cannot, and what the file knows better stays', () => {
    const { folder, path, place, truth } = shop();
    mkdirSync(join(folder, 'backup'));
    copyFileSync(path, join(folder, 'backup', 'journal-20261119.sqlite'));
    const journal = open(path);
    const [old] = truth;
    if (old === undefined) throw new Error('the shop has sold nothing');
    const later = next(old, { code: 'LATER' });
    journal.commit(commitOf(old, later));
    journal.close();
    expect(salvaged({ place }, 'outdated').byId.get(old.paymentRequestId)).toEqual(later);
    rmSync(path);
    expectAll(salvaged({ place }, 'gone'), truth);
  });

  test('that is damaged itself gives way to the one before', () => {
    const { folder, path, place, truth } = shop();
    mkdirSync(join(folder, 'backup'));
    copyFileSync(path, join(folder, 'backup', 'journal-20261118.sqlite'));
    writeFileSync(join(folder, 'backup', 'journal-20261119.sqlite'), 'no journal');
    rmSync(path);
    expectAll(salvaged({ place }, 'gone'), truth);
  });
});

describe('a rescue', () => {
  const ports = () => ({ clock: manualClock(), chance: steadyChance(), log: { info: () => {}, warn: () => {} } });

  function bytesOf(folder: string) {
    const files = readdirSync(folder).filter((file) => file.startsWith(name) && !file.endsWith('-rescue'));
    return files.map((file) => [
      file,
      createHash('sha256')
        .update(readFileSync(join(folder, file)))
        .digest('hex'),
    ]);
  }

  test('leaves the damaged file and its log as they are, takes nothing, and answers from memory', () => {
    const { folder, path, place, truth } = shop();
    writeFileSync(path, readFileSync(path).fill(0x55, 0, pageBytes));
    const before = bytesOf(folder);
    const journal = openJournal(place, ports());
    expect(journal.rescue).toMatchObject({ reason: 'damaged' });
    expect(() => journal.commit(commitOf(null, intent(1)))).toThrow('the journal is lost (damaged)');
    const open = truth.filter((payment) => hasOpenReversal(payment)).map(({ paymentRequestId: id }) => id);
    const unfinished = journal.unfinished().map(({ paymentRequestId: id }) => id);
    expect(unfinished).toEqual(expect.arrayContaining(open));
    journal.close();
    expect(bytesOf(folder)).toEqual(before);
  });

  test('is one at a time, and free again when it is over', () => {
    const { path, place } = shop();
    truncateSync(path, 50);
    const first = openJournal(place, ports());
    expect(() => openJournal(place, ports())).toThrow(expect.objectContaining({ reason: 'locked' }));
    first.close();
    openJournal(place, ports()).close();
  });

  test('keeps the copies of the last three alone', () => {
    const { folder, path, place } = shop();
    truncateSync(path, 50);
    const { clock, chance, log } = { ...ports(), clock: manualClock() };
    for (let n = 0; n < 6; n += 1) {
      openJournal(place, { clock, chance, log }).close();
      clock.advance(1_000);
    }
    expect(readdirSync(folder).filter((file) => file.startsWith('rescue-'))).toHaveLength(3);
  });

  test.for([
    ['locked', (path: string) => open(path)],
    ['newer', (path: string) => tamper(path, 'pragma user_version = 990')],
    ['not_a_journal', (path: string) => tamper(path, 'pragma application_id = 1')],
  ] as const)('is not the answer to a file that is %s', ([reason, spoil]) => {
    const { path, place } = shop();
    const holder = spoil(path);
    expect(() => openJournal(place, ports())).toThrow(
      expect.objectContaining({ name: JournalUnavailable.name, reason }),
    );
    expect(existsSync(`${path}-rescue`)).toBe(false);
    holder?.close();
  });

  test('finds a place for its copy where the folder takes none', () => {
    const { folder, path, place, truth } = shop();
    writeFileSync(join(folder, 'rescue-20260101000000'), 'a file where the copies should go');
    expectAll(salvaged({ place }, 'read_only'), truth);
    chmodSync(path, 0o600);
  });
});
