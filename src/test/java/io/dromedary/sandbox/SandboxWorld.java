package io.dromedary.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.UnaryOperator;

/** A running sandbox with a receiver of its webhooks and a client. */
final class SandboxWorld implements AutoCloseable {

  static final SandboxAccount ACCOUNT = SandboxAccount.example();
  static final String PHONE = "+4915112345678";
  static final String WA_ID = "4915112345678";

  final WebhookReceiver receiver = new WebhookReceiver();
  SandboxSettings settings;
  Sandbox sandbox;
  Requests api;
  Requests control;

  SandboxWorld() {
    this(UnaryOperator.identity());
  }

  SandboxWorld(UnaryOperator<SandboxSettings> change) {
    settings =
        change.apply(
            SandboxSettings.defaults()
                .withPort(0)
                .withWebhookUri(receiver.uri())
                .withBehaviour(SandboxBehaviour.immediate()));
    sandbox = Sandbox.start(settings);
    connect();
  }

  private void connect() {
    api = new Requests(sandbox.baseUrl(), ACCOUNT.accessToken());
    control = new Requests(sandbox.pageUrl() + "_sandbox", "none");
  }

  void restart() {
    sandbox.close();
    sandbox = Sandbox.start(settings);
    connect();
  }

  Requests.Answer send(String message) {
    return api.post("/" + ACCOUNT.phoneNumberId() + "/messages", message);
  }

  /** A send whose envelope is complete but for the given members. */
  Requests.Answer sendTo(String to, String members) {
    return send("{\"messaging_product\":\"whatsapp\",\"to\":\"" + to + "\"," + members + "}");
  }

  Requests.Answer sendText(String body) {
    return sendTo(PHONE, "\"type\":\"text\",\"text\":{\"body\":\"" + body + "\"}");
  }

  Requests.Answer sendTemplate(String name, String components) {
    return sendTemplate(PHONE, name, "en", components);
  }

  Requests.Answer sendTemplate(String to, String name, String language, String components) {
    return sendTo(
        to,
        "\"type\":\"template\",\"template\":{\"name\":\""
            + name
            + "\",\"language\":{\"code\":\""
            + language
            + "\"},\"components\":"
            + components
            + "}");
  }

  Requests.Answer createTemplate(String json) {
    return api.post("/" + ACCOUNT.wabaId() + "/message_templates", json);
  }

  /** Creates a template from a fixture and waits for its approval; gives its id. */
  String approved(String fixture) {
    Requests.Answer answer = createTemplate(Requests.fixture(fixture));
    assertThat(answer.http()).as(new String(answer.bytes())).isEqualTo(200);
    String id = answer.json().path("id").asText();
    await().until(() -> template(id).path("status").asText().equals("APPROVED"));
    return id;
  }

  JsonNode template(String id) {
    return api.get("/" + id).json();
  }

  /** The user writes, which opens the window. */
  void userWrites(String text) {
    control.post("/phones", "{\"number\":\"" + PHONE + "\",\"name\":\"Ada\"}");
    Requests.Answer answer =
        control.post("/phones/" + WA_ID + "/messages", "{\"text\":\"" + text + "\"}");
    assertThat(answer.http()).as(new String(answer.bytes())).isEqualTo(200);
  }

  /** The id of the first inbound message, as the webhook told it. */
  String receiverInboundId() {
    await().until(() -> !receiver.inbound().isEmpty());
    return receiver.inbound().get(0).path("id").asText();
  }

  void behave(String json) {
    assertThat(control.post("/behaviour", json).http()).isEqualTo(200);
  }

  JsonNode conversation() {
    return control.get("/phones/" + WA_ID).json();
  }

  @Override
  public void close() {
    sandbox.close();
    receiver.close();
  }
}
