import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import type { Result } from '../main/contract/contract.ts';
import type { ExportKind } from '../main/contract/returns.ts';
import { csvColumns, returnsWords } from '../main/contract/words/returns.ts';
import { type ExportPiece, exportPiece } from '../main/returns-export.ts';
import { writeExport } from '../main/returns-file.ts';
import { returnsHandlers } from '../main/returns-handlers.ts';
import { SqliteJournal } from '../main/store/journal.ts';
import { archivedWhole, oldShop, opened } from './store/archiving.ts';
import { commitOf } from './store/samples.ts';
import { type CounterWorld, counterWorld, steadyChance, t0 } from './support/counter.ts';
import { type ManualClock, manualClock } from './support/manual-clock.ts';
import { outcome } from './support/outcome.ts';
import { pendingReversals } from './support/pending-reversals.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

/** Reversals as a file for a spreadsheet: whole, in a stable order, and with nothing in it that a spreadsheet runs. */

interface Shop {
  readonly world: CounterWorld;
  readonly handlers: ReturnType<typeof returnsHandlers>;
}

function shop(exportFolder = ''): Shop {
  const clock = manualClock(t0);
  const journal = new SqliteJournal(':memory:', clock, steadyChance());
  const world = counterWorld({ clock, journal });
  return { world, handlers: returnsHandlers({ terminal: world.terminal, journal, clock, exportFolder }) };
}

function pending({ world }: Shop, amountMinor: number): string {
  const id = world.charge(amountMinor);
  world.terminal.stop();
  world.clock.advance(70_000);
  return id;
}

interface Asked {
  readonly show: ExportKind;
  readonly fromDay?: string;
  readonly toDay?: string;
}

type Answer = Result<'returns.export'>;

/** The whole file, and in how many pieces it came. */
async function exported({ handlers }: Pick<Shop, 'handlers'>, { show, fromDay, toDay }: Asked) {
  let csv = '';
  let pieces = 0;
  for (let before: string | null = null; ; ) {
    const piece: Answer = await handlers['returns.export']({
      show,
      fromDay: fromDay ?? null,
      toDay: toDay ?? null,
      before,
    });
    if (!piece.ok) return { reason: piece.reason };
    csv += piece.csv;
    pieces += 1;
    if (piece.next === null) break;
    before = piece.next;
  }
  const rows = parse(csv, { bom: true, columns: (names: string[]) => names.map((_, n) => csvColumns[n] ?? '?') });
  return { csv, pieces, rows: rows as unknown as readonly Readonly<Record<string, string>>[] };
}

/** All slices, one behind the other. */
function whole<Made>(slices: Generator<void, Made>): Made {
  for (;;) {
    const slice = slices.next();
    if (slice.done === true) return slice.value;
  }
}

describe('the file of what is open', () => {
  test('has headings, decimal amounts, both times, long numbers as text, and what the last answer means', async () => {
    const one = shop();
    const id = pending(one, 1280);
    const { csv = '', rows = [] } = await exported(one, { show: 'open' });
    expect(csv.startsWith('\u{feff}'), 'a spreadsheet knows UTF-8 by its mark').toBe(true);
    expect(csv.split('\r\n')[0]).toContain(`${returnsWords.en.csv.kind},${returnsWords.en.csv.state}`);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      kind: 'Reversal',
      amount: '12.80',
      currency: 'CNY',
      paymentRequestId: `${id}\t`,
      scannedAt: '2026-11-20 12:00:00',
      scannedAtUtc: '2026-11-20T04:00:00.000Z',
      cause: 'The cashier stopped this payment.',
      way: 'Cancel',
      lastAnswer: 'silence',
      cancelUntilUtc: '2026-11-20T16:15:00.000Z',
      closedBy: '',
    });
  });

  test('comes in pieces that together are each payment once, newest first, while others are settled', () => {
    const clock = manualClock(t0);
    const world = counterWorld({ clock });
    const payments = [...pendingReversals(1_200)];
    const shown: string[] = [];
    let before: string | null = null;
    let pieces = 0;
    do {
      const open = payments.filter((_, n) => pieces === 0 || n % 7 !== 0);
      const source = {
        *openBefore(last: string, from: string, limit: number) {
          yield;
          const inPiece = open.filter(({ paymentRequestId: one }) => one < last && one >= from);
          return inPiece.toReversed().slice(0, limit);
        },
        reversedBefore: () => [],
        cardOf: (payment: (typeof payments)[number]) => world.terminal.returns.cardOf(payment),
      };
      const place = { language: 'en', timeZone: 'Asia/Shanghai' } as const;
      const piece: ExportPiece | null = whole(
        exportPiece({ show: 'open', fromDay: null, toDay: null, before }, source, place),
      );
      for (const line of piece?.csv.split('\r\n').slice(before === null ? 1 : 0, -1) ?? [])
        shown.push(line.split(',')[6] ?? '');
      before = piece?.next ?? null;
      pieces += 1;
    } while (before !== null);
    expect(pieces).toBeGreaterThan(2);
    expect(new Set(shown).size).toBe(shown.length);
    expect(shown).toEqual(shown.toSorted().toReversed());
  });
});

