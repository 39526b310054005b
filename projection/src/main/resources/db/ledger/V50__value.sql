-- What notes are units of: issues, and kinds of cash.
create table instruments (
  id text primary key,
  kind text not null,
  symbol text not null,
  asset text,
  digits integer not null,
  clearing_agent text,
  names jsonb,
  minted bigint not null default 0,
  outstanding bigint not null default 0,
  height bigint not null
);

create table notes (
  id text primary key,
  owner text not null,
  instrument text not null,
  units bigint not null,
  since bigint not null,
  created_height bigint not null,
  created_by text not null,
  spent_height bigint,
  spent_by text
);
create index notes_unspent on notes (owner, instrument, id) where spent_height is null;

create table locks (
  id text primary key,
  owner text not null,
  instrument text not null,
  units bigint not null,
  purpose text not null,
  executor text,
  beneficiary text,
  expiry bigint not null,
  created_at bigint not null,
  since bigint not null,
  predecessor text,
  terms bytea not null,
  locked_at bigint not null,
  created_height bigint not null,
  created_by text not null,
  ended text,
  ended_at bigint,
  ended_height bigint,
  ended_by text
);
create index locks_standing on locks (owner, id) where ended_height is null;

-- What a party holds now, free and locked.
create table balances (
  party text not null,
  instrument text not null,
  free bigint not null,
  locked bigint not null,
  height bigint not null,
  primary key (party, instrument)
);
create index balances_instrument on balances (instrument, party);

-- What one command did to what one party holds of one instrument, and what it held afterwards:
-- the last row up to a height is the balance at that height.
create table movements (
  height bigint not null,
  command_index integer not null,
  party text not null,
  instrument text not null,
  command_id text not null,
  type text not null,
  by_party text not null,
  at bigint not null,
  free_change bigint not null,
  locked_change bigint not null,
  free_after bigint not null,
  locked_after bigint not null,
  primary key (height, command_index, party, instrument)
);
create index movements_account
  on movements (party, instrument, height, command_index);
create index movements_party on movements (party, height, command_index, instrument);

-- Why: the parts of a movement. Their units add up to the change of free and locked together; a
-- movement without a part only locked or released something.
create table movement_parts (
  height bigint not null,
  command_index integer not null,
  n integer not null,
  part integer not null,
  party text not null,
  instrument text not null,
  reason text not null,
  units bigint not null,
  counterpart text,
  reference text,
  primary key (height, command_index, n, part)
);
create index movement_parts_party
  on movement_parts (party, instrument, height, command_index, n, part);
create index movement_parts_fees
  on movement_parts (party, height, command_index, n, part) where reason = 'FEE';

-- Orders, by the lock each began with.
create table orders (
  id text primary key,
  lock text not null,
  owner text not null,
  side text not null,
  issue text not null,
  cash text not null,
  limit_price bigint not null,
  units bigint not null,
  open bigint not null,
  filled bigint not null,
  traded_value bigint not null default 0,
  fee bigint not null default 0,
  max_fee_ppm integer not null,
  counterparty text,
  executor text,
  state text not null,
  placed_at bigint not null,
  expiry bigint not null,
  changed_at bigint not null,
  command_id text not null,
  height bigint not null
);
create index orders_owner on orders (owner, placed_at, id);
create index orders_lock on orders (lock);
create index orders_open on orders (issue, side, limit_price, placed_at, id) where state = 'OPEN';

create table trades (
  height bigint not null,
  command_index integer not null,
  n integer not null,
  sell text not null,
  buy text not null,
  seller text not null,
  buyer text not null,
  issue text not null,
  units bigint not null,
  cash text not null,
  price bigint not null,
  value bigint not null,
  seller_side text not null,
  seller_fee bigint not null,
  buyer_fee bigint not null,
  at bigint not null,
  command_id text not null,
  primary key (height, command_index, n)
);
create index trades_issue on trades (issue, height, command_index, n);
create index trades_seller on trades (seller, height, command_index, n);
create index trades_buyer on trades (buyer, height, command_index, n);
create index trades_sell on trades (sell);
create index trades_buy on trades (buy);

create table gifts (
  id text primary key,
  lock text,
  giver text not null,
  receiver text not null,
  instrument text not null,
  units bigint not null,
  message text,
  state text not null,
  offered_at bigint not null,
  expiry bigint,
  ended_at bigint,
  command_id text not null,
  height bigint not null
);
create index gifts_giver on gifts (giver, offered_at, id);
create index gifts_receiver on gifts (receiver, offered_at, id);

create table deposits (
  height bigint not null,
  command_index integer not null,
  bank text not null,
  reference text not null,
  cash text not null,
  units bigint not null,
  holder text not null,
  corrected bigint not null,
  at bigint not null,
  command_id text not null,
  primary key (height, command_index)
);
create index deposits_booking on deposits (bank, reference, height);
create index deposits_holder on deposits (holder, height, command_index);

create table deposit_corrections (
  height bigint not null,
  command_index integer not null,
  bank text not null,
  reference text not null,
  holder text not null,
  cash text not null,
  units bigint not null,
  reason text not null,
  consent text not null,
  at bigint not null,
  command_id text not null,
  primary key (height, command_index)
);
create index deposit_corrections_booking on deposit_corrections (bank, reference, height);

create table withdrawals (
  id text primary key,
  holder text not null,
  cash text not null,
  units bigint not null,
  account text not null,
  state text not null,
  asked_at bigint not null,
  ended_at bigint,
  bank text,
  reference text,
  reason text,
  command_id text not null,
  height bigint not null
);
create index withdrawals_holder on withdrawals (holder, asked_at, id);
create index withdrawals_asked on withdrawals (asked_at, id) where state = 'ASKED';

-- Announced fee rates in millionths: ten tiers, from 0.
create table fee_versions (
  schedule text not null,
  effective_from bigint not null,
  operator text not null,
  maker_ppm integer[] not null,
  taker_ppm integer[] not null,
  subscription_ppm integer[] not null,
  announced_at bigint not null,
  command_id text not null,
  height bigint not null,
  primary key (schedule, effective_from)
);
