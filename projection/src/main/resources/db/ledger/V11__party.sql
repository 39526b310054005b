-- `entry` is everywhere the value of the thing's entry in the ledger's state, byte for byte: what a
-- state proof proves. The other columns repeat parts of it.
create table parties (
  id text primary key,
  kind text not null,
  status text not null,
  roles text[] not null,
  beneficial_owner text not null,
  investor_class text not null,
  fee_tier integer not null,
  auto_accept_gifts boolean not null,
  founder boolean not null,
  entry bytea not null,
  registered_at bigint not null,
  registered_height bigint not null,
  decided_at bigint,
  decided_by text,
  decided_reason text,
  changed_height bigint not null
);
create index parties_status on parties (status, id);
create index parties_roles on parties using gin (roles);
create index parties_registered on parties (registered_height, id);

create table party_documents (
  party text not null,
  name text not null,
  digest text not null,
  filed_at bigint not null,
  primary key (party, name)
);

create table party_employees (
  party text not null,
  id text not null,
  active boolean not null,
  entry bytea not null,
  changed_at bigint not null,
  primary key (party, id)
);

create table party_keys (
  id text primary key,
  party text not null,
  employee text,
  algorithm text not null,
  holder text not null,
  valid_from bigint not null,
  valid_until bigint,
  revoked_at bigint,
  entry bytea not null
);
create index party_keys_party on party_keys (party, id);
