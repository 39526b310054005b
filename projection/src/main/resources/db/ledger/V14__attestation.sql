create table statements (
  id text primary key,
  kind text not null,
  subject text not null,
  asset text,
  version integer not null,
  previous text,
  maker text not null,
  state text not null,
  threshold integer not null,
  allow_same_party boolean not null,
  signatures integer not null,
  deadline bigint not null,
  filed_at bigint not null,
  filed_height bigint not null,
  filed_index integer not null,
  ended_at bigint,
  ended_by text,
  ended_reason text,
  entry bytea not null
);
create index statements_filed on statements (filed_height, filed_index, id);
create index statements_state on statements (state, filed_height, filed_index, id);
create index statements_subject on statements (subject, filed_height, filed_index, id);
create index statements_asset on statements (asset, filed_height, filed_index, id);

create table statement_slots (
  statement text not null,
  slot integer not null,
  role text not null,
  party text,
  signed_by text,
  signed_at bigint,
  primary key (statement, slot)
);
create index statement_slots_party on statement_slots (party, statement) where signed_by is null;
create index statement_slots_role on statement_slots (role, statement)
  where signed_by is null and party is null;
create index statement_slots_signed on statement_slots (signed_by, statement);

-- Of which asset something is that a statement can be about, other than an asset itself.
create table statement_subjects (
  subject text primary key,
  asset text not null
);
