-- What parties are called by people. The ledger knows a commitment to it and nothing else.
create table party_name (
  ledger text not null,
  party  text not null,
  zh     text not null,
  en     text not null,
  primary key (ledger, party)
);
