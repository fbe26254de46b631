package io.dromedary.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.template.Catalogue;
import io.dromedary.template.Category;
import io.dromedary.template.Header;
import io.dromedary.template.Template;
import io.dromedary.template.TemplateState;
import io.dromedary.template.TemplateStates;
import io.dromedary.template.TemplateStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps our template files and the business account in step: reads what the account has, then
 * creates what is missing, as fast as Meta allows. A run that is cut short is taken up by the next
 * one, because every run begins with what the account has and the pace is counted in the database.
 * One run at a time per process; several processes divide the submissions by claims.
 */
public final class TemplateSync {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration CLAIM = Duration.ofMinutes(2);

  /** A template just created may be missing from the listing for so long. */
  private static final Duration LISTED_AFTER = Duration.ofMinutes(5);

  /** "Slow down" in Meta's words; 2388019: the account is full. */
  private static final Set<Integer> SLOW_DOWN = Set.of(4, 17, 32, 613, 80007, 80008, 130429);

  /** Nothing else would be accepted either: token, permission, account. */
  private static final Set<Integer> STOP = Set.of(0, 3, 10, 190, 368, 131005, 131031);

  private static final int ACCOUNT_FULL = 2388019;

  private final GraphApi api;
  private final TemplateStates states;
  private final Supplier<Catalogue> catalogue;
  private final TemplateHeaderExamples examples;
  private final TemplateSyncSettings settings;

  /** What was refused, by its definition: sent again only when that has changed. */
  private final Map<TemplateKey, Integer> refused = new HashMap<>();

  private Instant pausedUntil = Instant.MIN;
  private volatile Progress progress = new Progress(0, 0, 0, null);

  /**
   * How far the submissions are.
   *
   * @param declared templates times languages of the catalogue
   * @param inAccount of these, known to the account
   * @param waiting of these, to be submitted later
   * @param pausedUntil the account asked to slow down until then; {@code null}: it did not
   */
  public record Progress(int declared, int inAccount, int waiting, @Nullable Instant pausedUntil) {}

  public TemplateSync(
      GraphApi api,
      TemplateStates states,
      Supplier<Catalogue> catalogue,
      TemplateHeaderExamples examples,
      TemplateSyncSettings settings) {
    this.api = api;
    this.states = states;
    this.catalogue = catalogue;
    this.examples = examples;
    this.settings = settings;
  }

  /** Safe to call at any time. */
  public Progress progress() {
    return progress;
  }

  /**
   * One run: read everything, then submit what is missing as far as the pace allows. When the
   * account cannot be read nothing is submitted and no state changes.
   */
  public synchronized SyncReport run(Instant now) {
    TemplateListing.Read read =
        new TemplateListing(api, settings.businessAccountId(), settings.pageSize()).read();
    SyncReport.Builder report = new SyncReport.Builder();
    if (read.failure() != null) {
      report.stopped("the account's templates cannot be read: " + read.failure());
      return report.build();
    }
    Catalogue current = catalogue.get();
    Map<TemplateKey, Template> declared = declared(current);
    takeOver(read.templates(), declared, report, now);
    List<TemplateKey> missing = missing(read.templates(), declared, now);
    submit(missing, declared, report, now);
    SyncReport result = report.build();
    progress =
        new Progress(
            declared.size(),
            declared.size() - missing.size() + result.submitted().size(),
            result.waiting().size(),
            pausedUntil.isAfter(now) ? pausedUntil : null);
    return result;
  }

  private static Map<TemplateKey, Template> declared(Catalogue catalogue) {
    Map<TemplateKey, Template> declared = new LinkedHashMap<>();
    for (Template template : catalogue.templates()) {
      for (String language : template.languages().keySet()) {
        declared.put(new TemplateKey(template.name(), language), template);
      }
    }
    return declared;
  }

  private void takeOver(
      Map<TemplateKey, JsonNode> account,
      Map<TemplateKey, Template> declared,
      SyncReport.Builder report,
      Instant now) {
    Set<TemplateKey> ours = new HashSet<>(declared.keySet());
    states.all().forEach(state -> ours.add(new TemplateKey(state.name(), state.language())));
    account.forEach(
        (key, json) -> {
          report.pulled();
          Template template = declared.get(key);
          if (template == null) {
            report.foreign(key);
            if (!ours.contains(key)) {
              return;
            }
          }
          TemplateState state =
              states.update(
                  key.name(), key.language(), known -> merged(known, json, template, now));
          if (state.isHaltedByCategory()) {
            report.categoryDrift(key);
          }
          if (template != null && TemplateListing.differs(json, template, key.language())) {
            report.contentDrift(key);
          }
        });
    forgetDeleted(account.keySet(), declared, now);
  }

