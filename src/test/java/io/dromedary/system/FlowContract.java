package io.dromedary.system;

import static io.dromedary.system.RunningHub.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.consent.ConsentLedger;
import io.dromedary.person.PersonId;
import io.dromedary.template.UsableTemplates;
import io.dromedary.testing.Database;
import io.dromedary.vault.Vault;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.TextMessage;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.jms.core.JmsTemplate;

/** What a source, a person and the platform see of a running hub, whatever database it works on. */
abstract class FlowContract {

  private static final String ADA = "+4915112345678";

  abstract RunningHub hub();

  private static String order(String id, String phone) {
    return """
        {"specversion":"1.0","id":"%s","source":"/erp/test","type":"order.confirmed",
         "subject":"%s","datacontenttype":"application/json",
         "data":{"orderId":"4711","total":{"amount":"129.90","currency":"EUR"},
                 "recipient":{"phone":"%s","name":"Ada","locale":"de-DE","ref":"C-1"}}}
        """
        .formatted(id, id, phone);
  }

  private static String fresh() {
    return UUID.randomUUID().toString();
  }

  private static String first(HttpResponse<String> answer) {
    return json(answer).path("notifications").path(0).path("id").asText();
  }

  @Test
  void anEventBecomesADeliveredMessageWithAllItsReasons() {
    hub().consent(ADA);
    HttpResponse<String> answer = hub().event(order(fresh(), ADA));

    assertThat(answer.statusCode()).isEqualTo(202);
    JsonNode notification = hub().await(first(answer), "DELIVERED", "READ");
    assertThat(notification.path("wamid").asText()).startsWith("wamid.");
    assertThat(notification.path("template").asText()).isEqualTo("order_confirmed");
    assertThat(notification.path("language").asText()).isEqualTo("de");
    assertThat(notification.path("decision").path("outcome").asText()).isEqualTo("send");
    assertThat(notification.path("decision").path("rules").findValuesAsText("rule"))
        .contains("consent", "window", "template", "parameters", "deadline");
    assertThat(notification.path("history").findValuesAsText("state"))
        // the sandbox answers at once here, so that a status may be faster than the answer itself
        .startsWith("QUEUED", "SENDING")
        .contains("SENT", "DELIVERED");
    assertThat(notification.path("attempts")).hasSize(1);
    assertThat(notification.toString()).doesNotContain("15112345678").doesNotContain("129,90");
  }

  @Test
  void theSameEventAgainIsAnsweredFromTheRecordAndSendsNothing() {
    hub().consent(ADA);
    String id = fresh();
    HttpResponse<String> once = hub().event(order(id, ADA));
    hub().await(first(once), "DELIVERED", "READ");

    // other spelling of the same JSON
    ObjectNode same = (ObjectNode) json(order(id, ADA));
    JsonNode data = same.remove("data");
    HttpResponse<String> twice = hub().event(same.set("data", data).toString());

    assertThat(twice.statusCode()).isEqualTo(200);
    assertThat(first(twice)).isEqualTo(first(once));
    assertThat(hub().notification(first(once)).path("attempts")).hasSize(1);
  }

  @Test
  void theSameIdWithOtherContentIsAConflict() {
    String id = fresh();
    hub().event(order(id, ADA));

    HttpResponse<String> other = hub().event(order(id, ADA).replace("129.90", "130.90"));

    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(json(other).path("type").asText()).endsWith("/event-conflict");
  }

  @Test
  void anInvalidEventNamesEveryFaultByItsPointer() {
    HttpResponse<String> answer =
        hub().event(order(fresh(), ADA).replace("\"129.90\"", "129.90").replace("4711", ""));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(json(answer).path("errors").findValuesAsText("pointer"))
        .contains("/data/total/amount", "/data/orderId");
  }

  @Test
  void binaryModeAndBatchAreAcceptedToo() {
    hub().consent(ADA);
    JsonNode structured = json(order(fresh(), ADA));
    HttpResponse<String> binary =
        hub()
            .post(
                "/api/events",
                "application/json",
                structured.path("data").toString(),
                "ce-specversion",
                "1.0",
                "ce-id",
                structured.path("id").asText(),
                "ce-source",
                "/erp/test",
                "ce-type",
                "order.confirmed");
    assertThat(binary.statusCode()).isEqualTo(202);

    HttpResponse<String> batch =
        hub()
            .post(
                "/api/events",
                "application/cloudevents-batch+json",
                "[" + order(fresh(), ADA) + "," + order("", ADA) + "," + order(fresh(), ADA) + "]");
    assertThat(batch.statusCode()).isEqualTo(200);
    assertThat(json(batch).findValuesAsText("status")).containsExactly("202", "422", "202");
  }

