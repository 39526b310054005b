-- SQL for users, version 1: issues, offerings, value, orders, vouchers (docs/reference/sql.md).

alter table issues enable row level security;
create policy sql_v1 on issues for select
  using ((select sql_everything()) or confirmed_at is not null
    or issuer = (select sql_party()) or venue = (select sql_party()));

alter table applications enable row level security;
create policy sql_v1 on applications for select
  using ((select sql_everything())
    or party = (select sql_party()) or beneficial_owner = (select sql_party()));

alter table notes enable row level security;
create policy sql_v1 on notes for select
  using ((select sql_everything()) or owner = (select sql_party()));

alter table locks enable row level security;
create policy sql_v1 on locks for select
  using ((select sql_everything())
    or (select sql_party()) in (owner, executor, beneficiary));

alter table balances enable row level security;
create policy sql_v1 on balances for select
  using ((select sql_everything()) or party = (select sql_party()));

alter table movements enable row level security;
create policy sql_v1 on movements for select
  using ((select sql_everything()) or party = (select sql_party()));

alter table movement_parts enable row level security;
create policy sql_v1 on movement_parts for select
  using ((select sql_everything()) or party = (select sql_party()));

alter table orders enable row level security;
create policy sql_v1 on orders for select
  using ((select sql_everything()) or owner = (select sql_party()));

alter table trades enable row level security;
create policy sql_v1 on trades for select
  using ((select sql_everything()) or (select sql_party()) in (seller, buyer));

alter table gifts enable row level security;
create policy sql_v1 on gifts for select
  using ((select sql_everything()) or (select sql_party()) in (giver, receiver));

alter table deposits enable row level security;
create policy sql_v1 on deposits for select
  using ((select sql_everything()) or (select sql_party()) in (holder, bank));

alter table withdrawals enable row level security;
create policy sql_v1 on withdrawals for select
  using ((select sql_everything()) or (select sql_party()) in (holder, bank));

alter table goods_keepers enable row level security;
create policy sql_v1 on goods_keepers for select
  using ((select sql_everything()) or (select sql_party()) in (owner, custodian));

alter table vouchers enable row level security;
create policy sql_v1 on vouchers for select
  using ((select sql_everything()) or holder = (select sql_party())
    or exists (
      select 1 from goods_keepers k
      where k.asset = vouchers.asset and (select sql_party()) in (k.owner, k.custodian)));

alter table voucher_acts enable row level security;
create policy sql_v1 on voucher_acts for select
  using (exists (select 1 from vouchers v where v.id = voucher_acts.voucher));

create view v1_instruments as
  select id as instrument, kind, symbol, asset, digits, clearing_agent, minted, outstanding,
    'instrument/' || id as state_key, height
  from instruments;

create view v1_issues as
  select id as issue, symbol, asset, ratio, units, issuer, venue, status, open_vouchers,
    sql_time(proposed_at) as proposed_at, sql_time(confirmed_at) as confirmed_at,
    sql_time(ended_at) as ended_at, statement, height
  from issues;

create view v1_offerings as
  select id as offering, issue, issuer, operator, anchor as asset, cash, price, quantity, ratio, circulation,
    venue, method, status, sold, suspended,
    sql_time(announced_at) as announced_at, sql_time(ended_at) as ended_at,
    sql_time(subscription_opens) as subscription_opens,
    sql_time(subscription_closes) as subscription_closes,
    sql_time(trading_opens) as trading_opens, sql_time(trading_closes) as trading_closes,
    sql_time(redemption_opens) as redemption_opens,
    sql_time(redemption_closes) as redemption_closes, command_id, height
  from offerings;

create view v1_applications as
  select offering, party, beneficial_owner, tranche, units, status, allotted, paid, fee, refunded, fee_ppm,
    sql_time(placed_at) as placed_at, placed_by as command_id, lock as lock_id,
    sql_time(settled_at) as settled_at, height
  from applications;

create view v1_holdings as
  select b.party, b.instrument, i.kind, i.symbol, b.free, b.locked, b.height
  from balances b join instruments i on i.id = b.instrument;

create view v1_notes as
  select id as note_id, owner, instrument, units, sql_time(since) as since, spent_height is null as unspent,
    created_by as command_id, created_height as height, spent_by as spent_command_id, spent_height
  from notes;

create view v1_locks as
  select id as lock_id, owner, instrument, units, purpose, executor, beneficiary, sql_time(expiry) as expiry,
    predecessor, ended, sql_time(locked_at) as locked_at, sql_time(ended_at) as ended_at,
    created_by as command_id, created_height as height, ended_by as ended_command_id, ended_height
  from locks;

create view v1_movements as
  select command_id, height, command_index, party, instrument, type, by_party, sql_time(at) as time, free_change,
    locked_change, free_after, locked_after
  from movements;

create view v1_movement_parts as
  select m.command_id, p.height, p.command_index, p.n, p.part, p.party, p.instrument, p.reason, p.units,
    p.counterpart, p.reference
  from movement_parts p
    join movements m on m.height = p.height and m.command_index = p.command_index
      and m.party = p.party and m.instrument = p.instrument;

create view v1_orders as
  select id as order_id, lock as lock_id, owner, side, issue, cash, limit_price, units, open, filled, traded_value,
    fee, max_fee_ppm, counterparty, state, sql_time(placed_at) as placed_at, sql_time(expiry) as expiry,
    sql_time(changed_at) as changed_at, command_id, height
  from orders;

create view v1_trades as
  select command_id, height, command_index, n, sell, buy, seller, buyer, issue, units, cash, price, value,
    seller_side, seller_fee, buyer_fee, sql_time(at) as time
  from trades;

create view v1_gifts as
  select id as gift, lock as lock_id, giver, receiver, instrument, units, state, sql_time(offered_at) as offered_at,
    sql_time(expiry) as expiry, sql_time(ended_at) as ended_at, command_id, height
  from gifts;

create view v1_deposits as
  select command_id, height, command_index, bank, reference, cash, units, holder, corrected, sql_time(at) as time
  from deposits;

create view v1_withdrawals as
  select id as withdrawal, holder, cash, units, state, sql_time(asked_at) as asked_at,
    sql_time(ended_at) as ended_at, bank, reference, reason, command_id, height
  from withdrawals;

create view v1_vouchers as
  select id as voucher, holder, issue, offering, asset, units, ratio, state, forced, warehouse, handed, shortage,
    paid, predecessor, sql_time(created_at) as created_at, sql_time(expires_at) as expires_at,
    sql_time(redeemed_at) as redeemed_at, sql_time(ended_at) as ended_at,
    'voucher/' || id as state_key, command_id, height
  from vouchers;

create view v1_voucher_acts as
  select command_id, height, command_index, n, voucher, kind, by_party, sql_time(at) as time, handed, shortage, lots,
    right_type, times, paid, reason
  from voucher_acts;

create view v1_fees as
  select schedule, operator, sql_time(effective_from) as effective_from, maker_ppm, taker_ppm, subscription_ppm,
    sql_time(announced_at) as announced_at, command_id, height
  from fee_versions;
