package io.dromedary.samples;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * Accepts orders: UBL 2.1 order responses on a queue. Whose order it is stands in its own table.
 */
final class ErpSystem {

  static final String QUEUE = "erp.order-responses";

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss'Z'");
  private static final List<Article> ARTICLES =
      List.of(
          new Article("A-100", "Desk lamp", new BigDecimal("49.90")),
          new Article("A-200", "Kettle, 1.7 l", new BigDecimal("34.50")),
          new Article("A-300", "Notebook A5 & pen", new BigDecimal("7.25")),
          new Article("A-400", "Rucksack <24 l>", new BigDecimal("79.00")));

  private record Article(String number, String name, BigDecimal price) {}

  private final Queues queues;
  private final Run run;
  private final String business;
  private int last = 4710;

  ErpSystem(Queues queues, Run run, String business) {
    this.queues = queues;
    this.run = run;
    this.business = business;
  }

  /** Accepts an order of somebody whom the ERP knows. */
  String accept(Person person) {
    return accept(person.customer(), person.country(), person.currency());
  }

  /** Accepts an order of a customer who is not in the table. */
  String acceptOfUnknown() {
    return accept("K-" + run.id() + "-GONE", "DE", "EUR");
  }

  private String accept(String customer, String country, String currency) {
    int order = ++last;
    queues.put(QUEUE, response(order, customer, country, currency));
    return "order %d accepted (UBL OrderResponse on queue %s)".formatted(order, QUEUE);
  }

  String response(int order, String customer, String country, String currency) {
    Instant now = run.now();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    List<Document> lines = new ArrayList<>();
    BigDecimal total = BigDecimal.ZERO;
    for (int line = 1; line <= 1 + order % 3; line++) {
      Article article = ARTICLES.get((order + line) % ARTICLES.size());
      BigDecimal amount = article.price().multiply(BigDecimal.valueOf(line));
      lines.add(line(line, article, amount, currency));
      total = total.add(amount);
    }
    return Document.of("erp/order-response.xml")
        .with("response", "AB-" + run.id() + "-" + order)
        .with("order", order)
        .with("issueDate", today)
        .with("issueTime", TIME.format(now.atOffset(ZoneOffset.UTC)))
        .with("currency", currency)
        .with("seller", business)
        .with("customer", customer)
        .with("country", country)
        .with("deliveryFrom", today.plusDays(2))
        .with("deliveryUntil", today.plusDays(4))
        .with("total", total)
        .with("lines", lines)
        .text();
  }

  private static Document line(int line, Article article, BigDecimal amount, String currency) {
    return Document.of("erp/order-line.xml")
        .with("line", line)
        .with("quantity", line)
        .with("currency", currency)
        .with("amount", amount)
        .with("price", article.price())
        .with("article", article.name())
        .with("articleNumber", article.number());
  }
}
