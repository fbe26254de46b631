package io.dromedary.consent;

import static io.dromedary.consent.ConsentState.GRANTED;
import static io.dromedary.consent.ConsentState.WITHDRAWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.person.PersonId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ConsentTest {

  private static final PersonId PERSON = PersonId.random();
  private static final Instant T = Instant.parse("2026-11-20T10:00:00Z");
  private static final List<String> TOPICS = List.of("flights", "orders", "billing");

  @Test
  void whoNeverSaidAnythingAllowsNothing() {
    assertThat(Consent.none().covers("flights")).isFalse();
    assertThat(Consent.none().refusal("flights")).contains("no-consent");
    assertThat(Consent.none().covers("*")).isFalse();
  }

  @Test
  void aGrantOpensItsTopicsOnly() {
    Consent consent = after(said(GRANTED, "flights", "orders"));

    assertThat(consent.covers("flights")).isTrue();
    assertThat(consent.refusal("flights")).isEmpty();
    assertThat(consent.covers("orders")).isTrue();
    assertThat(consent.refusal("billing")).contains("no-consent");
  }

  @Test
  void aGrantForAllOpensEveryTopic() {
    assertThat(after(said(GRANTED, "*")).covers("flights")).isTrue();
  }

  @Test
  void aWithdrawalForOneTopicLeavesTheOthers() {
    Consent consent = after(said(GRANTED, "*"), said(WITHDRAWN, "flights"));

    assertThat(consent.refusal("flights")).contains("consent-withdrawn");
    assertThat(consent.covers("orders")).isTrue();
  }

  @Test
  void aWithdrawalForAllEndsEveryTopic() {
    Consent consent = after(said(GRANTED, "flights"), said(WITHDRAWN, "*"));

    assertThat(consent.refusal("flights")).contains("consent-withdrawn");
    assertThat(consent.refusal("orders")).contains("consent-withdrawn");
  }

  @Test
  void aLaterGrantForOneTopicOpensThatOne() {
    Consent consent = after(said(WITHDRAWN, "*"), said(GRANTED, "flights"));

    assertThat(consent.covers("flights")).isTrue();
    assertThat(consent.refusal("orders")).contains("consent-withdrawn");
  }

  @Test
  void theOrderOfRecordingDecidesAndNotWhenItWasSaid() {
    Consent consent =
        after(
            new Said(WITHDRAWN, Set.of("flights"), T),
            new Said(GRANTED, Set.of("flights"), T.minusSeconds(9)));

    assertThat(consent.covers("flights")).isTrue();
  }

  @Test
  void theDecidingEntryIsNamed() {
    Consent consent = after(said(GRANTED, "flights"), said(GRANTED, "orders"));

    assertThat(consent.standing("flights").map(Standing::number)).contains(1);
    assertThat(consent.standing("orders").map(Standing::hash)).contains("hash 2");
    assertThat(consent.standing("billing")).isEmpty();
  }

  @Property
  void theLastEntryThatNamesATopicOrAllDecides(@ForAll("sequences") List<Said> sequence) {
    List<ConsentEntry> entries = entries(sequence);
    Consent consent = Consent.of(entries);

    for (String topic : TOPICS) {
      Optional<ConsentEntry> deciding =
          entries.stream()
              .filter(e -> e.topics().contains(topic) || e.topics().contains("*"))
              .reduce((earlier, later) -> later);
      assertThat(consent.standing(topic).map(Standing::number))
          .isEqualTo(deciding.map(ConsentEntry::number));
      assertThat(consent.covers(topic))
          .isEqualTo(deciding.filter(e -> e.state() == GRANTED).isPresent());
      assertThat(consent.refusal(topic).isEmpty()).isEqualTo(consent.covers(topic));
    }
  }

  @Property
  void nothingIsCoveredRightAfterAWithdrawalForAll(@ForAll("sequences") List<Said> sequence) {
    List<Said> stopped = new ArrayList<>(sequence);
    stopped.add(said(WITHDRAWN, "*"));

    assertThat(TOPICS).noneMatch(Consent.of(entries(stopped))::covers);
  }

  @Provide
  Arbitrary<List<Said>> sequences() {
    Arbitrary<Set<String>> topics =
        Arbitraries.of("flights", "orders", "billing", "*").set().ofMinSize(1).ofMaxSize(3);
    Arbitrary<Instant> at = Arbitraries.longs().between(-10, 10).map(T::plusSeconds);
    return Combinators.combine(Arbitraries.of(ConsentState.class), topics, at)
        .as(Said::new)
        .list()
        .ofMaxSize(12);
  }

  record Said(ConsentState state, Set<String> topics, Instant at) {}

  private static Said said(ConsentState state, String... topics) {
    return new Said(state, Set.of(topics), T);
  }

  private static Consent after(Said... sequence) {
    return Consent.of(entries(List.of(sequence)));
  }

  private static List<ConsentEntry> entries(List<Said> sequence) {
    List<ConsentEntry> entries = new ArrayList<>();
    for (Said said : sequence) {
      int number = entries.size() + 1;
      entries.add(
          new ConsentEntry(
              PERSON,
              number,
              new TreeSet<>(said.topics()),
              said.state(),
              said.at(),
              T.plusSeconds(number),
              "checkout",
              null,
              null,
              "Example Air",
              null,
              false,
              "hash " + (number - 1),
              "hash " + number));
    }
    return entries;
  }
}
