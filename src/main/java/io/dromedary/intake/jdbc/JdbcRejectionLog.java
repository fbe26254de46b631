package io.dromedary.intake.jdbc;

import static io.dromedary.jdbc.Columns.at;
import static io.dromedary.jdbc.Columns.requiredInstant;
import static io.dromedary.jdbc.Columns.text;
import static io.dromedary.jdbc.Columns.uuid;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dromedary.event.BusinessEvent;
import io.dromedary.event.Fault;
import io.dromedary.intake.Rejection;
import io.dromedary.intake.RejectionLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rejections in a table of their own, which nothing else reads or waits for. */
public final class JdbcRejectionLog implements RejectionLog {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  private final JdbcTemplate sql;

  public JdbcRejectionLog(JdbcTemplate sql) {
    this.sql = sql;
  }

  @Override
  public void record(Rejection one) {
    sql.update(
        """
        insert into rejection (id, at, event, source, event_id, type, route, reason, faults)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
        """,
        one.id(),
        at(one.at()),
        one.source() == null || one.eventId() == null
            ? null
            : BusinessEvent.key(one.source(), one.eventId()),
        one.source(),
        one.eventId(),
        one.type(),
        one.route(),
        one.reason(),
        json(one.faults()));
  }

  @Override
  public Optional<Rejection> of(UUID eventKey) {
    return sql
        .query(
            "select * from rejection where event = ? order by at desc, id desc limit 1",
            JdbcRejectionLog::rejection,
            eventKey)
        .stream()
        .findFirst();
  }

  @Override
  public Page page(
      @Nullable String source, @Nullable Instant since, @Nullable String cursor, int limit) {
    StringBuilder where = new StringBuilder("select * from rejection where 1 = 1");
    List<@Nullable Object> values = new ArrayList<>();
    if (source != null) {
      where.append(" and source = ?");
      values.add(source);
    }
    if (since != null) {
      where.append(" and at >= ?");
      values.add(at(since));
    }
    if (cursor != null) {
      String[] end = cursor.split("_", 2);
      Instant at = instant(end[0]);
      where.append(" and (at < ? or (at = ? and id < ?))");
      values.add(at(at));
      values.add(at(at));
      values.add(UUID.fromString(end[end.length - 1]));
    }
    where.append(" order by at desc, id desc limit ?");
    values.add(limit + 1);
    List<Rejection> found =
        sql.query(where.toString(), JdbcRejectionLog::rejection, values.toArray());
    if (found.size() <= limit) {
      return new Page(found, null);
    }
    Rejection last = found.get(limit - 1);
    return new Page(List.copyOf(found.subList(0, limit)), last.at() + "_" + last.id());
  }

  private static Instant instant(String text) {
    try {
      Instant at = Instant.parse(text);
      if (at.isAfter(Instant.EPOCH) && at.isBefore(LATEST)) {
        return at;
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("is no cursor of an earlier page", e);
    }
    throw new IllegalArgumentException("is no cursor of an earlier page");
  }

  @Override
  public int purge(Instant before, int limit) {
    return sql.update(
        "delete from rejection where id in (select id from rejection where at < ? order by at"
            + " limit ?)",
        at(before),
        limit);
  }

  private static Rejection rejection(ResultSet row, int index) throws SQLException {
    List<Fault> faults = new ArrayList<>();
    for (JsonNode fault : read(text(row, "faults"))) {
      faults.add(new Fault(fault.path("pointer").asText(), fault.path("reason").asText()));
    }
    return new Rejection(
        uuid(row, "id"),
        requiredInstant(row, "at"),
        row.getString("source"),
        row.getString("event_id"),
        row.getString("type"),
        text(row, "route"),
        text(row, "reason"),
        faults);
  }

  private static String json(List<Fault> faults) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    faults.forEach(
        fault -> all.addObject().put("pointer", fault.pointer()).put("reason", fault.reason()));
    return all.toString();
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Stored JSON is not readable");
    }
  }
}
