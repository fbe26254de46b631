package io.dromedary.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What every memory of states does. */
public abstract class SubjectStatesContract {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123456Z");

  protected abstract SubjectStates states();

  /** Runs in one transaction where there is such a thing. */
  protected abstract <T> T inTransaction(Supplier<T> work);

  @Test
  void aNewSubjectHasNoState() {
    assertThat(known("XQ1")).isNull();
    assertThat(known("XQ1")).isNull();
  }

  @Test
  void aStateComesBackAsItWasSaved() {
    SubjectState state = state("XQ1", 3, 17L, NOON.plusSeconds(60));
    save(state);
    assertThat(known("XQ1")).isEqualTo(state);
  }

  @Test
  void aStateWithoutSequenceAndExpiryComesBackToo() {
    SubjectState state = state("XQ1", 1, null, null);
    save(state);
    assertThat(known("XQ1")).isEqualTo(state);
  }

  @Test
  void theNewerStateReplacesTheOlder() {
    save(state("XQ1", 1, 1L, null));
    save(state("XQ1", 2, null, NOON));
    assertThat(known("XQ1")).isEqualTo(state("XQ1", 2, null, NOON));
  }

  @Test
  void subjectsAndSourcesAreKeptApart() {
    save(state("XQ1", 1, null, null));
    assertThat(known("XQ2")).isNull();
    assertThat(inTransaction(() -> states().lockAndGet("other", "XQ1"))).isNull();
  }

  @Test
  void whatHasExpiredIsForgottenAndNothingElse() {
    save(state("past", 1, null, NOON.minusSeconds(1)));
    save(state("now", 1, null, NOON));
    save(state("future", 1, null, NOON.plusSeconds(1)));
    save(state("ever", 1, null, null));
    assertThat(inTransaction(() -> states().purgeExpired(NOON))).isEqualTo(2);
    assertThat(known("past")).isNull();
    assertThat(known("now")).isNull();
    assertThat(known("future")).isNotNull();
    assertThat(known("ever")).isNotNull();
  }

  private SubjectState known(String subject) {
    return inTransaction(() -> states().lockAndGet("airline", subject));
  }

  private void save(SubjectState state) {
    inTransaction(
        () -> {
          states().lockAndGet(state.source(), state.subject());
          states().save(state);
          return null;
        });
  }

  private static SubjectState state(String subject, long revision, Long sequence, Instant expires) {
    return new SubjectState(
        "airline",
        subject,
        revision,
        NOON,
        sequence,
        Map.of("gate", "A1 \"quoted\" ü", "departsAt", "x"),
        expires);
  }
}
