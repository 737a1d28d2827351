import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { chainHash } from '../../main/store/chain.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { steadyChance } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { quickFolder } from '../support/temporary-folder.ts';
import { commitOf, intent, next } from './samples.ts';
import { type Fate, type ShopDay, writeDay } from './shop-day.ts';
import { ruinPage, tables, tamper, verdictOf, verdictOfFile } from './tables.ts';

/**
 * The verification tells what was changed behind our back. Each test takes the journal of a whole day, changes one
 * thing in it with an SQLite tool, and expects the very sentences that a back office would read.
 */

let untouched: Buffer;
let ids: ShopDay['ids'];
let rows: number;

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'till-'));
  const path = join(folder, 'journal.sqlite');
  ids = writeDay(path);
  untouched = readFileSync(path);
  rows = tables(path).journal.length;
  rmSync(folder, { recursive: true });
});

function day(): string {
  const path = join(quickFolder(), 'journal.sqlite');
  writeFileSync(path, untouched);
  return path;
}

/** What the verification says of a day after `statements`; `?fate` stands for that payment's id in quotes. */
function problemsAfter(...statements: readonly string[]): readonly string[] {
  const path = day();
  tamper(path, ...statements.map(withIds));
  return verdictOfFile(path).problems;
}

function withIds(text: string): string {
  return text.replace(/\?(\w+)/g, (_, fate: Fate) => `'${ids[fate]}'`);
}

/** Every row of one payment, oldest first. */
function rowsOf(fate: Fate): readonly number[] {
  return tables(day())
    .journal.filter((row) => row['payment_request_id'] === ids[fate])
    .map(({ seq }) => Number(seq));
}

test('a day with payments in every phase is proven as it is', () => {
  expect(verdictOfFile(day())).toMatchObject({ rows, payments: Object.keys(ids).length, problems: [] });
});

describe('in the journal it finds', () => {
  test.for([
    ['seq', 'seq = 1000'],
    ['payment', "payment_request_id = '2099'"],
    ['kind', "kind = 'decided'"],
    ['time', 'at_ms = at_ms + 1'],
    ['body', `body = replace(body, '"change"', '"changes"')`],
    ['body, by one space', `body = body || ' '`],
    ['hash', 'hash = randomblob(32)'],
  ] as const)('a changed %s', ([, change]) => {
    const [seq = 0] = rowsOf('held');
    const problems = problemsAfter(`update journal set ${change} where seq = ${seq}`);
    const moved = change === 'seq = 1000' ? 1000 : seq;
    expect(problems).toContain(`row ${moved} does not follow from the one before`);
  });

  test('a changed revision', () => {
    const [seq = 0] = rowsOf('paid').slice(-1);
    expect(problemsAfter(`update journal set revision = 99 where seq = ${seq}`)).toEqual([
      `row ${seq} does not follow from the one before`,
    ]);
  });

  test('two rows that have changed places', () => {
    const problems = problemsAfter(
      'update journal set seq = 1000 where seq = 5',
      'update journal set seq = 5 where seq = 6',
      'update journal set seq = 6 where seq = 1000',
    );
    expect(problems).toEqual(
      expect.arrayContaining([5, 6, 7].map((seq) => `row ${seq} does not follow from the one before`)),
    );
  });

  test('a removed last row, by the payment that is further than its rows', () => {
    const [last] = tables(day()).journal.slice(-1);
    const id = String(last?.['payment_request_id']);
    const problems = problemsAfter(`delete from journal where seq = ${rows}`);
    expect(problems).not.toEqual([]);
    expect(problems.every((problem) => problem.startsWith(`${id}: `))).toBe(true);
    expect(problems).toContain(
      `${id}: column revision is ${Number(last?.['revision'])}, not ${Number(last?.['revision']) - 1}`,
    );
  });

  test('a removed middle row', () => {
    const problems = problemsAfter('delete from journal where seq = 40');
    expect(problems).toEqual(
      expect.arrayContaining(['row 40 is missing', 'row 41 does not follow from the one before']),
    );
  });

  test('several removed rows in a row, and the first one', () => {
    const problems = problemsAfter(
      'delete from journal where seq between 40 and 42',
      'delete from journal where seq = 1',
    );
    expect(problems).toEqual(
      expect.arrayContaining([
        'row 1 is missing',
        'row 2 does not follow from the one before',
        'rows 40 to 42 are missing',
      ]),
    );
  });

  test('an appended row without a proper hash', () => {
    const problems = problemsAfter(
      `insert into journal values (${rows + 1}, ?paid, 9, 'decided', 0, '{"facts":{},"change":{"revision":9}}', zeroblob(32))`,
    );
    expect(problems).toContain(`row ${rows + 1} does not follow from the one before`);
  });

  test('an appended row with a proper hash, by the payment that is not as far as its rows', () => {
    const path = day();
    appendHashed(path, { kind: 'decided', body: '{"facts":{},"change":{"phase":"reversed"}}', revision: 9 }, ids.paid);
    expect(verdictOfFile(path).problems).toEqual([
      `${ids.paid}: column phase is paid, not reversed`,
      `${ids.paid}: the state differs from its journal in phase`,
    ]);
  });

  test('a row number that was used a second time, after its row had been removed', () => {
    const path = day();
    const [last] = tables(path).journal.slice(-1);
    const id = String(last?.['payment_request_id']);
    tamper(path, `delete from journal where seq = ${rows}`);
    appendHashed(path, { kind: 'woke', body: '{"facts":{},"change":{}}', revision: Number(last?.['revision']) }, id);
    const { problems } = verdictOfFile(path);
    expect(problems.some((problem) => problem.startsWith(`${id}: the state differs from its journal in `))).toBe(true);
  });

  test('a payment that has lost all its rows', () => {
    const problems = problemsAfter('delete from journal where payment_request_id = ?held');
    expect(problems).toContain(`${ids.held} has no row in the journal`);
  });

  test('a payment whose creation is gone', () => {
    const problems = problemsAfter(`delete from journal where seq = ${rowsOf('held')[0]}`);
    expect(problems).toContain(`the rows of ${ids.held} do not add up: the first change of a payment is its creation`);
  });

  test('a body that is no longer JSON', () => {
    const problems = problemsAfter(`update journal set body = '{' where seq = ${rowsOf('held')[0]}`);
    expect(problems).toContainEqual(expect.stringContaining(`the rows of ${ids.held} do not add up: `));
  });
});

