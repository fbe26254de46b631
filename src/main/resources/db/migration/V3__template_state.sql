-- what is known about our templates in the business account; one row for each name and language
create table template_state (
  name               varchar(512) not null,
  language           varchar(16)  not null,
  meta_id            varchar(64),
  status             varchar(32)  not null,
  category           varchar(32),
  declared_category  varchar(32),
  announced_category varchar(32),
  reason             text,
  quality            varchar(32),
  updated_at         timestamp with time zone not null,
  status_at          timestamp with time zone not null,
  category_at        timestamp with time zone not null,
  quality_at         timestamp with time zone not null,
  submitting_until   timestamp with time zone,
  primary key (name, language)
);
create index template_state_by_meta_id on template_state (meta_id);

-- creation requests of the last day: the platform allows 100 per account and rolling hour
create table template_submission (
  id           uuid not null primary key,
  submitted_at timestamp with time zone not null
);
create index template_submission_by_time on template_submission (submitted_at);

-- what the platform told about a template and a person should see
create table template_notice (
  id       uuid not null primary key,
  name     varchar(512) not null,
  language varchar(16)  not null,
  kind     varchar(64)  not null,
  detail   text         not null,
  told_at  timestamp with time zone not null
);
create index template_notice_by_time on template_notice (told_at);
