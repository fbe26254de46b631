package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What the control API does: the user's hands, and the hands of whoever tests. */
final class Control {

  private static final int MOST_PHONES = 200;
  private static final int MOST_MESSAGES = 300;

  private final Sandbox.Parts parts;
  private final CurrentBehaviour behaviour;
  private final Clock clock;

  Control(Sandbox.Parts parts, CurrentBehaviour behaviour, Clock clock) {
    this.parts = parts;
    this.behaviour = behaviour;
    this.clock = clock;
  }

  ObjectNode info(String root) {
    SandboxAccount account = parts.account();
    ObjectNode info =
        Json.object()
            .put("businessName", account.businessName())
            .put("displayPhoneNumber", Numbers.display(account.displayPhoneNumber()))
            .put("phoneNumberId", account.phoneNumberId())
            .put("wabaId", account.wabaId())
            .put("baseUrl", root + "/v" + GraphRequest.NEWEST_VERSION + ".0")
            .put("now", clock.instant().toEpochMilli());
    URI webhook = parts.subscription().appUri();
    info.put("webhookUrl", webhook == null ? null : webhook.toString());
    ArrayNode special = info.putArray("specialNumbers");
    if (behaviour.get().specialNumbers()) {
      for (SpecialNumber number : SpecialNumber.values()) {
        special.addObject().put("ending", number.ending()).put("meaning", number.meaning());
      }
    }
    return info;
  }

  ObjectNode phones(Map<String, String> query) {
    Instant now = clock.instant();
    String search = query.getOrDefault("q", "").toLowerCase(Locale.ROOT).strip();
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("phones");
    parts.phones().recent(search.isEmpty() ? MOST_PHONES : 5_000).stream()
        .filter(phone -> matches(phone, search))
        .limit(MOST_PHONES)
        .forEach(phone -> list.add(Bubbles.summary(phone, now)));
    return answer.put("total", parts.phones().phoneCount()).put("now", now.toEpochMilli());
  }

  private static boolean matches(Phone phone, String search) {
    if (search.isEmpty()) {
      return true;
    }
    String digits = search.replaceAll("[^0-9]", "");
    return phone.name().toLowerCase(Locale.ROOT).contains(search)
        || (!digits.isEmpty() && phone.waId().contains(digits));
  }

  ObjectNode addPhone(ObjectNode request) {
    String number = Json.textOrEmpty(request, "number");
    String waId = new Numbers(parts.account().displayPhoneNumber()).waId(number);
    if (waId == null || waId.equals(parts.account().displayPhoneNumber())) {
      throw new IllegalArgumentException("'number' must be a phone number such as +491701234567");
    }
    Phone phone = parts.phones().phone(waId);
    if (request.has("name")) {
      phone.rename(Json.text(request, "name"));
    }
    phone.hideNumber(request.path("hidesNumber").asBoolean(phone.hidesNumber()));
    parts.phones().touch(phone);
    parts.journal().append(phone.toJournal()).join();
    parts.changes().phone(waId);
    return Bubbles.summary(phone, clock.instant());
  }

  ObjectNode conversation(Phone phone) {
    return Bubbles.conversation(phone, MOST_MESSAGES, clock.instant())
        .put("now", clock.instant().toEpochMilli());
  }

  ObjectNode seen(Phone phone) {
    phone.markSeen();
    parts.changes().phone(phone.waId());
    return success();
  }

  ObjectNode act(Phone phone, ObjectNode request) {
    String id = null;
    String text = Json.text(request, "text");
    if (text != null && !text.isBlank()) {
      id = parts.users().write(phone, text, Json.text(request, "replyTo"));
    } else if (request.has("tap")) {
      id =
          parts
              .users()
              .tap(
                  phone,
                  request.path("tap").path("messageId").asText(),
                  request.path("tap").path("index").asInt(-1));
    } else if (request.has("choose")) {
      id =
          parts
              .users()
              .choose(
                  phone,
                  request.path("choose").path("messageId").asText(),
                  request.path("choose").path("rowId").asText());
    }
    if (id == null) {
      throw new IllegalArgumentException(
          "Give 'text', or 'tap' with a message's quick reply, or 'choose' with a list's row");
    }
    return Json.object().put("id", id);
  }

