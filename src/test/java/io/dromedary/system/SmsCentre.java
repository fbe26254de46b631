package io.dromedary.system;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.util.MessageId;

/** A short message centre that speaks SMPP 3.4. */
final class SmsCentre implements AutoCloseable {

  static final String USER = "dromedary";
  static final String PASSWORD = "hump";

  /** It never accepts a message to this number. */
  static final String WRONG = "4915100000000";

  private static final int INVALID_DESTINATION = 0x0B;

  /**
   * A short message, or a part of one.
   *
   * @param to as it was addressed
   */
  record Sms(String from, String to, String text) {}

  private final BlockingQueue<Sms> received = new LinkedBlockingQueue<>();
  private final SMPPServerSessionListener socket;
  private final List<SMPPServerSession> sessions = new CopyOnWriteArrayList<>();
  private volatile boolean open = true;

  SmsCentre(int port) throws IOException {
    socket = new SMPPServerSessionListener(port);
    Thread thread = new Thread(this::accept, "sms-centre");
    thread.setDaemon(true);
    thread.start();
  }

  BlockingQueue<Sms> received() {
    return received;
  }

  private void accept() {
    while (open) {
      try {
        SMPPServerSession session = socket.accept();
        session.setMessageReceiverListener(listener());
        sessions.add(session);
        BindRequest bind = session.waitForBind(5000);
        if (USER.equals(bind.getSystemId()) && PASSWORD.equals(bind.getPassword())) {
          bind.accept("centre");
        } else {
          bind.reject(0x0E);
        }
      } catch (Exception e) {
        if (open) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  /** Of what a gateway can be asked, it can take a message. */
  private ServerMessageReceiverListener listener() {
    return (ServerMessageReceiverListener)
        Proxy.newProxyInstance(
            SmsCentre.class.getClassLoader(),
            new Class<?>[] {ServerMessageReceiverListener.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("onAcceptSubmitSm")) {
                return take((SubmitSm) arguments[0]);
              }
              // a link that is enquired after is fine
              return null;
            });
  }

  private SubmitSmResult take(SubmitSm message) throws ProcessRequestException, PDUStringException {
    if (WRONG.equals(message.getDestAddress())) {
      throw new ProcessRequestException("no such number", INVALID_DESTINATION);
    }
    Charset charset =
        (message.getDataCoding() & 0x0C) == 0x08
            ? StandardCharsets.UTF_16BE
            : StandardCharsets.ISO_8859_1;
    received.add(
        new Sms(
            message.getSourceAddr(),
            message.getDestAddress(),
            new String(message.getShortMessage(), charset)));
    return new SubmitSmResult(new MessageId("1"), new org.jsmpp.bean.OptionalParameter[0]);
  }

  @Override
  public void close() throws IOException {
    open = false;
    socket.close();
    sessions.forEach(SMPPServerSession::close);
  }
}
