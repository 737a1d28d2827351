import * as fs from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { marker } from './trace.ts';

/** A program that does one of every disk call in the folder it is given; its answers go to stdout as JSON. */

const [folder = '', what = ''] = process.argv.slice(2);
const { mark } = marker();
const file = (name: string): string => join(folder, name);

/** What the call threw, or what it answered. */
function tried(act: () => unknown): unknown {
  try {
    return act() ?? 'done';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

async function everyCall(): Promise<unknown> {
  const fd = fs.openSync(file('a'), 'w');
  fs.writeSync(fd, 'one two three');
  fs.writeSync(fd, 'TWO', 4);
  fs.writevSync(fd, [Buffer.from(' four'), Buffer.from(' five')]);
  fs.writevSync(fd, [Buffer.from('O'), Buffer.from('N')], 0);
  fs.fsyncSync(fd);
  fs.fdatasyncSync(fd);
  fs.ftruncateSync(fd, 15);
  fs.closeSync(fd);
  mark({ said: 'after a' });
  fs.appendFileSync(file('a'), ' more');
  await fs.promises.writeFile(file('b'), Buffer.alloc(100_000, 7));
  fs.copyFileSync(file('b'), file('c'));
  fs.renameSync(file('c'), file('d'));
  fs.linkSync(file('a'), file('e'));
  fs.writeFileSync(file('e'), 'through the other name', { flag: 'r+' });
  fs.mkdirSync(file('in'));
  fs.writeFileSync(file('in/f'), 'gone');
  fs.rmSync(file('in'), { recursive: true });
  fs.writeFileSync(file('b'), 'short');
  fs.truncateSync(file('d'), 70_000);
  fs.unlinkSync(file('e'));
  const dir = fs.openSync(folder, 'r');
  fs.fsyncSync(dir);
  fs.closeSync(dir);
  return 'done';
}

function database(): unknown {
  const db = new Database(file('db'));
  db.pragma('locking_mode = EXCLUSIVE');
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = EXTRA');
  db.exec('create table if not exists t (n integer primary key)');
  const insert = db.prepare('insert into t (n) values (?)');
  return [1, 2, 3, 4].map((n) => tried(() => insert.run(n).changes));
}

function writes(): unknown {
  const fd = fs.openSync(file('w'), 'w');
  return ['aaaa', 'bbbb', 'cccc'].map((text) => tried(() => fs.writeSync(fd, text)));
}

const acts: Readonly<Record<string, () => unknown>> = { everyCall, database, writes };
console.info(JSON.stringify(await acts[what]?.()));