describe('among the payments it finds', () => {
  test.for([
    ['order_id', "'ELSE'", 'orderId'],
    ['payment_id', "'ELSE'", 'paymentId'],
    ['amount_minor', '1', 'amountMinor'],
    ['currency', "'JPY'", 'currency'],
    ['phase', "'reversed'", 'phase'],
    ['live', '1', 'live'],
    ['holds_order', '1', 'holdsOrder'],
    ['code_fingerprint', "'ELSE'", 'codeFingerprint'],
    ['serial', '9999', 'serial'],
    ['scanned_at_ms', '1', 'scannedAtMs'],
    ['due_at_ms', '1', 'dueAtMs'],
    ['revision', '77', 'revision'],
  ] as const)('a changed %s', ([column, value, name]) => {
    const problems = problemsAfter(`update payments set ${column} = ${value} where payment_request_id = ?paid`);
    const now = value.replaceAll("'", '');
    expect(problems).toEqual([expect.stringMatching(new RegExp(`^${ids.paid}: column ${name} is ${now}, not .+$`))]);
  });

  test.for([
    ['a changed field', "json_set(state, '$.phase', 'reversed')", 'the state differs from its journal in phase'],
    ['a removed field', "json_remove(state, '$.alarm')", 'the state differs from its journal in alarm'],
    ['an added field', "json_set(state, '$.kept', 1)", 'the state differs from its journal in kept'],
    ['a changed amount', "json_set(state, '$.amount.minor', 1)", 'the state differs from its journal in amount'],
    ['nonsense', "'{'", 'the state cannot be read'],
    ['a null', "'null'", 'the state cannot be read'],
  ] as const)('%s in the state', ([, state, problem]) => {
    expect(problemsAfter(`update payments set state = ${state} where payment_request_id = ?paid`)).toEqual([
      `${ids.paid}: ${problem}`,
    ]);
  });

  test('one that is gone, and the rows that belonged to it', () => {
    expect(problemsAfter('delete from payments where payment_request_id = ?returned_by_refund')).toEqual([
      `${ids.returned_by_refund} is in the journal, its payment is not`,
      'a row of refunds belongs to no payment',
      'a row of reversals belongs to no payment',
    ]);
  });

  test('one that was never made', () => {
    const copy = `insert into payments select '2099', 'X', payment_id, amount_minor, currency, phase, live, holds_order,
      'X', serial, scanned_at_ms, due_at_ms, revision, state from payments where payment_request_id = ?paid`;
    expect(problemsAfter(copy)).toEqual(['2099 has no row in the journal']);
  });
});

