package io.dromedary.configuration;

import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Live when there is an access token, sandbox otherwise: what that means for every setting of the
 * account.
 *
 * @param live whether real people get messages
 * @param baseUrl with version, without a slash at the end; {@code null} until the sandbox has a
 *     port
 * @param phoneNumberId the sending number's id
 * @param businessAccountId owner of the templates
 * @param appSecrets each of them is believed
 */
public record Mode(
    boolean live,
    @Nullable String baseUrl,
    String phoneNumberId,
    String businessAccountId,
    String accessToken,
    List<String> appSecrets,
    String verifyToken) {

  static final String META = "https://graph.facebook.com/v25.0";

  /**
   * Works the mode out.
   *
   * @throws IncompleteSettings in live mode without what it needs
   */
  static Mode of(WhatsAppProperties whatsapp, HubProperties hub) {
    String token = blankToNull(whatsapp.accessToken());
    String baseUrl = blankToNull(whatsapp.baseUrl());
    if (token == null) {
      // nobody outside needs to know these: both ends of the sandbox are in this process
      return new Mode(
          false,
          checked(baseUrl),
          orElse(whatsapp.phoneNumberId(), "100000000000001"),
          orElse(whatsapp.businessAccountId(), "200000000000002"),
          random(),
          secrets(orElse(whatsapp.appSecret(), random())),
          orElse(whatsapp.verifyToken(), random()));
    }
    List<String> missing = new ArrayList<>();
    String number = required("WHATSAPP_PHONE_NUMBER_ID", whatsapp.phoneNumberId(), missing);
    String account =
        required("WHATSAPP_BUSINESS_ACCOUNT_ID", whatsapp.businessAccountId(), missing);
    String secret = required("WHATSAPP_APP_SECRET", whatsapp.appSecret(), missing);
    String verify = required("WHATSAPP_VERIFY_TOKEN", whatsapp.verifyToken(), missing);
    required("DROMEDARY_API_KEY", hub.apiKey(), missing);
    if (!missing.isEmpty()) {
      throw new IncompleteSettings(missing);
    }
    return new Mode(
        true,
        checked(baseUrl == null ? META : baseUrl),
        number,
        account,
        token,
        secrets(secret),
        verify);
  }

  private static @Nullable String checked(@Nullable String baseUrl) {
    if (baseUrl == null) {
      return null;
    }
    try {
      URI uri = URI.create(baseUrl);
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return baseUrl.replaceAll("/+$", "");
      }
    } catch (IllegalArgumentException e) {
      throw new IncompleteSettings(
          List.of("WHATSAPP_BASE_URL (what is set is no address like " + META + ")"));
    }
    throw new IncompleteSettings(
        List.of("WHATSAPP_BASE_URL (what is set is no address like " + META + ")"));
  }

  private static List<String> secrets(String commaSeparated) {
    return Arrays.stream(commaSeparated.split(","))
        .map(String::strip)
        .filter(secret -> !secret.isEmpty())
        .toList();
  }

  private static String required(String name, @Nullable String value, List<String> missing) {
    if (blankToNull(value) == null) {
      missing.add(name);
    }
    return orElse(value, "");
  }

  private static String orElse(@Nullable String value, String otherwise) {
    return value == null || value.isBlank() ? otherwise : value.strip();
  }

  private static @Nullable String blankToNull(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static String random() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return live ? "live" : "sandbox";
  }
}
