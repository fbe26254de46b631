package io.dromedary.cost.jdbc;

import static io.dromedary.jdbc.Columns.array;
import static io.dromedary.jdbc.Columns.text;
import static io.dromedary.jdbc.Columns.uuid;

import io.dromedary.cost.Booking;
import io.dromedary.cost.Budget;
import io.dromedary.cost.BudgetState;
import io.dromedary.cost.Money;
import io.dromedary.cost.Quote;
import io.dromedary.cost.Reservations;
import io.dromedary.cost.Spending;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Spending in H2 or PostgreSQL: one row for each budget and month, one for each notification and
 * budget. Bookings are locked first, then months, both in the order of their keys: so a
 * notification is booked once although months change, and nobody waits in a circle.
 */
public final class JdbcSpending implements Spending {

  private static final int RESERVED = 0;
  private static final int SPENT = 1;
  private static final int GIVEN_BACK = 2;

  private final JdbcTemplate sql;

  /** The template's connections run in read committed isolation. */
  public JdbcSpending(JdbcTemplate sql) {
    this.sql = sql;
  }

  @Override
  public List<BudgetState> states(Collection<Budget> budgets, YearMonth month) {
    List<BudgetState> states = new ArrayList<>();
    for (Budget budget : budgets) {
      states.add(
          row(Key.of(budget, month), "")
              .map(row -> row.state(budget))
              .orElse(BudgetState.fresh(budget, month)));
    }
    return states;
  }

  @Override
  public Reservations reserve(List<Booking> batch, YearMonth month) {
    insertBookings(batch, month);
    Book book = lockBookings(batch.stream().map(Booking::notification).toList());
    book.lockMonths(
        batch.stream()
            .flatMap(booking -> booking.budgets().stream())
            .map(budget -> Key.of(budget, month)),
        this::locked);
    Set<UUID> reserved = new LinkedHashSet<>();
    Map<UUID, Budget> refused = new LinkedHashMap<>();
    for (Booking booking : batch) {
      UUID notification = booking.notification();
      if (book.holdsFor(notification)) {
        reserved.add(notification);
        continue;
      }
      Optional<Budget> exhausted =
          booking.budgets().stream()
              .filter(budget -> !book.allows(budget, month, booking.quote()))
              .findFirst();
      if (exhausted.isPresent()) {
        refused.put(notification, exhausted.get());
      } else {
        booking.budgets().forEach(budget -> book.reserve(booking, Key.of(budget, month)));
        reserved.add(notification);
      }
    }
    write(book);
    return new Reservations(reserved, refused);
  }

  @Override
  public void settle(Map<UUID, Quote> charged) {
    Book book = lockBookings(charged.keySet());
    List<Entry> open = book.entries().filter(entry -> entry.stage != SPENT).toList();
    book.lockMonths(open.stream().map(entry -> entry.key), this::locked);
    for (Entry entry : open) {
      Quote quote = charged.get(entry.notification);
      if (quote != null) {
        book.settle(entry, quote);
      }
    }
    write(book);
  }

  @Override
  public void release(Collection<UUID> notifications) {
    Book book = lockBookings(notifications);
    List<Entry> reserved = book.entries().filter(entry -> entry.stage == RESERVED).toList();
    book.lockMonths(reserved.stream().map(entry -> entry.key), this::locked);
    reserved.forEach(entry -> book.move(entry, entry.key, GIVEN_BACK, BigDecimal.ZERO, true));
    write(book);
  }

  /** A row for everybody to lock, which holds nothing yet. */
  private void insertBookings(List<Booking> batch, YearMonth month) {
    requireTransaction();
    TreeMap<String, Object[]> rows = new TreeMap<>();
    for (Booking booking : batch) {
      for (Budget budget : booking.budgets()) {
        Key key = Key.of(budget, month);
        rows.put(
            booking.notification() + " " + key.budget,
            new Object[] {booking.notification(), key.budget, key.starts, key.currency});
      }
    }
    sql.batchUpdate(
        """
        insert into budget_booking (notification, budget, starts, currency, stage, amount, priced)
        values (?, ?, ?, ?, 2, 0, true) on conflict do nothing
        """,
        List.copyOf(rows.values()));
  }

  private Book lockBookings(Collection<UUID> notifications) {
    requireTransaction();
    Book book = new Book();
    if (!notifications.isEmpty()) {
      sql.query(
          """
          select notification, budget, starts, currency, stage, amount, priced
          from budget_booking where notification = any(?)
          order by notification, budget, currency for update
          """,
          array("uuid", notifications),
          row -> {
            book.add(entry(row));
          });
    }
    return book;
  }

