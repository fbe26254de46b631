package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The review that comes after a template was taken: what is rejected, and which wording makes a
 * utility template a marketing one. A small word list stands in for Meta's classifier.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-review">Template
 *     review</a>
 */
final class TemplateReview {

  /** Why a template is rejected, and what its author should do. */
  record Rejection(String reason, String explanation, String recommendation) {}

  private static final Pattern MARKETING =
      Pattern.compile(
          "\\b(discount|promo(tion|tional)?|sale|special offer|limited (time )?offer|voucher"
              + "|coupon|% off|buy now|shop now|upgrade now|don't miss|exclusive deal|newsletter"
              + "|rate (us|our app)|tell your friends|black friday|for free today"
              + "|rabatt|gutschein|angebot|sonderpreis|jetzt kaufen|empfehlen sie uns"
              + "|remise|soldes|offre spéciale|bon de réduction|profitez"
              + "|sconto|offerta speciale|buono sconto|acquista ora|promozione"
              + "|descuento|oferta especial|cupón|compra ahora|rebajas|promoción)",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final Pattern SPECIAL_IN_PLACEHOLDER =
      Pattern.compile("\\{\\{[^{}]*[#$%][^{}]*}}");
  private static final Pattern HALF_BRACES =
      Pattern.compile("(?<!\\{)\\{(?!\\{)[^{}]*}|\\{\\{[^{}]*}(?!})");
  private static final Set<String> SHORTENERS = Set.of("bit.ly", "wa.me", "tinyurl.com", "t.co");

  private TemplateReview() {}

  /** The category that the words deserve: {@code MARKETING} instead of {@code UTILITY}. */
  static String category(String asked, ArrayNode components) {
    if (!asked.equals("UTILITY")) {
      return asked;
    }
    String words = words(components);
    boolean onlyPlaceholders =
        Placeholders.fill(text(components, "BODY"), any -> "").replaceAll("\\W", "").isEmpty();
    return onlyPlaceholders || MARKETING.matcher(words).find() ? "MARKETING" : asked;
  }

  /** Why the template is rejected, or {@code null} when it is approved. */
  static @Nullable Rejection judge(Template template, Collection<Template> others) {
    String body = text(template.components(), "BODY");
    if (template.authentication()) {
      return null;
    }
    if (Placeholders.adjacent(body)) {
      return invalid(
          "The template has variables next to each other without text or punctuation between them.",
          "Separate the variables with descriptive text.");
    }
    if (SPECIAL_IN_PLACEHOLDER.matcher(body).find() || HALF_BRACES.matcher(body).find()) {
      return invalid(
          "The template has variables with special characters or unbalanced braces.",
          "Write variables with two braces on either side and without #, $ or %.");
    }
    if (body.codePoints().filter(TemplateReview::emoji).count() > 10) {
      return invalid("The body has more than 10 emoji.", "Use fewer emoji.");
    }
    for (String shortener : SHORTENERS) {
      if (template
          .components()
          .toString()
          .toLowerCase(Locale.ROOT)
          .contains("//" + shortener + "/")) {
        return new Rejection(
            "SCAM", "The template has a shortened link.", "Use the address of your own site.");
      }
    }
    String footer = text(template.components(), "FOOTER");
    for (Template other : others) {
      if (!other.id().equals(template.id())
          && !other.authentication()
          && !other.is("REJECTED")
          && text(other.components(), "BODY").equals(body)
          && text(other.components(), "FOOTER").equals(footer)) {
        return invalid(
            "The template has the same body and footer as the existing template "
                + other.name()
                + ".",
            "Use the existing template, or change the wording.");
      }
    }
    return null;
  }

  private static Rejection invalid(String explanation, String recommendation) {
    return new Rejection("INVALID_FORMAT", explanation, recommendation);
  }

  static String text(ArrayNode components, String type) {
    for (JsonNode component : components) {
      if (component.path("type").asText().equals(type)) {
        return component.path("text").asText();
      }
    }
    return "";
  }

  private static String words(ArrayNode components) {
    StringBuilder words = new StringBuilder();
    for (String type : List.of("HEADER", "BODY", "FOOTER")) {
      words.append(text(components, type)).append('\n');
    }
    for (JsonNode component : components) {
      component.path("buttons").forEach(b -> words.append(b.path("text").asText()).append('\n'));
    }
    return words.toString();
  }

  private static boolean emoji(int codePoint) {
    return (codePoint >= 0x1F300 && codePoint <= 0x1FAFF)
        || (codePoint >= 0x2600 && codePoint <= 0x27BF);
  }
}
