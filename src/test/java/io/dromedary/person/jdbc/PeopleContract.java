package io.dromedary.person.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.person.Identifier;
import io.dromedary.person.People;
import io.dromedary.person.PersonId;
import io.dromedary.testing.Database;
import io.dromedary.testing.Vaults;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
abstract class PeopleContract {

  private final Database database;
  private final People people;

  PeopleContract(DataSource dataSource) {
    database = new Database(dataSource);
    people = new JdbcPeople(database.jdbc(), Vaults.vault());
  }

  @Test
  void anUnknownNumberIsSomebodyNewAndStaysThatPerson() {
    Identifier number = number();

    assertThat(people.find(number)).isEmpty();
    PersonId person = people.resolve(number);

    assertThat(people.resolve(number)).isEqualTo(person);
    assertThat(people.find(number)).contains(person);
    assertThat(people.resolve(number())).isNotEqualTo(person);
  }

  @Test
  void aNumberAndItsWaIdAreOnePerson() {
    PersonId person = people.resolve(Identifier.phone("+525512345678"));

    assertThat(people.resolve(Identifier.waId("525512345678"))).isEqualTo(person);
    assertThat(people.resolve(Identifier.waId("5215512345678"))).isEqualTo(person);
    assertThat(people.phone(person)).contains("+525512345678");
  }

  @Test
  void manyAreResolvedTogether() {
    Identifier known = number();
    PersonId person = people.resolve(known);
    Identifier unknown = number();
    Identifier sameByForm = Identifier.waId(unknown.value().substring(1));

    Map<Identifier, PersonId> resolved =
        people.resolveAll(List.of(unknown, known, sameByForm, unknown));

    assertThat(resolved).hasSize(3).containsEntry(known, person);
    assertThat(resolved.get(unknown)).isEqualTo(resolved.get(sameByForm)).isNotEqualTo(person);
    assertThat(people.findAll(List.of(unknown, number())))
        .isEqualTo(Map.of(unknown, resolved.get(unknown)));
  }

  @Test
  void nobodyIsResolvedToNobody() {
    assertThat(people.resolveAll(List.of())).isEmpty();
    assertThat(people.findAll(List.of())).isEmpty();
    assertThat(people.identifiersOf(List.of())).isEmpty();
  }

  @Test
  void aLinkedIdentifierMeansThatPersonAndNobodyElse() {
    Identifier number = number();
    PersonId person = people.resolve(number);
    Identifier userId = userId();
    PersonId stranger = people.resolve(userId);

    people.link(person, userId);
    people.link(person, userId);

    assertThat(people.find(userId)).contains(person);
    assertThat(people.identifiers(person)).containsExactly(userId, number);
    assertThat(people.identifiers(stranger)).isEmpty();
    assertThat(people.phone(person)).contains(number.value());
  }

  @Test
  void theNewestNumberIsTheOneToCall() {
    Identifier old = number();
    PersonId person = people.resolve(old);
    Identifier current = Identifier.waId(number().value().substring(1));

    people.link(person, current);
    assertThat(people.phone(person)).contains("+" + current.value());

    people.link(person, old);
    assertThat(people.phone(person)).contains(old.value());
  }

  @Test
  void whoIsKnownByUserIdOnlyHasNoPhone() {
    assertThat(people.phone(people.resolve(userId()))).isEmpty();
  }

  @Test
  void identifiersOfManyComeTogether() {
    Identifier one = number();
    Identifier two = userId();
    PersonId first = people.resolve(one);
    PersonId second = people.resolve(two);

    assertThat(people.identifiersOf(List.of(first, second, PersonId.random())))
        .isEqualTo(Map.of(first, List.of(one), second, List.of(two)));
  }

  @Test
  void whoIsErasedIsSomebodyNewAfterwards() {
    Identifier number = number();
    PersonId person = people.resolve(number);

    people.erase(person);

    assertThat(people.find(number)).isEmpty();
    assertThat(people.identifiers(person)).isEmpty();
    assertThat(people.resolve(number)).isNotEqualTo(person);
  }

  @Test
  void whatIsRolledBackNeverWas() {
    Identifier number = number();

    assertThatThrownBy(
            () ->
                database.inTransaction(
                    () -> {
                      people.resolve(number);
                      throw new IllegalStateException("roll back");
                    }))
        .hasMessage("roll back");

    assertThat(people.find(number)).isEmpty();
  }

  @Test
  void transactionsThatResolveTheSameNewNumbersAtOnceAgreeOnEveryPerson() throws Exception {
    List<Identifier> numbers = IntStream.range(0, 200).mapToObj(i -> number()).toList();

    List<Map<Identifier, PersonId>> answers =
        Database.atOnce(4, () -> database.inTransaction(() -> people.resolveAll(mixed(numbers))));

    assertThat(answers).allSatisfy(answer -> assertThat(answer).isEqualTo(answers.get(0)));
    assertThat(new HashSet<>(answers.get(0).values())).hasSize(200);
  }

  @Test
  void resolvingOneByOneAgreesToo() throws Exception {
    List<Identifier> numbers = IntStream.range(0, 200).mapToObj(i -> number()).toList();

    List<List<PersonId>> answers =
        Database.atOnce(2, () -> numbers.stream().map(people::resolve).toList());

    assertThat(answers.get(0)).isEqualTo(answers.get(1)).doesNotHaveDuplicates().hasSize(200);
  }

  @Test
  void linkingOneIdentifierToTwoPersonsAtOnceLeavesItWithOne() throws Exception {
    Identifier userId = userId();
    List<PersonId> persons = List.of(people.resolve(number()), people.resolve(number()));
    List<Callable<Boolean>> links = new ArrayList<>();
    for (PersonId person : persons) {
      links.add(
          () -> {
            database.inTransaction(() -> people.link(person, userId));
            return true;
          });
    }

    Database.atOnce(links);

    assertThat(persons).contains(people.find(userId).orElseThrow());
    assertThat(persons.stream().filter(p -> people.identifiers(p).contains(userId))).hasSize(1);
  }

  private static List<Identifier> mixed(Collection<Identifier> identifiers) {
    List<Identifier> mixed = new ArrayList<>(identifiers);
    Collections.shuffle(mixed);
    return mixed;
  }

  private static Identifier number() {
    return Identifier.phone("+49151" + ThreadLocalRandom.current().nextLong(10000000, 99999999));
  }

  private static Identifier userId() {
    return Identifier.userId("DE." + ThreadLocalRandom.current().nextLong(Long.MAX_VALUE));
  }
}
