import type { Migration } from './migration.ts';

/**
 * Which years have an archive file beside the journal, and how many journal rows have moved there for good. The rows
 * that are here and these counts always add up to the newest `seq`, so that a lost archive cannot go unnoticed.
 */
export const archives: Migration = {
  version: 20,
  sql: `
create table archives (
  year       integer primary key not null check (year between 2000 and 2099),
  rows_moved integer not null check (rows_moved >= 1)
) strict;
`,
};
