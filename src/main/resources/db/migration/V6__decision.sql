-- What the last decision before a send needs and leaves behind.

alter table notification add column form varchar;           -- template or session, once it is sent
alter table notification add column last_decision varchar;  -- JSON: immediately before the send, or what ended it
alter table notification add column sent_at timestamp with time zone;

-- people whom a portfolio wrote to outside open windows, by the five minutes of their last message
create table reach (
  portfolio varchar primary key              -- locked by whoever counts
);
create table reach_slice (
  portfolio varchar not null,
  slice bigint not null,                     -- five minutes since 1970
  people bigint not null,
  primary key (portfolio, slice)
);
create table reach_person (
  portfolio varchar not null,
  person uuid not null,
  slice bigint not null,
  primary key (portfolio, person)
);

-- what another channel is to tell instead of WhatsApp: a row until it is in the queue
create table fallback (
  notification uuid primary key,
  channel varchar not null,
  created_at timestamp with time zone not null
);
create index fallback_age on fallback (created_at);
