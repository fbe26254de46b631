package io.dromedary.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Drops payment status reports (ISO 20022 pain.002) into a folder. Whose payment it is stands in
 * the table of the payments that were sent to the bank.
 */
final class BankSystem {

  private static final int KEPT_REPORTS = 50;
  private static final List<String> CREDITORS =
      List.of("Énergie Modèle SA", "Muster & Söhne GmbH", "Agua Ejemplo S.L.", "Sample Books Ltd");
  private static final List<Verdict> VERDICTS =
      List.of(
          new Verdict("ACSC", ""),
          new Verdict("RJCT", "AC04"),
          new Verdict("ACCP", ""),
          new Verdict("PDNG", ""),
          // a receipt of the technique, which is nobody's news
          new Verdict("ACTC", ""));

  private record Verdict(String status, String reason) {}

  /** One payment as the bank was asked for it. */
  record Payment(
      String endToEnd,
      Person payer,
      BigDecimal amount,
      String creditor,
      String status,
      String reason) {}

  private final JdbcTemplate sql;
  private final Path inbox;
  private final Run run;
  private final Deque<String> told = new ArrayDeque<>();
  private int payments;
  private int reports;

  BankSystem(JdbcTemplate sql, Path inbox, Run run) {
    this.sql = sql;
    this.inbox = inbox;
    this.run = run;
  }

  /** Reports on one payment of each of these people. */
  String report(List<Person> payers) {
    String message = "P" + run.id() + "-" + ++reports;
    List<Payment> listed = new ArrayList<>();
    payers.forEach(payer -> listed.add(payment(message, payer)));
    listed.forEach(payment -> sent(message, payment));
    String file = "pain002-" + message.toLowerCase(Locale.ROOT) + ".xml";
    drop(file, report(message, listed));
    forget(message);
    return "%d payments reported (pain.002 file inbox/bank/%s)".formatted(listed.size(), file);
  }

  private Payment payment(String message, Person payer) {
    int number = payments++;
    Verdict verdict = VERDICTS.get(number % VERDICTS.size());
    return new Payment(
        "E2E-" + message + "-" + number,
        payer,
        new BigDecimal("48.00").add(new BigDecimal("13.15").multiply(new BigDecimal(number % 40))),
        CREDITORS.get(number % CREDITORS.size()),
        verdict.status(),
        verdict.reason());
  }

  private void sent(String message, Payment payment) {
    Person payer = payment.payer();
    sql.update(
        "insert into bank_payment (end_to_end_id, message_id, payment_info_id, amount, currency,"
            + " creditor, phone, name, locale, zone) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        payment.endToEnd(),
        message,
        message + "-1",
        payment.amount(),
        payer.currency(),
        payment.creditor(),
        payer.phone(),
        payer.name(),
        payer.locale(),
        payer.zone());
  }

  /** Keeps the table small however long the play goes on. */
  private void forget(String newest) {
    told.addLast(newest);
    if (told.size() > KEPT_REPORTS) {
      sql.update("delete from bank_payment where message_id = ?", told.removeFirst());
    }
  }

  String report(String message, List<Payment> listed) {
    return Document.of("bank/status-report.xml")
        .with("message", "R" + message)
        .with("created", run.now())
        .with("original", message)
        .with("count", listed.size())
        .with("block", message + "-1")
        .with("transactions", listed.stream().map(this::transaction).toList())
        .text();
  }

  private Document transaction(Payment payment) {
    List<Document> reasons =
        payment.reason().isEmpty()
            ? List.of()
            : List.of(Document.of("bank/reason.xml").with("code", payment.reason()));
    return Document.of("bank/transaction.xml")
        .with("endToEnd", payment.endToEnd())
        .with("status", payment.status())
        .with("reasons", reasons)
        .with("currency", payment.payer().currency())
        .with("amount", payment.amount())
        .with("execution", LocalDate.ofInstant(run.now(), ZoneOffset.UTC))
        .with("account", "DE00000000000000004711")
        .with("creditor", payment.creditor());
  }

  /** Whole at once: the hidden name is not read, and the move is one step. */
  private void drop(String name, String text) {
    Path hidden = inbox.resolve("." + name + ".part");
    try {
      Files.createDirectories(inbox);
      Files.writeString(hidden, text);
      Files.move(hidden, inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("the bank's file cannot be written", e);
    }
  }
}
