-- Accounts and how they prove who they are. Secrets are hashed or sealed; times are epoch milliseconds.
create table kedge.account (
  id                   text primary key,
  ledger               text not null,
  party                text not null,
  employee             text,
  login                text not null,
  display_name         text not null,
  email                text,
  phone                text,
  language             text not null default 'zh-CN',
  status               text not null check (status in ('ACTIVE', 'SUSPENDED', 'CLOSED')),
  password_hash        text,
  must_change_password boolean not null default false,
  totp_secret          bytea,
  totp_pending         bytea,
  totp_used_step       bigint,
  created_at           bigint not null,
  changed_at           bigint not null,
  last_login_at        bigint,
  version              bigint not null default 1
);
create unique index account_login on kedge.account (lower(login));
create index account_party on kedge.account (ledger, party, employee);

create table kedge.session (
  id           text primary key,
  token_digest text not null unique,
  account      text not null references kedge.account (id) on delete cascade,
  browser      boolean not null,
  created_at   bigint not null,
  seen_at      bigint not null,
  expires_at   bigint not null,
  means        text not null,
  address      text not null,
  agent        text not null
);
create index session_account on kedge.session (account, created_at);

-- Failures by name (whether or not there is such an account) and by address; names are hashed.
create table kedge.attempt (
  subject  text primary key,
  failures integer not null,
  last_at  bigint not null
);

create table kedge.recovery_code (
  account text not null references kedge.account (id) on delete cascade,
  digest  text not null,
  used_at bigint,
  primary key (account, digest)
);

create table kedge.password_link (
  token_digest text primary key,
  account      text not null references kedge.account (id) on delete cascade,
  created_at   bigint not null,
  expires_at   bigint not null,
  used_at      bigint
);

create table kedge.passkey (
  credential_id text primary key,
  account       text not null references kedge.account (id) on delete cascade,
  name          text not null,
  public_key    bytea not null,
  sign_count    bigint not null,
  created_at    bigint not null,
  last_used_at  bigint
);
create index passkey_account on kedge.passkey (account);

-- Used once, then deleted.
create table kedge.challenge (
  id         text primary key,
  kind       text not null,
  account    text references kedge.account (id) on delete cascade,
  value      bytea not null,
  expires_at bigint not null
);

create table kedge.api_key (
  id           text primary key,
  account      text not null references kedge.account (id) on delete cascade,
  name         text not null,
  prefix       text not null,
  digest       text not null unique,
  scopes       text[] not null,
  created_at   bigint not null,
  expires_at   bigint not null,
  last_used_at bigint,
  revoked_at   bigint
);
create index api_key_account on kedge.api_key (account, created_at);

create table kedge.client_certificate (
  fingerprint text primary key,
  account     text not null references kedge.account (id) on delete cascade,
  subject     text not null,
  scopes      text[] not null,
  not_after   bigint not null,
  created_at  bigint not null,
  revoked_at  bigint
);
create index client_certificate_account on kedge.client_certificate (account);

create table kedge.oidc_login (
  state_digest text primary key,
  nonce        text not null,
  verifier     text not null,
  browser      text not null,
  account      text references kedge.account (id) on delete cascade,
  expires_at   bigint not null
);

create table kedge.oidc_identity (
  issuer     text not null,
  subject    text not null,
  account    text not null references kedge.account (id) on delete cascade,
  created_at bigint not null,
  primary key (issuer, subject)
);

-- Roles and permissions are rows. A name in capitals is a role of the ledger: every account of a
-- verified party that holds it has its permissions. Other roles are given to accounts.
create table kedge.permission (
  name text primary key,
  zh   text not null,
  en   text not null
);

create table kedge.role (
  name text primary key,
  zh   text not null,
  en   text not null
);

create table kedge.role_permission (
  role       text not null references kedge.role (name) on delete cascade,
  permission text not null references kedge.permission (name) on delete cascade,
  primary key (role, permission)
);

create table kedge.account_role (
  account text not null references kedge.account (id) on delete cascade,
  role    text not null references kedge.role (name),
  primary key (account, role)
);

-- What happened to accounts: appended, never changed.
create table kedge.identity_event (
  id      bigint generated always as identity primary key,
  at      bigint not null,
  actor   text,
  account text,
  what    text not null,
  detail  text not null,
  address text not null
);
create index identity_event_account on kedge.identity_event (account, id);

create function kedge.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed', tg_table_name;
end $$;

create trigger identity_event_is_appended
  before update or delete or truncate on kedge.identity_event
  for each statement execute function kedge.refuse_change();
