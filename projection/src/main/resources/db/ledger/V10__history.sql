-- Which events touched a thing: every party, asset, statement… has its story in one range of rows.
-- The event itself is in `events`, its command in `commands`, by height, command_index and n.
create table history (
  concept text not null,
  id text not null,
  height bigint not null,
  command_index integer not null,
  n integer not null,
  tag text not null,
  command_id text not null,
  leaf_index bigint not null,
  by_party text,
  time bigint not null,
  detail text,
  primary key (concept, id, height, command_index, n)
);
