create table reductions (
  id text primary key,
  asset text not null,
  issuer text not null,
  quantity bigint not null,
  reason text not null,
  status text not null,
  statement text not null,
  quantity_left bigint,
  entry bytea not null,
  applied_at bigint not null,
  applied_height bigint not null,
  applied_index integer not null,
  ended_at bigint
);
create index reductions_applied on reductions (applied_height, applied_index, id);
create index reductions_asset on reductions (asset, applied_height, applied_index, id);
create index reductions_issuer on reductions (issuer, applied_height, applied_index, id);
create index reductions_status on reductions (status, applied_height, applied_index, id);
