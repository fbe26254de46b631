package io.dromedary.notification.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.notification.Payload;
import io.dromedary.vault.Vault;
import org.jspecify.annotations.Nullable;

/** Payloads as sealed JSON. */
public final class Payloads {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Vault vault;

  public Payloads(Vault vault) {
    this.vault = vault;
  }

  /** Sealed bytes of {@code payload}. */
  public byte @Nullable [] seal(@Nullable Payload payload) {
    try {
      return payload == null ? null : vault.sealText(JSON.writeValueAsString(payload));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A payload is always writable as JSON", e);
    }
  }

  /** What {@link #seal} sealed. */
  public Payload open(byte[] sealed) {
    try {
      return JSON.readValue(vault.openText(sealed), Payload.class);
    } catch (JsonProcessingException e) {
      // the parser's message would quote what it read
      throw new IllegalStateException("A stored payload is not readable as JSON");
    }
  }
}
