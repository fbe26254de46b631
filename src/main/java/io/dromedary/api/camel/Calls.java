package io.dromedary.api.camel;

import io.dromedary.api.Answer;
import io.dromedary.api.AudienceApi;
import io.dromedary.api.ConsentApi;
import io.dromedary.api.EventApi;
import io.dromedary.api.NotificationApi;
import io.dromedary.api.PathValue;
import io.dromedary.api.PeopleApi;
import io.dromedary.api.Problem;
import io.dromedary.api.ProblemException;
import io.dromedary.api.RejectionApi;
import io.dromedary.api.TemplateApi;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** The calls of {@code /api} other than the intake; one method each, named as in the REST route. */
public final class Calls {

  private final EventApi events;
  private final NotificationApi notifications;
  private final ConsentApi consents;
  private final AudienceApi audiences;
  private final TemplateApi templates;
  private final RejectionApi rejections;
  private final PeopleApi people;
  private final Unavailable unavailable = new Unavailable();

  /** The calls on these. */
  public Calls(
      EventApi events,
      NotificationApi notifications,
      ConsentApi consents,
      AudienceApi audiences,
      TemplateApi templates,
      RejectionApi rejections,
      PeopleApi people) {
    this.events = events;
    this.notifications = notifications;
    this.consents = consents;
    this.audiences = audiences;
    this.templates = templates;
    this.rejections = rejections;
    this.people = people;
  }

  public void event(Exchange exchange) {
    run(exchange, () -> events.get(path(exchange, "source"), path(exchange, "id")));
  }

  public void manifest(Exchange exchange) {
    run(exchange, () -> events.manifest(path(exchange, "source"), path(exchange, "id")));
  }

  public void notification(Exchange exchange) {
    run(exchange, () -> notifications.get(path(exchange, "id")));
  }

  public void notifications(Exchange exchange) {
    run(
        exchange,
        () ->
            notifications.page(
                query(exchange, "state"),
                query(exchange, "template"),
                query(exchange, "type"),
                query(exchange, "recipient"),
                query(exchange, "since"),
                query(exchange, "cursor")));
  }

  public void cancel(Exchange exchange) {
    run(exchange, () -> notifications.cancel(path(exchange, "id")));
  }

  public void retry(Exchange exchange) {
    run(exchange, () -> notifications.retry(path(exchange, "id")));
  }

  public void resolve(Exchange exchange) {
    run(exchange, () -> notifications.resolve(path(exchange, "id"), Bodies.json(exchange)));
  }

  public void rejections(Exchange exchange) {
    run(
        exchange,
        () ->
            rejections.page(
                query(exchange, "source"), query(exchange, "since"), query(exchange, "cursor")));
  }

  public void putConsent(Exchange exchange) {
    run(exchange, () -> consents.put(Bodies.json(exchange)));
  }

  public void consent(Exchange exchange) {
    run(exchange, () -> consents.get(path(exchange, "phone"), query(exchange, "at")));
  }

  public void putAudience(Exchange exchange) {
    run(
        exchange,
        () ->
            audiences.put(
                path(exchange, "kind"),
                path(exchange, "key"),
                query(exchange, "expires"),
                Bodies.json(exchange)));
  }

  public void deleteMember(Exchange exchange) {
    run(
        exchange,
        () ->
            audiences.delete(path(exchange, "kind"), path(exchange, "key"), path(exchange, "ref")));
  }

  public void exportPerson(Exchange exchange) {
    run(exchange, () -> people.export(path(exchange, "phone")));
  }

  public void erasePerson(Exchange exchange) {
    run(exchange, () -> people.erase(path(exchange, "phone")));
  }

  public void templates(Exchange exchange) {
    run(exchange, templates::list);
  }

  public void syncTemplates(Exchange exchange) {
    run(exchange, templates::sync);
  }

  public void submitTemplates(Exchange exchange) {
    run(exchange, templates::submit);
  }

  public void confirmTemplate(Exchange exchange) {
    run(exchange, () -> templates.confirm(path(exchange, "name"), path(exchange, "language")));
  }

  private void run(Exchange exchange, Supplier<Answer> call) {
    Answer answer;
    try {
      answer = call.get();
    } catch (ProblemException e) {
      answer = Answer.of(e.problem());
    } catch (DataAccessException | TransactionException e) {
      unavailable.tell("calls could not be served", e);
      answer = Answer.of(unavailable());
    }
    Bodies.answer(exchange, answer);
  }

  /** 503: nothing is wrong with the request. */
  static Problem unavailable() {
    return Problem.of(
        "unavailable",
        "The hub cannot do this now",
        503,
        "The database does not answer. Nothing was accepted: send the same again in some seconds.");
  }

  private static String path(Exchange exchange, String name) {
    return PathValue.decode(exchange.getMessage().getHeader(name, "", String.class));
  }

  /** Query parameters arrive as headers of their names; those of the request line only count. */
  private static @Nullable String query(Exchange exchange, String name) {
    jakarta.servlet.http.HttpServletRequest request =
        exchange
            .getMessage()
            .getHeader(
                Exchange.HTTP_SERVLET_REQUEST, jakarta.servlet.http.HttpServletRequest.class);
    String value = request == null ? null : request.getParameter(name);
    return value == null || value.isBlank() ? null : value;
  }
}
