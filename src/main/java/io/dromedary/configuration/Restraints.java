package io.dromedary.configuration;

import io.dromedary.person.Identifier;
import io.dromedary.person.ParsedNumber;
import io.dromedary.person.PhoneNumbers;
import io.dromedary.policy.AllowList;
import io.dromedary.template.Lane;
import io.dromedary.template.QuietHours;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What an installation sets to keep from sending, read once; a setting that cannot be read stops
 * the start, since a mistyped restraint would restrain nothing.
 */
record Restraints(AllowList allowList, Map<Lane, QuietHours> quietHours) {

  static Restraints of(HubProperties hub) {
    return new Restraints(allowList(hub), quietHours(hub));
  }

  private static AllowList allowList(HubProperties hub) {
    List<Identifier> people = new ArrayList<>();
    for (String each : hub.allowList()) {
      ParsedNumber number = PhoneNumbers.parse(each, hub.defaultCountry());
      Optional<Identifier> userId = Identifier.classify(each.strip());
      if (number instanceof ParsedNumber.Valid valid) {
        people.add(valid.identifier());
      } else {
        people.add(
            userId.orElseThrow(
                () ->
                    new UnusableResource(
                        "A number in dromedary.allow-list is none: it "
                            + ((ParsedNumber.Invalid) number).reason(),
                        "Write the numbers of the trial with + and country code, separated by"
                            + " commas.",
                        new IllegalArgumentException("allow-list"))));
      }
    }
    return new AllowList(people);
  }

  private static Map<Lane, QuietHours> quietHours(HubProperties hub) {
    Map<Lane, QuietHours> hours = new EnumMap<>(Lane.class);
    hub.quietHours()
        .forEach(
            (name, text) -> {
              Lane lane =
                  java.util.Arrays.stream(Lane.values())
                      .filter(each -> each.name().equals(name.toUpperCase(Locale.ROOT)))
                      .findFirst()
                      .orElse(null);
              QuietHours read = QuietHours.of(text).orElse(null);
              if (lane == null || read == null) {
                throw new UnusableResource(
                    "dromedary.quiet-hours." + name + " cannot be used: " + text,
                    "Name a lane (urgent, normal, bulk) and write 22:00-07:00, with two different"
                        + " times, or none.",
                    new IllegalArgumentException("quiet-hours"));
              }
              hours.put(lane, read);
            });
    return hours;
  }
}
