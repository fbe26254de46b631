package io.dromedary.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** One connection at a time on a free port, without any manners. */
public final class RawServer implements AutoCloseable {

  private interface Behaviour {
    void meet(Socket client, RawServer server) throws IOException;
  }

  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final AtomicReference<String> request = new AtomicReference<>("");
  private final CountDownLatch left = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicBoolean open = new AtomicBoolean(true);
  private final CompletableFuture<Void> work;

  private RawServer(Behaviour behaviour) throws IOException {
    work = CompletableFuture.runAsync(() -> serve(behaviour), task -> daemon(task).start());
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "raw-server");
    thread.setDaemon(true);
    return thread;
  }

  public static RawServer answering(String response) throws IOException {
    return new RawServer(
        (client, server) -> {
          client.getOutputStream().write(response.getBytes(StandardCharsets.UTF_8));
          client.getOutputStream().flush();
        });
  }

  public static RawServer silent() throws IOException {
    return new RawServer((client, server) -> server.awaitClose(60_000));
  }

  /** A byte every 50 ms, without end. */
  public static RawServer dripping() throws IOException {
    return new RawServer(
        (client, server) -> {
          OutputStream out = client.getOutputStream();
          out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{".getBytes());
          try {
            while (!server.awaitClose(50)) {
              out.write(' ');
              out.flush();
            }
          } catch (IOException gone) {
            server.left.countDown();
          }
        });
  }

  public static RawServer hangingUp(boolean reset) throws IOException {
    return breakingOff("", reset);
  }

  /** Begins an answer and hangs up. */
  public static RawServer breakingOff(String begun, boolean reset) throws IOException {
    return new RawServer(
        (client, server) -> {
          client.getOutputStream().write(begun.getBytes(StandardCharsets.UTF_8));
          client.getOutputStream().flush();
          if (reset) {
            client.setSoLinger(true, 0);
          }
          client.close();
        });
  }

  private void serve(Behaviour behaviour) {
    while (open.get()) {
      try (Socket client = socket.accept()) {
        request.set(readRequest(client.getInputStream()));
        behaviour.meet(client, this);
      } catch (IOException broken) {
        if (open.get()) {
          throw new UncheckedIOException(broken);
        }
      }
    }
  }

  private static String readRequest(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String text = "";
    while (!text.contains("\r\n\r\n")) {
      bytes.write(in.read());
      text = bytes.toString(StandardCharsets.UTF_8);
    }
    int length = 0;
    for (String line : text.split("\r\n")) {
      if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    bytes.write(in.readNBytes(length));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private boolean awaitClose(long millis) {
    try {
      return closed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  public int port() {
    return socket.getLocalPort();
  }

  public String request() {
    return request.get();
  }

  /** Whether the client has closed the connection; waits for it. */
  public boolean clientLeft() {
    try {
      return left.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    open.set(false);
    closed.countDown();
    socket.close();
    work.join();
  }
}
