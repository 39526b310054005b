-- Whom a command concerns: who asked, and whose notes and locks it made, spent or ended.
create table command_parties (
  party text not null,
  height bigint not null,
  command_index integer not null,
  primary key (party, height, command_index)
);

-- Whose the standing notes and locks are; for a lock also for whom it is.
create table standing_values (
  id text primary key,
  parties text[] not null
);

-- What can be found by words. `pieces` is what SearchText makes of the texts; a row is seen by
-- everybody where `open`, else by its `viewers` and by those who see everything.
create table search_entries (
  kind text not null,
  id text not null,
  title_zh text not null,
  title_en text not null,
  detail text not null,
  status text not null,
  open boolean not null,
  viewers text[] not null,
  pieces text[] not null,
  changed_height bigint not null,
  primary key (kind, id)
);
create index search_entries_pieces on search_entries using gin (pieces);
create index search_entries_changed on search_entries (changed_height, kind, id);
