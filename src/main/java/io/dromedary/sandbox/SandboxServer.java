package io.dromedary.sandbox;

import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.AbstractProtocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An embedded Tomcat of its own with plain servlets, beside whatever else the process serves. */
final class SandboxServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SandboxServer.class);
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final long MOST_UPLOAD = 101L * 1024 * 1024;

  private final Tomcat tomcat = new Tomcat();
  private final Connector connector;
  private final Context context;
  private final Path folder;
  private final String bindAddress;
  private final int wantedPort;

  SandboxServer(String bindAddress, int port) {
    this.bindAddress = bindAddress;
    this.wantedPort = port;
    try {
      folder = Files.createTempDirectory("sandbox-http");
    } catch (IOException e) {
      throw new SandboxStartException("The sandbox has no temporary folder: " + e, e);
    }
    tomcat.setBaseDir(folder.toString());
    tomcat.getEngine().setName("Sandbox-" + COUNT.incrementAndGet());
    connector = connector();
    tomcat.setConnector(connector);
    ((StandardHost) tomcat.getHost()).setErrorReportValveClass("");
    context = tomcat.addContext("", folder.toString());
    context.setParentClassLoader(SandboxServer.class.getClassLoader());
    if (context instanceof StandardContext standard) {
      standard.setClearReferencesRmiTargets(false);
      standard.setClearReferencesThreadLocals(false);
      standard.setClearReferencesObjectStreamClassCaches(false);
      standard.setClearReferencesHttpClientKeepAliveThread(false);
    }
    context.getPipeline().addValve(new CloseValve());
  }

  private Connector connector() {
    Connector http = new Connector();
    http.setPort(wantedPort);
    http.setThrowOnFailure(true);
    http.setXpoweredBy(false);
    AbstractProtocol<?> protocol = (AbstractProtocol<?>) http.getProtocolHandler();
    try {
      protocol.setAddress(InetAddress.getByName(bindAddress));
    } catch (UnknownHostException e) {
      throw new SandboxStartException(
          "The sandbox's bind address '" + bindAddress + "' is not known on this machine.", e);
    }
    protocol.setMaxThreads(64);
    protocol.setMinSpareThreads(4);
    http.setProperty("maxKeepAliveRequests", "-1");
    return http;
  }

  /** Adds a servlet for some paths; media uploads are taken apart for {@code multipart} ones. */
  void add(String name, Servlet servlet, boolean multipart, String... paths) {
    Wrapper wrapper = Tomcat.addServlet(context, name, servlet);
    wrapper.setAsyncSupported(true);
    if (multipart) {
      wrapper.setMultipartConfigElement(
          new MultipartConfigElement(folder.toString(), MOST_UPLOAD, MOST_UPLOAD, 1 << 20));
    }
    for (String path : paths) {
      context.addServletMappingDecoded(path, name);
    }
  }

  /**
   * @throws SandboxStartException when the port is taken or the address not this machine's
   */
  void start() {
    try {
      tomcat.start();
    } catch (LifecycleException e) {
      close();
      throw new SandboxStartException(explain(e), e);
    }
  }

  private String explain(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return "The sandbox cannot listen on "
            + bindAddress
            + " port "
            + wantedPort
            + ": "
            + cause.getMessage()
            + ". Another program (perhaps another sandbox) may have the port: stop it, or choose"
            + " another port with the sandbox's port setting (--port on the command line); 0 takes"
            + " any free one.";
      }
    }
    return "The sandbox's HTTP server did not start: " + failure.getMessage();
  }

  int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      LOG.debug("The sandbox's HTTP server did not stop cleanly", e);
    }
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.debug("The sandbox's temporary folder was not removed", e);
    }
  }
}
