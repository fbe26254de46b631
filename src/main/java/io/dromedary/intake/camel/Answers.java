package io.dromedary.intake.camel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.intake.Acceptance;
import io.dromedary.intake.Receipts;
import io.dromedary.notification.NewNotification;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;

/** What the source of an event is answered. */
public final class Answers {

  /**
   * Exchange property: the HTTP status that goes with the answer, 202 for new and 200 for known.
   */
  public static final String STATUS = "dromedaryStatus";

  private final Receipts receipts;

  public Answers(Receipts receipts) {
    this.receipts = receipts;
  }

  /** Of an event that has just been decided. */
  public ObjectNode decided(
      @Variable("acceptance") Acceptance acceptance,
      @Body List<NewNotification> written,
      Exchange exchange) {
    exchange.setProperty(STATUS, 202);
    return receipts.of(acceptance, written);
  }

  /**
   * Of an event whose notifications are in the record, or will be. For one that is refused: the
   * event itself, for {@link #refusal} follows.
   */
  public Object fromTheRecord(@Variable("acceptance") Acceptance acceptance, Exchange exchange) {
    if (acceptance.refusal() != null) {
      return acceptance.event();
    }
    exchange.setProperty(STATUS, acceptance.fresh() ? 202 : 200);
    return receipts.of(acceptance.accepted());
  }

  /**
   * Does nothing unless it is refused; outside of the transaction, which has nothing to roll back.
   *
   * @throws RuntimeException the refusal
   */
  public void refusal(@Variable("acceptance") Acceptance acceptance) {
    acceptance.orRefusal();
  }
}
