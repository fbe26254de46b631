-- Where a notification stands, roughly: a shelf changes once or twice in its life, a state with each step. What stands
-- here, and not in the next migration, is what PostgreSQL and H2 write differently.
alter table notification add column shelf varchar generated always as (
  case
    when state in ('SCHEDULED', 'QUEUED', 'SENDING', 'ACCEPTED', 'SENT') then 'ON_ITS_WAY'
    when state in ('DELIVERED', 'READ') then 'ARRIVED'
    else state
  end) stored;
alter table notification_history drop constraint notification_history_pkey;

-- room in each page for the next versions of its rows
alter table notification set (fillfactor = 60);
