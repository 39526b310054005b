-- Requests that change something: told once, and kept.

-- What a client asked for under its own key: the same key with the same request is the same request.
create table idempotency (
  account        text   not null,
  key            text   not null,
  request_digest bytea  not null,
  ledger         text   not null,
  payload        bytea  not null,
  command_id     bytea  not null,
  asked_at       bigint not null,
  primary key (account, key)
);

create index idempotency_age on idempotency (asked_at);

-- Every request that changes something: who, what, result, receipt. Rows are only ever added.
create table audit (
  id         bigint generated always as identity primary key,
  at         bigint not null,
  account    text,
  login      text,
  ledger     text,
  party      text,
  employee   text,
  means      text,
  address    text   not null,
  method     text   not null,
  path       text   not null,
  status     integer not null,
  code       text,
  command_id bytea,
  millis     integer not null
);

create index audit_at on audit (at, id);
create index audit_account on audit (account, id);

create function append_only() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are only ever added', tg_table_name;
end
$$;

create trigger audit_append_only before update or delete or truncate on audit
  for each statement execute function append_only();
