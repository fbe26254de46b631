package io.dromedary.sandbox;

/**
 * The business account that the sandbox plays.
 *
 * @param phoneNumberId Cloud API id of the business number, as it stands in URLs
 * @param displayPhoneNumber the business number itself, digits with country code, no plus sign
 * @param wabaId id of the WhatsApp Business account, owner of the templates
 * @param businessName the verified name that the user sees above the conversation
 * @param accessToken the bearer token that callers must present
 * @param appSecret key of the webhook signature
 * @param verifyToken token of the webhook verification handshake
 */
public record SandboxAccount(
    String phoneNumberId,
    String displayPhoneNumber,
    String wabaId,
    String businessName,
    String accessToken,
    String appSecret,
    String verifyToken) {

  public SandboxAccount {
    requireDigits("phoneNumberId", phoneNumberId);
    requireDigits("displayPhoneNumber", displayPhoneNumber);
    requireDigits("wabaId", wabaId);
    if (phoneNumberId.equals(wabaId)) {
      throw new IllegalArgumentException("phoneNumberId and wabaId must differ");
    }
    if (accessToken.isBlank() || appSecret.isBlank()) {
      throw new IllegalArgumentException("accessToken and appSecret of the sandbox must be set");
    }
  }

  /** The example business with well-known ids and secrets: never for anything but a sandbox. */
  public static SandboxAccount example() {
    return new SandboxAccount(
        "106540352242922",
        "15550783881",
        "102290129340398",
        "Dromedary Demo",
        "sandbox-access-token",
        "sandbox-app-secret",
        "sandbox-verify-token");
  }

  private static void requireDigits(String name, String value) {
    if (!value.matches("[0-9]{6,20}")) {
      throw new IllegalArgumentException(
          name + " of the sandbox must be 6 to 20 digits without plus sign");
    }
  }

  /** Leaves the secrets out. */
  @Override
  public String toString() {
    return "SandboxAccount[phoneNumberId=" + phoneNumberId + ", wabaId=" + wabaId + "]";
  }
}
