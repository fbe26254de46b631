package io.dromedary.drill;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A hub in a process of its own. */
public final class HubProcess implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(3);

  /** So many lines of its log say why it did not start, and what to do. */
  private static final int LAST_WORDS = 8;

  private final Process process;
  private final URI url;
  private final Path log;

  private HubProcess(Process process, URI url, Path log) {
    this.process = process;
    this.url = url;
    this.log = log;
  }

  /**
   * Starts it and does not wait; what it prints is added to {@code log}.
   *
   * @param program the arguments of {@code java} that start a hub
   */
  public static HubProcess start(
      List<String> program, Map<String, String> environment, URI url, Path log) throws IOException {
    return start(List.of(), program, environment, url, log);
  }

  /**
   * The same.
   *
   * @param before what stands before {@code java} on its command line
   */
  public static HubProcess start(
      List<String> before, List<String> program, Map<String, String> environment, URI url, Path log)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(program);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(HubProcess::isSetting);
    builder.environment().putAll(environment);
    return new HubProcess(builder.start(), url, log);
  }

  /**
   * Starts one that sees its disk as full when a file grows beyond so many bytes; needs a shell.
   */
  static HubProcess startOnSmallDisk(
      long bytes, List<String> program, Map<String, String> environment, URI url, Path log)
      throws IOException {
    List<String> limited =
        List.of("sh", "-c", "ulimit -f " + bytes / 512 + " && exec \"$@\"", "sh");
    return start(limited, program, environment, url, log);
  }

  /** A port of this machine that nobody listens to just now. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean isSetting(String name) {
    return name.startsWith("WHATSAPP_")
        || name.startsWith("DROMEDARY_")
        || name.startsWith("SPRING_")
        || name.startsWith("SERVER_")
        || name.equals("JAVA_TOOL_OPTIONS");
  }

  /** Its number on this machine. */
  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Waits until it takes events; false when it died before.
   *
   * @throws IllegalStateException when it takes too long
   */
  public boolean awaitReady(HttpClient http) throws InterruptedException {
    if (becomesReady(http, START)) {
      return true;
    }
    if (isAlive()) {
      throw new IllegalStateException("a hub did not become ready within " + START);
    }
    return false;
  }

  /**
   * Waits until it takes events.
   *
   * @throws IOException when it ends before; with the end of its log
   * @throws IllegalStateException when it takes too long
   */
  public void requireReady(HttpClient http) throws IOException, InterruptedException {
    if (!awaitReady(http)) {
      List<String> said = Files.readAllLines(log).stream().filter(line -> !line.isBlank()).toList();
      throw new IOException(
          "the hub does not start. The end of %s:%n%s"
              .formatted(
                  log,
                  String.join(
                      System.lineSeparator(),
                      said.subList(Math.max(0, said.size() - LAST_WORDS), said.size()))));
    }
  }

  /** False when it takes longer, or the process has ended. */
  boolean becomesReady(HttpClient http, Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (isAlive() && System.nanoTime() < end) {
      if (isReady(http)) {
        return true;
      }
      process.waitFor(200, TimeUnit.MILLISECONDS);
    }
    return false;
  }

  private boolean isReady(HttpClient http) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve("/actuator/health/readiness"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** True when it ended by itself. */
  public boolean awaitEnd(Duration longest) throws InterruptedException {
    return process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits until something is so; false when it is not in time, or the process has ended. */
  boolean await(BooleanSupplier condition, Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() >= end || process.waitFor(100, TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return true;
  }

  /** SIGKILL: nothing is finished, nothing is closed. */
  public void kill() {
    process.destroyForcibly();
  }

  /** SIGTERM: it finishes what is under way, and ends. */
  void end() {
    process.destroy();
  }

  /** SIGTERM, and SIGKILL when that is not enough. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
