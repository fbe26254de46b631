package io.dromedary.intake;

import io.dromedary.event.BusinessEvent;
import io.dromedary.event.Recipient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is taken in together.
 *
 * @param items how the events came, in their order
 * @param events what they hold; empty when the only item has to be taken on its own
 * @param <T> in what an event comes
 */
public record Round<T>(List<T> items, List<BusinessEvent> events) {

  /** Whether its events can be accepted in one transaction. */
  public boolean isTogether() {
    return !events.isEmpty();
  }

  /**
   * Divides the items, in their order, into rounds. No event of a round has to see what another one
   * of it leads to: they are about different subjects and people. What is no {@linkplain
   * Intake#isPlain plain} event has a round of its own.
   *
   * @param event what an item holds; {@code null} when it cannot be read
   */
  public static <T> List<Round<T>> of(List<T> items, Function<T, @Nullable BusinessEvent> event) {
    List<Round<T>> rounds = new ArrayList<>();
    Set<String> about = new HashSet<>();
    int people = 0;
    for (T item : items) {
      BusinessEvent one = event.apply(item);
      if (one == null || !Intake.isPlain(one)) {
        rounds.add(new Round<>(List.of(item), List.of()));
        continue;
      }
      Set<String> own = about(one);
      Round<T> last = rounds.isEmpty() ? null : rounds.get(rounds.size() - 1);
      people += one.listed().size();
      if (last == null
          || !last.isTogether()
          || people > Intake.AT_ONCE
          || !Collections.disjoint(about, own)) {
        last = new Round<>(new ArrayList<>(), new ArrayList<>());
        rounds.add(last);
        about.clear();
        people = one.listed().size();
      }
      last.items().add(item);
      last.events().add(one);
      about.addAll(own);
    }
    return rounds;
  }

  private static Set<String> about(BusinessEvent event) {
    Set<String> about = new HashSet<>();
    about.add("event " + event.key());
    if (event.subject() != null) {
      about.add("subject " + event.subject());
    }
    for (Recipient recipient : event.listed()) {
      about.add("person " + (recipient.phone() == null ? recipient.userId() : recipient.phone()));
    }
    return about;
  }
}
