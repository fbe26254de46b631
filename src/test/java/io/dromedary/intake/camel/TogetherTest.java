package io.dromedary.intake.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.dispatch.HubWorld;
import io.dromedary.event.BusinessEvent;
import io.dromedary.intake.Acceptance;
import io.dromedary.intake.Receipts;
import io.dromedary.testing.Databases;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TogetherTest {

  private final HubWorld world = new HubWorld(Databases.h2());
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final ExecutorService callers = Executors.newCachedThreadPool();
  private final List<Integer> transactions = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch free = new CountDownLatch(1);
  private Processor failure = exchange -> {};
  private Together together;

  @BeforeEach
  void start() throws Exception {
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(noErrorHandler());
            from("direct:accept-all").process(TogetherTest.this::acceptAll);
          }
        });
    camel.start();
    together =
        new Together(
            camel.createProducerTemplate(), new Answers(new Receipts(world.store.ledger)), 50);
  }

  @AfterEach
  void stop() {
    together.close();
    camel.stop();
    callers.shutdownNow();
  }

  private void acceptAll(Exchange exchange) throws Exception {
    List<BusinessEvent> events = exchange.getMessage().getBody(List.class);
    transactions.add(events.size());
    free.await();
    failure.process(exchange);
    List<Acceptance> accepted = world.transactions.call(() -> world.intake.acceptAll(events));
    exchange.setVariable("acceptances", accepted);
    exchange.getMessage().setBody(List.of());
  }

  private static String order(int id, String more) {
    return """
        {"specversion":"1.0","id":"e-%1$d","source":"/erp","type":"order.confirmed","subject":"o-%1$d"%2$s,
         "data":{"orderId":"1","total":{"amount":"1.00","currency":"EUR"},
                 "recipient":{"phone":"+4915112%1$06d"}}}
        """
        .formatted(id, more);
  }

  private BusinessEvent event(int id) {
    return world.intake.read(Rejections.json(order(id, "")));
  }

  private CompletableFuture<Object> accept(BusinessEvent event) {
    return CompletableFuture.supplyAsync(
        () -> together.accept(event, new DefaultExchange(camel)), callers);
  }

  @Test
  void whoeverComesWhileATransactionIsUnderWayIsInTheNextAndGetsTheReceiptOfTheOwnEvent() {
    List<CompletableFuture<Object>> answers = new ArrayList<>();
    answers.add(accept(event(1)));
    Awaitility.await().until(() -> transactions.size() == 1);
    for (int i = 2; i <= 11; i++) {
      answers.add(accept(event(i)));
    }
    Awaitility.await().until(() -> together.waiting() == 10);
    free.countDown();

    for (int i = 1; i <= 11; i++) {
      ObjectNode receipt = (ObjectNode) answers.get(i - 1).join();
      assertThat(receipt.path("event").path("id").asText()).isEqualTo("e-" + i);
    }
    assertThat(transactions).containsExactly(1, 10);
  }

  @Test
  void whatIsKnownOrNotPlainIsHandedBackToBeTakenOnItsOwn() {
    free.countDown();
    BusinessEvent event = event(1);
    accept(event).join();
    BusinessEvent retraction = world.intake.read(Rejections.json(order(2, ",\"retracts\":true")));

    assertThat(accept(event).join()).isSameAs(event);
    assertThat(accept(retraction).join()).isSameAs(retraction);
    assertThat(transactions).containsExactly(1, 1);
  }

  @Test
  void whenATransactionFailsEachOfItIsHandedBack() {
    failure =
        exchange -> {
          throw new IllegalArgumentException("for some reason");
        };
    free.countDown();
    BusinessEvent event = event(1);

    assertThat(accept(event).join()).isSameAs(event);
  }

  @Test
  void whileTheDatabaseIsAwayTheCallerIsTold() {
    failure =
        exchange -> {
          throw new SQLTransientConnectionException("no connection");
        };
    free.countDown();

    assertThatThrownBy(() -> accept(event(1)).join())
        .hasRootCauseInstanceOf(SQLTransientConnectionException.class);
  }

  @Test
  void whatIsAboutTheSamePersonIsNotInOneTransaction() {
    CompletableFuture<Object> first = accept(event(1));
    Awaitility.await().until(() -> transactions.size() == 1);
    BusinessEvent other = event(2);
    BusinessEvent again =
        world.intake.read(
            Rejections.json(order(3, "").replace("+4915112000003", "+4915112000002")));
    List<CompletableFuture<Object>> answers = List.of(accept(other), accept(again));
    Awaitility.await().until(() -> together.waiting() == 2);
    free.countDown();

    first.join();
    answers.forEach(CompletableFuture::join);
    assertThat(transactions).containsExactly(1, 1, 1);
  }
}
