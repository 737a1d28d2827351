import type { Migration } from './migration.ts';

/**
 * The journal is the truth; the other tables are its fold, written in the same commit so that a question needs one
 * look-up. `state` holds the whole payment; the columns beside it are what questions and guards need.
 */
export const payments: Migration = {
  version: 10,
  sql: `
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
begin select raise(abort, 'the journal is append-only'); end;
create trigger journal_is_not_deleted before delete on journal
begin select raise(abort, 'the journal is append-only'); end;
-- INSERT OR REPLACE removes a row without asking the trigger above.
create trigger journal_is_not_replaced before insert on journal
when new.seq <> (select coalesce(max(seq), 0) + 1 from journal)
begin select raise(abort, 'the journal is append-only'); end;

create table payments (
  payment_request_id text    primary key not null,
  order_id           text    not null,
  payment_id         text,
  amount_minor       integer not null check (amount_minor > 0),
  currency           text    not null check (length(currency) = 3),
  phase              text    not null,
  live               integer not null check (live in (0, 1)),
  holds_order        integer not null check (holds_order in (0, 1)),
  code_fingerprint   text    not null,
  serial             integer not null check (serial between 0 and 9999),
  scanned_at_ms      integer not null,
  due_at_ms          integer,
  revision           integer not null check (revision >= 1),
  state              text    not null
) strict, without rowid;

-- One live attempt per order, whatever dialogs, restarts and screens do.
create unique index one_attempt_holds_an_order on payments (order_id) where holds_order = 1;
create unique index a_code_pays_once on payments (code_fingerprint);
create index payments_by_order on payments (order_id, scanned_at_ms);
create index payments_by_payment_id on payments (payment_id) where payment_id is not null;
create index live_payments_by_amount on payments (currency, amount_minor, scanned_at_ms) where live = 1;
create index unfinished_payments on payments (scanned_at_ms) where due_at_ms is not null;

create table reversals (
  payment_request_id text    not null references payments (payment_request_id),
  generation         integer not null check (generation >= 1),
  way                text    not null check (way in ('cancel', 'refund')),
  opened_at_ms       integer not null,
  done_at_ms         integer,
  primary key (payment_request_id, generation)
) strict, without rowid;

create unique index one_open_reversal on reversals (payment_request_id) where done_at_ms is null;

create table refunds (
  refund_request_id  text    primary key not null,
  payment_request_id text    not null references payments (payment_request_id),
  amount_minor       integer not null check (amount_minor > 0),
  origin             text    not null check (origin in ('person', 'reversal')),
  phase              text    not null,
  requested_at_ms    integer not null
) strict, without rowid;

create index refunds_by_payment on refunds (payment_request_id);
`,
};