  @Test
  void whoNeverAgreedIsNotToldAndTheReasonIsRecorded() {
    HttpResponse<String> answer = hub().event(order(fresh(), "+4915112349999"));

    JsonNode notification = hub().notification(first(answer));
    assertThat(notification.path("state").asText()).isEqualTo("SUPPRESSED");
    assertThat(notification.path("reason").asText()).isEqualTo("no-consent");
  }

  @Test
  void aTemplateThatMetaMovedAndMovedBackIsNotSentBeforeSomeoneConfirms() {
    String phone = "+4915112340042";
    hub().consent(phone);
    String path = hub().sandboxUrl() + "/_sandbox/templates/" + auctionWon().path("id").asText();
    hub().post(path + "/recategorise", "application/json", "{\"category\":\"MARKETING\"}");
    Awaitility.await().until(() -> auctionWon().path("category").asText().equals("MARKETING"));
    assertThat(confirm().statusCode()).isEqualTo(409);
    hub().post(path + "/recategorise", "application/json", "{\"category\":\"UTILITY\"}");
    Awaitility.await().until(() -> auctionWon().path("category").asText().equals("UTILITY"));
    Awaitility.await().until(() -> !hub().bean(UsableTemplates.class).usable("auction_won", "en"));

    JsonNode stopped = hub().await(first(hub().event(auction(phone))), "SUPPRESSED");
    assertThat(stopped.path("reason").asText()).isEqualTo("category-drift");
    assertThat(stopped.path("explanation").toString()).contains("until someone confirms it");

    assertThat(json(confirm()).path("usable").asBoolean()).isTrue();
    hub().await(first(hub().event(auction(phone))), "DELIVERED", "READ");
  }

  private HttpResponse<String> confirm() {
    return hub().post("/api/templates/auction_won/en/confirm", "application/json", "");
  }

  private JsonNode auctionWon() {
    for (JsonNode each : json(hub().get("/api/templates")).path("templates")) {
      if (each.path("name").asText().equals("auction_won")
          && each.path("language").asText().equals("en")) {
        return each;
      }
    }
    throw new AssertionError("auction_won is not there");
  }

  private static String auction(String phone) {
    return """
        {"specversion":"1.0","id":"%s","source":"/auctions/test","type":"auction.ended",
         "subject":"A-1","datacontenttype":"application/json",
         "data":{"auctionId":"A-1","item":"Lamp","won":true,
                 "amount":{"amount":"86.00","currency":"EUR"},
                 "recipient":{"phone":"%s","name":"Ada","locale":"en-GB","ref":"C-1"}}}
        """
        .formatted(fresh(), phone);
  }

  @Test
  void aNumberThatIsNoneIsARecordedOutcome() {
    HttpResponse<String> answer = hub().event(order(fresh(), "+49123"));

    assertThat(hub().notification(first(answer)).path("reason").asText())
        .isEqualTo("recipient-invalid");
  }

  @Test
  void nobodyBehindABusinessKeyIsARecordedOutcome() {
    HttpResponse<String> answer =
        hub()
            .event(
                """
                {"specversion":"1.0","id":"%s","source":"/aodb","type":"flight.cancelled",
                 "time":"2026-11-20T10:00:00Z","subject":"XX1/2026-11-20",
                 "data":{"flight":"XX1","date":"2026-11-20","scheduledAt":"2026-11-20T12:00:00Z",
                         "audience":{"kind":"flight","key":"%s"}}}
                """
                    .formatted(fresh(), fresh()));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(hub().notification(first(answer)).path("reason").asText())
        .isEqualTo("recipient-unknown");
  }

