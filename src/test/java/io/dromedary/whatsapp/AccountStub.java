package io.dromedary.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dromedary.whatsapp.http.HttpGraphApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A business account that keeps templates: lists them in pages, creates or refuses. */
final class AccountStub implements AutoCloseable {

  static final String ACCOUNT = "102290129340398";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Map<String, ObjectNode> templates = new LinkedHashMap<>();
  private final Map<String, String> refusals = new HashMap<>();
  private final List<JsonNode> created = new ArrayList<>();
  private final List<String> listings = new ArrayList<>();
  private String listingBroken = "";
  private byte[] uploaded = {};
  private int ids = 1000;

  AccountStub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v25.0/" + ACCOUNT + "/message_templates", this::handle);
    server.createContext(
        "/v25.0/77/uploads", exchange -> answer(exchange, 200, "{\"id\":\"upload:A1?sig=B\"}"));
    server.createContext("/v25.0/upload:A1", this::takeUpload);
    server.start();
  }

  HttpGraphApi api() {
    return new HttpGraphApi(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v25.0"),
        () -> "token",
        HttpGraphApi.Limits.USUAL);
  }

  /** The templates of the creation requests, as name/language. */
  synchronized List<String> created() {
    return created.stream()
        .map(each -> each.path("name").asText() + "/" + each.path("language").asText())
        .toList();
  }

  synchronized JsonNode lastRequest() {
    return created.get(created.size() - 1);
  }

  synchronized List<String> listings() {
    return List.copyOf(listings);
  }

  /** Answers the creation of this template with an error object. */
  synchronized void refuse(String name, int code, int subcode) {
    refusals.put(
        name,
        "{\"error\":{\"message\":\"no\",\"code\":" + code + ",\"error_subcode\":" + subcode + "}}");
  }

  synchronized void acceptAgain() {
    refusals.clear();
  }

  synchronized void breakListing(String body) {
    listingBroken = body;
  }

  synchronized void forgetAll() {
    templates.clear();
  }

  synchronized ObjectNode stored(String name, String language) {
    return templates.get(name + "/" + language);
  }

  synchronized void put(String name, String language, String status, String category) {
    ObjectNode template = JSON.createObjectNode();
    template.put("id", Integer.toString(ids++));
    template.put("name", name).put("language", language);
    template.put("status", status).put("category", category);
    templates.put(name + "/" + language, template);
  }

  synchronized void approveAll() {
    templates.values().forEach(each -> each.put("status", "APPROVED"));
  }

  synchronized byte[] uploaded() {
    return uploaded.clone();
  }

  private synchronized void takeUpload(HttpExchange exchange) throws IOException {
    uploaded = exchange.getRequestBody().readAllBytes();
    answer(exchange, 200, "{\"h\":\"4::aW\"}");
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("GET")) {
      list(exchange);
    } else {
      create(exchange);
    }
  }

  private void list(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    listings.add(query);
    if (!listingBroken.isEmpty()) {
      answer(exchange, 200, listingBroken);
      return;
    }
    int limit = Integer.parseInt(query.replaceFirst(".*limit=([0-9]+).*", "$1"));
    int from =
        query.contains("after=") ? Integer.parseInt(query.replaceFirst(".*after=c=", "")) : 0;
    List<ObjectNode> all = new ArrayList<>(templates.values());
    ObjectNode page = JSON.createObjectNode();
    ArrayNode data = page.putArray("data");
    all.subList(from, Math.min(all.size(), from + limit)).forEach(data::add);
    ObjectNode paging = page.putObject("paging");
    paging.putObject("cursors").put("before", "b").put("after", "c=" + (from + limit));
    if (from + limit < all.size()) {
      paging.put("next", "https://graph.facebook.com/never-called?access_token=secret");
    }
    answer(exchange, 200, page.toString());
  }

  private void create(HttpExchange exchange) throws IOException {
    JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
    created.add(request);
    String refusal = refusals.get(request.path("name").asText());
    if (refusal != null) {
      answer(exchange, 400, refusal);
      return;
    }
    ObjectNode template = request.deepCopy();
    template.put("id", Integer.toString(ids++)).put("status", "PENDING");
    template.put("category", request.path("category").asText().toUpperCase(java.util.Locale.ROOT));
    templates.put(
        request.path("name").asText() + "/" + request.path("language").asText(), template);
    ObjectNode answer = JSON.createObjectNode();
    answer.set("id", template.path("id"));
    answer.set("status", template.path("status"));
    answer.set("category", template.path("category"));
    answer(exchange, 200, answer.toString());
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
