-- What a budget's month has seen: one row for each, locked while something is booked. Amounts in units of the currency.
create table budget_month (
  budget   varchar(64)    not null,
  starts   date           not null,         -- first day of the month
  currency varchar(3)     not null,
  reserved numeric(19, 6) not null,
  spent    numeric(19, 6) not null,
  unpriced bigint         not null,         -- booked without an amount, because no price was known
  primary key (budget, starts, currency)
);

-- what one notification has booked; locked before the months are
create table budget_booking (
  notification uuid           not null,
  budget       varchar(64)    not null,
  starts       date           not null,     -- of the month that it is booked in
  currency     varchar(3)     not null,
  stage        smallint       not null,     -- 0 reserved, 1 spent, 2 given back or refused
  amount       numeric(19, 6) not null,
  priced       boolean        not null,     -- false: the amount is zero because nobody knows it
  primary key (notification, budget, currency)
);
