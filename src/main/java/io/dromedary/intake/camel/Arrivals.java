package io.dromedary.intake.camel;

import io.dromedary.event.BusinessEvent;
import io.dromedary.intake.Intake;
import io.dromedary.intake.Round;
import io.dromedary.jdbc.LostDatabase;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.util.List;
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

  /** Divides the messages, in their order, into rounds. */
  public List<Round<Message>> rounds(@Body List<Message> messages) {
    return Round.of(messages, this::read);
  }

  /** What it holds, checked. */
  private @Nullable BusinessEvent read(Message message) {
    try {
      return intake.read(
          Rejections.json(message instanceof TextMessage text ? text.getText() : null));
    } catch (RuntimeException | JMSException onItsOwn) {
      // taken on its own it meets the same again, and keeps no other waiting
      return null;
    }
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
