package io.dromedary.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.template.Button;
import io.dromedary.template.Catalogue;
import io.dromedary.template.Category;
import io.dromedary.template.Header;
import io.dromedary.template.Template;
import io.dromedary.template.TemplateStatus;
import io.dromedary.template.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Holds the template files against what Meta has approved: a message is made from the file, and
 * Meta refuses one that does not fit the approved template. Reads only.
 */
public final class AccountContract {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^}]+)}}");

  private final GraphApi api;
  private final String businessAccountId;

  /** About the templates of one WhatsApp Business account. */
  public AccountContract(GraphApi api, String businessAccountId) {
    this.api = api;
    this.businessAccountId = businessAccountId;
  }

  /** What differs. */
  public enum Kind {
    MISSING,
    STATUS,
    CATEGORY,
    PARAMETERS,
    HEADER,
    BUTTONS,
    TEXT
  }

  /**
   * A difference between a file and the account.
   *
   * @param message without a full stop
   */
  public record Difference(String template, String language, Kind kind, String message) {}

  /**
   * What was compared.
   *
   * @param failure why the account could not be read; {@code null}: it was
   */
  public record Comparison(List<Difference> differences, @Nullable String failure) {

    public Comparison {
      differences = List.copyOf(differences);
    }
  }

  /** Compares every template in every language. */
  public Comparison compare(Catalogue catalogue) {
    TemplateListing.Read read =
        new TemplateListing(api, businessAccountId, TemplateSyncSettings.PAGE_SIZE).read();
    if (read.failure() != null) {
      return new Comparison(List.of(), read.failure());
    }
    List<Difference> differences = new ArrayList<>();
    for (Template template : catalogue.templates()) {
      for (String language : template.languages().keySet()) {
        JsonNode approved = read.templates().get(new TemplateKey(template.name(), language));
        for (Finding finding : compare(template, language, approved)) {
          differences.add(
              new Difference(template.name(), language, finding.kind(), finding.message()));
        }
      }
    }
    return new Comparison(differences, null);
  }

  private record Finding(Kind kind, String message) {}

  private static List<Finding> compare(
      Template template, String language, @Nullable JsonNode approved) {
    if (approved == null) {
      return List.of(new Finding(Kind.MISSING, "the account does not have it"));
    }
    List<Finding> found = new ArrayList<>();
    String status = approved.path("status").asText();
    if (TemplateStatus.of(status) != TemplateStatus.APPROVED) {
      String reason = TemplateListing.rejectedReason(approved);
      found.add(
          new Finding(
              Kind.STATUS, "its status is " + status + (reason == null ? "" : ": " + reason)));
    }
    String category = approved.path("category").asText();
    if (!template.category().equals(Category.of(category).orElse(null))) {
      found.add(
          new Finding(
              Kind.CATEGORY,
              "Meta files it as " + category + ", the file says " + template.category().word()));
    }
    if (template.category() != Category.AUTHENTICATION) {
      content(template, language, approved, found);
    }
    return found;
  }

  private static void content(
      Template template, String language, JsonNode approved, List<Finding> found) {
    Wording wording = template.wording(language);
    JsonNode header = component(approved, "HEADER");
    String format = header.isMissingNode() ? "NONE" : header.path("format").asText("TEXT");
    if (!format.equalsIgnoreCase(format(wording.header()))) {
      found.add(
          new Finding(
              Kind.HEADER,
              "the approved header is "
                  + format.toLowerCase(Locale.ROOT)
                  + ", the file's "
                  + format(wording.header()).toLowerCase(Locale.ROOT)));
    }
    parameters("body", component(approved, "BODY").path("text").asText(), wording.body(), found);
    if (wording.header() instanceof Header.Text text) {
      parameters("header", header.path("text").asText(), text.text(), found);
    }
    List<String> theirs = new ArrayList<>();
    component(approved, "BUTTONS").path("buttons").forEach(button -> theirs.add(button(button)));
    List<String> ours = wording.buttons().stream().map(AccountContract::button).toList();
    if (!theirs.equals(ours)) {
      found.add(
          new Finding(Kind.BUTTONS, "the approved buttons are " + theirs + ", the file's " + ours));
    }
    if (found.isEmpty() && TemplateListing.differs(approved, template, language)) {
      found.add(new Finding(Kind.TEXT, "the approved text is another one"));
    }
  }

  private static void parameters(
      String where, String approved, String declared, List<Finding> found) {
    Set<String> theirs = names(approved);
    Set<String> ours = names(declared);
    if (!theirs.equals(ours)) {
      found.add(
          new Finding(
              Kind.PARAMETERS,
              "the approved " + where + " has the parameters " + theirs + ", the file's " + ours));
    }
  }

  private static Set<String> names(String text) {
    Set<String> names = new TreeSet<>();
    Matcher matcher = PLACEHOLDER.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1).strip());
    }
    return names;
  }

  private static String format(Header header) {
    if (header instanceof Header.Text) {
      return "TEXT";
    } else if (header instanceof Header.Document) {
      return "DOCUMENT";
    } else if (header instanceof Header.Image) {
      return "IMAGE";
    }
    return header instanceof Header.Location ? "LOCATION" : "NONE";
  }

  /** Kind and whether a value is needed: what a message must fit. */
  private static String button(JsonNode approved) {
    String type = approved.path("type").asText().toLowerCase(Locale.ROOT);
    return type + (approved.path("url").asText().contains("{{") ? " with a value" : "");
  }

  private static String button(Button button) {
    if (button instanceof Button.Url url) {
      return "url" + (url.value() == null ? "" : " with a value");
    }
    return button instanceof Button.Phone ? "phone_number" : "quick_reply";
  }

  private static JsonNode component(JsonNode template, String type) {
    for (JsonNode component : template.path("components")) {
      if (component.path("type").asText().equalsIgnoreCase(type)) {
        return component;
      }
    }
    return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }
}
