package io.dromedary.api;

import io.dromedary.template.TemplateStates;
import io.dromedary.template.UsableTemplates;
import io.dromedary.whatsapp.SyncReport;
import io.dromedary.whatsapp.TemplateReports;
import io.dromedary.whatsapp.TemplateSync;
import java.time.InstantSource;

/** {@code /api/templates}: what the platform says about the templates. */
public final class TemplateApi {

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

  /** {@code GET /api/templates}: the states as last known. */
  public Answer list() {
    return Answer.ok(TemplateReports.states(states.all()));
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
