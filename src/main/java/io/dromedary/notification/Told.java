package io.dromedary.notification;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/**
 * Port: what people were told before. Counts what has left or may have, never what was decided
 * against.
 */
public interface Told {

  /**
   * How many messages of a topic each person was sent after {@code since}, exclusive. Persons
   * without any are left out.
   */
  Map<UUID, Integer> messages(Collection<UUID> persons, String topic, Instant since);

  /**
   * When news of a subject went to each person last. Persons without any are left out.
   *
   * @param supersede the key within which news replaces news
   */
  Map<UUID, Instant> last(
      Collection<UUID> persons, String source, String subject, String supersede);
}
