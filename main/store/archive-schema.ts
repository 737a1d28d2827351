/**
 * What an archive file is made of: the journal's own tables without what only a running till needs. Rows come in the
 * order in which payments were settled, so `seq` rises with gaps; the rows of the other files fill them.
 */

/** `TilA` in ASCII: an archive is never taken for a journal, nor a journal for an archive. */
export const archiveApplicationId = 0x54696c41;

/** Rises with the next change of this schema. */
export const archiveVersion = 10;

export const archiveSchema = `
create table meta (
  key   text primary key not null,
  value text not null
) strict, without rowid;

create table journal (
  seq                integer primary key not null,
  payment_request_id text    not null,
  revision           integer not null check (revision >= 1),
  kind               text    not null,
  at_ms              integer not null,
  body               text    not null,
  hash               blob    not null check (length(hash) = 32),
  unique (payment_request_id, revision)
) strict;

create trigger journal_is_not_changed before update on journal
begin select raise(abort, 'an archive is append-only'); end;
create trigger journal_is_not_deleted before delete on journal
begin select raise(abort, 'an archive is append-only'); end;
-- INSERT OR REPLACE removes a row without asking the trigger above.
create trigger journal_is_not_replaced before insert on journal
when exists (select 1 from journal where seq = new.seq)
begin select raise(abort, 'an archive is append-only'); end;

create table payments (
  payment_request_id text    primary key not null,
  order_id           text    not null,
  payment_id         text,
  amount_minor       integer not null check (amount_minor > 0),
  currency           text    not null check (length(currency) = 3),
  phase              text    not null,
  live               integer not null check (live = 0),
  holds_order        integer not null check (holds_order = 0),
  code_fingerprint   text    not null,
  serial             integer not null check (serial between 0 and 9999),
  scanned_at_ms      integer not null,
  due_at_ms          integer check (due_at_ms is null),
  revision           integer not null check (revision >= 1),
  state              text    not null
) strict, without rowid;

create index payments_by_order on payments (order_id, scanned_at_ms);
create index payments_by_payment_id on payments (payment_id) where payment_id is not null;
-- Older archives are without it: looking back over them takes longer and finds the same.
create index payments_history on payments (payment_request_id, phase, live);

create table reversals (
  payment_request_id text    not null references payments (payment_request_id),
  generation         integer not null check (generation >= 1),
  way                text    not null check (way in ('cancel', 'refund')),
  opened_at_ms       integer not null,
  done_at_ms         integer not null,
  primary key (payment_request_id, generation)
) strict, without rowid;

create table refunds (
  refund_request_id  text    primary key not null,
  payment_request_id text    not null references payments (payment_request_id),
  amount_minor       integer not null check (amount_minor > 0),
  origin             text    not null check (origin in ('person', 'reversal')),
  phase              text    not null check (phase in ('done', 'refused')),
  requested_at_ms    integer not null
) strict, without rowid;

create index refunds_by_payment on refunds (payment_request_id);
`;
