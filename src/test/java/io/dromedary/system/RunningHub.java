package io.dromedary.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import io.dromedary.DromedaryApplication;
import io.dromedary.configuration.CloudApi;
import io.dromedary.testing.Databases;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jms.core.JmsTemplate;

/**
 * A whole hub in this process: real broker, real database, sandbox over HTTP, all ports free ones.
 */
public final class RunningHub implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(90);
  static final ObjectMapper JSON = new ObjectMapper();

  private final ConfigurableApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Path data;

  private RunningHub(ConfigurableApplicationContext context, Path data) {
    this.context = context;
    this.data = data;
  }

  /** On the embedded database, in a folder of its own. */
  public static RunningHub embedded(String... settings) {
    return start(Map.of(), settings);
  }

  /** On a fresh database of a real PostgreSQL server. */
  public static RunningHub postgres(String... settings) {
    HikariDataSource fresh = (HikariDataSource) Databases.postgres();
    String url = fresh.getJdbcUrl();
    fresh.close();
    return start(
        Map.of("spring.datasource.url", url, "spring.datasource.username", "postgres"), settings);
  }

  private static RunningHub start(Map<String, String> database, String... settings) {
    RunningHub hub = unready(database, settings);
    hub.awaitReady();
    return hub;
  }

  /** One that may have to wait for something before it takes events. */
  public static RunningHub unready(String... settings) {
    return unready(Map.of(), settings);
  }

  private static RunningHub unready(Map<String, String> database, String... settings) {
    Path data;
    try {
      data = Files.createTempDirectory("hub");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> arguments = new ArrayList<>();
    arguments.add("--server.port=0");
    arguments.add("--dromedary.broker-port=0");
    arguments.add("--dromedary.sandbox.port=0");
    arguments.add("--dromedary.sandbox.instantly=true");
    arguments.add("--dromedary.dispatch.per-second=1000");
    arguments.add("--dromedary.dispatch.pair-interval=1ms");
    arguments.add("--dromedary.data-dir=" + data);
    if (java.util.Arrays.stream(settings).noneMatch(s -> s.startsWith("dromedary.samples="))) {
      arguments.add("--dromedary.samples=false");
    }
    database.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    for (String setting : settings) {
      arguments.add("--" + setting);
    }
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(DromedaryApplication.class)
            .run(arguments.toArray(String[]::new));
    return new RunningHub(context, data);
  }

  /** Waits until it takes events. */
  public void awaitReady() {
    Awaitility.await("readiness")
        .atMost(PATIENCE)
        .until(() -> get("/actuator/health/readiness").statusCode() == 200);
  }

  /** Where it keeps its files. */
  public Path data() {
    return data;
  }

  /** Its address. */
  public String url() {
    return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
  }

  /** A bean of it. */
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Address of the sandbox without version: its control interface and phone page. */
  public String sandboxUrl() {
    String base = context.getBean(CloudApi.class).baseUrl();
    return base.substring(0, base.lastIndexOf("/v"));
  }

  public JdbcTemplate sql() {
    return new JdbcTemplate(context.getBean(DataSource.class));
  }

  public JmsTemplate jms() {
    JmsTemplate template = new JmsTemplate(context.getBean(ConnectionFactory.class));
    template.setReceiveTimeout(PATIENCE.toMillis());
    return template;
  }

  public HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(URI.create(address(path))).GET());
  }

  public HttpResponse<String> post(
      String path, String contentType, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address(path)))
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  public HttpResponse<String> put(String path, String body) {
    return send(
        HttpRequest.newBuilder(URI.create(address(path)))
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> delete(String path) {
    return send(HttpRequest.newBuilder(URI.create(address(path))).DELETE());
  }

  private String address(String path) {
    return path.startsWith("http") ? path : url() + path;
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The person behind this number agrees to everything. */
  public void consent(String phone) {
    HttpResponse<String> answer =
        put(
            "/api/consents",
            """
            {"person":{"phone":"%s"},"topics":["*"],"state":"granted","channel":"test",
             "wording":"I agree","wordingVersion":"1","business":"Test","evidence":"form"}
            """
                .formatted(phone));
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.body());
    }
  }

  /** Posts a structured CloudEvent. */
  public HttpResponse<String> event(String json) {
    return post("/api/events", "application/cloudevents+json", json);
  }

  /** The answer's JSON. */
  public static JsonNode json(HttpResponse<String> answer) {
    return json(answer.body());
  }

  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The notification with this id. */
  public JsonNode notification(String id) {
    return json(get("/api/notifications/" + id));
  }

  /** Waits until the notification is in one of these states. */
  public JsonNode await(String id, String... states) {
    Awaitility.await("state of a notification")
        .atMost(PATIENCE)
        .until(() -> List.of(states).contains(notification(id).path("state").asText()));
    return notification(id);
  }

  /** The notifications of a type, newest first. */
  public JsonNode ofType(String type) {
    return json(get("/api/notifications?type=" + type)).path("notifications");
  }

  @Override
  public void close() {
    context.close();
  }
}