  @Test
  void aLargeAudienceIsAcknowledgedFirstAndThenDecidedCompletely() {
    String key = "LH" + fresh();
    StringBuilder members = new StringBuilder("[");
    for (int i = 0; i < 250; i++) {
      members.append(i == 0 ? "" : ",");
      members.append(
          "{\"ref\":\"PAX-%03d\",\"phone\":\"+4915112%06d\",\"locale\":\"en\"}"
              .formatted(i, 400_000 + i));
    }
    HttpResponse<String> put =
        hub().put("/api/audiences/flight/" + key + "/members", members.append("]").toString());
    assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
    String id = fresh();
    HttpResponse<String> answer =
        hub()
            .event(
                """
                {"specversion":"1.0","id":"%s","source":"/aodb","type":"flight.cancelled",
                 "subject":"%s",
                 "data":{"flight":"LH1","date":"2026-11-20","scheduledAt":"2026-11-20T12:00:00Z",
                         "audience":{"kind":"flight","key":"%s"}}}
                """
                    .formatted(id, key, key));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(json(answer).path("fanOut").path("total").asInt()).isEqualTo(250);
    Awaitility.await("fan-out")
        .atMost(RunningHub.PATIENCE)
        .until(
            () ->
                json(hub().get("/api/events/%2Faodb/" + id)).path("fanOut").path("decided").asInt()
                    == 250);
    JsonNode manifest = json(hub().get("/api/events/%2Faodb/" + id + "/manifest"));
    assertThat(manifest.path("willNotBeTold")).hasSize(250);
    assertThat(manifest.path("willNotBeTold").findValuesAsText("ref")).doesNotHaveDuplicates();
  }

  @Test
  void theQueueObeysTheSameRulesAndKeepsWhatItCannotRead() throws JMSException {
    hub().consent(ADA);
    String id = fresh();
    hub().jms().convertAndSend("dromedary.events", order(id, ADA));
    hub().jms().convertAndSend("dromedary.events", "{ no json, " + id);

    Awaitility.await("event from the queue")
        .atMost(RunningHub.PATIENCE)
        .until(() -> hub().get("/api/events/%2Ferp%2Ftest/" + id).statusCode() == 200);
    Message rejected = hub().jms().receive("dromedary.events.rejected");
    assertThat(((TextMessage) rejected).getText()).isEqualTo("{ no json, " + id);
    assertThat(rejected.getStringProperty("dromedaryReason")).isEqualTo("event-invalid");
    assertThat(rejected.getStringProperty("dromedaryProblem")).contains("line 1");
  }

  @Test
  void aBrokenMessageAndAConflictAmongManyAreSetAsideAlone() throws JMSException {
    String run = fresh();
    assertThat(hub().event(order(run + "-known", stranger(200))).statusCode()).isEqualTo(202);
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      messages.add(order(run + "-" + i, stranger(i)));
    }
    messages.add(30, "{ no json, " + run);
    messages.add(60, order(run + "-known", stranger(200)).replace("129.90", "130.90"));
    JmsTemplate together = hub().jms();
    together.setSessionTransacted(true);
    together.execute(
        session -> {
          MessageProducer queue = session.createProducer(session.createQueue("dromedary.events"));
          for (String message : messages) {
            queue.send(session.createTextMessage(message));
          }
          session.commit();
          return true;
        });

