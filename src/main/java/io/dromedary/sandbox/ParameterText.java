package io.dromedary.sandbox;

import org.jspecify.annotations.Nullable;

/** The rules for the text of one template parameter. */
final class ParameterText {

  private final int apiVersion;

  /**
   * @param apiVersion the {@code NN} of {@code vNN.0} in the address
   */
  ParameterText(int apiVersion) {
    this.apiVersion = apiVersion;
  }

  String check(@Nullable String text) {
    if (text == null || text.isBlank()) {
      throw GraphException.of(131008, "Parameter of type text is missing text value");
    }
    if (text.indexOf('\n') >= 0
        || text.indexOf('\r') >= 0
        || text.indexOf('\t') >= 0
        || text.contains("     ")) {
      throw refused(
          "Param text cannot have new-line/tab characters or more than 4 consecutive spaces");
    }
    return text;
  }

  /** A one-time password: short, no link, no emoji. */
  String checkCode(@Nullable String text) {
    String code = check(text);
    if (code.codePointCount(0, code.length()) > 15) {
      throw refused("Param text of an authentication template cannot have more than 15 characters");
    }
    if (code.contains("://") || code.codePoints().anyMatch(c -> c >= 0x2600)) {
      throw refused("Param text of an authentication template cannot have URLs, media or emoji");
    }
    return code;
  }

  /** From version 23 on 132018, before that the general 100. */
  GraphException refused(String details) {
    return GraphException.of(apiVersion >= 23 ? 132018 : 100, details);
  }
}
