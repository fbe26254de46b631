package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The life of templates: creation, review after a delay, edits, pauses, recategorisation, with the
 * webhooks that tell of them. Safe for concurrent use.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-management">Template
 *     management</a>
 */
final class Templates {

  private final TemplateStore store;
  private final Webhooks webhooks;
  private final Journal journal;
  private final Agenda agenda;
  private final ChangeFeed changes;
  private final StatusPlanner chances;
  private final Supplier<SandboxBehaviour> behaviour;
  private final Clock clock;

  Templates(
      TemplateStore store,
      Webhooks webhooks,
      Journal journal,
      Agenda agenda,
      ChangeFeed changes,
      StatusPlanner chances,
      Supplier<SandboxBehaviour> behaviour,
      Clock clock) {
    this.store = store;
    this.webhooks = webhooks;
    this.journal = journal;
    this.agenda = agenda;
    this.changes = changes;
    this.chances = chances;
    this.behaviour = behaviour;
    this.clock = clock;
  }

  /** Goes on with the reviews that an earlier run left pending. */
  void resume() {
    for (Template template : store.all()) {
      if (template.is("PENDING")) {
        agenda.at(template.reviewAt(), () -> review(template.id()));
      }
    }
  }

  /**
   * Takes in a new template, whose review follows.
   *
   * @throws GraphException when its name is taken or blocked, or too many were created
   */
  Template create(
      String name,
      String language,
      String category,
      boolean named,
      ArrayNode components,
      @Nullable Integer ttlSeconds) {
    Instant now = clock.instant();
    Instant blockedUntil = store.blockedUntil(name, now);
    if (blockedUntil != null) {
      throw TemplateForm.wrong(
          2388023,
          "New content for "
              + name
              + " can't be added while the existing content is being deleted. Try again after "
              + blockedUntil
              + ".");
    }
    if (store.find(name, language) != null) {
      throw taken(language);
    }
    if (!store.tryCreate(behaviour.get().templateCreationsPerHour(), now)) {
      throw new GraphException(
          new GraphError(
              400,
              "OAuthException",
              80008,
              2388019,
              "(#80008) There have been too many calls to this WhatsApp Business account.",
              null,
              "Too many message templates",
              "The number of templates that can be created in an hour is reached."));
    }
    Template template =
        new Template(
            store.nextId(),
            name,
            language,
            TemplateReview.category(category, components),
            null,
            null,
            named,
            components,
            ttlSeconds,
            "PENDING",
            null,
            now.plus(chances.draw(behaviour.get().review())),
            null,
            List.of());
    if (!store.add(template)) {
      throw taken(language);
    }
    written(template)
        .thenRun(() -> agenda.at(template.reviewAt(), () -> review(template.id())))
        .join();
    return template;
  }

  private static GraphException taken(String language) {
    return TemplateForm.wrong(
        2388024,
        "There is already "
            + language
            + " content for this template. You can create a new template and try again.");
  }

  private void review(String id) {
    Template template = store.get(id);
    if (template == null
        || !template.is("PENDING")
        || template.reviewAt().isAfter(clock.instant())) {
      return;
    }
    TemplateReview.Rejection rejection = TemplateReview.judge(template, store.values());
    if (rejection == null) {
      approve(id);
    } else {
      reject(id, rejection);
    }
  }

  /** Approves a template, whatever the review would say. */
  @Nullable Template approve(String id) {
    return decided(id, t -> t.withStatus("APPROVED", null, clock.instant()), "NONE", null);
  }

  @Nullable Template reject(String id, TemplateReview.Rejection why) {
    ObjectNode extra = null;
    if (why.reason().equals("INVALID_FORMAT")) {
      extra = Json.object();
      extra
          .putObject("rejection_info")
          .put("reason", why.explanation())
          .put("recommendation", why.recommendation());
    }
    return decided(id, t -> t.withStatus("REJECTED", why.reason(), null), why.reason(), extra);
  }

