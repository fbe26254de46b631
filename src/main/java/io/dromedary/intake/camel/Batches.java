package io.dromedary.intake.camel;

import io.dromedary.intake.Intake;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.component.jms.DefaultJmsMessageListenerContainer;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.component.jms.MessageListenerContainerFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.jms.listener.AbstractMessageListenerContainer;
import org.springframework.jms.support.converter.MessageConverter;

/**
 * Lets a transacted consumer take what already waits in its queue with one transaction: the body of
 * its exchange is the list of messages. It waits for none but the first.
 *
 * <p>To be set as both {@code messageListenerContainerFactory} (with {@code consumerType=Custom})
 * and {@code messageConverter} of an endpoint.
 */
public final class Batches implements MessageListenerContainerFactory, MessageConverter {

  /** Characters after which no further message is taken. */
  private static final int ENOUGH = Intake.LARGEST;

  private final int most;
  // the container receives and delivers on the same thread
  private final ThreadLocal<List<Message>> taken = ThreadLocal.withInitial(List::of);

  /**
   * @param most how many messages one transaction takes
   */
  public Batches(int most) {
    this.most = most;
  }

  @Override
  public AbstractMessageListenerContainer createMessageListenerContainer(JmsEndpoint endpoint) {
    return new Container(endpoint);
  }

  @Override
  public Object fromMessage(Message first) {
    List<Message> batch = taken.get();
    return !batch.isEmpty() && batch.get(0) == first ? batch : List.of(first);
  }

  @Override
  public Message toMessage(Object body, Session session) {
    throw new UnsupportedOperationException("a batch is only received");
  }

  private final class Container extends DefaultJmsMessageListenerContainer {

    Container(JmsEndpoint endpoint) {
      super(endpoint);
    }

    @Override
    protected @Nullable Message receiveMessage(MessageConsumer consumer) throws JMSException {
      List<Message> batch = new ArrayList<>();
      Message first = super.receiveMessage(consumer);
      int characters = 0;
      for (Message next = first; next != null; next = consumer.receiveNoWait()) {
        batch.add(next);
        characters +=
            next instanceof TextMessage text && text.getText() != null
                ? text.getText().length()
                : 0;
        if (batch.size() >= most || characters >= ENOUGH) {
          break;
        }
      }
      taken.set(batch);
      return first;
    }
  }
}
