package io.dromedary.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of template states does. */
public abstract class TemplateStatesContract {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123456Z");

  private TemplateStates states;

  protected abstract TemplateStates create();

  @BeforeEach
  void freshStore() {
    states = create();
  }

  private static TemplateState approved(String name) {
    return new TemplateState(
        name,
        "en",
        "1689556908129835",
        TemplateStatus.APPROVED,
        Category.UTILITY,
        Category.UTILITY,
        null,
        "GREEN",
        NOW);
  }

  @Test
  void whatIsSavedIsFound() {
    TemplateState full =
        new TemplateState(
            "full",
            "pt_BR",
            "1",
            TemplateStatus.PAUSED,
            Category.MARKETING,
            Category.UTILITY,
            "FIRST_PAUSE",
            "RED",
            NOW,
            Category.MARKETING,
            NOW.minusSeconds(1),
            NOW.minusSeconds(2),
            NOW.minusSeconds(3),
            NOW.minusSeconds(4));
    states.save(full);
    states.save(TemplateState.unknown("empty", "en"));

    assertThat(states.find("full", "pt_BR")).contains(full);
    assertThat(states.find("full", "en")).isEmpty();
    assertThat(states.findByMetaId("1")).contains(full);
    assertThat(states.findByMetaId("2")).isEmpty();
    assertThat(states.all()).containsExactly(TemplateState.unknown("empty", "en"), full);
  }

  @Test
  void savingAgainReplaces() {
    states.save(approved("a"));
    TemplateState paused = approved("a").withStatus(TemplateStatus.PAUSED, "why", NOW);
    states.save(paused);

    assertThat(states.all()).containsExactly(paused);
  }

  @Test
  void anUpdateStartsFromNothingOrFromWhatIsThere() {
    TemplateState first =
        states.update("a", "en", state -> state.withStatus(TemplateStatus.PENDING, null, NOW));
    TemplateState second = states.update("a", "en", state -> state.withQuality("RED", NOW));

    assertThat(first.status()).isEqualTo(TemplateStatus.PENDING);
    assertThat(second.status()).isEqualTo(TemplateStatus.PENDING);
    assertThat(states.find("a", "en")).contains(second);
  }

  @Test
  void concurrentUpdatesAreAllKept() {
    int writers = 8;
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<CompletableFuture<?>> writes = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        writes.add(
            CompletableFuture.supplyAsync(
                () ->
                    states.update(
                        "a",
                        "en",
                        state ->
                            state.withQuality(
                                state.quality() == null ? "x" : state.quality() + "x", NOW)),
                pool));
      }
      writes.forEach(CompletableFuture::join);
    } finally {
      pool.shutdown();
    }

    assertThat(states.find("a", "en").orElseThrow().quality()).hasSize(writers);
  }

  @Test
  void aSubmissionIsClaimedOnceUntilItsTimeIsOver() {
    assertThat(states.claimSubmission("a", "en", NOW, NOW.plusSeconds(60))).isTrue();
    assertThat(states.claimSubmission("a", "en", NOW.plusSeconds(59), NOW.plusSeconds(120)))
        .isFalse();
    assertThat(states.claimSubmission("a", "de", NOW, NOW.plusSeconds(60))).isTrue();
    assertThat(states.claimSubmission("a", "en", NOW.plusSeconds(60), NOW.plusSeconds(120)))
        .isTrue();
  }

  @Test
  void submissionsAreCountedAfterAnInstant() {
    states.recordSubmission(NOW.minusSeconds(3600));
    states.recordSubmission(NOW.minusSeconds(10));
    states.recordSubmission(NOW.minusSeconds(10));

    assertThat(states.submissionsSince(NOW.minusSeconds(3601))).isEqualTo(3);
    assertThat(states.submissionsSince(NOW.minusSeconds(3600))).isEqualTo(2);
    assertThat(states.submissionsSince(NOW)).isZero();
  }

  @Test
  void noticesAreKeptOnceAndNewestFirst() {
    TemplateNotice old = new TemplateNotice("a", "en", "flagged", "why", NOW);
    TemplateNotice young =
        new TemplateNotice("a", "en", "category-announced", "b", NOW.plusSeconds(1));
    states.recordNotice(old);
    states.recordNotice(young);
    states.recordNotice(old);

    assertThat(states.notices(10)).containsExactly(young, old);
    assertThat(states.notices(1)).containsExactly(young);
  }
}
