package io.dromedary.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hash of an entry: SHA-256 over its fields in a fixed order, each written as its length and
 * its text, so that no two entries have the same form. Wording and evidence enter as keyed tags:
 * when they are erased the tags stay, and the chain is verifiable all the same.
 */
public final class ConsentChain {

  /** What the first entry of a person has as its previous hash. */
  public static final String START = "0".repeat(64);

  private static final String FORM = "dromedary-consent-1";

  private ConsentChain() {}

  /**
   * The hash that an entry must have.
   *
   * @param entry its own hash, wording and evidence are not looked at
   * @param wordingTag keyed tag of the wording; {@code null} when there was none
   * @param evidenceTag keyed tag of the evidence; {@code null} when there was none
   */
  public static String hash(
      ConsentEntry entry, @Nullable String wordingTag, @Nullable String evidenceTag) {
    StringBuilder form = new StringBuilder();
    field(form, FORM);
    field(form, entry.previousHash());
    field(form, entry.person().toString());
    field(form, Integer.toString(entry.number()));
    field(form, String.join(" ", entry.topics()));
    field(form, entry.state().word());
    field(form, entry.at().toString());
    field(form, entry.recordedAt().toString());
    field(form, entry.channel());
    field(form, wordingTag);
    field(form, entry.wordingVersion());
    field(form, entry.business());
    field(form, evidenceTag);
    return sha256(form.toString());
  }

  /** Whether these links, all of one person and in their order, are one unchanged chain. */
  public static Verification verify(List<ChainLink> links) {
    String previous = START;
    int number = 0;
    for (ChainLink link : links) {
      number++;
      if (link.entry().number() != number) {
        return Verification.broken(links.size(), number, "is missing");
      }
      if (!link.entry().previousHash().equals(previous)) {
        return Verification.broken(links.size(), number, "does not follow the entry before it");
      }
      if (!link.hash().equals(link.entry().hash())) {
        return Verification.broken(links.size(), number, "was changed after it was recorded");
      }
      previous = link.entry().hash();
    }
    return Verification.intact(links.size());
  }

  /** The form of a statement by which a repeat is known; personal, so only ever tagged. */
  public static String repeatForm(ConsentStatement statement) {
    StringBuilder form = new StringBuilder();
    field(form, String.join(" ", statement.topics()));
    field(form, statement.state().word());
    field(form, statement.at().toString());
    field(form, statement.channel());
    field(form, statement.wording());
    field(form, statement.wordingVersion());
    field(form, statement.business());
    field(form, statement.evidence());
    return form.toString();
  }

  private static void field(StringBuilder form, @Nullable String text) {
    if (text == null) {
      form.append("-\n");
    } else {
      form.append(text.length()).append(':').append(text).append('\n');
    }
  }

  private static String sha256(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime lacks SHA-256", e);
    }
  }
}
