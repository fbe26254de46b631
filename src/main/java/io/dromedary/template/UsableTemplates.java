package io.dromedary.template;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which templates may be sent now, in memory: read before every send, refreshed after every change.
 * Reads take no lock and see one whole refresh.
 */
public final class UsableTemplates {

  private record Key(String name, String language) {}

  private final TemplateStates states;
  private final boolean assumeApproved;
  private volatile Map<Key, TemplateState> view = Map.of();

  /**
   * Starts empty; call {@link #refresh()}.
   *
   * @param assumeApproved every template counts as approved: only for servers that keep no
   *     templates, such as stubs under load
   */
  public UsableTemplates(TemplateStates states, boolean assumeApproved) {
    this.states = states;
    this.assumeApproved = assumeApproved;
  }

  /** Reads all states anew. */
  public void refresh() {
    Map<Key, TemplateState> fresh = new HashMap<>();
    states.all().forEach(state -> fresh.put(new Key(state.name(), state.language()), state));
    view = Map.copyOf(fresh);
  }

  /** Meta's word; {@link TemplateStatus#NOT_SUBMITTED} when nothing is known. */
  public TemplateStatus status(String name, String language) {
    if (assumeApproved) {
      return TemplateStatus.APPROVED;
    }
    TemplateState state = find(name, language);
    return state == null ? TemplateStatus.NOT_SUBMITTED : state.status();
  }

  /** Whether it is approved in our file's category, and no change of category is unconfirmed. */
  public boolean usable(String name, String language) {
    return whyNot(name, language).isEmpty();
  }

  /**
   * Why it cannot be sent: {@code template-not-approved}, {@code template-paused} or {@code
   * category-drift}; empty when it can.
   */
  public Optional<String> whyNot(String name, String language) {
    if (assumeApproved) {
      return Optional.empty();
    }
    TemplateState state = find(name, language);
    if (state == null) {
      return Optional.of("template-not-approved");
    }
    return state.usable() ? Optional.empty() : Optional.of(reason(state));
  }

  private static String reason(TemplateState state) {
    if (state.status() == TemplateStatus.PAUSED) {
      return "template-paused";
    }
    return state.status() == TemplateStatus.APPROVED && state.isHaltedByCategory()
        ? "category-drift"
        : "template-not-approved";
  }

  /** The templates that stand still since Meta moved them, by name and language. */
  public List<TemplateState> awaitingConfirmation() {
    return view.values().stream()
        .filter(TemplateState::awaitsConfirmation)
        .sorted(Comparator.comparing(TemplateState::name).thenComparing(TemplateState::language))
        .toList();
  }

  /** Whether a template is known to wait for Meta's decision. */
  public boolean anyUndecided() {
    return view.values().stream().anyMatch(state -> state.status() == TemplateStatus.PENDING);
  }

  private @Nullable TemplateState find(String name, String language) {
    return view.get(new Key(name, language));
  }
}
