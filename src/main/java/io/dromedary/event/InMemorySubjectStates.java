package io.dromedary.event;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * States of one process, forgotten with it: for {@code connectors run} and tests.
 *
 * <p>Knows no transactions: callers that share it take turns themselves.
 */
public final class InMemorySubjectStates implements SubjectStates {

  private final Map<Key, SubjectState> states = new ConcurrentHashMap<>();

  @Override
  public @Nullable SubjectState lockAndGet(String source, String subject) {
    return states.get(new Key(source, subject));
  }

  @Override
  public void save(SubjectState state) {
    states.put(new Key(state.source(), state.subject()), state);
  }

  @Override
  public int purgeExpired(Instant now) {
    int before = states.size();
    states.values().removeIf(state -> state.expires() != null && !now.isBefore(state.expires()));
    return before - states.size();
  }

  private record Key(String source, String subject) {}
}
