package io.dromedary.intake.camel;

import io.dromedary.event.BusinessEvent;
import io.dromedary.intake.Acceptance;
import io.dromedary.intake.Intake;
import io.dromedary.intake.Round;
import io.dromedary.jdbc.Gatherer;
import io.dromedary.jdbc.LostDatabase;
import io.dromedary.notification.NewNotification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RuntimeCamelException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts what several callers hand over at the same time in one transaction. Nobody waits for
 * others to come: whoever arrives while a transaction is under way is in the next one.
 */
public final class Together implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Together.class);

  private final ProducerTemplate producer;
  private final Answers answers;
  private final Gatherer<Caller> gatherer;

  /**
   * @param producer calls the route {@code accept-all}
   * @param answers what a caller is answered
   * @param most how many events one transaction takes
   */
  public Together(ProducerTemplate producer, Answers answers, int most) {
    this.producer = producer;
    this.answers = answers;
    this.gatherer = new Gatherer<>("accept-together", this::acceptAll, Duration.ZERO, most);
  }

  /**
   * Accepts a new event and waits for the commit.
   *
   * @return the receipt; or the event itself when it has to be accepted on its own: it is no plain
   *     one, or known already, or the transaction failed through one of those in it
   * @throws RuntimeException while the database is away
   */
  public Object accept(@Body BusinessEvent event, Exchange exchange) {
    if (!Intake.isPlain(event)) {
      return event;
    }
    Caller caller = new Caller(event);
    gatherer.write(caller);
    if (caller.failure != null) {
      throw RuntimeCamelException.wrapRuntimeCamelException(caller.failure);
    }
    return caller.acceptance == null
        ? event
        : answers.decided(caller.acceptance, caller.written, exchange);
  }

  /** How many callers wait for the transaction after the one that is under way. */
  int waiting() {
    return gatherer.waiting();
  }

  private void acceptAll(List<Caller> callers) {
    Round.of(callers, caller -> caller.event).forEach(this::accept);
  }

  private void accept(Round<Caller> round) {
    Exchange done =
        producer.request(
            "direct:accept-all", exchange -> exchange.getMessage().setBody(round.events()));
    if (done.getException() == null) {
      tell(round.items(), done);
    } else if (LostDatabase.isCauseOf(done.getException())) {
      round.items().forEach(caller -> caller.failure = done.getException());
    } else {
      LOG.debug("accepted one by one", done.getException());
    }
  }

  private static void tell(List<Caller> callers, Exchange done) {
    List<Acceptance> accepted = done.getVariable("acceptances", List.class);
    List<NewNotification> written = done.getMessage().getBody(List.class);
    Map<UUID, List<NewNotification>> ofEvent =
        written.stream().collect(Collectors.groupingBy(NewNotification::event));
    Map<UUID, Acceptance> fresh =
        accepted.stream().collect(Collectors.toMap(one -> one.event().key(), Function.identity()));
    for (Caller caller : callers) {
      caller.acceptance = fresh.get(caller.event.key());
      caller.written = ofEvent.getOrDefault(caller.event.key(), List.of());
    }
  }

  /** Accepts what is waiting, then ends. */
  @Override
  public void close() {
    gatherer.close();
  }

  /** Somebody who waits; what is written here is read after the gatherer says that it is done. */
  private static final class Caller {

    private final BusinessEvent event;
    private @Nullable Acceptance acceptance;
    private List<NewNotification> written = List.of();
    private @Nullable Exception failure;

    Caller(BusinessEvent event) {
      this.event = event;
    }
  }
}