  @Nullable Template pause(String id) {
    ObjectNode extra = Json.object();
    extra
        .putObject("other_info")
        .put("title", "FIRST_PAUSE")
        .put("description", "The template's quality is low; it is paused for 3 hours.");
    return decided(id, t -> t.withStatus("PAUSED", null, null), "NONE", extra);
  }

  @Nullable Template disable(String id) {
    ObjectNode extra = Json.object();
    extra.putObject("disable_info").put("disable_date", "" + clock.instant().getEpochSecond());
    return decided(id, t -> t.withStatus("DISABLED", null, null), "NONE", extra);
  }

  /**
   * Changes the category.
   *
   * @param announceOnly only tells which category it will be in 24 hours
   */
  @Nullable Template recategorise(String id, String category, boolean announceOnly) {
    String wanted = category.toUpperCase(Locale.ROOT);
    Template before = store.get(id);
    Template after =
        store.change(
            id,
            t ->
                announceOnly ? t.withCategory(t.category(), wanted) : t.withCategory(wanted, null));
    if (before == null || after == null) {
      return null;
    }
    ObjectNode value = about(after);
    if (announceOnly) {
      value
          .put("new_category", after.category())
          .put("correct_category", wanted)
          .put(
              "category_update_timestamp",
              clock.instant().plus(Duration.ofHours(24)).getEpochSecond());
    } else {
      value.put("previous_category", before.category()).put("new_category", wanted);
    }
    written(after).join();
    webhooks.announce(clock.instant(), "template_category_update", value).join();
    return after;
  }

  /**
   * Replaces the content, which is reviewed again; at most once in 24 hours and ten times in 30
   * days after approval.
   */
  void edit(Template template, ArrayNode components, boolean named) {
    Instant now = clock.instant();
    long day =
        template.edits().stream().filter(e -> e.isAfter(now.minus(Duration.ofHours(24)))).count();
    long month =
        template.edits().stream().filter(e -> e.isAfter(now.minus(Duration.ofDays(30)))).count();
    boolean counts = template.approvedAt() != null;
    if (counts && (day >= 1 || month >= 10)) {
      throw TemplateForm.wrong(
          2388025, "An approved template can be edited once in 24 hours and 10 times in 30 days.");
    }
    Instant reviewAt = now.plus(chances.draw(behaviour.get().review()));
    Template edited = store.change(template.id(), t -> t.edited(components, named, now, reviewAt));
    if (edited != null) {
      written(edited).thenRun(() -> agenda.at(reviewAt, () -> review(template.id()))).join();
    }
  }

  void changeTtl(Template template, @Nullable Integer ttl) {
    Template changed = store.change(template.id(), t -> t.withTtl(ttl));
    if (changed != null) {
      written(changed).join();
    }
  }

  void delete(List<Template> gone) {
    Instant now = clock.instant();
    for (Template template : gone) {
      store.remove(template, now);
      journal
          .append(
              Journal.line("template-gone").put("id", template.id()).put("at", now.toEpochMilli()))
          .join();
    }
    changes.templates();
  }

  private @Nullable Template decided(
      String id, UnaryOperator<Template> change, String reason, @Nullable ObjectNode extra) {
    Template after = store.change(id, change);
    if (after == null) {
      return null;
    }
    ObjectNode value = Json.object().put("event", after.status()).setAll(about(after));
    value.put("message_template_category", after.category()).put("reason", reason);
    if (extra != null) {
      value.setAll(extra);
    }
    written(after).join();
    webhooks.announce(clock.instant(), "message_template_status_update", value).join();
    return after;
  }

  private static ObjectNode about(Template template) {
    return Json.object()
        .put("message_template_id", Long.parseLong(template.id()))
        .put("message_template_name", template.name())
        .put("message_template_language", template.language());
  }

  private CompletableFuture<Void> written(Template template) {
    changes.templates();
    return journal.append(template.toJournal());
  }
}
