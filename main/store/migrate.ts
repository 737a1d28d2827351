import type Database from 'better-sqlite3';
import { migrations } from './migrations/index.ts';

/** Brings a file from any released version to the newest, in one transaction, forwards only. */

/** The first version that was ever released. */
export const oldestVersion = migrations[0]?.version ?? 0;

/** The version this program writes. */
export const newestVersion = migrations.at(-1)?.version ?? 0;

/** `upTo` is for tests that need a file of an older version. */
export function migrate(db: Database.Database, upTo: number = newestVersion): void {
  const from = Number(db.pragma('user_version', { simple: true }));
  const due = migrations.filter(({ version }) => version > from && version <= upTo);
  const last = due.at(-1);
  if (last === undefined) return;
  db.transaction(() => {
    for (const migration of due) db.exec(migration.sql);
    db.pragma(`user_version = ${last.version}`);
  }).immediate();
}
