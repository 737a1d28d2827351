import { readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { SqliteJournal } from '../../main/store/journal.ts';
import { type Verdict, verifyJournal } from '../../main/store/verify.ts';

/** Looking into a journal from outside, with nothing of the product between us and SQLite. */

type Row = Readonly<Record<string, unknown>>;

/** Every row of every table of a file that nobody has open, in the order of their keys. */
export function tables(path: string) {
  const db = new Database(path);
  const rows = (table: string): readonly Row[] => db.prepare<[], Row>(`select * from ${table} order by 1, 2`).all();
  const found = {
    meta: rows('meta'),
    journal: rows('journal'),
    payments: rows('payments'),
    reversals: rows('reversals'),
    refunds: rows('refunds'),
  };
  db.close();
  return found;
}

/** Runs a verification to its end. */
export function verdictOf(journal: Pick<SqliteJournal, 'verify'>): Verdict {
  const verification = journal.verify();
  for (let step = verification.next(); ; step = verification.next()) if (step.done === true) return step.value;
}

/** The verdict over a file as it lies there, whoever has written it. */
export function verdictOfFile(path: string): Verdict {
  const db = new Database(path);
  try {
    return verdictOf({ verify: () => verifyJournal(db) });
  } finally {
    db.close();
  }
}

/** Changes a file as somebody would who has it and an SQLite tool: without our triggers and without foreign keys. */
export function tamper(path: string, ...statements: readonly string[]): void {
  const db = new Database(path);
  db.pragma('foreign_keys = OFF');
  const triggers = db.prepare<[], { name: string; sql: string }>(
    "select name, sql from sqlite_schema where type = 'trigger'",
  );
  const kept = triggers.all();
  for (const { name } of kept) db.exec(`drop trigger ${name}`);
  for (const statement of statements) db.exec(statement);
  for (const { sql } of kept) db.exec(sql);
  db.close();
}

/** Overwrites one page of a table or index, as a dying disk does. */
export function ruinPage(path: string, name: string): void {
  const db = new Database(path);
  const page = db
    .prepare<[string], number>("select pageno from dbstat where name = ? and pagetype = 'leaf' order by pageno limit 1")
    .pluck()
    .get(name);
  const size = Number(db.pragma('page_size', { simple: true }));
  db.close();
  if (page === undefined) throw new Error(`${name} has no page`);
  const bytes = readFileSync(path);
  bytes.fill(0x55, (page - 1) * size, page * size);
  writeFileSync(path, bytes);
}
