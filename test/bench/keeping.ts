import { rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import Database from 'better-sqlite3';
import { machineChance, machineClock } from '../../main/clock.ts';
import { archiveSchema } from '../../main/store/archive-schema.ts';
import { chainHash, chainStart } from '../../main/store/chain.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import type { HashedRow } from '../../main/store/questions.ts';
import type { Figure } from './figure.ts';
import { idOf } from './payments.ts';
import { spreadOf, timed } from './samples.ts';

/**
 * What keeps a journal sound for years: its proof, its backup and its archive, each beside the plainest way to touch
 * the same rows. What matters at the counter is the longest stretch for which each holds up a sale.
 */

/** Pieces of an archive run that are measured: some ten thousand payments. */
const piecesMax = 700;
const pieceMsMax = 50;
const lookups = 5_000;

export async function keepingFigures(file: string, id: string, what: string): Promise<readonly Figure[]> {
  const verified = verifyFigures(file, id, what);
  const copied = await backupFigures(file, id, what);
  return [...verified, ...copied, ...archiveFigures(file, id, what)];
}

function verifyFigures(file: string, id: string, what: string): readonly Figure[] {
  const journal = new SqliteJournal(file, machineClock, machineChance);
  const rows = journal.rows();
  let longestMs = 0;
  const oursMs = timed(() => {
    const run = journal.verify();
    for (let done = false; !done; ) {
      longestMs = Math.max(
        longestMs,
        timed(() => {
          const slice = run.next();
          done = slice.done === true;
          if (slice.done === true && slice.value.problems.length > 0) throw new Error(slice.value.problems.join('; '));
        }),
      );
    }
  });
  journal.close();
  const perSecond = (ms: number): number => (rows * 1_000) / ms;
  return [
    {
      id: `verify.${id}.rows`,
      name: `prove the journal, ${what}`,
      unit: '/s',
      value: perSecond(oursMs),
      yardstick: { name: 'read and SHA-256 of the rows', value: perSecond(hashedMs(file)) },
      goal: { ratioAtLeast: 0.15 },
    },
    longest(`verify.${id}.longest`, '… longest stretch without a turn for the till', longestMs),
  ];
}

function hashedMs(file: string): number {
  const db = new Database(file, { readonly: true });
  const rows = db.prepare<[], HashedRow>('select * from journal order by seq');
  let before: Uint8Array = chainStart;
  const ms = timed(() => {
    for (const row of rows.iterate()) {
      if (!chainHash(before, row).equals(row.hash)) throw new Error(`row ${row.seq} does not follow`);
      before = row.hash;
    }
  });
  db.close();
  return ms;
}

async function backupFigures(file: string, id: string, what: string): Promise<readonly Figure[]> {
  const journal = new SqliteJournal(file, machineClock, machineChance);
  const folder = join(dirname(file), 'backup');
  const loop = { longestMs: 0, isDone: false };
  const startedMs = performance.now();
  const made = journal.backup(folder, () => new Promise((resolve) => void setImmediate(resolve)));
  const watched = made.finally(() => {
    loop.isDone = true;
  });
  for (let last = performance.now(); !loop.isDone; ) {
    await new Promise<void>((resolve) => void setImmediate(resolve));
    const nowMs = performance.now();
    loop.longestMs = Math.max(loop.longestMs, nowMs - last);
    last = nowMs;
  }
  await watched;
  const oursMs = performance.now() - startedMs;
  journal.close();
  rmSync(folder, { recursive: true });
  const bytes = statSync(file).size;
  return [
    {
      id: `backup.${id}.seconds`,
      name: `back up ${Math.round(bytes / 1_048_576)} MiB while the till goes on, ${what}`,
      unit: 'ms',
      value: oursMs,
      yardstick: { name: 'vacuum into, which holds everything up', value: vacuumMs(file) },
    },
    longest(`backup.${id}.longest`, '… longest stretch without a turn for the till', loop.longestMs),
  ];
}

function vacuumMs(file: string): number {
  const copy = `${file}.vacuum`;
  const db = new Database(file, { readonly: true });
  const ms = timed(() => db.prepare('vacuum into ?').run(copy));
  db.close();
  rmSync(copy);
  return ms;
}

/** Last of all: it changes the file. */
function archiveFigures(file: string, id: string, what: string): readonly Figure[] {
  const journal = new SqliteJournal(file, machineClock, machineChance);
  const pieces: number[] = [];
  const run = journal.archive();
  let moved = 0;
  for (let piece = 0; piece < piecesMax; piece++) {
    let done = false;
    pieces.push(
      timed(() => {
        const next = run.next();
        done = next.done === true;
        moved = next.value.payments;
      }),
    );
    if (done) break;
  }
  journal.close();
  const lookedUp = archivedLookups(file, moved);
  const oursMs = pieces.reduce((sum, ms) => sum + ms, 0);
  const perSecond = (ms: number): number => (moved * 1_000) / ms;
  return [
    {
      id: `archive.${id}.payments`,
      name: `archive settled payments, ${what}`,
      unit: '/s',
      value: perSecond(oursMs),
      yardstick: { name: 'insert of the same rows, EXTRA', value: perSecond(insertedMs(file, moved)) },
      goal: { ratioAtLeast: 0.1 },
    },
    longest(`archive.${id}.longest`, '… longest piece', Math.max(...pieces)),
    {
      id: `lookup.${id}.archived`,
      name: `look up an archived receipt's barcode, ${what}, p99 of ${lookups}`,
      unit: 'ms',
      value: spreadOf(lookedUp).p99,
      goal: { valueAtMost: 1 },
    },
  ];
}

function archivedLookups(file: string, moved: number): readonly number[] {
  const journal = new SqliteJournal(file, machineClock, machineChance);
  const found: number[] = [];
  for (let n = 0; n < lookups; n++) {
    const id = idOf((n * 7_919) % moved);
    found.push(
      timed(() => {
        if (journal.find(id)?.paymentRequestId !== id) throw new Error(`${id} was not found`);
      }),
    );
  }
  journal.close();
  return found;
}

/** The archived rows once more, into the same tables, as many to a transaction as we take: copied, and no more. */
function insertedMs(file: string, payments: number): number {
  const archive = new Database(file.replace('.sqlite', '-2020.sqlite'), { readonly: true });
  const rows = archive.prepare<[], Row>('select * from journal order by seq').all();
  const states = archive.prepare<[number], Row>('select * from payments limit ?').all(payments);
  archive.close();
  const bare = `${file}.bare`;
  const db = new Database(bare);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = EXTRA');
  db.exec(archiveSchema);
  const [row, state] = [into(db, 'journal', rows[0]), into(db, 'payments', states[0])];
  const perState = Math.ceil(rows.length / states.length);
  const some = db.transaction((from: number, to: number) => {
    for (const one of states.slice(from, to)) state.run(one);
    for (const one of rows.slice(from * perState, to * perState)) row.run(one);
  });
  const ms = timed(() => {
    for (let from = 0; from < states.length; from += 64) some(from, from + 64);
  });
  db.close();
  rmSync(bare);
  return ms;
}

type Row = Readonly<Record<string, string | number | Buffer | null>>;

function into(db: Database.Database, table: string, like: Row | undefined): Database.Statement {
  return db.prepare(
    `insert into ${table} values (${Object.keys(like ?? {})
      .map((column) => `@${column}`)
      .join(', ')})`,
  );
}

function longest(id: string, name: string, value: number): Figure {
  return { id, name, unit: 'ms', value, goal: { valueAtMost: pieceMsMax } };
}
