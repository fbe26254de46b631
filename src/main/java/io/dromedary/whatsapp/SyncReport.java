package io.dromedary.whatsapp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one run of the template synchronisation found and did.
 *
 * @param pulled templates in the account, languages counted
 * @param submitted created in this run
 * @param refused Meta's explanation by template; includes those refused before and unchanged
 * @param withheld why a template is not submitted although it is missing
 * @param waiting missing, to be submitted by a later run
 * @param contentDrift the account's text is not the file's
 * @param categoryDrift the account's category is not the file's, or was not and nobody has
 *     confirmed it; these are not sent
 * @param foreign in the account, but not in our catalogue
 * @param stopped why the run ended before its work; {@code null}: it did not
 */
public record SyncReport(
    int pulled,
    List<TemplateKey> submitted,
    Map<TemplateKey, String> refused,
    Map<TemplateKey, String> withheld,
    List<TemplateKey> waiting,
    List<TemplateKey> contentDrift,
    List<TemplateKey> categoryDrift,
    List<TemplateKey> foreign,
    @Nullable String stopped) {

  /** Whether nothing is left for a person or a later run. */
  public boolean clean() {
    return stopped == null
        && refused.isEmpty()
        && withheld.isEmpty()
        && waiting.isEmpty()
        && contentDrift.isEmpty()
        && categoryDrift.isEmpty();
  }

  /** Gathers a report. */
  static final class Builder {

    private int pulled;
    private final List<TemplateKey> submitted = new ArrayList<>();
    private final Map<TemplateKey, String> refused = new LinkedHashMap<>();
    private final Map<TemplateKey, String> withheld = new LinkedHashMap<>();
    private final List<TemplateKey> waiting = new ArrayList<>();
    private final List<TemplateKey> contentDrift = new ArrayList<>();
    private final List<TemplateKey> categoryDrift = new ArrayList<>();
    private final List<TemplateKey> foreign = new ArrayList<>();
    private @Nullable String stopped;

    void pulled() {
      pulled++;
    }

    void submitted(TemplateKey key) {
      submitted.add(key);
    }

    void refused(TemplateKey key, GraphError error) {
      refused.put(key, "error " + error.code() + ": " + error.explanation());
    }

    void refusedBefore(TemplateKey key) {
      refused.put(key, "refused before, and unchanged since");
    }

    void withheld(TemplateKey key, String reason) {
      withheld.put(key, reason);
    }

    void waiting(TemplateKey key) {
      waiting.add(key);
    }

    void contentDrift(TemplateKey key) {
      contentDrift.add(key);
    }

    void categoryDrift(TemplateKey key) {
      categoryDrift.add(key);
    }

    void foreign(TemplateKey key) {
      foreign.add(key);
    }

    void stopped(String reason) {
      stopped = reason;
    }

    boolean isStopped() {
      return stopped != null;
    }

    SyncReport build() {
      return new SyncReport(
          pulled,
          List.copyOf(submitted),
          Map.copyOf(refused),
          Map.copyOf(withheld),
          List.copyOf(waiting),
          List.copyOf(contentDrift),
          List.copyOf(categoryDrift),
          List.copyOf(foreign),
          stopped);
    }
  }
}
