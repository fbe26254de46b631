package io.dromedary.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The packaged hub in a process of its own, as an operator runs it. */
public final class JarProcess implements AutoCloseable {

  /** How long a start on a busy machine may take. */
  public static final Duration PATIENCE = Duration.ofSeconds(180);

  private final Process process;
  private final Path directory;
  private final Path data;
  private final Path log;
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();

  private JarProcess(Process process, Path directory, Path data, Path log, int port) {
    this.process = process;
    this.directory = directory;
    this.data = data;
    this.log = log;
    this.port = port;
  }

  /** What is to be started. */
  public static Builder hub() {
    return new Builder();
  }

  /** A port that was free a moment ago. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A folder in the build directory, so that it goes with it. */
  public static Path freshDirectory(String prefix) {
    try {
      Path parent = Files.createDirectories(jar().resolveSibling("processes"));
      return Files.createTempDirectory(parent, prefix);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The packaged hub. */
  static Path jar() {
    return Path.of(System.getProperty("dromedary.jar", "target/dromedary.jar")).toAbsolutePath();
  }

  /** The arguments of {@code java} that start the packaged hub for a short life. */
  static List<String> smallHub() {
    return List.of(
        "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", jar().toString());
  }

  /** Environment and arguments of a process; what is not said here is not inherited. */
  public static final class Builder {

    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> arguments = new ArrayList<>();
    private Path directory = freshDirectory("hub");

    private Builder() {
      env("DROMEDARY_BROKER_PORT", "0");
      env("DROMEDARY_SANDBOX_PORT", "0");
      env("DROMEDARY_SAMPLES", "false");
    }

    /** Sets an environment variable. */
    public Builder env(String name, String value) {
      environment.put(name, value);
      return this;
    }

    /** Takes an environment variable back. */
    public Builder without(String name) {
      environment.remove(name);
      return this;
    }

    /** Adds arguments. */
    public Builder args(String... more) {
      arguments.addAll(List.of(more));
      return this;
    }

    /** Works in this folder, that of an earlier process for instance. */
    public Builder directory(Path folder) {
      directory = folder;
      return this;
    }

    /** Starts it and does not wait. */
    public JarProcess start() {
      int port = Integer.parseInt(environment.computeIfAbsent("SERVER_PORT", n -> "" + freePort()));
      Path data =
          Path.of(
              environment.computeIfAbsent(
                  "DROMEDARY_DATA_DIR", n -> directory.resolve("data").toString()));
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-Xmx384m", "-XX:TieredStopAtLevel=1", "-jar", jar().toString()));
      command.addAll(arguments);
      try {
        Path log = Files.createTempFile(directory, "output", ".log");
        ProcessBuilder builder =
            new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(log.toFile());
        builder
            .environment()
            .keySet()
            .removeIf(
                name ->
                    name.startsWith("WHATSAPP_")
                        || name.startsWith("DROMEDARY_")
                        || name.startsWith("SPRING_")
                        || name.startsWith("SERVER_")
                        || name.equals("JAVA_TOOL_OPTIONS"));
        builder.environment().putAll(environment);
        return new JarProcess(builder.start(), directory, data, log, port);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Waits until it takes events. */
  public JarProcess awaitReady() {
    Awaitility.await("readiness")
        .atMost(PATIENCE)
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new IllegalStateException(
                    "ended with " + process.exitValue() + ":\n" + output());
              }
              return reachable() && get("/actuator/health/readiness").statusCode() == 200;
            });
    return this;
  }

  private boolean reachable() throws InterruptedException {
    HttpRequest probe =
        HttpRequest.newBuilder(URI.create(url() + "/actuator/health/liveness")).GET().build();
    try {
      http.send(probe, HttpResponse.BodyHandlers.discarding());
      return true;
    } catch (ConnectException e) {
      return false;
    } catch (IOException e) {
      return false; // the server is only just coming up
    }
  }

  /** Its address. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  /** Where it runs. */
  public Path directory() {
    return directory;
  }

  /** Where it keeps its files. */
  public Path data() {
    return data;
  }

  public boolean alive() {
    return process.isAlive();
  }

  /** Everything it has written so far. */
  public String output() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it has ended. */
  public int awaitExit(Duration atMost) {
    try {
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("still runs:\n" + output());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return process.exitValue();
  }

  /** Asks it to end, as a service manager does. */
  public void terminate() {
    signal("-TERM");
  }

  /** Ends it in the middle of whatever it is doing. */
  public void kill9() {
    signal("-9");
    awaitExit(PATIENCE);
  }

  private void signal(String signal) {
    try {
      new ProcessBuilder("kill", signal, String.valueOf(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Fetches a path, or an address. */
  public HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  /** Sends a body; headers are names and values in turn. */
  public HttpResponse<String> send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : url() + path))
            .timeout(PATIENCE)
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The answer's JSON. */
  public JsonNode json(String path, String... headers) {
    return RunningHub.json(get(path, headers));
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill9();
    }
  }
}
