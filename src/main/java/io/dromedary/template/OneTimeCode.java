package io.dromedary.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an authentication template may choose; its text is Meta's.
 *
 * @param securityRecommendation adds the sentence that the code must not be shared
 * @param expirationMinutes 1 to 90, named in the footer; {@code null}: no footer
 * @param button how the code gets into the app
 * @param apps the Android apps of one-tap and zero-tap, at most 5; empty for copy-code
 */
public record OneTimeCode(
    boolean securityRecommendation,
    @Nullable Integer expirationMinutes,
    OtpButton button,
    List<App> apps) {

  /** The one parameter of every authentication template. */
  public static final String PARAMETER = "code";

  /** Longest code that Meta takes. */
  public static final int MAX_CODE = 15;

  public OneTimeCode {
    apps = List.copyOf(apps);
  }

  /** How the code gets into the app. */
  public enum OtpButton {
    COPY_CODE,
    ONE_TAP,
    ZERO_TAP
  }

  /**
   * An Android app that may receive the code.
   *
   * @param signatureHash 11 characters, computed from the signing key
   */
  public record App(String packageName, String signatureHash) {}
}