  ObjectNode templates() {
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("templates");
    parts.templateStore().all().forEach(template -> list.add(template.toGraph()));
    return answer;
  }

  @Nullable ObjectNode template(String id, String action, ObjectNode request) {
    Templates templates = parts.templates();
    Template after =
        switch (action) {
          case "approve", "unpause" -> templates.approve(id);
          case "pause" -> templates.pause(id);
          case "disable" -> templates.disable(id);
          case "reject" ->
              templates.reject(
                  id,
                  new TemplateReview.Rejection(
                      request.path("reason").asText("INVALID_FORMAT"),
                      "Rejected by hand.",
                      "Change the wording and submit it again."));
          case "recategorise" ->
              templates.recategorise(
                  id,
                  request.path("category").asText("MARKETING"),
                  request.path("announceOnly").asBoolean());
          default -> throw new IllegalArgumentException("Unknown action '" + action + "'");
        };
    return after == null ? null : after.toGraph();
  }

  ObjectNode fault(ObjectNode request) {
    Faults.Kind kind =
        Faults.Kind.valueOf(Json.textOrEmpty(request, "kind").toUpperCase(Locale.ROOT));
    int times = request.path("times").asInt(1);
    if (times < 1) {
      throw new IllegalArgumentException("'times' must be positive");
    }
    parts.faults().plan(new Faults.Fault(kind, request.path("code").asInt(131000)), times);
    return faults();
  }

  ObjectNode faults() {
    ObjectNode answer = Json.object();
    answer.set("faults", parts.faults().toJson());
    return answer;
  }

  ObjectNode clearFaults() {
    parts.faults().clear();
    return faults();
  }

  ObjectNode behaviour() {
    return BehaviourJson.write(behaviour.get());
  }

  ObjectNode changeBehaviour(ObjectNode request) {
    behaviour.change(now -> BehaviourJson.change(now, request));
    return behaviour();
  }

  ObjectNode webhook(ObjectNode request) {
    String url = Json.text(request, "url");
    if (url != null && !url.matches("https?://\\S+")) {
      throw new IllegalArgumentException("'url' must be an http or https address, or null");
    }
    URI uri = url == null ? null : URI.create(url);
    String challenge = "" + ThreadLocalRandom.current().nextInt(100_000_000, Integer.MAX_VALUE);
    if (uri != null
        && request.path("verify").asBoolean()
        && !parts.sender().verify(uri, parts.account().verifyToken(), challenge)) {
      throw new IllegalArgumentException("The address did not answer with the challenge");
    }
    parts.subscription().appUri(uri);
    return success();
  }

  ObjectNode stats() {
    return parts.stats().toJson(parts.phones().phoneCount(), parts.pending().size());
  }

  ObjectNode callback(String data) {
    return Json.object().put("callbackData", data).put("times", parts.stats().times(data));
  }

  /** Forgets phones, messages, faults and counts; with {@code templates} those as well. */
  ObjectNode reset(ObjectNode request) {
    parts.faults().clear();
    parts.pending().clear();
    parts.phones().clear();
    parts.stats().clear();
    parts.journal().append(Journal.line("reset")).join();
    if (request.path("templates").asBoolean()) {
      parts.templateStore().clear();
      parts.journal().append(Journal.line("reset-templates")).join();
    }
    parts.changes().everything();
    return success();
  }

  /** Sends an uploaded file to the phone page. */
  void showMedia(String id, HttpServletResponse response) throws IOException {
    Media media = parts.media().get(id, clock.instant());
    if (media == null) {
      response.setStatus(404);
      return;
    }
    response.setContentType(media.mimeType());
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
    parts.media().copyTo(media, response.getOutputStream());
  }

  @Nullable Phone phone(String waId) {
    return parts.phones().known(waId);
  }

  private static ObjectNode success() {
    return Json.object().put("success", true);
  }
}
