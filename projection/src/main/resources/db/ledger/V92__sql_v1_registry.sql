-- SQL for users, version 1: parties, catalogue, assets, statements, freezes (docs/reference/sql.md).

alter table assets enable row level security;
create policy sql_v1 on assets for select
  using ((select sql_everything()) or status = 'CONFIRMED'
    or (select sql_party()) in (owner, custodian, issuer)
    or exists (
      select 1 from asset_rights r where r.asset = assets.id and r.holder = (select sql_party())));

alter table statements enable row level security;
create policy sql_v1 on statements for select
  using ((select sql_everything()) or state = 'EFFECTIVE' or maker = (select sql_party())
    or exists (
      select 1 from statement_slots s
      where s.statement = statements.id
        and ((select sql_party()) in (s.party, s.signed_by)
          or s.party is null and exists (
            select 1 from parties p
            where p.id = (select sql_party()) and s.role = any (p.roles)))));

alter table freezes enable row level security;
create policy sql_v1 on freezes for select
  using ((select sql_everything()) or kind in ('ASSET', 'INSTRUMENT') or by_party = (select sql_party())
    or kind = 'PARTY' and id = (select sql_party()));

alter table reductions enable row level security;
create policy sql_v1 on reductions for select
  using ((select sql_everything()) or status = 'EFFECTIVE' or issuer = (select sql_party())
    or exists (
      select 1 from assets a
      where a.id = reductions.asset and (select sql_party()) in (a.owner, a.custodian)));

create view v1_parties as
  select id as party, kind, status, roles, founder, sql_time(registered_at) as registered_at,
    case when mine then investor_class end as investor_class,
    case when mine then fee_tier end as fee_tier,
    case when mine then beneficial_owner end as beneficial_owner,
    'party/' || id as state_key, changed_height as height
  from (
    select *, (select sql_everything()) or id = (select sql_party()) as mine from parties) p;

create view v1_catalogue as
  select id as entry, name_zh, name_en, category, family, may_anchor, retired, 'catalogue/' || id as state_key,
    changed_height as height
  from catalogue_entries;

create view v1_assets as
  select a.id as asset, a.catalogue_entry, c.name_zh, c.name_en, a.owner, a.custodian, a.issuer, a.status,
    a.version, a.quantity, a.anchored, a.free, a.statement, sql_time(a.registered_at) as registered_at,
    sql_time(a.changed_at) as changed_at, 'asset/' || a.id as state_key, a.changed_height as height
  from assets a left join catalogue_entries c on c.id = a.catalogue_entry;

create view v1_asset_rights as
  select r.asset, r.number, r.type, r.holder, r.description, r.count_per_unit
  from asset_rights r join assets a on a.id = r.asset;

create view v1_statements as
  select id as statement, kind, subject, asset, version, previous, maker, state, threshold, signatures,
    sql_time(deadline) as deadline, sql_time(filed_at) as filed_at, sql_time(ended_at) as ended_at, ended_by,
    'statement/' || id as state_key, filed_height as height
  from statements;

create view v1_signatures as
  select s.statement, s.slot, s.role, s.party, s.signed_by, sql_time(s.signed_at) as signed_at
  from statement_slots s join statements t on t.id = s.statement;

create view v1_freezes as
  select kind, id, frozen, sql_time(since) as since, sql_time(ended_at) as ended_at, by_party, authority, reason,
    changed_height as height
  from freezes;

create view v1_reductions as
  select id as reduction, asset, issuer, quantity, quantity_left, reason, status, statement,
    sql_time(applied_at) as applied_at, sql_time(ended_at) as ended_at, applied_height as height
  from reductions;
