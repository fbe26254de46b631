package io.dromedary.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.template.TemplateNotice;
import io.dromedary.template.TemplateState;
import io.dromedary.template.TemplateStates;
import io.dromedary.template.UsableTemplates;
import io.dromedary.whatsapp.SyncReport;
import io.dromedary.whatsapp.TemplateReports;
import io.dromedary.whatsapp.TemplateSync;
import java.time.InstantSource;

/** {@code /api/templates}: what the platform says about the templates. */
public final class TemplateApi {

  private static final int NOTICES = 50;

  private static final Problem UNKNOWN =
      Problem.of(
          "template-unknown",
          "There is no such template",
          404,
          "The hub knows no template of this name in this language; see GET /api/templates.");

  private static final Problem STILL_MOVED =
      Problem.of(
          "category-drift",
          "Meta still files the template under another category",
          409,
          "Confirming changes nothing while the account's category differs from the file's. Ask"
              + " Meta to review the category, or change the wording; then confirm.");

  private final TemplateStates states;
  private final TemplateSync reading;
  private final TemplateSync submitting;
  private final UsableTemplates usable;
  private final InstantSource clock;

  /**
   * @param reading only reads the account
   * @param submitting also creates what is missing
   */
  public TemplateApi(
      TemplateStates states,
      TemplateSync reading,
      TemplateSync submitting,
      UsableTemplates usable,
      InstantSource clock) {
    this.states = states;
    this.reading = reading;
    this.submitting = submitting;
    this.usable = usable;
    this.clock = clock;
  }

  /** {@code GET /api/templates}: the states as last known, and the latest notices. */
  public Answer list() {
    ObjectNode json = TemplateReports.states(states.all());
    json.set("notices", TemplateReports.notices(states.notices(NOTICES)));
    return Answer.ok(json);
  }

  /**
   * {@code POST /api/templates/{name}/{language}/confirm}: a person has seen that Meta moved the
   * template to another category and back, or has changed our file after it, and lets it be sent
   * again. Changes nothing when no change awaits confirmation.
   *
   * @throws ProblemException 404: unknown; 409: Meta still files it under another category than our
   *     file says
   */
  public Answer confirm(String name, String language) {
    TemplateState known =
        states.find(name, language).orElseThrow(() -> new ProblemException(UNKNOWN));
    if (known.isHaltedByCategory()) {
      TemplateState confirmed;
      try {
        confirmed = states.update(name, language, TemplateState::confirmed);
      } catch (IllegalStateException stillMoved) {
        throw new ProblemException(STILL_MOVED);
      }
      states.recordNotice(
          new TemplateNotice(name, language, "category-confirmed", "by a person", clock.instant()));
      usable.refresh();
      return Answer.ok(TemplateReports.state(confirmed));
    }
    return Answer.ok(TemplateReports.state(known));
  }

  /** {@code POST /api/templates/sync}: reads the account now. */
  public Answer sync() {
    return report(reading);
  }

  /** {@code POST /api/templates/submit}: reads the account, and creates what is missing. */
  public Answer submit() {
    return report(submitting);
  }

  private Answer report(TemplateSync sync) {
    SyncReport report = sync.run(clock.instant());
    usable.refresh();
    return Answer.ok(TemplateReports.report(report));
  }
}
