package io.dromedary.intake.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.dispatch.HubWorld;
import io.dromedary.intake.Intake;
import io.dromedary.intake.Round;
import io.dromedary.testing.Databases;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.activemq.command.ActiveMQBytesMessage;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

  private final Arrivals arrivals = new Arrivals(new HubWorld(Databases.h2()).intake);

  private static Message text(String text) {
    try {
      ActiveMQTextMessage message = new ActiveMQTextMessage();
      message.setText(text);
      return message;
    } catch (JMSException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String order(int id, String subject, String more, int... people) {
    String recipients =
        IntStream.of(people)
            .mapToObj("{\"phone\":\"+4915112%06d\"}"::formatted)
            .collect(Collectors.joining(","));
    return """
        {"specversion":"1.0","id":"e-%d","source":"/erp","type":"order.confirmed","subject":"%s"%s,
         "data":{"orderId":"1","total":{"amount":"1.00","currency":"EUR"},"recipients":[%s]}}
        """
        .formatted(id, subject, more, recipients);
  }

  private static String order(int id) {
    return order(id, "order " + id, "", 100_000 + id);
  }

  private List<Round<Message>> rounds(String... texts) {
    return arrivals.rounds(List.of(texts).stream().map(ArrivalsTest::text).toList());
  }

  /** How many messages each round has. */
  private List<Integer> sizes(String... texts) {
    return rounds(texts).stream().map(round -> round.items().size()).toList();
  }

  @Test
  void eventsAboutDifferentSubjectsAndPeopleAreTakenTogetherInTheirOrder() {
    List<Round<Message>> rounds = rounds(order(3), order(1), order(2));

    assertThat(rounds).singleElement().satisfies(round -> assertThat(round.isTogether()).isTrue());
    assertThat(rounds.get(0).events()).extracting("id").containsExactly("e-3", "e-1", "e-2");
  }

  @Test
  void whatIsAboutTheSameSubjectPersonOrEventWaitsForTheNextRound() {
    assertThat(sizes(order(1, "a", "", 1), order(2, "a", "", 2))).containsExactly(1, 1);
    assertThat(sizes(order(1, "a", "", 1), order(2, "b", "", 2, 1))).containsExactly(1, 1);
    assertThat(sizes(order(1, "a", "", 1), order(1, "b", "", 2))).containsExactly(1, 1);
    assertThat(sizes(order(1, "a", "", 1), order(2, "b", "", 2), order(3, "a", "", 3), order(4)))
        .containsExactly(2, 2);
  }

  @Test
  void aRoundHasNoMorePeopleThanAreDecidedAtOnce() {
    int[] half = IntStream.range(0, Intake.AT_ONCE / 2).toArray();
    int[] otherHalf = IntStream.range(Intake.AT_ONCE / 2, Intake.AT_ONCE).toArray();

    assertThat(sizes(order(1, "a", "", half), order(2, "b", "", otherHalf))).containsExactly(2);
    assertThat(sizes(order(1, "a", "", half), order(2, "b", "", otherHalf), order(3)))
        .containsExactly(2, 1);
  }

  @Test
  void whatTakesBackIsForManyOrCannotBeReadIsTakenOnItsOwn() throws JMSException {
    String retraction = order(2, "b", ",\"retracts\":true", 2);
    String audience =
        order(3)
            .replaceAll("\"recipients\":.*]", "\"audience\":{\"kind\":\"flight\",\"key\":\"LH1\"}");
    String many =
        order(4, "c", "", IntStream.range(0, Intake.AT_ONCE + 1).map(i -> 500 + i).toArray());
    ActiveMQBytesMessage bytes = new ActiveMQBytesMessage();
    bytes.writeBytes(new byte[] {1});

    for (Message alone :
        List.of(
            text(retraction),
            text(audience),
            text(many),
            text("{ no json"),
            text(order(5).replace("1.00", "x")),
            new ActiveMQTextMessage(),
            bytes)) {
      List<Round<Message>> rounds = arrivals.rounds(List.of(text(order(8)), alone, text(order(9))));
      assertThat(rounds).extracting(Round::isTogether).containsExactly(true, false, true);
      assertThat(rounds.get(1).items()).containsExactly(alone);
    }
  }

  @Test
  void whateverArrivesIsInExactlyOneRoundAndNoRoundHasASubjectOrPersonTwice() throws Exception {
    Random random = new Random(7);
    for (int run = 0; run < 50; run++) {
      List<Message> messages = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        messages.add(
            random.nextInt(10) == 0
                ? text("broken " + i)
                : text(order(i, "s" + random.nextInt(40), "", random.nextInt(60))));
      }
      List<Round<Message>> rounds = arrivals.rounds(messages);

      assertThat(rounds.stream().flatMap(round -> round.items().stream()).toList())
          .containsExactlyElementsOf(messages);
      for (Round<Message> round : rounds) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < round.events().size(); i++) {
          assertThat(((TextMessage) round.items().get(i)).getText())
              .contains('"' + round.events().get(i).id() + '"');
          assertThat(seen.add(round.events().get(i).subject())).isTrue();
          assertThat(seen.add(round.events().get(i).listed().get(0).phone())).isTrue();
        }
      }
    }
  }
}
