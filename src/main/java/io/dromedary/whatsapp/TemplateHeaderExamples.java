package io.dromedary.whatsapp;

import io.dromedary.template.Header;

/**
 * Where the example files come from that Meta wants to see before it approves a template with a
 * document or an image in its header.
 */
public interface TemplateHeaderExamples {

  /** The handle of an example for such a header, or why there is none. */
  Example example(Header header);

  /** A handle, or why there is none. */
  sealed interface Example {}

  /** The handle of an uploaded file. */
  record Handle(String handle) implements Example {}

  /**
   * There is none, so the template stays unsubmitted.
   *
   * @param reason in an operator's words
   */
  record None(String reason) implements Example {}

  /** For accounts without a configured app: uploads belong to an app. */
  static TemplateHeaderExamples withoutApp() {
    return header ->
        new None(
            "header examples are uploaded through an app: set the app id, or submit this template"
                + " by hand");
  }

  /** For the sandbox, which asks for a handle but does not look at the file. */
  static TemplateHeaderExamples placeholder() {
    return header -> new Handle("4::c2FuZGJveC1leGFtcGxl");
  }
}
