-- since when a template stands still because the platform moved it to another category than its file
-- says; a person's confirmation clears it
alter table template_state add column drifted_at timestamp with time zone;
update template_state set drifted_at = category_at
  where category is not null and declared_category is not null and category <> declared_category;