  private static void requireTransaction() {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("Money can be booked only inside a transaction");
    }
  }

  private Row locked(Key key) {
    Optional<Row> known = row(key, " for update");
    if (known.isPresent()) {
      return known.get();
    }
    sql.update(
        """
        insert into budget_month (budget, starts, currency, reserved, spent, unpriced)
        values (?, ?, ?, 0, 0, 0) on conflict do nothing
        """,
        key.budget,
        key.starts,
        key.currency);
    return row(key, " for update").orElseThrow();
  }

  private Optional<Row> row(Key key, String suffix) {
    return sql
        .query(
            "select reserved, spent, unpriced from budget_month"
                + " where budget = ? and starts = ? and currency = ?"
                + suffix,
            (row, number) ->
                new Row(
                    key,
                    row.getBigDecimal("reserved"),
                    row.getBigDecimal("spent"),
                    row.getLong("unpriced")),
            key.budget,
            key.starts,
            key.currency)
        .stream()
        .findFirst();
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        uuid(row, "notification"),
        new Key(
            text(row, "budget"), row.getObject("starts", LocalDate.class), text(row, "currency")),
        row.getInt("stage"),
        row.getBigDecimal("amount"),
        row.getBoolean("priced"));
  }

  private void write(Book book) {
    sql.batchUpdate(
        """
        update budget_booking set stage = ?, amount = ?, priced = ?, starts = ?
        where notification = ? and budget = ? and currency = ?
        """,
        book.entries().filter(entry -> entry.changed).map(Entry::values).toList());
    sql.batchUpdate(
        """
        update budget_month set reserved = ?, spent = ?, unpriced = ?
        where budget = ? and starts = ? and currency = ?
        """,
        book.months.values().stream().filter(row -> row.changed).map(Row::values).toList());
  }

  /** Names a row, and the order in which rows are locked. */
  private record Key(String budget, LocalDate starts, String currency) implements Comparable<Key> {

    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::budget).thenComparing(Key::starts).thenComparing(Key::currency);

    static Key of(Budget budget, YearMonth month) {
      return new Key(budget.name(), month.atDay(1), budget.limit().currency().getCurrencyCode());
    }

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /** A budget's month while it is locked. */
  private static final class Row {

    private final Key key;
    private BigDecimal reserved;
    private BigDecimal spent;
    private long unpriced;
    private boolean changed;

    Row(Key key, BigDecimal reserved, BigDecimal spent, long unpriced) {
      this.key = key;
      this.reserved = reserved;
      this.spent = spent;
      this.unpriced = unpriced;
    }

    BudgetState state(Budget budget) {
      Currency currency = budget.limit().currency();
      return new BudgetState(
          budget,
          YearMonth.from(key.starts),
          new Money(reserved, currency),
          new Money(spent, currency),
          unpriced);
    }

    /** Counts what an entry has reserved or spent, or takes it out again. */
    void count(Entry entry, int sign) {
      BigDecimal amount = sign < 0 ? entry.amount.negate() : entry.amount;
      if (entry.stage == RESERVED) {
        reserved = reserved.add(amount);
      } else {
        spent = spent.add(amount);
      }
      if (!entry.priced) {
        unpriced += sign;
      }
      changed = true;
    }

    Object[] values() {
      return new Object[] {reserved, spent, unpriced, key.budget, key.starts, key.currency};
    }
  }

  /** What one notification has booked with one budget. */
  private static final class Entry {

    private final UUID notification;
    private Key key;
    private int stage;
    private BigDecimal amount;
    private boolean priced;
    private boolean changed;

    Entry(UUID notification, Key key, int stage, BigDecimal amount, boolean priced) {
      this.notification = notification;
      this.key = key;
      this.stage = stage;
      this.amount = amount;
      this.priced = priced;
    }

    Object[] values() {
      return new Object[] {
        stage, amount, priced, key.starts, notification, key.budget, key.currency
      };
    }
  }

  /** Locked bookings, and the months that they are booked in. */
  private static final class Book {

    private final Map<UUID, List<Entry>> entries = new LinkedHashMap<>();
    private final Map<Key, Row> months = new HashMap<>();

    void add(Entry entry) {
      entries.computeIfAbsent(entry.notification, id -> new ArrayList<>()).add(entry);
    }

    void lockMonths(Stream<Key> keys, Function<Key, Row> lock) {
      keys.distinct().sorted().forEachOrdered(key -> months.put(key, lock.apply(key)));
    }

    Stream<Entry> entries() {
      return entries.values().stream().flatMap(List::stream);
    }

    boolean holdsFor(UUID notification) {
      return entries.getOrDefault(notification, List.of()).stream()
          .anyMatch(entry -> entry.stage != GIVEN_BACK);
    }

    boolean allows(Budget budget, YearMonth month, Quote quote) {
      return month(Key.of(budget, month)).state(budget).budgetAllows(quote);
    }

    void reserve(Booking booking, Key key) {
      for (Entry entry : entries.getOrDefault(booking.notification(), List.of())) {
        if (entry.key.budget.equals(key.budget) && entry.key.currency.equals(key.currency)) {
          move(
              entry,
              key,
              RESERVED,
              amount(booking.quote(), key).orElse(BigDecimal.ZERO),
              !(booking.quote() instanceof Quote.Unknown));
        }
      }
    }

    void settle(Entry entry, Quote quote) {
      Optional<BigDecimal> amount = amount(quote, entry.key);
      if (amount.isPresent()) {
        move(entry, entry.key, SPENT, amount.get(), true);
      } else {
        // the best that anybody knows is what it was expected to cost
        move(entry, entry.key, SPENT, entry.amount, entry.priced && entry.stage == RESERVED);
      }
    }

    void move(Entry entry, Key key, int stage, BigDecimal amount, boolean priced) {
      if (entry.stage != GIVEN_BACK) {
        month(entry.key).count(entry, -1);
      }
      entry.key = key;
      entry.stage = stage;
      entry.amount = amount;
      entry.priced = priced;
      entry.changed = true;
      if (entry.stage != GIVEN_BACK) {
        month(key).count(entry, 1);
      }
    }

    private Row month(Key key) {
      Row row = months.get(key);
      if (row == null) {
        throw new IllegalStateException("A month is booked that is not locked");
      }
      return row;
    }

    /** Empty when nobody knows it, or knows it in another currency only. */
    private static Optional<BigDecimal> amount(Quote quote, Key key) {
      if (quote instanceof Quote.Priced priced) {
        return Optional.of(priced.money())
            .filter(money -> money.currency().getCurrencyCode().equals(key.currency))
            .map(Money::amount);
      }
      return quote instanceof Quote.Free ? Optional.of(BigDecimal.ZERO) : Optional.empty();
    }
  }
}
