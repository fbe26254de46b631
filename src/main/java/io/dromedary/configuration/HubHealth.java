package io.dromedary.configuration;

import io.dromedary.dispatch.Dispatcher;
import io.dromedary.sandbox.Sandbox;
import io.dromedary.whatsapp.PlatformError;
import java.util.Optional;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Ready: broker, configuration, first template synchronisation; the database has its own check. */
final class HubHealth implements HealthIndicator {

  private final Watch broker;
  private final TemplateKeeper templates;
  private final Dispatcher dispatcher;
  private final RouteFiles routes;
  private final Snapshot snapshot;
  private final Optional<Sandbox> sandbox;

  HubHealth(
      Watch broker,
      TemplateKeeper templates,
      Dispatcher dispatcher,
      RouteFiles routes,
      Snapshot snapshot,
      Optional<Sandbox> sandbox) {
    this.broker = broker;
    this.templates = templates;
    this.dispatcher = dispatcher;
    this.routes = routes;
    this.snapshot = snapshot;
    this.sandbox = sandbox;
  }

  @Override
  public Health health() {
    boolean connected = broker.isThere();
    boolean ready = connected && templates.isSynchronised();
    Health.Builder health = ready ? Health.up() : Health.outOfService();
    health.withDetail("broker", connected ? "connected" : "not reachable");
    health.withDetail("templates", templates.isSynchronised() ? "synchronised" : "not yet read");
    health.withDetail("configuration", snapshot.catalogue().id());
    health.withDetail("configurationProblems", snapshot.problems());
    health.withDetail("brokenRouteFiles", routes.problems());
    health.withDetail(
        "number",
        dispatcher
            .stoppedBy()
            .map(PlatformError::code)
            .map(c -> "stopped by error " + c)
            .orElse(dispatcher.isUnanswered() ? "the platform gives no answer" : "sending"));
    sandbox.ifPresent(running -> health.withDetail("sandboxPhone", running.pageUrl()));
    return health.build();
  }
}
