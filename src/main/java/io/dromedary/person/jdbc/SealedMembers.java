package io.dromedary.person.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.person.Member;
import io.dromedary.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** A member's personal values as one sealed JSON object. */
final class SealedMembers {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Vault vault;

  SealedMembers(Vault vault) {
    this.vault = vault;
  }

  byte[] seal(Member member) {
    ObjectNode personal = JSON.createObjectNode();
    personal.put("phone", member.phone());
    personal.put("name", member.name());
    personal.put("locale", member.locale());
    personal.put("zone", member.zone());
    personal.set("data", member.data());
    try {
      return vault.seal(JSON.writeValueAsBytes(personal));
    } catch (IOException e) {
      throw new UncheckedIOException("A member cannot be written as JSON", e);
    }
  }

  Member open(String ref, byte[] sealed) {
    try {
      JsonNode personal = JSON.readTree(vault.open(sealed));
      return new Member(
          ref,
          personal.path("phone").asText(),
          text(personal, "name"),
          text(personal, "locale"),
          text(personal, "zone"),
          personal.path("data"));
    } catch (IOException e) {
      throw new UncheckedIOException("A stored member is not JSON", e);
    }
  }

  private static @Nullable String text(JsonNode personal, String field) {
    return personal.path(field).textValue();
  }
}
