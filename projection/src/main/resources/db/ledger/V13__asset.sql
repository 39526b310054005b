create table assets (
  id text primary key,
  catalogue_entry text not null,
  owner text not null,
  custodian text not null,
  issuer text not null,
  status text not null,
  version integer not null,
  quantity bigint not null,
  anchored bigint not null,
  free bigint not null,
  statement text not null,
  search text[] not null,
  entry bytea not null,
  registered_at bigint not null,
  registered_height bigint not null,
  registered_index integer not null,
  changed_at bigint not null,
  changed_height bigint not null
);
create index assets_registered on assets (registered_height, registered_index, id);
create index assets_owner on assets (owner, registered_height, registered_index, id);
create index assets_custodian on assets (custodian, registered_height, registered_index, id);
create index assets_issuer on assets (issuer, registered_height, registered_index, id);
create index assets_status on assets (status, registered_height, registered_index, id);
create index assets_catalogue on assets (catalogue_entry, registered_height, registered_index, id);
create index assets_search on assets using gin (search);

create table asset_rights (
  asset text not null,
  number integer not null,
  type text not null,
  holder text not null,
  description text not null,
  count_per_unit bigint not null,
  primary key (asset, number)
);
create index asset_rights_holder on asset_rights (holder, asset);

-- An amendment that waits for its attestation, at most one for each asset.
create table asset_amendments (
  asset text primary key,
  statement text not null,
  base_version integer not null,
  entry bytea not null,
  filed_at bigint not null,
  filed_height bigint not null
);

-- What issues have committed of an asset, in smallest deliverable units.
create table asset_anchors (
  issue text primary key,
  asset text not null,
  ratio bigint not null,
  goods bigint not null
);
create index asset_anchors_asset on asset_anchors (asset, issue);
