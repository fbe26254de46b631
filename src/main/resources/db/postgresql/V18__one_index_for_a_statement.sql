-- Each stage has an index of its own: a row has an entry only where it is looked for, and no statement has a choice
-- that is right by statistics of an empty table and wrong a minute later.
drop index outbox_ready;
drop index outbox_due;
drop index outbox_lease;
create index outbox_ready on outbox (sender, lane, deadline) where stage = 1;
create index outbox_lease on outbox (lease_until) where stage = 2;
create index outbox_due on outbox (stage, due_at) where stage in (0, 3, 4);

drop index webhook_stage;
create index webhook_waiting on webhook (id) where stage = 0;

-- Messages are claimed together, and rows that were written together share a page: each page has room for a new version
-- of all its rows at once, and none has to go elsewhere, with an entry in every index.
alter table notification set (fillfactor = 46);