describe('a long file', () => {
  test('is made in slices of a few rows, so that a sale never waits for more', () => {
    const clock = manualClock(t0);
    const world = counterWorld({ clock });
    const payments = [...pendingReversals(500)].toReversed();
    const made: string[] = [];
    const read: number[] = [];
    const source = {
      *openBefore() {
        yield;
        return payments;
      },
      reversedBefore(before: string, _: string, limit: number) {
        read.push(limit);
        return payments.filter(({ paymentRequestId }) => paymentRequestId < before).slice(0, limit);
      },
      cardOf(payment: (typeof payments)[number]) {
        made.push(payment.paymentRequestId);
        return world.terminal.returns.cardOf(payment);
      },
    };
    const place = { language: 'en', timeZone: 'Asia/Shanghai' } as const;
    let before = 0;
    for (const show of ['open', 'ended'] as const) {
      for (const slices = exportPiece({ show, fromDay: null, toDay: null, before: null }, source, place); ; ) {
        const { done } = slices.next();
        expect(made.length - before, 'cards of one slice').toBeLessThanOrEqual(50);
        before = made.length;
        if (done === true) break;
      }
    }
    expect(made).toEqual(payments.map(({ paymentRequestId }) => paymentRequestId));
    expect(Math.max(...read), 'payments read at once').toBeLessThanOrEqual(50);
    expect(read.length).toBeGreaterThanOrEqual(10);
  });

  test('goes on behind a piece of which nothing was wanted', () => {
    const world = counterWorld({ clock: manualClock(t0) });
    const payments = [...pendingReversals(501)].toReversed();
    const [oldest] = payments.slice(-1);
    if (oldest?.reversal == null) throw new Error('a reversal was asked for');
    const ended = { ...oldest, phase: 'reversed', reversal: { ...oldest.reversal, doneAtMs: t0 } } as const;
    const source = {
      *openBefore() {
        yield;
        return [];
      },
      reversedBefore: (before: string, _: string, limit: number) =>
        [...payments.slice(0, -1), ended].filter((one) => one.paymentRequestId < before).slice(0, limit),
      cardOf: (payment: (typeof payments)[number]) => world.terminal.returns.cardOf(payment),
    };
    const place = { language: 'en', timeZone: 'Asia/Shanghai' } as const;
    const piece = (before: string | null) =>
      whole(exportPiece({ show: 'ended', fromDay: null, toDay: null, before }, source, place));
    const first = piece(null);
    expect(first).toMatchObject({ rows: 0, next: payments[499]?.paymentRequestId });
    expect(piece(first?.next ?? null)).toMatchObject({ rows: 1, next: null });
  });

  test('of what is open looks at a bounded number of payments at a time, and has the newest whatever the order', () => {
    const clock = manualClock(t0);
    const journal = new SqliteJournal(':memory:', clock, steadyChance());
    const payments = [...pendingReversals(5_100)];
    // One of an earlier day comes back among the newest.
    for (const payment of [...payments.slice(1), ...payments.slice(0, 1)])
      journal.commit(commitOf(null, { ...payment, revision: 1 }));
    const { terminal } = counterWorld({ clock, journal });
    const ids = payments.map(({ paymentRequestId }) => paymentRequestId);
    const slices = terminal.returns.openBefore(ids[5_090] ?? '', ids[5] ?? '', 3);
    let count = 1;
    let slice = slices.next();
    for (; slice.done !== true; count += 1) slice = slices.next();
    expect(slice.value.map(({ paymentRequestId }) => paymentRequestId)).toEqual(ids.slice(5_087, 5_090).toReversed());
    expect(count, 'slices').toBeGreaterThanOrEqual(2);
    const oldest = whole(terminal.returns.openBefore(ids[2] ?? '', '0'.repeat(40), 500));
    expect(oldest.map(({ paymentRequestId }) => paymentRequestId)).toEqual([ids[1], ids[0]]);
  });
});

