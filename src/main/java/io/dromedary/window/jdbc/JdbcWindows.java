package io.dromedary.window.jdbc;

import static io.dromedary.jdbc.Columns.array;

import io.dromedary.person.PersonId;
import io.dromedary.window.ServiceWindow;
import io.dromedary.window.Windows;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Windows in H2 or PostgreSQL: the newest message of each pair. */
public final class JdbcWindows implements Windows {

  private final JdbcTemplate jdbc;

  /** The template's connections run in read committed isolation. */
  public JdbcWindows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public ServiceWindow of(PersonId person, String phoneNumberId) {
    return of(List.of(person), phoneNumberId).getOrDefault(person, ServiceWindow.never());
  }

  @Override
  public Map<PersonId, ServiceWindow> of(Collection<PersonId> persons, String phoneNumberId) {
    Map<PersonId, ServiceWindow> windows = new HashMap<>();
    persons.forEach(person -> windows.put(person, ServiceWindow.never()));
    if (!windows.isEmpty()) {
      List<UUID> ids = windows.keySet().stream().map(PersonId::value).toList();
      jdbc.query(
          """
          select person_id, last_inbound_at from service_window
           where person_id = any(?) and phone_number_id = ?""",
          array("uuid", ids, phoneNumberId),
          row -> {
            windows.put(
                new PersonId(row.getObject("person_id", UUID.class)),
                new ServiceWindow(
                    row.getObject("last_inbound_at", OffsetDateTime.class).toInstant()));
          });
    }
    return windows;
  }

  @Override
  public void opened(PersonId person, String phoneNumberId, Instant messageTimestamp) {
    OffsetDateTime written = messageTimestamp.atOffset(ZoneOffset.UTC);
    int inserted =
        jdbc.update(
            """
            insert into service_window (person_id, phone_number_id, last_inbound_at)
            values (?, ?, ?) on conflict do nothing""",
            person.value(),
            phoneNumberId,
            written);
    if (inserted == 0) {
      jdbc.update(
          """
          update service_window set last_inbound_at = ?
           where person_id = ? and phone_number_id = ? and last_inbound_at < ?""",
          written,
          person.value(),
          phoneNumberId,
          written);
    }
  }

  @Override
  public void closed(PersonId person, String phoneNumberId, Instant by) {
    jdbc.update(
        """
        delete from service_window
         where person_id = ? and phone_number_id = ? and last_inbound_at < ?""",
        person.value(),
        phoneNumberId,
        by.atOffset(ZoneOffset.UTC));
  }

  @Override
  public SortedMap<String, Instant> all(PersonId person) {
    SortedMap<String, Instant> windows = new TreeMap<>();
    jdbc.query(
        "select phone_number_id, last_inbound_at from service_window where person_id = ?",
        row -> {
          windows.put(
              row.getString("phone_number_id"),
              row.getObject("last_inbound_at", OffsetDateTime.class).toInstant());
        },
        person.value());
    return windows;
  }

  @Override
  public void erase(PersonId person) {
    jdbc.update("delete from service_window where person_id = ?", person.value());
  }
}
