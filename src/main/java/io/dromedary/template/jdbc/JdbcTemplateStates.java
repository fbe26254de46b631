package io.dromedary.template.jdbc;

import io.dromedary.template.Category;
import io.dromedary.template.TemplateNotice;
import io.dromedary.template.TemplateState;
import io.dromedary.template.TemplateStates;
import io.dromedary.template.TemplateStatus;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Template states in H2 or PostgreSQL. Instants are kept to the microsecond. Takes part in a
 * transaction of the caller; changes that need one open it themselves.
 */
public final class JdbcTemplateStates implements TemplateStates {

  private static final Duration SUBMISSIONS_KEPT = Duration.ofDays(1);

  private static final String COLUMNS =
      "name, language, meta_id, status, category, declared_category, reason, quality, updated_at,"
          + " announced_category, status_at, category_at, quality_at, drifted_at";

  private static final RowMapper<TemplateState> STATE = (row, number) -> state(row);

  private final JdbcTemplate jdbc;
  private final TransactionOperations transactions;

  public JdbcTemplateStates(JdbcTemplate jdbc, TransactionOperations transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  @Override
  public List<TemplateState> all() {
    return jdbc.query("select " + COLUMNS + " from template_state order by name, language", STATE);
  }

  @Override
  public Optional<TemplateState> find(String name, String language) {
    return find(name, language, "");
  }

  private Optional<TemplateState> find(String name, String language, String suffix) {
    return jdbc
        .query(
            "select " + COLUMNS + " from template_state where name = ? and language = ?" + suffix,
            STATE,
            name,
            language)
        .stream()
        .findFirst();
  }

  @Override
  public Optional<TemplateState> findByMetaId(String metaId) {
    return jdbc
        .query(
            "select " + COLUMNS + " from template_state where meta_id = ? order by name, language",
            STATE,
            metaId)
        .stream()
        .findFirst();
  }

  @Override
  public void save(TemplateState state) {
    transactions.executeWithoutResult(
        status -> {
          insertIfAbsent(state);
          replace(state);
        });
  }

  @Override
  public TemplateState update(String name, String language, UnaryOperator<TemplateState> change) {
    TemplateState stored =
        transactions.execute(
            status -> {
              insertIfAbsent(TemplateState.unknown(name, language));
              TemplateState changed =
                  change.apply(find(name, language, " for update").orElseThrow());
              replace(changed);
              return changed;
            });
    if (stored == null) {
      throw new IllegalStateException("a transaction gave no result");
    }
    return stored;
  }

  private void insertIfAbsent(TemplateState state) {
    jdbc.update(
        "insert into template_state ("
            + COLUMNS
            + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
        state.name(),
        state.language(),
        state.metaId(),
        state.status().name(),
        word(state.category()),
        word(state.declaredCategory()),
        state.reason(),
        state.quality(),
        time(state.updatedAt()),
        word(state.announcedCategory()),
        time(state.statusAt()),
        time(state.categoryAt()),
        time(state.qualityAt()),
        timeOrNull(state.driftedAt()));
  }

  private void replace(TemplateState state) {
    jdbc.update(
        "update template_state set meta_id = ?, status = ?, category = ?, declared_category = ?,"
            + " reason = ?, quality = ?, updated_at = ?, announced_category = ?, status_at = ?,"
            + " category_at = ?, quality_at = ?, drifted_at = ? where name = ? and language = ?",
        state.metaId(),
        state.status().name(),
        word(state.category()),
        word(state.declaredCategory()),
        state.reason(),
        state.quality(),
        time(state.updatedAt()),
        word(state.announcedCategory()),
        time(state.statusAt()),
        time(state.categoryAt()),
        time(state.qualityAt()),
        timeOrNull(state.driftedAt()),
        state.name(),
        state.language());
  }

  @Override
  public boolean claimSubmission(String name, String language, Instant now, Instant until) {
    Integer claimed =
        transactions.execute(
            status -> {
              insertIfAbsent(TemplateState.unknown(name, language));
              return jdbc.update(
                  "update template_state set submitting_until = ? where name = ? and language = ?"
                      + " and (submitting_until is null or submitting_until <= ?)",
                  time(until),
                  name,
                  language,
                  time(now));
            });
    return claimed != null && claimed == 1;
  }

  @Override
  public void recordSubmission(Instant at) {
    transactions.executeWithoutResult(
        status -> {
          jdbc.update(
              "delete from template_submission where submitted_at < ?",
              time(at.minus(SUBMISSIONS_KEPT)));
          jdbc.update(
              "insert into template_submission (id, submitted_at) values (?, ?)",
              UUID.randomUUID(),
              time(at));
        });
  }

  @Override
  public int submissionsSince(Instant since) {
    Integer count =
        jdbc.queryForObject(
            "select count(*) from template_submission where submitted_at > ?",
            Integer.class,
            time(since));
    return count == null ? 0 : count;
  }

  @Override
  public void recordNotice(TemplateNotice notice) {
    jdbc.update(
        "insert into template_notice (id, name, language, kind, detail, told_at)"
            + " values (?, ?, ?, ?, ?, ?) on conflict do nothing",
        id(notice),
        notice.name(),
        notice.language(),
        notice.kind(),
        notice.detail(),
        time(notice.at()));
  }

  /** The same notice has the same id. */
  private static UUID id(TemplateNotice notice) {
    String text =
        String.join(
            "\n",
            notice.name(),
            notice.language(),
            notice.kind(),
            notice.detail(),
            notice.at().toString());
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public List<TemplateNotice> notices(int limit) {
    return jdbc.query(
        "select name, language, kind, detail, told_at from template_notice"
            + " order by told_at desc, id limit ?",
        (row, number) ->
            new TemplateNotice(
                row.getString("name"),
                row.getString("language"),
                row.getString("kind"),
                row.getString("detail"),
                instant(row, "told_at")),
        limit);
  }

  private static TemplateState state(ResultSet row) throws SQLException {
    return new TemplateState(
        row.getString("name"),
        row.getString("language"),
        row.getString("meta_id"),
        TemplateStatus.of(row.getString("status")),
        Category.of(row.getString("category")).orElse(null),
        Category.of(row.getString("declared_category")).orElse(null),
        row.getString("reason"),
        row.getString("quality"),
        instant(row, "updated_at"),
        Category.of(row.getString("announced_category")).orElse(null),
        instant(row, "status_at"),
        instant(row, "category_at"),
        instant(row, "quality_at"),
        instantOrNull(row, "drifted_at"));
  }

  private static @Nullable String word(@Nullable Category category) {
    return category == null ? null : category.name();
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  private static @Nullable OffsetDateTime timeOrNull(@Nullable Instant instant) {
    return instant == null ? null : time(instant);
  }

  private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
