package io.dromedary.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of the Cloud API as a live hub needs, written from Meta's reference and independent of
 * the sandbox: templates that are approved at once, and messages that are taken.
 */
final class CloudApiStub implements AutoCloseable {

  private static final int PAGE = 40;
  private static final Pattern AFTER = Pattern.compile("(?:^|&)after=([0-9]+)");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private final String account;
  private final String number;
  private final String token;
  private final List<ObjectNode> templates = new CopyOnWriteArrayList<>();
  private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
  private final List<String> surprises = new CopyOnWriteArrayList<>();
  private final AtomicInteger listings = new AtomicInteger();

  CloudApiStub(String account, String number, String token) {
    this.account = account;
    this.number = number;
    this.token = token;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** With the version, as it is set in {@code WHATSAPP_BASE_URL}. */
  String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v25.0";
  }

  /** The templates, in the order of their creation. */
  List<JsonNode> templates() {
    return new ArrayList<>(templates);
  }

  /** The requests that sent messages. */
  List<JsonNode> messages() {
    return List.copyOf(messages);
  }

  /** How often a first page of the templates was read. */
  int listings() {
    return listings.get();
  }

  /** Requests that a hub should never make. */
  List<String> surprises() {
    return List.copyOf(surprises);
  }

  static String wamid(int message) {
    return "wamid.HBgNNDkxNTE1" + "%06d".formatted(message);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] request = exchange.getRequestBody().readAllBytes();
      String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        surprises.add(call + " without the token");
        respond(
            exchange,
            401,
            "{\"error\":{\"message\":\"Invalid OAuth access token.\",\"type\":\"OAuthException\","
                + "\"code\":190,\"fbtrace_id\":\"A1\"}}");
      } else if (call.equals("GET /v25.0/" + account + "/message_templates")) {
        respond(exchange, 200, page(exchange.getRequestURI().getQuery()));
      } else if (call.equals("POST /v25.0/" + account + "/message_templates")) {
        respond(exchange, 200, created((ObjectNode) RunningHub.JSON.readTree(request)));
      } else if (call.equals("POST /v25.0/" + number + "/messages")) {
        respond(exchange, 200, taken(RunningHub.JSON.readTree(request)));
      } else {
        surprises.add(call);
        respond(
            exchange,
            404,
            "{\"error\":{\"message\":\"Unknown path components\",\"type\":\"OAuthException\","
                + "\"code\":2500,\"fbtrace_id\":\"A2\"}}");
      }
    }
  }

  private String page(String query) {
    Matcher after = AFTER.matcher(query == null ? "" : query);
    int from = after.find() ? Integer.parseInt(after.group(1)) : 0;
    if (from == 0) {
      listings.incrementAndGet();
    }
    List<ObjectNode> all = List.copyOf(templates);
    int to = Math.min(all.size(), from + PAGE);
    ObjectNode page = RunningHub.JSON.createObjectNode();
    ArrayNode data = page.putArray("data");
    all.subList(Math.min(from, to), to).forEach(data::add);
    if (!data.isEmpty()) {
      ObjectNode paging = page.putObject("paging");
      paging.putObject("cursors").put("before", "" + from).put("after", "" + to);
      if (to < all.size()) {
        paging.put("next", baseUrl() + "/" + account + "/message_templates?after=" + to);
      }
    }
    return page.toString();
  }

  private synchronized String created(ObjectNode definition) {
    ObjectNode template = definition.deepCopy();
    template.put("id", "9000" + templates.size());
    template.put("status", "APPROVED");
    template.put("rejected_reason", "NONE");
    templates.add(template);
    ObjectNode answer = RunningHub.JSON.createObjectNode();
    answer.put("id", template.path("id").asText());
    answer.put("status", "APPROVED");
    answer.put("category", template.path("category").asText());
    return answer.toString();
  }

  private synchronized String taken(JsonNode message) {
    messages.add(message);
    String to = message.path("to").asText();
    return """
        {"messaging_product":"whatsapp","contacts":[{"input":"%s","wa_id":"%s"}],
         "messages":[{"id":"%s","message_status":"accepted"}]}
        """
        .formatted(to, to.replace("+", ""), wamid(messages.size()));
  }

  private static void respond(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
