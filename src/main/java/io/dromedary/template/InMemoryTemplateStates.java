package io.dromedary.template;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Template states of one process: for the command line, which has no database, and for tests. */
public final class InMemoryTemplateStates implements TemplateStates {

  private record Key(String name, String language) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byName = name.compareTo(other.name);
      return byName != 0 ? byName : language.compareTo(other.language);
    }
  }

  private final Map<Key, TemplateState> states = new TreeMap<>();
  private final Map<Key, Instant> claims = new HashMap<>();
  private final List<Instant> submissions = new ArrayList<>();
  private final List<TemplateNotice> notices = new ArrayList<>();

  @Override
  public synchronized List<TemplateState> all() {
    return List.copyOf(states.values());
  }

  @Override
  public synchronized Optional<TemplateState> find(String name, String language) {
    return Optional.ofNullable(states.get(new Key(name, language)));
  }

  @Override
  public synchronized Optional<TemplateState> findByMetaId(String metaId) {
    return states.values().stream().filter(state -> metaId.equals(state.metaId())).findFirst();
  }

  @Override
  public synchronized void save(TemplateState state) {
    states.put(new Key(state.name(), state.language()), state);
  }

  @Override
  public synchronized TemplateState update(
      String name, String language, UnaryOperator<TemplateState> change) {
    TemplateState changed =
        change.apply(find(name, language).orElseGet(() -> TemplateState.unknown(name, language)));
    save(changed);
    return changed;
  }

  @Override
  public synchronized boolean claimSubmission(
      String name, String language, Instant now, Instant until) {
    Key key = new Key(name, language);
    Instant held = claims.get(key);
    if (held != null && held.isAfter(now)) {
      return false;
    }
    claims.put(key, until);
    return true;
  }

  @Override
  public synchronized void recordSubmission(Instant at) {
    submissions.add(at);
  }

  @Override
  public synchronized int submissionsSince(Instant since) {
    return (int) submissions.stream().filter(at -> at.isAfter(since)).count();
  }

  @Override
  public synchronized void recordNotice(TemplateNotice notice) {
    if (!notices.contains(notice)) {
      notices.add(notice);
    }
  }

  @Override
  public synchronized List<TemplateNotice> notices(int limit) {
    return notices.stream()
        .sorted(Comparator.comparing(TemplateNotice::at).reversed())
        .limit(limit)
        .toList();
  }
}
