import type { Migration } from './migration.ts';

/**
 * Papers that somebody is owed, written in the commit of the step that asks for them, and the record of the cash
 * drawer. Neither is part of the chain: money is proved without them.
 */
export const prints: Migration = {
  version: 30,
  sql: `
create table print_jobs (
  id                 integer primary key not null check (id >= 1),
  kind               text    not null check (kind in ('paid', 'reversal_slip', 'refund')),
  payment_request_id text    not null,
  refund_request_id  text,
  amount_minor       integer not null,
  currency           text    not null check (length(currency) = 3),
  copy               integer not null check (copy in (0, 1)),
  state              text    not null check (state in ('queued', 'sending', 'printed', 'unknown', 'failed')),
  attempts           integer not null check (attempts >= 0),
  may_be_out         integer not null check (may_be_out in (0, 1)),
  asked_at_ms        integer not null,
  moved_at_ms        integer not null,
  fault              text,
  document           text
) strict;

create index unfinished_print_jobs on print_jobs (id) where state in ('queued', 'sending', 'unknown');

create table drawer_openings (
  id      integer primary key not null check (id >= 1),
  at_ms   integer not null,
  by      text    not null,
  why     text    not null,
  outcome text
) strict;

-- The outcome of an opening is not known before its pulse, and is written once.
create trigger drawer_openings_are_not_changed before update on drawer_openings
when old.outcome is not null or new.outcome is null or new.id <> old.id or new.at_ms <> old.at_ms
  or new.by <> old.by or new.why <> old.why
begin select raise(abort, 'the record of the cash drawer is append-only'); end;
create trigger drawer_openings_are_not_deleted before delete on drawer_openings
begin select raise(abort, 'the record of the cash drawer is append-only'); end;
-- INSERT OR REPLACE removes a row without asking the trigger above.
create trigger drawer_openings_are_not_replaced before insert on drawer_openings
when new.id <> (select coalesce(max(id), 0) + 1 from drawer_openings)
begin select raise(abort, 'the record of the cash drawer is append-only'); end;
`,
};
