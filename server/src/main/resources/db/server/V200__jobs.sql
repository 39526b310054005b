-- What the server does by itself, at its time. Times are epoch milliseconds of the ledger. Everything up to
-- `job` follows the log and can be dropped: it is built again from the first block.

create table kedge.work_position (
  ledger    text primary key,
  ledger_id text not null,
  height    bigint not null,
  at        bigint not null
);

-- Value as the events tell it, for the end-of-day close and for finding whom a deadline concerns.
create table kedge.work_note (
  ledger     text not null,
  note       text not null,
  instrument text not null,
  owner      text not null,
  units      bigint not null,
  primary key (ledger, note)
);
create index work_note_owner on kedge.work_note (ledger, instrument, owner, note);

create table kedge.work_lock (
  ledger     text not null,
  lock       text not null,
  instrument text not null,
  owner      text not null,
  purpose    text not null,
  units      bigint not null,
  primary key (ledger, lock)
);
create index work_lock_instrument on kedge.work_lock (ledger, instrument);

create table kedge.work_total (
  ledger     text not null,
  instrument text not null,
  minted     numeric(38) not null default 0,
  burned     numeric(38) not null default 0,
  primary key (ledger, instrument)
);

create table kedge.work_count (
  ledger text not null,
  day    bigint not null,
  code   text not null,
  number bigint not null,
  primary key (ledger, day, code)
);

create table kedge.job (
  ledger       text not null,
  kind         text not null,
  subject      text not null,
  issue        text,
  due_at       bigint not null,
  next_at      bigint not null,
  state        text not null default 'WAITING' check (state in ('WAITING', 'DONE')),
  attempts     integer not null default 0,
  command_type text,
  command_id   text,
  envelope     text,
  code         text,
  detail       text,
  told_at      bigint,
  done_at      bigint,
  primary key (ledger, kind, subject)
);
create index job_next on kedge.job (ledger, next_at, kind, subject) where state = 'WAITING';
create index job_list on kedge.job (ledger, state, next_at, kind, subject);
create index job_issue on kedge.job (ledger, issue) where issue is not null;

-- What was done, one row for each command of a job that was ordered.
create table kedge.job_run (
  id           bigint generated always as identity primary key,
  ledger       text not null,
  kind         text not null,
  subject      text not null,
  at           bigint not null,
  command_type text not null,
  command_id   text not null,
  code         text not null,
  detail       text not null,
  height       bigint
);
create unique index job_run_command on kedge.job_run (ledger, command_id);
create index job_run_of on kedge.job_run (ledger, kind, subject, id);

-- What the operator set: the calendar of the platform (null: the cautious one of the contracts), and whether
-- units that are left after a redemption window are redeemed without being asked.
create table kedge.work_setting (
  ledger            text primary key,
  forced_redemption boolean not null default false,
  weekdays          text,
  sessions          text,
  holidays          text,
  zone              text,
  offset_minutes    integer,
  cut_off           integer,
  version           bigint not null default 1,
  changed_at        bigint not null,
  changed_by        text not null
);

-- The business day that is open, as a day since 1970-01-01 of local time, and the moment at which it ends.
create table kedge.work_day (
  ledger  text primary key,
  day     bigint not null,
  cut_off bigint not null
);

-- One row for each business day; the lines are what was compared.
create table kedge.day_close (
  ledger    text not null,
  day       bigint not null,
  cut_off   bigint not null,
  height    bigint not null,
  closed_at bigint not null,
  balanced  boolean not null,
  accepted  bigint not null,
  refused   bigint not null,
  primary key (ledger, day)
);

create table kedge.day_close_line (
  ledger      text not null,
  day         bigint not null,
  section     text not null,
  item        text not null,
  name        text not null,
  expected    numeric(38) not null,
  found       numeric(38) not null,
  primary key (ledger, day, section, item, name)
);