test('a refund stands there with what it returns, beside what was paid', async () => {
  const one = shop();
  one.world.gateway.script('pay', () => outcome('success', { paymentId: 'PAY-1' }));
  const id = one.world.charge(1_280);
  one.world.clock.advance(1);
  one.world.terminal.refund(id, 300, 'milk');
  const { rows = [] } = await exported(one, { show: 'open' });
  expect(rows).toMatchObject([{ kind: 'Refund', amount: '3.00', paymentAmount: '12.80', way: 'Refund' }]);
});

test('the list of what has ended goes on behind a page of which nothing was wanted', async () => {
  const world = counterWorld({ clock: manualClock(t0) });
  const payments = [...pendingReversals(401)].toReversed();
  const [oldest] = payments.slice(-1);
  if (oldest?.reversal == null) throw new Error('a reversal was asked for');
  payments[400] = { ...oldest, phase: 'reversed', reversal: { ...oldest.reversal, doneAtMs: t0 } };
  const journal = {
    reversedBefore: (before: string, _: string, limit: number) =>
      payments.filter(({ paymentRequestId }) => paymentRequestId < before).slice(0, limit),
  } as unknown as SqliteJournal;
  const after: ManualClock['after'] = (_, act) => {
    queueMicrotask(act);
    return () => {};
  };
  const clock = { ...world.clock, after };
  const handlers = returnsHandlers({ terminal: world.terminal, journal, clock, exportFolder: '' });
  const page = await handlers['returns.ended']({ closedByPerson: false, before: null, most: 10 });
  expect(page).toMatchObject({
    ok: true,
    next: null,
    cards: [{ payment: { paymentRequestId: oldest.paymentRequestId } }],
  });
});

describe('the file of what has ended', () => {
  test('says who closed what on which proof, and nothing in it is a formula', async () => {
    const one = shop();
    const id = pending(one, 1280);
    const said = { by: '=HYPERLINK("http://x")', why: '+1+1', evidence: '@SUM(A1), "case"\n42' };
    expect(one.world.terminal.closeReversal(id, said)).toMatchObject({ ok: true });
    const { rows = [] } = await exported(one, { show: 'closed' });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      closedBy: `'${said.by}`,
      closedWhy: `'${said.why}`,
      evidence: `'${said.evidence}`,
      confirmed: returnsWords.en.confirmed.notYet,
      endedAt: '2026-11-20 12:01:10',
    });
    expect((await exported(one, { show: 'open' })).rows).toEqual([]);
  });

  test('has the days that were asked for, by the shop’s clock', async () => {
    const one = shop();
    const first = pending(one, 100);
    // 23:59 of the 20th in Shanghai, then 00:01 of the 21st.
    one.world.clock.advance(Date.UTC(2026, 10, 20, 15, 59) - one.world.clock.wallMs());
    const late = pending(one, 200);
    one.world.clock.advance(Date.UTC(2026, 10, 20, 16, 1) - one.world.clock.wallMs());
    const next = pending(one, 300);
    const said = { by: 'Li', why: 'returned', evidence: 'case 42' };
    for (const id of [first, late, next]) one.world.terminal.closeReversal(id, said);
    const idsOf = async (asked: Asked): Promise<readonly string[]> =>
      ((await exported(one, asked)).rows ?? []).map((row) => row['paymentRequestId']?.trim() ?? '');
    expect(await idsOf({ show: 'ended' })).toEqual([next, late, first]);
    expect(await idsOf({ show: 'ended', fromDay: '2026-11-21' })).toEqual([next]);
    expect(await idsOf({ show: 'ended', toDay: '2026-11-20' })).toEqual([late, first]);
    expect(await exported(one, { show: 'ended', fromDay: '2026-02-30' })).toEqual({ reason: 'no_such_day' });
  });

  test('has archived ones too, and an archive that is away is not passed over', async () => {
    const old = oldShop();
    const { journal, clock } = opened(old);
    archivedWhole(journal);
    const world = counterWorld({ journal, clock });
    const handlers = returnsHandlers({ terminal: world.terminal, journal, clock, exportFolder: '' });
    const { rows = [] } = await exported({ handlers }, { show: 'ended' });
    const ids = rows.map((row) => row['paymentRequestId']?.trim());
    for (const fate of ['reversed', 'reversed_twice', 'returned_by_refund'] as const)
      expect(ids, fate).toContain(old.ids[fate]);
    expect(ids).not.toContain(old.ids['paid']);
    const page = await handlers['returns.ended']({ closedByPerson: false, before: null, most: 100 });
    expect(page.ok && page.cards.map(({ payment }) => payment.paymentRequestId)).toEqual(ids);
    world.terminal.close();
    journal.close();
    rmSync(join(dirname(old.path), 'journal-2026.sqlite'));
    const without = opened(old);
    const later = counterWorld(without);
    const asked = returnsHandlers({ terminal: later.terminal, ...without, exportFolder: '' });
    expect(await exported({ handlers: asked }, { show: 'ended' })).toEqual({ reason: 'archive_unavailable' });
    later.terminal.close();
    without.journal.close();
  });
});

