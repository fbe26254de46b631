package io.dromedary.configuration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The Cloud API account; everything absent means sandbox mode.
 *
 * @param baseUrl with the version; {@code null} means Meta's in live mode, the sandbox's otherwise
 * @param phoneNumberId the sending number's id, not the number
 * @param businessAccountId the WhatsApp Business account that owns the templates
 * @param accessToken its presence makes the mode live
 * @param appSecret signs webhooks; several, separated by commas, while one is being changed
 * @param verifyToken answers Meta's handshake
 */
@ConfigurationProperties("whatsapp")
public record WhatsAppProperties(
    @Nullable String baseUrl,
    @Nullable String phoneNumberId,
    @Nullable String businessAccountId,
    @Nullable String accessToken,
    @Nullable String appSecret,
    @Nullable String verifyToken,
    @DefaultValue("") String appId) {

  /** Without the secrets. */
  @Override
  public String toString() {
    return "WhatsAppProperties[" + phoneNumberId + "]";
  }
}
