-- Issues: what an anchor's units are called and how many there may be. The figures are units.
create table issues (
  id text primary key,
  symbol text not null,
  asset text not null,
  ratio bigint not null,
  units bigint not null,
  issuer text not null,
  venue text,
  statement text not null,
  status text not null,
  open_vouchers bigint not null default 0,
  taken bigint not null default 0,
  expired bigint not null default 0,
  proposed_at bigint not null,
  confirmed_at bigint,
  ended_at bigint,
  height bigint not null
);
create index issues_proposed_at on issues (proposed_at, id);
create index issues_asset on issues (asset, id);

create table liquidations (
  issue text primary key,
  taken bigint not null,
  expired bigint not null,
  by_party text not null,
  at bigint not null,
  command_id text not null,
  height bigint not null
);

-- Offerings: the announced terms, and the times that are in force after every decree.
-- `encoded` is the entry of the ledger's state in its own encoding, but for the collateral.
create table offerings (
  id text primary key,
  issue text not null,
  issuer text not null,
  operator text not null,
  anchor text not null,
  cash text not null,
  price bigint not null,
  quantity bigint not null,
  ratio bigint not null,
  circulation text not null,
  venue text,
  method text not null,
  status text not null,
  announced_at bigint not null,
  ended_at bigint,
  sold bigint not null,
  subscription_opens bigint not null,
  subscription_closes bigint not null,
  trading_opens bigint not null,
  trading_closes bigint not null,
  redemption_opens bigint not null,
  redemption_closes bigint not null,
  suspended boolean not null,
  encoded bytea not null,
  command_id text not null,
  height bigint not null
);
create index offerings_announced_at on offerings (announced_at, id);
create index offerings_issue on offerings (issue, announced_at);

create table offering_decrees (
  offering text not null,
  n integer not null,
  kind text not null,
  stage text,
  moment bigint,
  at bigint not null,
  by_party text not null,
  reason text not null,
  command_id text not null,
  height bigint not null,
  primary key (offering, n)
);

-- When clocks stood still: `entry` is the freeze history of a subject as the ledger's state has it.
create table standstills (
  kind text not null,
  subject text not null,
  frozen boolean not null,
  entry bytea not null,
  height bigint not null,
  primary key (kind, subject)
);

-- Applications: one for each beneficial owner and offering. Money is minor units of cash.
create table applications (
  offering text not null,
  beneficial_owner text not null,
  party text not null,
  tranche integer not null,
  units bigint not null,
  placed_at bigint not null,
  placed_by text not null,
  lock text not null,
  fee_ppm integer not null,
  status text not null,
  allotted bigint not null,
  paid bigint not null default 0,
  fee bigint not null default 0,
  refunded bigint not null default 0,
  settled_at bigint,
  encoded bytea not null,
  height bigint not null,
  primary key (offering, beneficial_owner)
);
create index applications_party on applications (party, placed_at, offering);
create index applications_placed on applications (offering, placed_at, placed_by);

-- How an offering is shared out. `run` is the ledger's own encoding of tally, revealed secrets
-- and verified cuts.
create table allotments (
  offering text primary key,
  run bytea not null,
  tallied boolean not null,
  demand_lots bigint not null,
  applications bigint not null,
  seed text,
  proved_by text,
  height bigint not null
);

create table allotment_proposals (
  offering text not null,
  by_party text not null,
  height bigint not null,
  command_index integer not null,
  cuts text not null,
  state text not null,
  decided_height bigint,
  primary key (offering, by_party, height, command_index)
);
