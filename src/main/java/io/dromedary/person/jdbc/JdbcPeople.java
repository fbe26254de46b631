package io.dromedary.person.jdbc;

import static io.dromedary.jdbc.Columns.array;

import io.dromedary.person.Identifier;
import io.dromedary.person.IdentifierKind;
import io.dromedary.person.People;
import io.dromedary.person.PersonId;
import io.dromedary.vault.Vault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** People in H2 or PostgreSQL: an identifier's keyed tag is its primary key. */
public final class JdbcPeople implements People {

  private static final int BATCH = 1000;

  private static final String INSERT =
      """
      insert into person_identifier (identifier_tag, person_id, kind, sealed, linked)
      values (?, ?, ?, ?, nextval('person_identifier_linked')) on conflict do nothing""";

  private final JdbcTemplate jdbc;
  private final Vault vault;

  /** The template's connections run in read committed isolation. */
  public JdbcPeople(JdbcTemplate jdbc, Vault vault) {
    this.jdbc = jdbc;
    this.vault = vault;
  }

  @Override
  public PersonId resolve(Identifier identifier) {
    return Objects.requireNonNull(resolveAll(List.of(identifier)).get(identifier));
  }

  @Override
  public Map<Identifier, PersonId> resolveAll(Collection<Identifier> identifiers) {
    SortedMap<String, Identifier> byTag = byTag(identifiers);
    Map<String, PersonId> known = select(byTag.keySet());
    Set<String> missing = without(byTag.keySet(), known);
    while (!missing.isEmpty()) {
      insert(missing, byTag);
      known.putAll(select(missing));
      missing = without(missing, known);
    }
    return answer(identifiers, known);
  }

  @Override
  public Optional<PersonId> find(Identifier identifier) {
    return Optional.ofNullable(findAll(List.of(identifier)).get(identifier));
  }

  @Override
  public Map<Identifier, PersonId> findAll(Collection<Identifier> identifiers) {
    return answer(identifiers, select(byTag(identifiers).keySet()));
  }

  @Override
  public void link(PersonId person, Identifier identifier) {
    if (update(person, identifier) == 0 && insert(person, identifier) == 0) {
      update(person, identifier);
    }
  }

  @Override
  public List<Identifier> identifiers(PersonId person) {
    return identifiersOf(List.of(person)).getOrDefault(person, List.of());
  }

  @Override
  public Map<PersonId, List<Identifier>> identifiersOf(Collection<PersonId> persons) {
    if (persons.isEmpty()) {
      return Map.of();
    }
    Map<PersonId, List<Identifier>> found = new HashMap<>();
    List<UUID> ids = persons.stream().map(PersonId::value).distinct().toList();
    jdbc.query(
        """
        select person_id, kind, sealed from person_identifier
         where person_id = any(?) order by linked desc""",
        array("uuid", ids),
        row -> {
          found.computeIfAbsent(person(row), unknown -> new ArrayList<>()).add(identifier(row));
        });
    return found;
  }

  @Override
  public void erase(PersonId person) {
    jdbc.update("delete from person_identifier where person_id = ?", person.value());
  }

  /** In the order of tags, which is the order that every transaction inserts in. */
  private SortedMap<String, Identifier> byTag(Collection<Identifier> identifiers) {
    SortedMap<String, Identifier> byTag = new TreeMap<>();
    identifiers.forEach(identifier -> byTag.putIfAbsent(tag(identifier), identifier));
    return byTag;
  }

  private String tag(Identifier identifier) {
    return IdentifierTags.of(vault, identifier);
  }

  private Map<String, PersonId> select(Collection<String> tags) {
    Map<String, PersonId> found = new HashMap<>();
    if (!tags.isEmpty()) {
      jdbc.query(
          "select identifier_tag, person_id from person_identifier where identifier_tag = any(?)",
          array("varchar", tags),
          row -> {
            found.put(row.getString("identifier_tag"), person(row));
          });
    }
    return found;
  }

  private void insert(Set<String> tags, Map<String, Identifier> byTag) {
    jdbc.batchUpdate(
        INSERT,
        tags,
        BATCH,
        (statement, tag) -> {
          Identifier identifier = Objects.requireNonNull(byTag.get(tag));
          statement.setString(1, tag);
          statement.setObject(2, UUID.randomUUID());
          statement.setString(3, identifier.kind().name());
          statement.setBytes(4, vault.sealText(identifier.value()));
        });
  }

  private int insert(PersonId person, Identifier identifier) {
    return jdbc.update(
        INSERT,
        tag(identifier),
        person.value(),
        identifier.kind().name(),
        vault.sealText(identifier.value()));
  }

  private int update(PersonId person, Identifier identifier) {
    return jdbc.update(
        """
        update person_identifier
           set person_id = ?, kind = ?, sealed = ?, linked = nextval('person_identifier_linked')
         where identifier_tag = ?""",
        person.value(),
        identifier.kind().name(),
        vault.sealText(identifier.value()),
        tag(identifier));
  }

  private Map<Identifier, PersonId> answer(
      Collection<Identifier> identifiers, Map<String, PersonId> known) {
    Map<Identifier, PersonId> answer = new LinkedHashMap<>();
    for (Identifier identifier : identifiers) {
      PersonId person = known.get(tag(identifier));
      if (person != null) {
        answer.put(identifier, person);
      }
    }
    return answer;
  }

  private static Set<String> without(Collection<String> tags, Map<String, PersonId> known) {
    Set<String> missing = new TreeSet<>(tags);
    missing.removeAll(known.keySet());
    return missing;
  }

  private static PersonId person(ResultSet row) throws SQLException {
    return new PersonId(row.getObject("person_id", UUID.class));
  }

  private Identifier identifier(ResultSet row) throws SQLException {
    return new Identifier(
        IdentifierKind.valueOf(row.getString("kind")), vault.openText(row.getBytes("sealed")));
  }
}
