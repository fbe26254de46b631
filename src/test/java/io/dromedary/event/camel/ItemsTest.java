package io.dromedary.event.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class ItemsTest {

  private final Items items = new Items();
  private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

  @Test
  void anEventLosesItsPositionAndEndsWithItsData() throws Exception {
    exchange
        .getMessage()
        .setBody(json("[{'data':{},'position':'p','deadline':'d','id':'1','specversion':'1.0'}]"));
    assertThat(items.read(exchange))
        .singleElement()
        .hasToString("{\"specversion\":\"1.0\",\"id\":\"1\",\"deadline\":\"d\",\"data\":{}}");
  }

  @Test
  void whatIsNoItemIsRefusedBeforeTheFirstOneIsHandedOn() throws Exception {
    for (String mapped :
        List.of("{}", "[1]", "[{'silent':'x'},{'observation':{'source':'s','subject':'x'}}]")) {
      exchange.setVariable(Items.ORIGINAL, "as it came");
      exchange.getMessage().setBody(json(mapped));
      assertThatThrownBy(() -> items.read(exchange))
          .isInstanceOf(UnreadableMessageException.class)
          .hasMessageContaining("no item");
      assertThat(exchange.getMessage().getBody()).isEqualTo("as it came");
    }
  }

  @Test
  void whatTheMappingCouldNotReadIsRaisedInTheRoute() {
    exchange.setVariable(Items.ORIGINAL, "as it came");
    exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IllegalStateException("quotes Ada"));
    items.unreadable(exchange);
    assertThat(exchange.getProperty(Exchange.EXCEPTION_CAUGHT)).isNull();
    assertThatThrownBy(() -> items.read(exchange))
        .isInstanceOf(UnreadableMessageException.class)
        .hasMessageNotContaining("Ada")
        .hasNoCause();
    assertThat(exchange.getMessage().getBody()).isEqualTo("as it came");
  }

  @Test
  void oneItemIsEachToo() {
    assertThat(items.each("item")).isEqualTo(List.of("item"));
    assertThat(items.each(List.of("a", "b"))).isEqualTo(List.of("a", "b"));
  }

  private static JsonNode json(String text) throws Exception {
    return new JsonMapper().readTree(text.replace('\'', '"'));
  }
}
