package io.dromedary.intake;

import io.dromedary.event.AudienceRef;
import io.dromedary.event.BusinessEvent;
import io.dromedary.event.Recipient;
import io.dromedary.person.Identifier;
import io.dromedary.person.ParsedNumber;
import io.dromedary.person.PersonId;
import io.dromedary.person.PhoneNumbers;
import io.dromedary.policy.Address;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a recipient is reached, by what the event or the audience says of them; looks nothing up. */
public final class Addresses {

  private Addresses() {}

  /**
   * An {@link Identifier}, or an {@link Address} that says why there is none.
   *
   * @param region ISO 3166 country of local phone numbers; {@code null}: local numbers are invalid
   */
  public static Object find(Acceptance.Place place, BusinessEvent event, @Nullable String region) {
    Recipient recipient = place.recipient();
    AudienceRef audience = event.audience();
    if (place.nobody()) {
      return new Address.Unknown(
          audience == null ? "no recipient" : audience.kind() + " " + audience.key());
    }
    if (recipient.phone() != null) {
      ParsedNumber number = PhoneNumbers.parse(recipient.phone(), region);
      return number instanceof ParsedNumber.Valid valid
          ? valid.identifier()
          : new Address.Invalid(((ParsedNumber.Invalid) number).reason());
    }
    if (recipient.userId() != null) {
      Optional<Identifier> identifier = Identifier.classify(recipient.userId());
      return identifier.isPresent()
          ? identifier.get()
          : new Address.Invalid("is no business-scoped user id");
    }
    return new Address.Unknown("no phone number and no user id");
  }

  /**
   * The address of somebody who is known.
   *
   * @param tag keyed hash of the address, for look-ups
   */
  public static Address.Known known(Identifier identifier, PersonId person, String tag) {
    return identifier.isNumber()
        ? new Address.Known(person, "+" + identifier.value().replace("+", ""), null, tag)
        : new Address.Known(person, null, identifier.value(), tag);
  }
}
