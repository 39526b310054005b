-- Applications to take part, and the two officers who decide on them.
create table kedge.registration (
  id           text primary key,
  account      text not null unique references kedge.account (id),
  ledger       text not null,
  party        text not null,
  kind         text not null,
  roles        text[] not null,
  profile      jsonb not null,
  salt         bytea not null,
  status       text not null
    check (status in ('DRAFT', 'SUBMITTED', 'SECOND_PENDING', 'VERIFIED', 'DECLINED')),
  self_custody boolean not null,
  certificate  text,
  created_at   bigint not null,
  submitted_at bigint,
  decided_at   bigint,
  command_id   text,
  reason       text,
  unique (ledger, party)
);
create index registration_waiting on kedge.registration (ledger, status, created_at, id);

create table kedge.stored_file (
  digest     text primary key,
  size       bigint not null,
  media_type text not null,
  created_at bigint not null
);

create table kedge.registration_document (
  registration text not null references kedge.registration (id) on delete cascade,
  name         text not null,
  file         text not null references kedge.stored_file (digest),
  uploaded_at  bigint not null,
  primary key (registration, name)
);

create table kedge.registration_review (
  registration   text not null references kedge.registration (id) on delete cascade,
  account        text not null references kedge.account (id),
  officer        text not null,
  approve        boolean not null,
  reason         text not null,
  investor_class text,
  fee_tier       integer,
  at             bigint not null,
  primary key (registration, account)
);

create table kedge.registration_check (
  registration text not null references kedge.registration (id) on delete cascade,
  provider     text not null,
  verdict      text not null check (verdict in ('PASSED', 'FAILED', 'UNSURE')),
  detail       text not null,
  at           bigint not null,
  primary key (registration, provider)
);

-- Which fields a kind or a role asks for: data, not code. An empty pattern takes any text.
create table kedge.registration_field (
  subject  text not null,
  name     text not null,
  position integer not null,
  required boolean not null,
  pattern  text not null default '',
  zh       text not null,
  en       text not null,
  primary key (subject, name)
);

-- Keys that the server holds. The private side is in the sealed store of the ledger.
create table kedge.custodial_key (
  key_id     text primary key,
  ledger     text not null,
  party      text not null,
  employee   text,
  algorithm  text not null,
  public_key bytea not null,
  created_at bigint not null,
  retired_at bigint
);
create index custodial_key_of on kedge.custodial_key (ledger, party, employee);
