-- What changes with each step of a notification is in no index, so that a step rewrites its row and nothing else.
drop index notification_state;
create index notification_shelf on notification (shelf, created_at, id);

-- whose message it is that Meta calls so; a notification that was sent again has several
create table wamid (
  wamid varchar not null,
  notification uuid not null,
  primary key (wamid, notification)
);
insert into wamid (wamid, notification) select wamid, id from notification where wamid is not null;
drop index notification_wamid;

-- steps are only looked for by their notification
drop index notification_history_of;
alter table notification_history add primary key (notification, id);
