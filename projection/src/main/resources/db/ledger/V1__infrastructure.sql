-- How far the read models are: one row, changed in the transaction of the blocks it counts.
create table position (
  one boolean primary key default true check (one),
  ledger text not null,
  height bigint not null,
  header_hash bytea not null,
  time bigint not null,
  tree_size bigint not null,
  updated bigint not null
);

create table blocks (
  height bigint primary key,
  header_hash bytea not null,
  previous_hash bytea not null,
  time bigint not null,
  tree_size bigint not null,
  command_count integer not null
);
create unique index blocks_header_hash on blocks (header_hash);

-- An envelope that was ordered twice has two rows with one id: the first is the decided one.
create table commands (
  height bigint not null,
  command_index integer not null,
  leaf_index bigint not null,
  id text not null,
  type text not null,
  by_party text,
  code text not null,
  time bigint not null,
  key_ids text[] not null,
  payload text,
  primary key (height, command_index)
);
create unique index commands_leaf_index on commands (leaf_index);
create index commands_id on commands (id, height, command_index);
create index commands_by_party on commands (by_party, height, command_index);
create index commands_type on commands (type, height, command_index);

create table events (
  height bigint not null,
  command_index integer not null,
  n integer not null,
  tag text not null,
  body bytea not null,
  primary key (height, command_index, n)
);
create index events_tag on events (tag, height, command_index, n);
