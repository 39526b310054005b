-- SQL for users, version 1 (docs/reference/sql.md): views whose names begin with v1_, over tables with
-- row-level security. Who reads is the role that logged in; `kedge_sql.roles` says whose it is. The
-- views belong to a role that owns no table, so the policies bind them; who owns the tables is not bound.

-- The party whose role logged in; none where the role is nobody's.
create function sql_party() returns text
  language plpgsql stable security definer set search_path = pg_catalog
  as $$ begin return (select r.party from kedge_sql.roles r where r.role = session_user); end $$;

-- True where the role that logged in may read everything of its ledger.
create function sql_everything() returns boolean
  language plpgsql stable security definer set search_path = pg_catalog
  as $$ begin
    return coalesce((select r.everything from kedge_sql.roles r where r.role = session_user), false);
  end $$;

create function sql_time(millis bigint) returns timestamptz
  language sql immutable parallel safe
  return timestamptz 'epoch' + millis * interval '1 millisecond';

alter table command_parties enable row level security;
create policy sql_v1 on command_parties for select
  using ((select sql_everything()) or party = (select sql_party()));

alter table commands enable row level security;
create policy sql_v1 on commands for select
  using (
    (select sql_everything())
    or by_party = (select sql_party())
    or exists (
      select 1 from command_parties p
      where p.party = (select sql_party())
        and p.height = commands.height and p.command_index = commands.command_index));

alter table events enable row level security;
create policy sql_v1 on events for select
  using (
    exists (
      select 1 from commands c
      where c.height = events.height and c.command_index = events.command_index));

alter table search_entries enable row level security;
create policy sql_v1 on search_entries for select
  using ((select sql_everything()) or open or viewers && array[(select sql_party()), '*']);

create view v1_position as
  select ledger, height, encode(header_hash, 'hex') as header_hash, sql_time(time) as time, tree_size
  from position;

create view v1_blocks as
  select height, encode(header_hash, 'hex') as header_hash,
    encode(previous_hash, 'hex') as previous_hash, sql_time(time) as time, tree_size, command_count
  from blocks;

create view v1_transactions as
  select id as command_id, height, command_index, leaf_index, type, by_party, code, sql_time(time) as time,
    key_ids, payload
  from commands;

create view v1_events as
  select c.id as command_id, e.height, e.command_index, e.n, e.tag, encode(e.body, 'hex') as body
  from events e join commands c on c.height = e.height and c.command_index = e.command_index;

create view v1_directory as
  select kind, id, title_zh, title_en, detail, status, changed_height from search_entries;