describe('on the terminal’s own disk', () => {
  const asked = { show: 'open', fromDay: null, toDay: null } as const;

  test('it is the same file, only whole, and the newest twenty are kept', async () => {
    const folder = join(temporaryFolder(), 'exports');
    const one = shop(folder);
    pending(one, 1280);
    const { csv } = await exported(one, { show: 'open' });
    for (let n = 0; n < 22; n += 1) {
      const saved = await one.handlers['returns.save'](asked);
      if (!saved.ok) throw new Error(saved.reason);
      expect(saved.rows).toBe(1);
      if (n === 0) expect(readFileSync(saved.file, 'utf8')).toBe(csv);
      one.world.clock.advance(1_000);
    }
    const names = readdirSync(folder);
    expect(names).toHaveLength(20);
    expect(names.every((name) => /^reversals-\d{14}\.csv$/.test(name))).toBe(true);
  });

  test('one that cannot be read to its end is not there at all', async () => {
    const folder = temporaryFolder();
    const written = await writeExport(join(folder, 'open.csv'), (before) =>
      before === null ? { ok: true, csv: 'a\r\n', rows: 1, next: '5' } : { ok: false, reason: 'archive_unavailable' },
    );
    expect(written).toEqual({ ok: false, reason: 'archive_unavailable', why: '' });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('two that are asked for within a second are two files, each with what its asker wanted', async () => {
    const one = shop(temporaryFolder());
    pending(one, 1280);
    const answers = await Promise.all([
      one.handlers['returns.save'](asked),
      one.handlers['returns.save']({ ...asked, show: 'closed' }),
    ]);
    const files = answers.map((answer) => (answer.ok ? answer.file : answer.reason));
    expect(new Set(files).size).toBe(2);
    expect(files.map((file) => readFileSync(file, 'utf8').split('\r\n').length - 2)).toEqual([1, 0]);
  });

  test('a folder that cannot be had is told', async () => {
    const file = join(temporaryFolder(), 'a-file');
    writeFileSync(file, '');
    const one = shop(join(file, 'exports'));
    expect(await one.handlers['returns.save'](asked)).toEqual({ ok: false, reason: 'unwritable' });
  });

  test('where a folder has its name nothing is written, and no draft is left beside it', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'reversals.csv'));
    const written = await writeExport(join(folder, 'reversals.csv'), () => ({
      ok: true,
      csv: 'a',
      rows: 1,
      next: null,
    }));
    expect(written).toMatchObject({ ok: false, reason: 'unwritable' });
    expect(readdirSync(folder)).toEqual(['reversals.csv']);
  });
});
