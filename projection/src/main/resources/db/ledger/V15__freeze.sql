create table freezes (
  kind text not null,
  id text not null,
  frozen boolean not null,
  since bigint not null,
  ended_at bigint,
  by_party text not null,
  authority text not null,
  reason text not null,
  periods integer not null,
  entry bytea not null,
  changed_height bigint not null,
  primary key (kind, id)
);
create index freezes_frozen on freezes (frozen, kind, id);
