package io.dromedary.window;

import io.dromedary.person.PersonId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;

/**
 * The customer service windows, one per person and business phone number. All methods take part in
 * the caller's transaction.
 */
public interface Windows {

  /**
   * The window towards this business number; {@link ServiceWindow#never()} when nobody wrote.
   *
   * @param phoneNumberId the platform's id of the business number, not the number itself
   */
  ServiceWindow of(PersonId person, String phoneNumberId);

  /**
   * {@link #of(PersonId, String)} for many in one round trip; each person asked for is answered.
   */
  Map<PersonId, ServiceWindow> of(Collection<PersonId> persons, String phoneNumberId);

  /**
   * The person wrote. Webhooks come unordered and repeated: an older message never moves the window
   * back, the same again changes nothing.
   *
   * @param messageTimestamp the message's own time, not that of its arrival
   */
  void opened(PersonId person, String phoneNumberId, Instant messageTimestamp);

  /**
   * The window is closed, whatever was heard before: the platform has refused free-form text. A
   * message that the person writes later opens it again.
   *
   * @param by what the person wrote before this instant counts no more
   */
  void closed(PersonId person, String phoneNumberId, Instant by);

  /** When the person last wrote, by the business number's id, in the order of ids. */
  SortedMap<String, Instant> all(PersonId person);

  /** Forgets when the person wrote. */
  void erase(PersonId person);
}
