-- What waits for somebody. The rows of `task` follow the log and can be dropped; they are built again from the
-- first block. `party` is empty where any party with the role can do it.
create table kedge.task (
  ledger  text not null,
  kind    text not null,
  subject text not null,
  party   text not null default '',
  role    text not null default '',
  about   text not null default '',
  from_at bigint not null,
  due_at  bigint,
  primary key (ledger, kind, subject, party, role)
);
create index task_of on kedge.task (ledger, party, from_at);
create index task_subject on kedge.task (ledger, subject);

-- Commands that wait for a signature of a second employee of the same organisation.
create table kedge.approval (
  id           text primary key,
  ledger       text not null,
  party        text not null,
  type         text not null,
  payload      bytea not null,
  why          text not null,
  created_at   bigint not null,
  created_by   text not null,
  expires_at   bigint not null,
  state        text not null check (state in ('OPEN', 'SENT', 'ACCEPTED', 'REFUSED', 'REJECTED', 'EXPIRED')),
  decided_at   bigint,
  decided_by   text,
  reason       text,
  command_id   text not null,
  code         text,
  detail       text,
  height       bigint
);
create unique index approval_command on kedge.approval (ledger, command_id);
create index approval_party on kedge.approval (ledger, party, state, created_at, id);
create index approval_open on kedge.approval (state, expires_at) where state in ('OPEN', 'SENT');

create table kedge.approval_signature (
  approval  text not null references kedge.approval (id) on delete cascade,
  key_id    text not null,
  account   text not null,
  signature bytea not null,
  at        bigint not null,
  primary key (approval, key_id),
  unique (approval, account)
);
