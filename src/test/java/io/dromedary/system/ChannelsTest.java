package io.dromedary.system;

import static io.dromedary.system.RunningHub.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.dromedary.feedback.camel.ChannelMessages;
import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The ready routes of other channels against real peers: SMPP for short messages, SMTP for mail.
 */
class ChannelsTest {

  private static final String ADA = "+4915112345678";

  private static final GreenMail mail =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private static final int smsPort = JarProcess.freePort();
  private static SmsCentre centre;
  private static RunningHub hub;

  @BeforeAll
  static void start() throws IOException {
    mail.start();
    centre = new SmsCentre(smsPort);
    hub =
        RunningHub.embedded(
            "dromedary.channels.sms.enabled=true",
            "dromedary.channels.sms.host=127.0.0.1",
            "dromedary.channels.sms.port=" + smsPort,
            "dromedary.channels.sms.user=" + SmsCentre.USER,
            "dromedary.channels.sms.password=" + SmsCentre.PASSWORD,
            "dromedary.channels.sms.sender=ACME",
            "dromedary.channels.email.enabled=true",
            "dromedary.channels.email.scheme=smtp",
            "dromedary.channels.email.host=127.0.0.1",
            "dromedary.channels.email.port=" + mail.getSmtp().getPort(),
            "dromedary.channels.email.from=news@acme.example",
            "dromedary.channels.email.query=select email from mail_address where ref = :#ref",
            "dromedary.channels.email.data-source=erp");
    hub.sql().execute("create table mail_address (ref varchar primary key, email varchar)");
    hub.sql().update("insert into mail_address values ('C-1', 'ada@example.org')");
  }

  @AfterAll
  static void stop() throws IOException {
    hub.close();
    centre.close();
    mail.stop();
  }

  /** A notification that WhatsApp does not tell, handed to a channel. */
  private static UUID told(String channel, String phone, String ref, String attribute) {
    hub.consent(phone);
    String id = UUID.randomUUID().toString();
    String event =
        """
        {"specversion":"1.0","id":"%s","source":"/erp/test","type":"order.confirmed",%s
         "subject":"%s","datacontenttype":"application/json","notbefore":"2099-01-01T00:00:00Z",
         "data":{"orderId":"4711","total":{"amount":"129.90","currency":"EUR"},
                 "recipient":{"phone":"%s","name":"Ada","locale":"de-DE","ref":"%s"}}}
        """
            .formatted(id, attribute, id, phone, ref);
    UUID notification =
        UUID.fromString(json(hub.event(event)).path("notifications").path(0).path("id").asText());
    hub.sql()
        .update(
            "insert into fallback (notification, channel, created_at)"
                + " values (?, ?, current_timestamp)",
            notification,
            channel);
    return notification;
  }

  private static final String LONG = "\"deadline\":\"2099-02-01T00:00:00Z\",";

  private static SmsCentre.Sms next() throws InterruptedException {
    SmsCentre.Sms sms = centre.received().poll(30, TimeUnit.SECONDS);
    assertThat(sms).as("a short message").isNotNull();
    return Objects.requireNonNull(sms);
  }

  private static void refused(UUID notification, String reason) throws JMSException {
    TextMessage message = (TextMessage) hub.jms().receive("dromedary.fallback.refused");
    assertThat(message).isNotNull();
    assertThat(json(message.getText()).path("notification").asText())
        .isEqualTo(notification.toString());
    assertThat(message.getStringProperty(ChannelMessages.REASON)).isEqualTo(reason);
  }

  @Test
  void aShortMessageGoesToTheNumberWithTheText() throws Exception {
    told("sms", ADA, "C-1", LONG);

    SmsCentre.Sms sms = next();
    assertThat(sms.from()).isEqualTo("ACME");
    assertThat(sms.to()).isEqualTo(ADA.substring(1));
    StringBuilder text = new StringBuilder(sms.text());
    while (!text.toString().contains("129,90")) {
      text.append(next().text());
    }
    assertThat(text.toString()).contains("4711");
  }

  @Test
  void aNumberThatTheCentreRefusesForGoodIsSetAsideAndTheNextGoesOn() throws Exception {
    UUID wrong = told("sms", "+" + SmsCentre.WRONG, "C-1", LONG);
    refused(wrong, "smpp-11");
  }

  @Test
  void whileTheCentreIsAwayTheMessageWaits() throws Exception {
    centre.close();
    told("sms", ADA, "C-1", LONG);
    Awaitility.await("handed to the queue")
        .atMost(RunningHub.PATIENCE)
        .until(() -> hub.sql().queryForList("select notification from fallback").isEmpty());
    centre = new SmsCentre(smsPort);

    assertThat(next().to()).isEqualTo(ADA.substring(1));
    centre.received().clear();
  }

  @Test
  void aMailGoesToTheAddressOfTheCompanysTable() throws Exception {
    told("email", ADA, "C-1", LONG);

    assertThat(mail.waitForIncomingEmail(30_000, 1)).isTrue();
    MimeMessage message = mail.getReceivedMessages()[0];
    assertThat(message.getAllRecipients())
        .extracting(Object::toString)
        .containsExactly("ada@example.org");
    assertThat(message.getFrom()).extracting(Object::toString).containsExactly("news@acme.example");
    assertThat(message.getSubject()).isNotBlank();
    assertThat(message.getContent().toString()).contains("4711", "129,90");
  }

  @Test
  void whoHasNoAddressIsSetAside() throws Exception {
    refused(told("email", ADA, "C-unknown", LONG), "no-address");
  }
}
