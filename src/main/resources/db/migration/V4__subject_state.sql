-- The last known state of what a source talks about: a flight leg, a traffic situation. One row per source and
-- subject, locked while an observation is compared with it. Holds no personal data.
create table subject_state (
    source            varchar(500)             not null,
    subject           varchar(500)             not null,
    revision          bigint                   not null,
    observed_at       timestamp with time zone,
    observed_sequence bigint,
    aspects           text                     not null,
    expires_at        timestamp with time zone,
    primary key (source, subject)
);

create index subject_state_expires_at on subject_state (expires_at);
