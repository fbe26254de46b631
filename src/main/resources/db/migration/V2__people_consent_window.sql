-- Who is meant, what they allow, whether they wrote.
-- One text for PostgreSQL and for H2 in PostgreSQL mode. Personal values are sealed (bytea) and found by
-- keyed tags of 43 characters.

-- orders the identifiers of a person: the highest is the newest
create sequence person_identifier_linked;

create table person_identifier (
  identifier_tag varchar(43) primary key,
  person_id      uuid        not null,
  kind           varchar(16) not null,
  sealed         bytea       not null,
  linked         bigint      not null
);
create index person_identifier_person on person_identifier (person_id);

create table audience (
  audience_id  uuid         primary key,
  kind         varchar(64)  not null,
  audience_key varchar(200) not null,
  expires_at   timestamp with time zone,
  unique (kind, audience_key)
);
create index audience_expiry on audience (expires_at);

create table audience_member (
  audience_id uuid         not null,
  ref         varchar(200) not null,
  phone_tag   varchar(43)  not null,
  sealed      bytea        not null,
  primary key (audience_id, ref)
);
create index audience_member_phone on audience_member (phone_tag);

-- the row that is locked when a message leaves and when an entry is added, with what results from all entries
create table consent_head (
  person_id        uuid        primary key,
  entries          integer     not null,
  last_hash        varchar(64) not null,
  last_recorded_at timestamp with time zone not null,
  standings        text        not null
);

create table consent_entry (
  person_id       uuid        not null,
  entry_number    integer     not null,
  topics          text        not null,
  state           varchar(16) not null,
  said_at         timestamp with time zone not null,
  recorded_at     timestamp with time zone not null,
  channel         text        not null,
  sealed_wording  bytea,
  wording_tag     varchar(43),
  wording_version text,
  business        text,
  sealed_evidence bytea,
  evidence_tag    varchar(43),
  erased          boolean     not null,
  repeat_tag      varchar(43) not null,
  previous_hash   varchar(64) not null,
  entry_hash      varchar(64) not null,
  primary key (person_id, entry_number),
  unique (person_id, repeat_tag)
);

create table service_window (
  person_id       uuid        not null,
  phone_number_id varchar(64) not null,
  last_inbound_at timestamp with time zone not null,
  primary key (person_id, phone_number_id)
);
