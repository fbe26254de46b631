package io.dromedary.samples;

import io.dromedary.samples.Person.Agreement;
import java.util.ArrayList;
import java.util.List;

/** The script: who does what, in which order. */
final class Play {

  private final Cast cast;
  private final OptInDesk desk;
  private final ErpSystem erp;
  private final BookingSystem booking;
  private final BillingSystem billing;
  private final BankSystem bank;
  private final AirlineSystem airline;
  private final TrafficCentre traffic;
  private final EventSender services;

  Play(
      Cast cast,
      OptInDesk desk,
      ErpSystem erp,
      BookingSystem booking,
      BillingSystem billing,
      BankSystem bank,
      AirlineSystem airline,
      TrafficCentre traffic,
      EventSender services) {
    this.cast = cast;
    this.desk = desk;
    this.erp = erp;
    this.booking = booking;
    this.billing = billing;
    this.bank = bank;
    this.airline = airline;
    this.traffic = traffic;
    this.services = services;
  }

  /** Everything once: each system, and each way in which somebody is not told. */
  List<Act> firstRound() {
    Person ada = cast.person("K-1001");
    Person beatrice = cast.person("K-1002");
    Person carlo = cast.person("K-1003");
    Person dolores = cast.person("K-1004");
    Person edward = cast.person("K-1005");
    Person fiona = cast.person("K-1006");
    List<Person> agreed = new ArrayList<>(cast.with(Agreement.GIVEN));
    agreed.addAll(cast.with(Agreement.WITHDRAWN));
    Person leaving = cast.one(Agreement.WITHDRAWN);
    return List.of(
        new Act("opt-in desk", () -> desk.grant(agreed)),
        new Act("airline", airline::board),
        new Act("traffic centre", () -> traffic.subscribe(List.of(ada, beatrice, edward, fiona))),
        new Act("airline", airline::plan),
        new Act("ERP", () -> erp.accept(ada)),
        new Act("booking engine", () -> booking.change(beatrice)),
        new Act("billing", () -> billing.issue(carlo)),
        new Act("bank", () -> bank.report(List.of(dolores, edward, beatrice, fiona, carlo))),
        new Act("airline", airline::changeGate),
        new Act("identity service", () -> services.requestCode(edward)),
        new Act("care desk", () -> services.updateCase(dolores)),
        new Act("traffic centre", traffic::publish),
        new Act("airline", airline::delay),
        new Act("ERP", erp::acceptOfUnknown),
        new Act("ERP", () -> erp.accept(cast.one(Agreement.NEVER))),
        new Act("opt-in desk", () -> desk.withdraw(leaving)),
        new Act("ERP", () -> erp.accept(leaving)),
        new Act("billing", () -> billing.overdue(fiona)));
  }

  /**
   * One of the acts that go on and on.
   *
   * @param turn counts from 0; systems and people take turns
   */
  Act again(long turn) {
    Person person = cast.inTurn(turn);
    Person other = cast.inTurn(turn + 1);
    return switch ((int) (turn % 9)) {
      case 0 -> new Act("ERP", () -> erp.accept(person));
      case 1 -> new Act("airline", this::changedGate);
      case 2 -> new Act("booking engine", () -> booking.change(person));
      case 3 -> new Act("billing", () -> billing.issue(person));
      case 4 -> new Act("bank", () -> bank.report(List.of(person, other)));
      case 5 -> new Act("care desk", () -> services.updateCase(person));
      case 6 -> new Act("airline", this::delayed);
      case 7 -> new Act("identity service", () -> services.requestCode(person));
      default -> new Act("traffic centre", traffic::publish);
    };
  }

  private String changedGate() throws RefusedException, InterruptedException {
    return airline.isClosed() ? airline.next() : airline.changeGate();
  }

  private String delayed() throws RefusedException, InterruptedException {
    return airline.isClosed() ? airline.next() : airline.delay();
  }
}