describe('among reversals and refunds it finds', () => {
  test.for([
    [
      'a reversal that was marked as done',
      'update reversals set done_at_ms = 5 where payment_request_id = ?reversal_pending',
      'reversal_pending',
      'reversal',
    ],
    [
      'a reversal that was opened again',
      'update reversals set done_at_ms = null where payment_request_id = ?reversed',
      'reversed',
      'reversal',
    ],
    [
      'another way of returning',
      "update reversals set way = 'cancel' where payment_request_id = ?returned_by_refund",
      'returned_by_refund',
      'reversal',
    ],
    [
      'another time of opening',
      'update reversals set opened_at_ms = 1 where payment_request_id = ?reversed',
      'reversed',
      'reversal',
    ],
    [
      'a missing reversal',
      'delete from reversals where payment_request_id = ?reversal_pending',
      'reversal_pending',
      'reversal',
    ],
    [
      'a missing first reversal of two',
      'delete from reversals where payment_request_id = ?reversed_twice and generation = 1',
      'reversed_twice',
      'reversal',
    ],
    ['a reversal that was never opened', "insert into reversals values (?paid, 1, 'cancel', 0, 1)", 'paid', 'reversal'],
    ['a missing refund', 'delete from refunds where payment_request_id = ?refunded', 'refunded', 'refund'],
    [
      'a refund of another sum',
      'update refunds set amount_minor = 5000 where payment_request_id = ?refunded',
      'refunded',
      'refund',
    ],
    [
      'a refund that was marked as done',
      "update refunds set phase = 'done' where payment_request_id = ?refund_pending",
      'refund_pending',
      'refund',
    ],
    [
      'a refund in the name of a person',
      "update refunds set origin = 'person' where payment_request_id = ?returned_by_refund",
      'returned_by_refund',
      'refund',
    ],
    [
      'a refund that was never asked for',
      "insert into refunds values ('R-X', ?paid, 100, 'person', 'done', 0)",
      'paid',
      'refund',
    ],
  ] as const)('%s', ([, statement, fate, what]) => {
    expect(problemsAfter(statement)).toEqual([`${ids[fate]}: its ${what} rows differ`]);
  });
});

test('a flipped bit inside a text, which SQLite itself does not notice, is found', () => {
  const path = day();
  const bytes = readFileSync(path);
  // Pages also hold what rows were before they moved: every copy gets its flip.
  for (let at = bytes.indexOf('"PAY-undecided"'); at !== -1; at = bytes.indexOf('"PAY-undecided"', at + 1))
    bytes.writeUInt8(bytes.readUInt8(at + 1) ^ 1, at + 1);
  writeFileSync(path, bytes);
  expect(verdictOfFile(path).problems).not.toEqual([]);
});

test('a page that cannot be read is one of the problems, not the end of the report', () => {
  const path = day();
  tamper(path, "update journal set kind = 'x' where seq = 1");
  ruinPage(path, 'reversals');
  const { problems } = verdictOfFile(path);
  expect(problems).toHaveLength(2);
  expect(problems[0]).toBe('row 1 does not follow from the one before');
  expect(problems[1]).toMatch(/^the file cannot be read any further: /);
});

test('at most 20 problems are told', () => {
  expect(problemsAfter("update journal set kind = 'x'")).toHaveLength(20);
});

test('it goes page by page, and a till that sells on meanwhile disturbs nothing', () => {
  const journal = new SqliteJournal(':memory:', manualClock(), steadyChance());
  for (let n = 1; n <= 1_500; n += 1) journal.commit(commitOf(null, intent(n)));
  const verification = journal.verify();
  expect(verification.next()).toEqual({ done: false, value: { rows: 1_000, payments: 0 } });
  const first = intent(1);
  journal.commit(commitOf(first, next(first, { phase: 'paid', dueAtMs: null })));
  journal.commit(commitOf(null, intent(1_501)));
  expect(verdictOf({ verify: () => verification })).toMatchObject({ rows: 1_502, payments: 1_501, problems: [] });
});

/** A row as somebody would append it who knows our rule. */
function appendHashed(path: string, row: { kind: string; body: string; revision: number }, id: string): void {
  const [last] = tables(path).journal.slice(-1);
  const seq = Number(last?.['seq']) + 1;
  const made = { seq, payment_request_id: id, revision: row.revision, kind: row.kind, at_ms: 0, body: row.body };
  const hash = chainHash(last?.['hash'] as Buffer, made).toString('hex');
  tamper(
    path,
    `insert into journal values (${seq}, '${id}', ${row.revision}, '${row.kind}', 0, '${row.body}', x'${hash}')`,
  );
}
