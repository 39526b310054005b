-- Delivery vouchers. Goods are counted in the anchor's smallest deliverable units.
create table vouchers (
  id text primary key,
  holder text not null,
  person text,
  issue text not null,
  offering text not null,
  asset text not null,
  units bigint not null,
  ratio bigint not null,
  created_at bigint not null,
  expires_at bigint not null,
  predecessor text,
  redeemed_at bigint,
  forced boolean not null,
  state text not null,
  ended_at bigint,
  warehouse text,
  handed bigint,
  shortage bigint,
  corrections integer not null default 0,
  paid bigint,
  command_id text not null,
  height bigint not null
);
create index vouchers_created_at on vouchers (created_at, id);
create index vouchers_holder on vouchers (holder, created_at, id);
create index vouchers_issue on vouchers (issue, created_at, id);
create index vouchers_asset on vouchers (asset, created_at, id);
create index vouchers_predecessor on vouchers (predecessor);

create table voucher_rights (
  voucher text not null,
  n integer not null,
  type text not null,
  holder text not null,
  total bigint not null,
  honoured bigint not null,
  primary key (voucher, n)
);
create index voucher_rights_holder on voucher_rights (holder, voucher);

-- What was done with a voucher.
create table voucher_acts (
  height bigint not null,
  command_index integer not null,
  n integer not null,
  voucher text not null,
  kind text not null,
  by_party text not null,
  at bigint not null,
  handed bigint,
  shortage bigint,
  lots text[],
  right_type text,
  times bigint,
  paid bigint,
  reason text,
  command_id text not null,
  primary key (height, command_index, n)
);
create index voucher_acts_voucher on voucher_acts (voucher, height, command_index, n);

-- Who keeps an anchor's goods: its owner and its custodian hand over against vouchers.
create table goods_keepers (
  asset text primary key,
  owner text not null,
  custodian text not null,
  height bigint not null
);
create index goods_keepers_owner on goods_keepers (owner);
create index goods_keepers_custodian on goods_keepers (custodian);