  /** What a webhook told after this run began is newer than the listing. */
  private static TemplateState merged(
      TemplateState known, JsonNode json, @Nullable Template template, Instant now) {
    TemplateState state =
        known
            .withMetaId(json.path("id").asText(null))
            .withDeclaredCategory(template == null ? null : template.category());
    if (!known.statusAt().isAfter(now) && !isDecided(known, json, now)) {
      String word = json.path("status").asText("");
      TemplateStatus status = TemplateStatus.of(word);
      String reason =
          status == TemplateStatus.UNKNOWN ? word : TemplateListing.rejectedReason(json);
      boolean same = status == known.status() && reason == null;
      state = state.withStatus(status, same ? known.reason() : reason, now);
    }
    if (!known.categoryAt().isAfter(now)) {
      Category category = Category.of(json.path("category").asText("")).orElse(null);
      Category coming = Category.of(json.path("correct_category").asText("")).orElse(null);
      Category kept = coming != null ? coming : known.announcedCategory();
      state = state.withCategory(category, kept == category ? null : kept, now);
    }
    if (!known.qualityAt().isAfter(now) && json.path("quality_score").has("score")) {
      state = state.withQuality(json.path("quality_score").path("score").asText(), now);
    }
    return state;
  }

  /** Webhooks have whole seconds: a review that ended in this second does not begin again. */
  private static boolean isDecided(TemplateState known, JsonNode json, Instant now) {
    return TemplateStatus.of(json.path("status").asText("")) == TemplateStatus.PENDING
        && known.status() != TemplateStatus.PENDING
        && known.status() != TemplateStatus.NOT_SUBMITTED
        && !known.statusAt().isBefore(now.truncatedTo(ChronoUnit.SECONDS));
  }

  /** What we knew and the account no longer has can be submitted anew. */
  private void forgetDeleted(
      Set<TemplateKey> account, Map<TemplateKey, Template> declared, Instant now) {
    for (TemplateState state : states.all()) {
      TemplateKey key = new TemplateKey(state.name(), state.language());
      boolean gone =
          !account.contains(key)
              && state.status() != TemplateStatus.NOT_SUBMITTED
              && isSettled(state, now);
      if (gone) {
        Template template = declared.get(key);
        states.update(
            key.name(),
            key.language(),
            known ->
                known
                    .withDeclaredCategory(template == null ? null : template.category())
                    .gone(now));
      }
    }
  }

  private static boolean isSettled(TemplateState state, Instant now) {
    return !state.statusAt().plus(LISTED_AFTER).isAfter(now);
  }

  private List<TemplateKey> missing(
      Map<TemplateKey, JsonNode> account, Map<TemplateKey, Template> declared, Instant now) {
    List<TemplateKey> missing = new ArrayList<>();
    for (TemplateKey key : declared.keySet()) {
      Optional<TemplateState> state = states.find(key.name(), key.language());
      boolean justCreated =
          state.isPresent() && state.get().status() != TemplateStatus.NOT_SUBMITTED;
      if (!account.containsKey(key) && !justCreated) {
        missing.add(key);
        declare(key, declared);
      }
    }
    return missing;
  }

  private void declare(TemplateKey key, Map<TemplateKey, Template> declared) {
    Template template = declared.get(key);
    if (template != null) {
      states.update(
          key.name(), key.language(), known -> known.withDeclaredCategory(template.category()));
    }
  }

  private void submit(
      List<TemplateKey> missing,
      Map<TemplateKey, Template> declared,
      SyncReport.Builder report,
      Instant now) {
    if (!settings.submit()) {
      missing.forEach(report::waiting);
      return;
    }
    if (pausedUntil.isAfter(now)) {
      report.stopped("the account asked to slow down");
      missing.forEach(report::waiting);
      return;
    }
    int permits = settings.perHour() - states.submissionsSince(now.minus(HOUR));
    Set<TemplateKey> done = new HashSet<>();
    for (TemplateKey key : missing) {
      Template template = declared.get(key);
      if (permits <= 0 || report.isStopped() || template == null) {
        break;
      }
      done.add(key);
      if (submit(key, template, report, now)) {
        permits--;
      }
    }
    missing.stream().filter(key -> !done.contains(key)).forEach(report::waiting);
  }

