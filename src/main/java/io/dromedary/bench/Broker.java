package io.dromedary.bench;

import io.dromedary.drill.HubProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.apache.activemq.broker.BrokerService;

/** A broker in this process, with a journal on disk, for hubs that share one. */
final class Broker implements AutoCloseable {

  private final BrokerService broker = new BrokerService();
  private final URI url;

  /**
   * @param folder of its journal
   */
  Broker(Path folder) throws IOException {
    url = URI.create("tcp://127.0.0.1:" + HubProcess.freePort());
    broker.setBrokerName("bench");
    broker.setUseJmx(false);
    broker.setDataDirectory(folder.toString());
    try {
      broker.addConnector(url);
      broker.start();
    } catch (Exception e) {
      throw new IOException("the broker does not start", e);
    }
    broker.waitUntilStarted();
  }

  URI url() {
    return url;
  }

  @Override
  public void close() throws IOException {
    try {
      broker.stop();
    } catch (Exception e) {
      throw new IOException("the broker does not stop", e);
    }
  }
}
