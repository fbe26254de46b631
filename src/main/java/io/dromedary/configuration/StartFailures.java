package io.dromedary.configuration;

import io.dromedary.sandbox.SandboxStartException;
import java.net.BindException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Says in an operator's words why the hub does not start, and what to do. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailures extends AbstractFailureAnalyzer<Throwable> {

  private final Environment environment;

  StartFailures(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable failure, Throwable cause) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof IncompleteSettings settings) {
        return new FailureAnalysis(
            settings.getMessage(),
            "A WHATSAPP_ACCESS_TOKEN is set, so the hub would reach real people. Set also "
                + String.join(", ", settings.names())
                + "; or unset WHATSAPP_ACCESS_TOKEN to work in the sandbox.",
            failure);
      }
      if (t instanceof UnusableResource resource) {
        return new FailureAnalysis(
            String.valueOf(resource.getMessage()), resource.remedy(), failure);
      }
      if (t instanceof SandboxStartException sandbox) {
        return sandbox(sandbox, failure);
      }
      if (t instanceof PortInUseException port) {
        return new FailureAnalysis(
            "The hub's port " + port.getPort() + " is already in use.",
            "Stop the program that holds it (another hub?), or set SERVER_PORT to another port.",
            failure);
      }
      if (t instanceof FailedToCreateRouteException route) {
        return route(route.getRouteId(), failure);
      }
      if (t instanceof FailedToStartRouteException route) {
        return route(route.getRouteId(), failure);
      }
      if (t instanceof SQLException sql) {
        return database(sql, failure);
      }
    }
    return null;
  }

  private static FailureAnalysis sandbox(SandboxStartException problem, Throwable failure) {
    boolean port = false;
    for (Throwable t = problem; t != null; t = t.getCause()) {
      port |= t instanceof BindException;
    }
    return new FailureAnalysis(
        String.valueOf(problem.getMessage()),
        port
            ? "Set DROMEDARY_SANDBOX_PORT to a free port, or to 0 for any free one."
            : "Perhaps another hub runs on the same data folder: stop it, or set"
                + " DROMEDARY_DATA_DIR to another folder.",
        failure);
  }

  /** A route that can be read and yet not be run: Camel knows its id, the folder its file. */
  private FailureAnalysis route(@Nullable String id, Throwable failure) {
    String folder = environment.getProperty("dromedary.routes-dir", "./routes");
    return new FailureAnalysis(
        "The hub's route "
            + id
            + " in "
            + RouteFiles.fileOf(Path.of(folder), id)
            + " cannot be used: "
            + RouteFiles.reason(failure),
        "Mend the file, or take the one that the hub was delivered with.",
        failure);
  }

  private FailureAnalysis database(SQLException problem, Throwable failure) {
    String state = String.valueOf(problem.getSQLState());
    String url = environment.getProperty("spring.datasource.url", "");
    if (state.startsWith("90020")) {
      return new FailureAnalysis(
          "The embedded database in the data folder is in use by another process.",
          "Another hub runs on the same data folder: stop it, or set DROMEDARY_DATA_DIR to another"
              + " folder. Several hubs share work through PostgreSQL (SPRING_DATASOURCE_URL).",
          failure);
    }
    if (state.startsWith("08") || state.startsWith("57P")) {
      return new FailureAnalysis(
          "The database "
              + (url.isEmpty() ? "" : "at " + Address.withoutSecrets(url) + " ")
              + "cannot be reached (SQLState "
              + state
              + ").",
          "Check SPRING_DATASOURCE_URL (host, port, database name) and that the database is"
              + " running, then start the hub again; nothing has been lost.",
          failure);
    }
    if (state.startsWith("28")) {
      return new FailureAnalysis(
          "The database refuses the user or the password (SQLState " + state + ").",
          "Check SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD.",
          failure);
    }
    if (state.startsWith("3D")) {
      return new FailureAnalysis(
          "The database named in SPRING_DATASOURCE_URL does not exist (SQLState " + state + ").",
          "Create it, or correct the name in SPRING_DATASOURCE_URL.",
          failure);
    }
    return new FailureAnalysis(
        "The database cannot be used (SQLState "
            + state
            + ", error "
            + problem.getErrorCode()
            + ").",
        "See the first error in the log above; the hub needs to own its tables in this database.",
        failure);
  }
}
