package io.dromedary.system;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dromedary.person.Audience;
import io.dromedary.person.Audiences;
import io.dromedary.person.Member;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/**
 * How many members of one audience are decided in a second, and how much memory that takes: as a
 * dry run, which reads and decides as the real one and writes nothing. Not part of the suite:
 * {@code ./mvnw test -Dtest=AudienceBench [-Dmembers=1000000] [-Ddatabase=postgres]} prints the
 * figures.
 */
class AudienceBench {

  private static final int MEMBERS = Integer.getInteger("members", 1_000_000);
  private static final int TOGETHER = 5000;
  private static final Audience AUDIENCE = new Audience("area", "bench");

  @Test
  void decidedAsAStream() throws Exception {
    boolean postgres = "postgres".equals(System.getProperty("database"));
    try (RunningHub hub = postgres ? RunningHub.postgres() : RunningHub.embedded()) {
      long start = System.nanoTime();
      enrol(hub.bean(Audiences.class));
      System.out.printf("enrolled %d: %.0f/s%n", MEMBERS, rate(MEMBERS, start));
      for (String run : List.of("warm", "measured")) {
        decide(hub, run);
      }
    }
  }

  private static void enrol(Audiences audiences) {
    for (int first = 0; first < MEMBERS; first += TOGETHER) {
      List<Member> members = new ArrayList<>();
      for (int i = first; i < Math.min(MEMBERS, first + TOGETHER); i++) {
        members.add(member(i));
      }
      audiences.put(AUDIENCE, members, Instant.now());
    }
  }

  private static void decide(RunningHub hub, String run) throws Exception {
    long start = System.nanoTime();
    String event =
        """
        {"specversion":"1.0","id":"%s","source":"/bench","type":"flight.cancelled",
         "data":{"flight":"LH1","date":"2099-11-20","scheduledAt":"2099-11-20T12:00:00Z",
                 "audience":{"kind":"area","key":"bench"}}}
        """
            .formatted(run);
    CompletableFuture<HttpResponse<String>> answer =
        HttpClient.newHttpClient()
            .sendAsync(
                HttpRequest.newBuilder(URI.create(hub.url() + "/api/events?dryRun=true"))
                    .header("Content-Type", "application/cloudevents+json")
                    .POST(HttpRequest.BodyPublishers.ofString(event))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    List<Long> inUse = new ArrayList<>();
    while (!answer.isDone()) {
      System.gc();
      Runtime memory = Runtime.getRuntime();
      inUse.add((memory.totalMemory() - memory.freeMemory()) >> 20);
      try {
        answer.get(5, TimeUnit.SECONDS);
      } catch (TimeoutException later) {
        continue;
      }
    }
    if (answer.get().statusCode() != 200) {
      throw new IllegalStateException(answer.get().statusCode() + " " + answer.get().body());
    }
    System.out.printf(
        "%s: %s, %.0f/s, MB in use every 5 s: %s%n",
        run, RunningHub.json(answer.get()).path("totals"), rate(MEMBERS, start), inUse);
  }

  private static Member member(int i) {
    return new Member(
        "P-%07d".formatted(i),
        "+49151%08d".formatted(i),
        null,
        "en",
        null,
        JsonNodeFactory.instance.objectNode());
  }

  private static double rate(int count, long start) {
    return count * 1e9 / (System.nanoTime() - start);
  }
}
