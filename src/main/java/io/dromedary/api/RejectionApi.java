package io.dromedary.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.intake.Rejection;
import io.dromedary.intake.RejectionLog;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code /api/rejections}: what was refused before it became a notification. */
public final class RejectionApi {

  private static final int PAGE = 50;

  private final RejectionLog log;

  /** The calls on this log. */
  public RejectionApi(RejectionLog log) {
    this.log = log;
  }

  /** {@code GET /api/rejections}: newest first, in pages; every filter may be {@code null}. */
  public Answer page(@Nullable String source, @Nullable String since, @Nullable String cursor) {
    Fields fields = new Fields();
    Instant from = fields.since(since);
    fields.refuseIfWrong("invalid-parameter", "A parameter is not acceptable");
    RejectionLog.Page page;
    try {
      page = log.page(source, from, cursor, PAGE);
    } catch (IllegalArgumentException e) {
      fields.wrong("?cursor", "is no cursor of an earlier page");
      fields.refuseIfWrong("invalid-parameter", "A parameter is not acceptable");
      throw e;
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode rows = json.putArray("rejections");
    page.rejections().forEach(one -> rows.add(json(one)));
    json.put("cursor", page.cursor());
    return Answer.ok(json);
  }

  static ObjectNode json(Rejection one) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("at", one.at().toString());
    json.put("source", one.source());
    json.put("id", one.eventId());
    json.put("type", one.type());
    json.put("route", one.route());
    json.put("reason", one.reason());
    ArrayNode faults = json.putArray("faults");
    one.faults()
        .forEach(
            fault ->
                faults.addObject().put("pointer", fault.pointer()).put("reason", fault.reason()));
    return json;
  }
}
