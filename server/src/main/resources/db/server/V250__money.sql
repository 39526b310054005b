-- Money between banks and the ledger. Amounts are minor units; times are epoch milliseconds.

-- A trust account: customers' money for one kind of cash at one bank.
create table money_account (
  id           text primary key,
  ledger       text not null,
  bank         text not null,
  number       text not null,
  bic          text not null,
  owner        text not null,
  cash         text not null,
  agent        text not null,
  currency     text not null,
  digits       integer not null,
  zone         text not null,
  sandbox      boolean not null,
  -- How far withdrawals and payments were looked for in the ledger.
  seen_height  bigint not null default 0,
  opened_at    bigint not null,
  unique (bank, number),
  unique (ledger, cash)
);

-- Every file that came, also those that were not taken. The content stays, for auditors.
create table money_file (
  id          bigint generated always as identity primary key,
  account     text not null references money_account (id),
  name        text not null,
  digest      bytea not null,
  content     bytea not null,
  type        text,
  message_id  text,
  outcome     text not null check (outcome in ('TAKEN', 'REPLAY', 'REJECTED')),
  code        text,
  told        text not null,
  received_at bigint not null
);
create index money_file_account on money_file (account, id);
create unique index money_file_digest on money_file (account, digest) where outcome = 'TAKEN';
create unique index money_file_message on money_file (account, message_id) where outcome = 'TAKEN';

create table money_statement (
  account  text not null references money_account (id),
  id       text not null,
  file     bigint not null references money_file (id),
  sequence bigint,
  day      date not null,
  opening  bigint not null,
  closing  bigint not null,
  primary key (account, id)
);
create index money_statement_day on money_statement (account, day, sequence);

-- Bookings on a trust account, each once however many files tell of it.
create table money_entry (
  id                   bigint generated always as identity primary key,
  account              text not null references money_account (id),
  reference            text not null,
  kind                 text not null,
  credit               boolean not null,
  units                bigint not null check (units > 0),
  booked_on            date,
  end_to_end           text not null,
  transaction          text not null,
  counterparty         text not null,
  counterparty_account text not null,
  counterparty_bank    text not null,
  remittance           text not null,
  information          text not null,
  return_reason        text not null,
  -- The deposit it concerns, or our payment that it is.
  belongs_to           text,
  file                 bigint not null references money_file (id),
  statement            text,
  booked_at            bigint not null,
  unique (account, reference)
);
create index money_entry_end_to_end on money_entry (account, end_to_end);
create index money_entry_belongs on money_entry (account, belongs_to);

-- Whose transfers are whose: the reference to write, and the names under which a party pays.
create table money_customer (
  ledger    text not null,
  party     text not null,
  reference text not null unique,
  since     bigint not null,
  primary key (ledger, party)
);
create table money_payer_name (
  ledger   text not null,
  party    text not null,
  name     text not null,
  added_by text not null,
  added_at bigint not null,
  primary key (ledger, party, name),
  foreign key (ledger, party) references money_customer (ledger, party)
);

create table money_deposit (
  entry   bigint primary key references money_entry (id),
  state   text not null,
  party   text,
  detail  text not null,
  command text,
  version bigint not null default 1
);
create index money_deposit_open on money_deposit (state, entry);

-- Bank accounts that customers registered to be paid to; the ledger has the commitment alone.
create table money_payee (
  commitment text primary key,
  ledger     text not null,
  party      text not null,
  holder     text not null,
  number     text not null,
  bic        text not null,
  salt       bytea not null,
  added_at   bigint not null
);
create index money_payee_party on money_payee (ledger, party);

-- Withdrawals as the ledger tells them.
create table money_withdrawal (
  lock       text primary key,
  account    text not null references money_account (id),
  party      text not null,
  units      bigint not null,
  commitment text not null,
  state      text not null,
  detail     text not null,
  -- Under which reference the ledger burned it.
  burned_as  text,
  asked_at   bigint not null,
  version    bigint not null default 1
);
create index money_withdrawal_open on money_withdrawal (account, state);

-- Payments that we ordered. One order for each payment, so that a bank refuses one at a time.
create table money_payment (
  end_to_end   text primary key,
  account      text not null references money_account (id),
  kind         text not null check (kind in ('WITHDRAWAL', 'RETURN')),
  subject      text not null,
  units        bigint not null check (units > 0),
  payee        text not null,
  payee_number text not null,
  payee_bic    text not null,
  remittance   text not null,
  state        text not null check (state in ('ORDERED', 'SENT', 'SETTLED', 'REJECTED')),
  reason       text not null,
  bank_reference text,
  execute_on   date not null,
  ordered_at   bigint not null
);
create index money_payment_open on money_payment (account, state);

-- What two officers decide. The first proposes, the second confirms the very same.
create table money_decision (
  id         bigint generated always as identity primary key,
  account    text not null references money_account (id),
  action     text not null check (action in ('MINT', 'RETURN', 'COVER', 'PAY', 'REJECT')),
  subject    text not null,
  party      text,
  claim      bigint,
  reason     text not null,
  state      text not null check (state in ('OPEN', 'SIGNED', 'DONE', 'REFUSED', 'WITHDRAWN')),
  code       text,
  not_after  bigint not null,
  made_at    bigint not null
);
create unique index money_decision_open on money_decision (account, subject)
  where state in ('OPEN', 'SIGNED');

-- The commands that a decision stands for; both officers sign the same bytes.
create table money_command (
  decision   bigint not null references money_decision (id),
  type       text not null,
  payload    bytea not null,
  command_id text not null,
  primary key (decision, type)
);
create table money_approval (
  decision bigint not null references money_decision (id),
  officer  text not null,
  account  text not null,
  at       bigint not null,
  primary key (decision, officer)
);
create table money_signature (
  decision  bigint not null,
  type      text not null,
  officer   text not null,
  key_id    text not null,
  signature bytea not null,
  primary key (decision, type, officer),
  foreign key (decision, type) references money_command (decision, type),
  foreign key (decision, officer) references money_approval (decision, officer)
);

-- What the agent is owed because a bank took back what was minted.
create table money_claim (
  id      bigint generated always as identity primary key,
  account text not null references money_account (id),
  deposit text not null,
  party   text not null,
  units   bigint not null check (units > 0),
  reason  text not null,
  made_at bigint not null,
  unique (account, deposit)
);

create table money_reconciliation (
  id          bigint generated always as identity primary key,
  account     text not null references money_account (id),
  day         date not null,
  height      bigint not null,
  bank        bigint not null,
  notes       bigint not null,
  unexplained bigint not null,
  verdict     text not null,
  shortfall   bigint not null,
  made_at     bigint not null,
  made_by     text not null
);
create index money_reconciliation_account on money_reconciliation (account, id);
create table money_difference (
  reconciliation bigint not null references money_reconciliation (id),
  n              integer not null,
  kind           text not null,
  reference      text not null,
  units          bigint not null,
  detail         text not null,
  primary key (reconciliation, n)
);

create trigger money_reconciliation_append_only before update or delete or truncate
  on money_reconciliation for each statement execute function append_only();
create trigger money_difference_append_only before update or delete or truncate
  on money_difference for each statement execute function append_only();
