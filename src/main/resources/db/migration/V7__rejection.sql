-- What was refused before it became a notification; nothing personal, and no content.

create table rejection (
  id       uuid primary key,           -- the same refusal of the same content is one row
  at       timestamp with time zone not null,
  event    uuid,                       -- of source and event id, if they could be read
  source   varchar,
  event_id varchar,
  type     varchar,
  route    varchar not null,
  reason   varchar not null,
  faults   varchar not null            -- JSON: pointers with what is wrong, without values
);
create index rejection_by_time on rejection (at, id);
create index rejection_by_event on rejection (event, at);
create index rejection_by_source on rejection (source, at, id);
