package io.dromedary.person.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dromedary.person.Audience;
import io.dromedary.person.Audiences;
import io.dromedary.person.Audiences.Listing;
import io.dromedary.person.Identifier;
import io.dromedary.person.Member;
import io.dromedary.person.Page;
import io.dromedary.testing.Database;
import io.dromedary.testing.Vaults;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
abstract class AudiencesContract {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final String PHONE = "+4915112345678";

  private final Database database;
  private final Audiences audiences;

  AudiencesContract(DataSource dataSource) {
    database = new Database(dataSource);
    audiences = new JdbcAudiences(database.jdbc(), Vaults.vault());
  }

  @Test
  void anUnknownAudienceIsEmpty() {
    assertThat(audiences.members(audience(), null, 10, NOW)).isEqualTo(new Page<>(List.of(), null));
  }

  @Test
  void aMemberComesBackAsGiven() {
    Audience audience = audience();
    Member full =
        new Member(
            "PAX-1",
            PHONE,
            "Ada",
            "de-DE",
            "Europe/Berlin",
            JsonNodeFactory.instance.objectNode().put("seat", "12A"));

    replace(audience, List.of(full, member("PAX-2")), null);

    assertThat(all(audience, NOW)).containsExactly(full, member("PAX-2"));
  }

  @Test
  void replacingReplacesTheWholeListAndItsExpiry() {
    Audience audience = audience();
    replace(audience, List.of(member("a"), member("b")), NOW);

    replace(audience, List.of(member("b"), member("c")), null);
    replace(audience, List.of(member("b"), member("c")), null);

    assertThat(refs(audience)).containsExactly("b", "c");
  }

  @Test
  void puttingAddsAndReplacesByRef() {
    Audience audience = audience();
    replace(audience, List.of(member("a"), member("b")), null);
    Member changed = new Member("b", "+4915112345679", null, null, null, noData());

    database.inTransaction(() -> audiences.put(audience, List.of(changed, member("c")), NOW));

    assertThat(all(audience, NOW)).containsExactly(member("a"), changed, member("c"));
  }

  @Test
  void puttingKeepsAnExpiryAheadAndForgetsWhatHadExpired() {
    Audience ahead = audience();
    Audience expired = audience();
    replace(ahead, List.of(member("a")), NOW.plusMillis(1));
    replace(expired, List.of(member("a")), NOW);

    for (Audience audience : List.of(ahead, expired)) {
      database.inTransaction(() -> audiences.put(audience, List.of(member("b")), NOW));
    }

    assertThat(refs(ahead)).containsExactly("a", "b");
    assertThat(all(ahead, NOW.plusMillis(1))).isEmpty();
    assertThat(refs(expired)).containsExactly("b");
  }

  @Test
  void removingTakesOneOut() {
    Audience audience = audience();
    replace(audience, List.of(member("a"), member("b")), null);

    assertThat(audiences.remove(audience, "a")).isTrue();
    assertThat(audiences.remove(audience, "a")).isFalse();
    assertThat(audiences.remove(audience(), "b")).isFalse();
    assertThat(refs(audience)).containsExactly("b");
  }

  @Test
  void theInstantOfExpiryIsAlreadyOutside() {
    Audience audience = audience();
    replace(audience, List.of(member("a")), NOW);

    assertThat(all(audience, NOW.minusMillis(1))).hasSize(1);
    assertThat(all(audience, NOW)).isEmpty();
  }

  @Test
  void purgingDeletesOnlyWhatHasExpired() {
    Audience expired = audience();
    Audience ahead = audience();
    replace(expired, List.of(member("a"), member("b")), NOW.minusSeconds(1));
    replace(ahead, List.of(member("a")), NOW.plusMillis(1));
    int before = rows();

    database.inTransaction(() -> audiences.purgeExpired(NOW));

    assertThat(before - rows()).isGreaterThanOrEqualTo(2);
    assertThat(refs(ahead)).containsExactly("a");
    assertThat(database.inTransaction(() -> audiences.purgeExpired(NOW))).isZero();
  }

  @Test
  void pagesFollowEachOtherToTheEndAndNoFurther() {
    Audience audience = audience();
    List<Member> members =
        IntStream.range(0, 25).mapToObj(i -> member("r%02d".formatted(i))).toList();
    replace(audience, members, null);

    List<Integer> sizes = new ArrayList<>();
    List<Member> read = new ArrayList<>();
    String after = null;
    do {
      Page<Member> page = audiences.members(audience, after, 10, NOW);
      sizes.add(page.items().size());
      read.addAll(page.items());
      after = page.next();
    } while (after != null);

    assertThat(sizes).containsExactly(10, 10, 5);
    assertThat(read).isEqualTo(members);
  }

  @Test
  void aListThatFillsItsPageHasNoFurtherOne() {
    Audience audience = audience();
    replace(audience, List.of(member("a"), member("b")), null);

    assertThat(audiences.members(audience, null, 2, NOW).next()).isNull();
    assertThat(audiences.members(audience, null, 1, NOW).next()).isEqualTo("a");
  }

  @Test
  void audiencesOfTheSameKeyAndAnotherKindAreApart() {
    Audience flight = audience();
    Audience order = new Audience("order", flight.key());
    replace(flight, List.of(member("a")), null);

    assertThat(all(order, NOW)).isEmpty();
  }

  @Test
  void aNumberIsFoundAndErasedEverywhere() {
    String phone = "+4915199999991";
    Audience one = audience();
    Audience two = audience();
    Member listed = new Member("x", phone, "Ada", null, null, noData());
    replace(one, List.of(listed, member("y")), null);
    replace(two, List.of(listed), NOW.minusSeconds(1));
    Identifier waId = Identifier.waId(phone.substring(1));

    assertThat(audiences.listings(waId))
        .containsExactlyInAnyOrder(new Listing(one, listed), new Listing(two, listed));
    assertThat(audiences.eraseEverywhere(waId)).isEqualTo(2);
    assertThat(audiences.listings(waId)).isEmpty();
    assertThat(refs(one)).containsExactly("y");
  }

  @Test
  void writersAtOnceLeaveOneWholeList() throws Exception {
    Audience audience = audience();
    List<Callable<Boolean>> writers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String writer = "w" + i + "-";
      writers.add(
          () -> {
            replace(
                audience,
                IntStream.range(0, 50).mapToObj(n -> member(writer + (100 + n))).toList(),
                null);
            return true;
          });
    }

    Database.atOnce(writers);

    assertThat(refs(audience))
        .hasSize(50)
        .allMatch(ref -> ref.startsWith(refs(audience).get(0).substring(0, 3)));
  }

  private void replace(Audience audience, List<Member> members, @Nullable Instant expires) {
    database.inTransaction(() -> audiences.replace(audience, members, expires));
  }

  private List<Member> all(Audience audience, Instant now) {
    return audiences.members(audience, null, 1000, now).items();
  }

  private List<String> refs(Audience audience) {
    return all(audience, NOW).stream().map(Member::ref).toList();
  }

  private int rows() {
    Integer rows =
        database.jdbc().queryForObject("select count(*) from audience_member", Integer.class);
    return rows == null ? 0 : rows;
  }

  private static Audience audience() {
    return new Audience("flight", "LH438/" + UUID.randomUUID());
  }

  private static Member member(String ref) {
    return new Member(ref, PHONE, null, null, null, noData());
  }

  private static JsonNode noData() {
    return JsonNodeFactory.instance.objectNode();
  }
}
