package io.dromedary.decisiontest;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Results as build servers read them: one {@code testsuite} per file. */
public final class JUnitXml {

  private JUnitXml() {}

  /** Writes a whole document; the writer stays open. */
  public static void write(List<TestResult> results, Writer to) throws IOException {
    Map<Path, List<TestResult>> files =
        results.stream()
            .collect(
                Collectors.groupingBy(
                    result -> result.test().file(), LinkedHashMap::new, Collectors.toList()));
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(to);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuites");
      counts(xml, results);
      for (Map.Entry<Path, List<TestResult>> file : files.entrySet()) {
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", file.getKey().toString());
        counts(xml, file.getValue());
        for (TestResult result : file.getValue()) {
          testCase(xml, result);
        }
        xml.writeEndElement();
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IOException("The JUnit file cannot be written", e);
    }
  }

  private static void counts(XMLStreamWriter xml, List<TestResult> results)
      throws XMLStreamException {
    long failed = results.stream().filter(result -> !result.passed()).count();
    xml.writeAttribute("tests", Integer.toString(results.size()));
    xml.writeAttribute("failures", Long.toString(failed));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("time", seconds(results.stream().mapToLong(TestResult::nanos).sum()));
  }

  private static void testCase(XMLStreamWriter xml, TestResult result) throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", String.valueOf(result.test().file().getFileName()));
    xml.writeAttribute("name", result.test().name());
    xml.writeAttribute("line", Integer.toString(result.test().line()));
    xml.writeAttribute("time", seconds(result.nanos()));
    if (!result.passed()) {
      String text = String.join("\n", result.failures());
      xml.writeStartElement("failure");
      xml.writeAttribute("message", text.lines().findFirst().orElse(""));
      // control characters have no form in XML 1.0
      xml.writeCharacters(text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "?"));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.6f", nanos / 1e9);
  }
}
