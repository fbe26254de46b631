package io.dromedary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class FlameGraphTest {

  @Test
  void aCallIsAsWideAsItsShareAndLiesUnderItsCaller() throws Exception {
    NodeList boxes =
        boxes(
            FlameGraph.of(
                List.of(
                    List.of("Jackson", "Intake.read", "Camel", "Camel", "Java"),
                    List.of("Intake.read", "Camel", "Java"),
                    List.of("H2", "Camel", "Java"),
                    List.of("Java")),
                "<title> & more"));

    assertThat(boxes.getLength()).isEqualTo(6);
    assertBox(boxes, 0, "all, 100.0 %", 0, 1200);
    assertBox(boxes, 1, "Java, 100.0 %", 0, 1200);
    assertBox(boxes, 2, "Camel, 75.0 %", 0, 900);
    assertBox(boxes, 3, "H2, 25.0 %", 0, 300);
    assertBox(boxes, 4, "Intake.read, 50.0 %", 300, 600);
    assertBox(boxes, 5, "Jackson, 25.0 %", 300, 300);
  }

  @Test
  void withoutSamplesThereIsOneBox() throws Exception {
    assertThat(boxes(FlameGraph.of(List.of(), "nothing")).getLength()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "io.dromedary.intake.Intake, lambda$accept$3, Intake.accept",
    "io.dromedary.intake.camel.Batches$Container, receiveMessage, Batches.receiveMessage",
    "io.dromedary.jdbc.Gatherer$$Lambda$77.119722786, get, Java",
    "org.apache.camel.processor.Pipeline, process, Camel",
    "io.netty.channel.Channel, read, Vert.x",
    "java.util.HashMap, get, Java",
    "io.dromedarylike.Thing, get, Java"
  })
  void ownMethodsHaveTheirNamesAndOthersTheirLibrarys(String type, String method, String label) {
    assertThat(FlameGraph.label(type, method)).isEqualTo(label);
  }

  private static NodeList boxes(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
        .getElementsByTagName("g");
  }

  private static void assertBox(NodeList boxes, int index, String title, int x, int width) {
    Element box = (Element) boxes.item(index);
    Element rect = (Element) box.getElementsByTagName("rect").item(0);
    assertThat(box.getElementsByTagName("title").item(0).getTextContent()).isEqualTo(title);
    assertThat(Double.parseDouble(rect.getAttribute("x"))).isEqualTo(x);
    assertThat(Double.parseDouble(rect.getAttribute("width"))).isEqualTo(width);
  }
}
