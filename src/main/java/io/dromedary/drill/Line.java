package io.dromedary.drill;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A way to a server that can be cut: refusing, as when the server is stopped, or silent, as when a
 * network swallows what is sent. What has been swallowed arrives late when the line is mended, as
 * TCP does it.
 */
public final class Line implements AutoCloseable {

  private final InetSocketAddress target;
  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile CountDownLatch passage = new CountDownLatch(0);
  private volatile @Nullable ServerSocket listening;

  public Line(InetSocketAddress target) {
    this.target = target;
    this.port = listen(0);
  }

  /** Where it begins, on this machine. */
  public int port() {
    return port;
  }

  /** Ends all connections and takes no more. */
  public void refuse() {
    close(listening);
    listening = null;
    open.forEach(Line::close);
    open.clear();
  }

  /** Connections stay and can be made, and nothing comes through any more. */
  public void hang() {
    passage = new CountDownLatch(1);
  }

  /** Everything comes through again, what is on its way first. */
  public void mend() {
    passage.countDown();
    if (listening == null) {
      listen(port);
    }
  }

  private int listen(int at) {
    try {
      ServerSocket server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at));
      listening = server;
      start(() -> accept(server));
      return server.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket server) {
    while (!server.isClosed()) {
      try {
        Socket near = server.accept();
        Socket far = new Socket();
        open.add(near);
        open.add(far);
        far.connect(target);
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        start(() -> pass(near, far));
        start(() -> pass(far, near));
      } catch (IOException e) {
        // the line was cut, or nobody is at its other end: whoever connected finds out by reading
      }
    }
  }

  private void pass(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[8192];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        passage.await();
        out.write(buffer, 0, read);
      }
    } catch (IOException | InterruptedException e) {
      // the connection has ended, and closing tells the other side
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "drill-line");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(java.io.@Nullable Closeable one) {
    try {
      if (one != null) {
        one.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    refuse();
    passage.countDown();
  }
}
