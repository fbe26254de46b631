package io.dromedary.samples;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands on what people ticked at checkout, and what they took back. */
final class OptInDesk {

  private static final String PATH = "/api/consents";

  private final Hub hub;
  private final Cast cast;
  private final Run run;
  private final String business;

  OptInDesk(Hub hub, Cast cast, Run run, String business) {
    this.hub = hub;
    this.cast = cast;
    this.run = run;
    this.business = business;
  }

  /** These people have ticked the box. A refused one does not stop the others. */
  String grant(List<Person> people) throws RefusedException, InterruptedException {
    RefusedException refused = null;
    for (Person person : people) {
      try {
        hub.put(
            PATH,
            statement(person, "granted")
                .put("wording", cast.wording(person, business))
                .put("wordingVersion", "1")
                .put("business", business));
      } catch (RefusedException e) {
        refused = first(refused, e);
      }
    }
    if (refused != null) {
      throw refused;
    }
    return "%d people agreed to be written to (PUT %s)".formatted(people.size(), PATH);
  }

  /** This person has changed their mind. */
  String withdraw(Person person) throws RefusedException, InterruptedException {
    hub.put(PATH, statement(person, "withdrawn"));
    return "one person took the agreement back (PUT %s)".formatted(PATH);
  }

  private ObjectNode statement(Person person, String state) {
    ObjectNode statement = JsonNodeFactory.instance.objectNode();
    statement.putObject("person").put("phone", person.phone());
    statement.putArray("topics").add("*");
    return statement
        .put("state", state)
        .put("at", run.now().toString())
        .put("channel", state.equals("granted") ? "checkout" : "customer account")
        .put("evidence", "form %s/%s".formatted(run.id(), person.customer()));
  }

  private static RefusedException first(@Nullable RefusedException one, RefusedException other) {
    return one == null ? other : one;
  }
}