  /** Whether a request was spent on it. */
  private boolean submit(
      TemplateKey key, Template template, SyncReport.Builder report, Instant now) {
    String handle = null;
    Header header = template.wording(key.language()).header();
    if (header instanceof Header.Document || header instanceof Header.Image) {
      TemplateHeaderExamples.Example example = examples.example(header);
      if (example instanceof TemplateHeaderExamples.None none) {
        withhold(key, none.reason(), report, now);
        return false;
      }
      handle = ((TemplateHeaderExamples.Handle) example).handle();
    }
    ObjectNode definition = TemplateDefinitions.json(template, key.language(), handle);
    if (Integer.valueOf(definition.hashCode()).equals(refused.get(key))) {
      report.refusedBefore(key);
      return false;
    }
    if (!states.claimSubmission(key.name(), key.language(), now, now.plus(CLAIM))) {
      report.waiting(key);
      return false;
    }
    states.recordSubmission(now);
    String path = settings.businessAccountId() + "/message_templates";
    settle(key, template, definition, api.post(path, definition), report, now);
    return true;
  }

  private void withhold(TemplateKey key, String reason, SyncReport.Builder report, Instant now) {
    report.withheld(key, reason);
    states.update(
        key.name(),
        key.language(),
        known -> known.withStatus(TemplateStatus.NOT_SUBMITTED, reason, now));
  }

  private void settle(
      TemplateKey key,
      Template template,
      ObjectNode definition,
      GraphAnswer answer,
      SyncReport.Builder report,
      Instant now) {
    if (answer instanceof GraphAnswer.Answered answered) {
      refused.remove(key);
      created(key, template, answered.body(), now);
      report.submitted(key);
    } else if (answer instanceof GraphAnswer.Refused no) {
      refused(key, definition, no.error(), report, now);
    } else {
      report.waiting(key);
      report.stopped("the account did not answer: " + answer);
    }
  }

  /**
   * Meta may approve it at once, and in another category than asked for; its webhook may have come
   * before this answer.
   */
  private void created(TemplateKey key, Template template, JsonNode body, Instant now) {
    String word = body.path("status").asText("PENDING");
    TemplateStatus status = TemplateStatus.of(word);
    Category category =
        body.has("category")
            ? Category.of(body.path("category").asText()).orElse(null)
            : template.category();
    states.update(
        key.name(),
        key.language(),
        known -> {
          TemplateState named =
              known
                  .withMetaId(body.path("id").asText(null))
                  .withDeclaredCategory(template.category());
          TemplateState filed =
              known.categoryAt().isAfter(now) ? named : named.withCategory(category, null, now);
          boolean told = known.status() != TemplateStatus.NOT_SUBMITTED;
          return told
              ? filed
              : filed.withStatus(status, status == TemplateStatus.UNKNOWN ? word : null, now);
        });
  }

  private void refused(
      TemplateKey key,
      ObjectNode definition,
      GraphError error,
      SyncReport.Builder report,
      Instant now) {
    int subcode = error.subcode() == null ? 0 : error.subcode();
    boolean full = error.code() == ACCOUNT_FULL || subcode == ACCOUNT_FULL;
    if (SLOW_DOWN.contains(error.code()) || SLOW_DOWN.contains(subcode) || full) {
      pausedUntil = now.plus(settings.pause());
      report.waiting(key);
      report.stopped(
          full
              ? "the account holds as many templates as it may"
              : "the account asked to slow down");
      return;
    }
    if (STOP.contains(error.code()) || (error.code() >= 200 && error.code() < 300)) {
      report.waiting(key);
      report.stopped("the account refuses us: error " + error.code());
      return;
    }
    refused.put(key, definition.hashCode());
    report.refused(key, error);
    states.update(
        key.name(),
        key.language(),
        known ->
            known.withStatus(
                TemplateStatus.NOT_SUBMITTED,
                "refused with error "
                    + (subcode == 0 ? error.code() : subcode)
                    + ": "
                    + error.explanation(),
                now));
  }
}
