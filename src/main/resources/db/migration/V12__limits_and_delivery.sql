-- Permits of a number: how much of its rate is used now. The platform said "too fast" at paced_at.
alter table send_limit add column pace double precision default 1 not null;
alter table send_limit add column paced_at timestamp with time zone;

-- Permits of a pair, a number and a person: when the next message would be free of any debt.
create table pair_limit (
  sender varchar not null,
  person uuid not null,
  next_free timestamp with time zone not null,
  primary key (sender, person)
);

-- Stage 4: taken by the platform, until it is delivered. Due is the earlier of the instant when another channel
-- tells it and the one when its time to live is over.
alter table outbox add column expires_at timestamp with time zone;
alter table outbox add column fallback varchar;
