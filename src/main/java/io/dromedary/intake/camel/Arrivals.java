package io.dromedary.intake.camel;

import io.dromedary.event.BusinessEvent;
import io.dromedary.event.Recipient;
import io.dromedary.intake.Intake;
import io.dromedary.jdbc.LostDatabase;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.JmsBinding;
import org.apache.camel.component.jms.JmsMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What arrives from a queue at once. */
public final class Arrivals {

  private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);

  private final Intake intake;

  public Arrivals(Intake intake) {
    this.intake = intake;
  }

  /**
   * Messages that are taken in together.
   *
   * @param events what they hold; empty when the message has to be taken on its own
   */
  public record Round(List<Message> messages, List<BusinessEvent> events) {

    /** Whether its events can be accepted in one transaction. */
    public boolean isTogether() {
      return !events.isEmpty();
    }
  }

  /**
   * Divides the messages, in their order, into rounds. No event of a round has to see what another
   * one of it leads to: they are about different subjects and people. A message that cannot be
   * read, takes something back or is for many has a round of its own.
   */
  public List<Round> rounds(@Body List<Message> messages) {
    List<Round> rounds = new ArrayList<>();
    Set<String> about = new HashSet<>();
    int people = 0;
    for (Message message : messages) {
      BusinessEvent event = plain(message);
      if (event == null) {
        rounds.add(new Round(List.of(message), List.of()));
        continue;
      }
      Set<String> own = about(event);
      Round last = rounds.isEmpty() ? null : rounds.get(rounds.size() - 1);
      people += event.listed().size();
      if (last == null
          || !last.isTogether()
          || people > Intake.AT_ONCE
          || !Collections.disjoint(about, own)) {
        last = new Round(new ArrayList<>(), new ArrayList<>());
        rounds.add(last);
        about.clear();
        people = event.listed().size();
      }
      last.messages().add(message);
      last.events().add(event);
      about.addAll(own);
    }
    return rounds;
  }

  /** What it holds, checked; {@code null} when it is no plain event. */
  private @Nullable BusinessEvent plain(Message message) {
    try {
      BusinessEvent event =
          intake.read(Rejections.json(message instanceof TextMessage text ? text.getText() : null));
      return Intake.isPlain(event) ? event : null;
    } catch (RuntimeException | JMSException onItsOwn) {
      // taken on its own it meets the same again, and keeps no other waiting
      return null;
    }
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

  /** A round could not be taken as a whole: whichever message is the cause fails alone. */
  public void apart(Exchange exchange) {
    LOG.debug("taken one by one", caught(exchange));
  }

  /**
   * A message could not be taken on its own. While the database is away none can: then all stay
   * where they are. Otherwise it is put where it keeps nobody else waiting.
   *
   * @throws Exception the failure, when the database is away
   */
  public void again(Exchange exchange) throws Exception {
    Exception failure = caught(exchange);
    if (LostDatabase.isCauseOf(failure)) {
      throw failure;
    }
    LOG.debug("tried again apart from the others", failure);
  }

  private static Exception caught(Exchange exchange) {
    return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
  }

  /** Makes the message in the body the exchange's own, with its headers. */
  public void open(@Body Message message, Exchange exchange) {
    exchange.setMessage(new JmsMessage(exchange, message, null, new JmsBinding()));
  }
}
