package io.dromedary.policy;

import io.dromedary.template.Button;
import io.dromedary.template.Category;
import io.dromedary.template.Header;
import io.dromedary.template.OnSensitive;
import io.dromedary.template.Template;
import io.dromedary.template.Wording;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Keeps full card numbers, account numbers and national ids out of messages. Words are masked to
 * their last four characters; an address is never masked, since it would lead nowhere, but refused.
 */
final class SensitiveParameters {

  private SensitiveParameters() {}

  /**
   * Masks the values in place, or refuses.
   *
   * @param parameters changed where something is masked
   */
  static RuleResult check(
      OnSensitive onSensitive, Template template, String language, Map<String, String> parameters) {
    if (template.category() == Category.AUTHENTICATION) {
      // a one-time code may look like anything, and it is meant to be read
      return Rule.SENSITIVE_DATA.pass(Map.of());
    }
    Set<String> addresses = addresses(template.wording(language));
    Set<String> kinds = new TreeSet<>();
    Map<String, String> masked = new TreeMap<>();
    boolean refused = false;
    for (Map.Entry<String, String> one : parameters.entrySet()) {
      boolean address = addresses.contains(one.getKey());
      List<SensitiveData.Finding> found =
          SensitiveData.find(one.getKey(), one.getValue()).stream()
              // long numbers of other kinds are usual in addresses
              .filter(finding -> !address || finding.kind() == SensitiveKind.IBAN)
              .toList();
      if (!found.isEmpty()) {
        found.forEach(finding -> kinds.add(finding.kind().word()));
        refused |= address;
        masked.put(one.getKey(), SensitiveData.mask(one.getKey(), one.getValue()));
      }
    }
    if (masked.isEmpty()) {
      return Rule.SENSITIVE_DATA.pass(Map.of());
    }
    Map<String, String> facts =
        Map.of(
            "kinds", String.join(", ", kinds),
            "parameters", String.join(", ", masked.keySet()),
            "masked", String.valueOf(!refused && onSensitive == OnSensitive.MASK));
    if (refused || onSensitive == OnSensitive.REFUSE) {
      return Rule.SENSITIVE_DATA.refuse(Reason.SENSITIVE_DATA, facts);
    }
    parameters.putAll(masked);
    return Rule.SENSITIVE_DATA.pass(facts);
  }

  /** The parameters that are addresses of files and pages. */
  private static Set<String> addresses(Wording wording) {
    Set<String> names =
        wording.buttons().stream()
            .filter(Button.Url.class::isInstance)
            .map(button -> ((Button.Url) button).value())
            .filter(value -> value != null)
            .collect(Collectors.toCollection(HashSet::new));
    if (wording.header() instanceof Header.Document document) {
      names.add(document.link());
    } else if (wording.header() instanceof Header.Image image) {
      names.add(image.link());
    }
    return names;
  }
}
