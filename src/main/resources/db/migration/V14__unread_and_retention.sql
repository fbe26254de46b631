-- When another channel tells what has arrived and not been read: the row stays beyond delivery.
alter table outbox add column unread_at timestamp with time zone;

-- To forget what waited too long: callbacks of a name that is gone, statuses of messages of somebody else.
create index callback_created on callback (created_at);
create index parked_status_parked on parked_status (parked_at);