    Awaitility.await("the last event")
        .atMost(RunningHub.PATIENCE)
        .untilAsserted(
            () -> assertThat(rows("event e where e.event_id like ?", run)).isEqualTo(121));
    assertThat(setAside()).containsExactlyInAnyOrder("event-invalid", "event-conflict");
    assertThat(rows("notification n join event e on e.id = n.event where e.event_id like ?", run))
        .isEqualTo(121);
  }

  @Test
  void ofManyRequestsAtOnceEachIsAnsweredForItself() throws Exception {
    String run = fresh();
    assertThat(hub().event(order(run + "-known", stranger(300))).statusCode()).isEqualTo(202);
    List<Callable<HttpResponse<String>>> requests = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      // two by two they are about the same person
      String event = order(run + "-" + i, stranger(301 + i / 2));
      requests.add(() -> hub().event(event));
    }
    String known = order(run + "-known", stranger(300));
    requests.add(() -> hub().event(known));
    requests.add(() -> hub().event(known.replace("129.90", "130.90")));
    requests.add(() -> hub().event(known.replace("129.90", "no amount")));
    requests.add(() -> hub().event("{ no json"));

    List<HttpResponse<String>> answers = Database.atOnce(requests);

    for (int i = 0; i < 60; i++) {
      assertThat(answers.get(i).statusCode()).isEqualTo(202);
      JsonNode receipt = json(answers.get(i));
      assertThat(receipt.path("event").path("id").asText()).isEqualTo(run + "-" + i);
      assertThat(receipt.path("notifications").findValuesAsText("state"))
          .containsExactly("SUPPRESSED");
      assertThat(hub().notification(first(answers.get(i))).path("event").toString())
          .contains(run + "-" + i);
    }
    assertThat(answers.subList(60, 64))
        .extracting(HttpResponse::statusCode)
        .containsExactly(200, 409, 422, 400);
    assertThat(rows("event e where e.event_id like ?", run)).isEqualTo(61);
    assertThat(rows("notification n join event e on e.id = n.event where e.event_id like ?", run))
        .isEqualTo(61);
  }

  /** Who has agreed to nothing, so that nothing is sent. */
  private static String stranger(int number) {
    return "+4915112%06d".formatted(450_000 + number);
  }

  private int rows(String from, String run) {
    return Objects.requireNonNull(
        hub().sql().queryForObject("select count(*) from " + from, Integer.class, run + "-%"));
  }

  @Test
  void whatCannotBeTakenForAWhileIsTakenLaterEvenWhenConsumersStopMeanwhile() throws Exception {
    String run = fresh();
    CamelContext camel = hub().bean(CamelContext.class);
    AtomicInteger failures = new AtomicInteger();
    EventNotifierSupport counting =
        new EventNotifierSupport() {
          @Override
          public void notify(CamelEvent event) {
            failures.addAndGet(event instanceof CamelEvent.ExchangeFailedEvent ? 1 : 0);
          }
        };
    counting.start();
    camel.getManagementStrategy().addEventNotifier(counting);
    hub().sql().execute("alter table event rename to event_away");
    try {
      for (int i = 0; i < 150; i++) {
        hub().jms().convertAndSend("dromedary.events", order(run + "-" + i, stranger(i)));
      }
      for (int stop = 0; stop < 2; stop++) {
        int before = failures.get();
        Awaitility.await("failures")
            .atMost(RunningHub.PATIENCE)
            .until(() -> failures.get() > before + 10);
        for (String route : List.of("events-queue", "events-again")) {
          camel.getRouteController().stopRoute(route);
          camel.getRouteController().startRoute(route);
        }
      }
    } finally {
      camel.getManagementStrategy().removeEventNotifier(counting);
      hub().sql().execute("alter table event_away rename to event");
    }

    Awaitility.await("all events")
        .atMost(RunningHub.PATIENCE)
        .untilAsserted(
            () -> assertThat(rows("event e where e.event_id like ?", run)).isEqualTo(150));
    for (String queue : List.of("dromedary.events", "dromedary.events.again")) {
      assertThat(waiting("DLQ." + queue)).isZero();
      assertThat(waiting(queue)).isZero();
    }
  }

  private int waiting(String queue) {
    return Objects.requireNonNull(
        hub()
            .jms()
            .browse(
                queue, (session, browser) -> Collections.list(browser.getEnumeration()).size()));
  }

  @Test
  void anItemOfASourceThatIsRefusedStopsNoOtherOfItsBatch() throws Exception {
    String run = fresh();
    CamelContext camel = hub().bean(CamelContext.class);
    // as the routes of sources do it
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:" + run).split(body()).stopOnException().to("direct:source-item");
          }
        });
    try (ProducerTemplate source = camel.createProducerTemplate()) {
      source.sendBody(
          "direct:" + run,
          List.of(
              json(order(run + "-1", stranger(1))),
              json(order(run + "-2", stranger(1)).replace("129.90", "x")),
              json(order(run + "-1", stranger(1)).replace("129.90", "130.90")),
              json(order(run + "-3", stranger(1)))));
    }

    assertThat(rows("event e where e.event_id like ?", run)).isEqualTo(2);
    assertThat(setAside()).containsExactly("event-invalid", "event-conflict");
  }

  private List<String> setAside() throws JMSException {
    List<String> reasons = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      reasons.add(
          hub().jms().receive("dromedary.events.rejected").getStringProperty("dromedaryReason"));
    }
    return reasons;
  }

  @Test
  void whatIsRejectedOverHttpIsFoundByItsSourceAndId() {
    String invalid = fresh();
    hub().event(order(invalid, ADA).replace("4711", ""));
    String member = fresh();
    hub()
        .post(
            "/api/events",
            "application/cloudevents-batch+json",
            "[" + order(fresh(), ADA) + "," + order(member, ADA).replace("129.90", "x") + "]");

    for (String id : List.of(invalid, member)) {
      HttpResponse<String> answer = hub().get("/api/events/%2Ferp%2Ftest/" + id);
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(json(answer).path("detail").asText())
          .startsWith("It was rejected at ")
          .contains("event-invalid");
      assertThat(json(answer).path("rejection").path("route").asText()).isEqualTo("api-events");
      assertThat(json(answer).path("rejection").path("faults")).isNotEmpty();
    }
    assertThat(
            json(hub().get("/api/rejections?source=/erp/test"))
                .path("rejections")
                .findValuesAsText("id"))
        .contains(invalid, member);
  }

  @Test
  void aConflictIsToldBesideTheEventThatWasAccepted() {
    String id = fresh();
    hub().event(order(id, ADA));
    hub().event(order(id, ADA).replace("129.90", "130.90"));

    JsonNode event = json(hub().get("/api/events/%2Ferp%2Ftest/" + id));
    assertThat(event.path("notifications")).hasSize(1);
    assertThat(event.path("rejection").path("reason").asText()).isEqualTo("event-conflict");
  }

  @Test
  void aMessageThatIsSetAsideIsFoundAndCountsOnce() throws JMSException {
    String id = fresh();
    hub().jms().convertAndSend("dromedary.events", order(id, ADA).replace("129.90", "x"));

    Awaitility.await("rejection")
        .atMost(RunningHub.PATIENCE)
        .until(
            () -> json(hub().get("/api/events/%2Ferp%2Ftest/" + id)).path("rejection").isObject());
    assertThat(
            json(hub().get("/api/rejections?source=/erp/test"))
                .path("rejections")
                .findValuesAsText("id"))
        .containsOnlyOnce(id);
    Message rejected = hub().jms().receive("dromedary.events.rejected");
    assertThat(((TextMessage) rejected).getText()).contains(id);
  }

  @Test
  void aDryRunTellsTextRequestPriceAndReasonsAndLeavesNoTrace() {
    hub().consent(ADA);
    String id = fresh();
    List<Long> before = rows();

    HttpResponse<String> answer =
        hub().post("/api/events?dryRun=true", "application/cloudevents+json", order(id, ADA));

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode one = json(answer).path("recipients").path(0);
    assertThat(one.path("ref").asText()).isEqualTo("C-1");
    assertThat(one.path("outcome").asText()).isEqualTo("send");
    assertThat(one.path("explanation").path(0).asText()).startsWith("would be sent");
    assertThat(one.path("rules").findValuesAsText("rule")).contains("consent", "template");
    assertThat(one.path("text").path("body").asText()).contains("129,90", "4711");
    assertThat(one.path("message").path("to").asText()).isEqualTo(ADA);
    assertThat(one.path("message").path("template").path("name").asText())
        .isEqualTo("order_confirmed");
    assertThat(one.path("message").path("biz_opaque_callback_data").asText())
        .isEqualTo(one.path("id").asText());
    assertThat(one.path("price")).isNotEmpty();
    assertThat(json(answer).path("totals").path(0).path("count").asInt()).isEqualTo(1);

    String stranger = order(fresh(), "+4915199999998");
    assertThat(dryRun(stranger).path("recipients").path(0).path("reason").asText())
        .isEqualTo("no-consent");
    assertThat(
            hub()
                .post(
                    "/api/events?dryRun=true",
                    "application/cloudevents+json",
                    stranger.replace("4711", ""))
                .statusCode())
        .isEqualTo(422);
    assertThat(rows()).isEqualTo(before);
    assertThat(hub().get("/api/events/%2Ferp%2Ftest/" + id).statusCode()).isEqualTo(404);

    // and the same event is new when it comes in earnest, under the id that was told
    assertThat(first(hub().event(order(id, ADA)))).isEqualTo(one.path("id").asText());
    assertThat(dryRun(order(id, ADA)).path("repeat").asBoolean()).isTrue();
    assertThat(
            hub()
                .post(
                    "/api/events?dryRun=true",
                    "application/cloudevents+json",
                    order(id, ADA).replace("129.90", "1.00"))
                .statusCode())
        .isEqualTo(409);
  }

  @Test
  void anUnclearWishForADryRunAcceptsNothing() {
    String id = fresh();
    for (String wish : List.of("1", "TRUE", "", "yes")) {
      HttpResponse<String> answer =
          hub().post("/api/events?dryRun=" + wish, "application/cloudevents+json", order(id, ADA));
      assertThat(answer.statusCode()).isEqualTo(422);
    }
    assertThat(hub().get("/api/events/%2Ferp%2Ftest/" + id).statusCode()).isEqualTo(404);
  }

  @Test
  void aDryRunForTenThousandTellsTheFirstHundredAndTheTotals() {
    StringBuilder members = new StringBuilder("[");
    for (int i = 0; i < 10_000; i++) {
      members.append(i == 0 ? "" : ",");
      members.append("{\"ref\":\"P-%05d\",\"phone\":\"+49151%08d\"}".formatted(i, i));
    }
    hub().put("/api/audiences/area/dry-run/members", members.append("]").toString());
    List<Long> before = rows();

    JsonNode report =
        dryRun(
            order(fresh(), ADA)
                .replaceAll(
                    "(?s)\"recipient\":\\{.*?\\}",
                    "\"audience\":{\"kind\":\"area\",\"key\":\"dry-run\"}"));

    assertThat(report.path("fanOut").path("total").asInt()).isEqualTo(10_000);
    assertThat(report.path("recipients")).hasSize(100);
    assertThat(report.path("totals")).hasSize(1);
    assertThat(report.path("totals").path(0).path("count").asInt()).isEqualTo(10_000);
    assertThat(rows()).isEqualTo(before);
  }

  private JsonNode dryRun(String event) {
    return json(hub().post("/api/events?dryRun=true", "application/cloudevents+json", event));
  }

  private List<Long> rows() {
    return List.of("event", "notification", "person_identifier", "consent_entry", "rejection")
        .stream()
        .map(table -> hub().sql().queryForObject("select count(*) from " + table, Long.class))
        .toList();
  }

  @Test
  void aStopWordEndsEverythingAtOnceAndReachesTheCareDesk() throws JMSException {
    String phone = "+4915112347777";
    hub().consent(phone);
    hub().await(first(hub().event(order(fresh(), phone))), "DELIVERED", "READ");

    HttpResponse<String> written =
        hub()
            .post(
                hub().sandboxUrl() + "/_sandbox/phones/4915112347777/messages",
                "application/json",
                "{\"text\":\"Stopp\"}");
    assertThat(written.statusCode()).as(written.body()).isBetween(200, 202);
    TextMessage forCareDesk = (TextMessage) hub().jms().receive("dromedary.inbound");

    assertThat(json(forCareDesk.getText()).path("outcome").asText()).isEqualTo("opted-out");
    // the care desk may hear of it an instant before the withdrawal is committed
    Awaitility.await("withdrawal")
        .atMost(RunningHub.PATIENCE)
        .until(() -> hub().get("/api/consents/" + phone).body().contains("withdrawn"));
    HttpResponse<String> next = hub().event(order(fresh(), phone));
    assertThat(hub().notification(first(next)).path("reason").asText())
        .isEqualTo("consent-withdrawn");
    // the one automatic confirmation arrives in the window that the person has opened
    Awaitility.await("confirmation")
        .atMost(RunningHub.PATIENCE)
        .until(
            () ->
                hub()
                    .get(hub().sandboxUrl() + "/_sandbox/phones/4915112347777")
                    .body()
                    .contains("\"text\""));
  }

  @Test
  void whatAnotherChannelIsToTellComesIntoItsQueueOnceWithItsWords() throws JMSException {
    hub().consent(ADA);
    String later =
        order(fresh(), ADA)
            .replace(
                "\"subject\"",
                "\"notbefore\":\"2099-01-01T00:00:00Z\","
                    + "\"deadline\":\"2099-02-01T00:00:00Z\",\"subject\"");
    UUID id = UUID.fromString(first(hub().event(later)));
    hub()
        .sql()
        .update(
            "insert into fallback (notification, channel, created_at)"
                + " values (?, 'sms', current_timestamp)",
            id);

    TextMessage message = (TextMessage) hub().jms().receive("dromedary.fallback");

    assertThat(message.getStringProperty("dromedaryChannel")).isEqualTo("sms");
    JsonNode told = json(message.getText());
    assertThat(told.path("notification").asText()).isEqualTo(id.toString());
    assertThat(told.path("recipient").path("phone").asText()).isEqualTo(ADA);
    assertThat(told.path("text").asText()).contains("4711", "129,90");
    Awaitility.await("taken off the list")
        .atMost(RunningHub.PATIENCE)
        .until(() -> hub().sql().queryForList("select notification from fallback").isEmpty());
  }

  @Test
  void aOneTimeCodeIsNowhereInTheDatabase() {
    hub().consent(ADA);
    String code = "Q7" + fresh().substring(0, 6).toUpperCase(java.util.Locale.ROOT);
    HttpResponse<String> answer =
        hub()
            .event(
                """
                {"specversion":"1.0","id":"%s","source":"/identity","type":"otp.requested",
                 "data":{"code":"%s","recipient":{"phone":"%s","locale":"en"}}}
                """
                    .formatted(fresh(), code, ADA));
    hub().await(first(answer), "DELIVERED", "READ");

    assertThat(hub().get("/api/events/%2Fidentity/" + json(answer).at("/event/id").asText()).body())
        .doesNotContain(code);
    for (String table :
        hub()
            .sql()
            .queryForList(
                "select table_name from information_schema.tables where table_schema = 'public'",
                String.class)) {
      hub()
          .sql()
          .query(
              "select * from " + table,
              row -> {
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                  byte[] bytes =
                      row.getObject(i) instanceof byte[] raw
                          ? raw
                          : String.valueOf(row.getString(i))
                              .getBytes(java.nio.charset.StandardCharsets.UTF_8);
                  assertThat(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1))
                      .as(table)
                      .doesNotContain(code);
                }
              });
    }
  }

  @Test
  void aPersonIsShownEverythingThatIsHeldAndIsForgottenEverywhere() {
    String digits = "4915112346543";
    String name = "Zephyrine Quastenflosser";
    hub().consent("+" + digits);
    hub()
        .put(
            "/api/audiences/flight/erasure/members",
            "[{\"ref\":\"PAX-Z\",\"phone\":\"+%s\",\"name\":\"%s\"}]".formatted(digits, name));
    String told = first(hub().event(order(fresh(), "+" + digits).replace("Ada", name)));
    hub().await(told, "DELIVERED", "READ");
    hub()
        .post(
            hub().sandboxUrl() + "/_sandbox/phones/" + digits + "/messages",
            "application/json",
            "{\"text\":\"a question of %s\"}".formatted(name));
    String later =
        first(
            hub()
                .event(
                    """
                    {"specversion":"1.0","id":"%s","source":"/erp/test","type":"appointment.reminder",
                     "data":{"appointmentId":"1","title":"Visit","startsAt":"%s",
                             "recipient":{"phone":"0151 12346543","name":"%s","locale":"en"}}}
                    """
                        .formatted(fresh(), Instant.now().plus(Duration.ofDays(9)), name)));
    assertThat(hub().notification(later).path("state").asText()).isEqualTo("SCHEDULED");
    hub()
        .event(
            """
            {"specversion":"1.0","id":"%s","source":"/erp/test","type":"order.confirmed",
             "data":{"orderId":"1","total":{"amount":"1.00","currency":"EUR"},
               "recipients":[{"phone":"+4915112345678","name":"Ada","ref":"A"},
                             {"phone":"+%s","name":"%s","ref":"Z"}]}}
            """
                .formatted(fresh(), digits, name));
    assertThat(hub().jms().receive("dromedary.inbound")).isNotNull();
    Awaitility.await("the platform's last report")
        .atMost(RunningHub.PATIENCE)
        .until(
            () ->
                json(hub().get(hub().sandboxUrl() + "/_sandbox/stats"))
                            .path("pendingWebhookEvents")
                            .asInt()
                        == 0
                    && hub().ofType("order.confirmed").findValuesAsText("state").stream()
                        .noneMatch(List.of("QUEUED", "SENDING", "ACCEPTED", "SENT")::contains)
                    && hub()
                            .sql()
                            .queryForObject(
                                "select count(*) from webhook where stage = 0", Integer.class)
                        == 0);

    JsonNode export = json(hub().get("/api/people/" + digits + "/export"));
    assertThat(export.path("consents")).hasSize(1);
    assertThat(export.at("/audiences/0/name").asText()).isEqualTo(name);
    assertThat(export.path("windows")).hasSize(1);
    assertThat(export.path("notifications").findValuesAsText("state"))
        .contains("SCHEDULED", "SENDING");
    assertThat(export.path("notifications").toString()).contains("\"rules\"", told, later);
    assertThat(export.path("events")).hasSize(3);
    assertThat(export.path("events").toString()).contains(name).doesNotContain("Ada");
    assertThat(export.at("/messages/storedReports").asInt()).isPositive();
    assertThat(unsealed()).contains(digits, name);
    PersonId person = PersonId.of(export.path("person").asText());

    assertThat(hub().delete("/api/people/+" + digits).statusCode()).isEqualTo(204);

    assertThat(hub().get("/api/people/" + digits + "/export").statusCode()).isEqualTo(404);
    assertThat(hub().delete("/api/people/" + digits).statusCode()).isEqualTo(404);
    JsonNode cancelled = hub().notification(later);
    assertThat(cancelled.path("state").asText()).isEqualTo("CANCELLED");
    assertThat(cancelled.path("reason").asText()).isEqualTo("person-erased");
    JsonNode fact = hub().notification(told);
    assertThat(fact.path("state").asText()).isIn("DELIVERED", "READ");
    assertThat(fact.path("ref").isNull()).isTrue();
    assertThat(hub().bean(ConsentLedger.class).verify(person).isIntact()).isTrue();
    assertThat(unsealed()).doesNotContain(digits, "12346543", name, "Zephyrine");
    assertThat(unsealed()).contains("\"name\":\"Ada\"");
  }

  /** All that the database holds, opened. */
  private String unsealed() {
    Vault vault = hub().bean(Vault.class);
    StringBuilder all = new StringBuilder();
    for (String table :
        hub()
            .sql()
            .queryForList(
                "select table_name from information_schema.tables where table_schema = 'public'",
                String.class)) {
      hub()
          .sql()
          .query(
              "select * from " + table,
              row -> {
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                  all.append(
                          row.getObject(i) instanceof byte[] sealed
                              ? new String(vault.open(sealed), StandardCharsets.UTF_8)
                              : row.getString(i))
                      .append('\n');
                }
              });
    }
    return all.toString();
  }

  @Test
  void webhooksWithoutAValidSignatureAreRefused() {
    HttpResponse<String> unsigned =
        hub().post("/webhooks/whatsapp", "application/json", "{\"entry\":[]}");
    assertThat(unsigned.statusCode()).isEqualTo(401);

    HttpResponse<String> stranger =
        hub().get("/webhooks/whatsapp?hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=42");
    assertThat(stranger.statusCode()).isEqualTo(403);
    assertThat(stranger.body()).doesNotContain("42");
  }

  @Test
  void answersEchoNoHeaderOfTheRequestAndErrorsAreProblemDetails() {
    HttpResponse<String> answer =
        hub()
            .post(
                "/api/events",
                "application/cloudevents+json",
                order(fresh(), ADA),
                "Authorization",
                "Bearer something",
                "X-Probe",
                "probe");
    assertThat(answer.headers().map()).doesNotContainKeys("authorization", "x-probe");

    HttpResponse<String> nothing = hub().get("/api/notifications/" + fresh());
    assertThat(nothing.statusCode()).isEqualTo(404);
    assertThat(nothing.headers().firstValue("content-type")).hasValue("application/problem+json");
    HttpResponse<String> large = hub().event("x".repeat(5 * 1024 * 1024 + 1));
    assertThat(large.statusCode()).isEqualTo(413);
  }
}
