create table catalogue_entries (
  id text primary key,
  name_zh text not null,
  name_en text not null,
  category text not null,
  family text not null,
  may_anchor boolean not null,
  retired boolean not null,
  search text[] not null,
  entry bytea not null,
  changed_at bigint not null,
  changed_by text not null,
  changed_height bigint not null
);
create index catalogue_entries_category on catalogue_entries (category, id);
create index catalogue_entries_search on catalogue_entries using gin (search);

create table right_types (
  id text primary key,
  name_zh text not null,
  name_en text not null,
  retired boolean not null,
  entry bytea not null,
  changed_at bigint not null,
  changed_by text not null,
  changed_height bigint not null
);
