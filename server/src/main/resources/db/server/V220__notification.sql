-- What people are told. `dedup` is one for each thing that happened and each receiver: a repetition is the same row.
create table kedge.notification (
  id      bigint generated always as identity primary key,
  ledger  text not null,
  party   text not null,
  account text,
  dedup   text not null unique,
  kind    text not null,
  subject text not null,
  params  text not null,
  at      bigint not null
);
create index notification_party on kedge.notification (ledger, party, id);

create table kedge.notification_read (
  account      text not null,
  notification bigint not null references kedge.notification (id) on delete cascade,
  at           bigint not null,
  primary key (account, notification)
);

-- Where an account or a party wants to be told as well. `secret` signs webhooks.
create table kedge.channel (
  id         text primary key,
  ledger     text not null,
  party      text not null,
  account    text not null,
  medium     text not null check (medium in ('EMAIL', 'WEBHOOK')),
  target     text not null,
  secret     text not null default '',
  language   text not null,
  kinds      text not null default '',
  active     boolean not null default true,
  created_at bigint not null
);
create index channel_party on kedge.channel (ledger, party) where active;

-- What is still to be sent, written in the transaction of the notification.
create table kedge.delivery (
  id           bigint generated always as identity primary key,
  notification bigint not null references kedge.notification (id) on delete cascade,
  channel      text not null references kedge.channel (id) on delete cascade,
  state        text not null default 'WAITING' check (state in ('WAITING', 'SENT', 'DEAD')),
  attempts     integer not null default 0,
  next_at      bigint not null,
  last_error   text,
  done_at      bigint,
  unique (notification, channel)
);
create index delivery_next on kedge.delivery (next_at, id) where state = 'WAITING';
create index delivery_dead on kedge.delivery (channel, id) where state = 'DEAD';
