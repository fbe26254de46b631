package io.dromedary.cli;

import io.dromedary.bench.camel.PlainRoute;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** What {@code bench plain} starts instead of a hub. */
@Command(name = "plain-route", hidden = true)
final class PlainRouteCommand implements Callable<Integer> {

  @Override
  public Integer call() throws Exception {
    Quiet.logs();
    PlainRoute.run(System.getenv());
    return 0;
  }
}
