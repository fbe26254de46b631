package io.dromedary.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.event.camel.BrokenConnectorException;
import io.dromedary.event.camel.ConnectorKamelet;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Lists the connectors: what they read, from where, and which events they tell. */
@Command(name = "list", description = "Lists the connectors.", mixinStandardHelpOptions = true)
final class ConnectorsListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @ParentCommand private ConnectorsCommand connectors = new ConnectorsCommand();

  @Option(names = "--json", description = "One JSON array.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      List<ConnectorKamelet> all = ConnectorKamelet.all(connectors.directory());
      out.println(json ? json(all) : table(all));
      return 0;
    } catch (BrokenConnectorException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 1;
    } finally {
      out.flush();
    }
  }

  private static String json(List<ConnectorKamelet> all) {
    ArrayNode list = new JsonMapper().createArrayNode();
    for (ConnectorKamelet connector : all) {
      ObjectNode entry = list.addObject();
      entry.put("name", connector.name());
      entry.put("title", connector.title());
      entry.put("description", connector.description());
      entry.put("transport", connector.transport());
      connector.eventTypes().forEach(entry.putArray("eventTypes")::add);
    }
    return list.toString();
  }

  private static String table(List<ConnectorKamelet> all) {
    StringBuilder text = new StringBuilder();
    for (ConnectorKamelet connector : all) {
      text.append(connector.name())
          .append("  (")
          .append(connector.transport())
          .append(")\n  ")
          .append(connector.description())
          .append("\n  Events: ")
          .append(String.join(", ", connector.eventTypes()))
          .append("\n\n");
    }
    return text.toString().stripTrailing();
  }
}
