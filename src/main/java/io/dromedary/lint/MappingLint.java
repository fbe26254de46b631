package io.dromedary.lint;

import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.transform.ErrorListener;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.TransformerFactoryImpl;
import org.jspecify.annotations.Nullable;

/** Mappings, which must compile, and which somebody must use. */
final class MappingLint {

  private static final Pattern LINE = Pattern.compile("line (\\d+)|:(\\d+):");

  private final Path folder;
  private final Findings findings;

  MappingLint(Path folder, Findings findings) {
    this.folder = folder;
    this.findings = findings;
  }

  void check() {
    List<Path> all = Findings.files(folder, ".xsl", ".jslt");
    StringBuilder users = new StringBuilder();
    for (Path file : Findings.files(folder, ConnectorLint.ENDING, ".xsl", ".jslt")) {
      users.append(Findings.text(file));
    }
    for (Path file : all) {
      String name = String.valueOf(file.getFileName());
      if (users.indexOf(name) < 0) {
        findings.add(file.toString(), null, "mapping-unused", "nothing uses " + name, "Delete it.");
      }
      if (name.endsWith(".jslt")) {
        jslt(file);
      } else {
        xsl(file);
      }
    }
  }

  private void jslt(Path file) {
    try {
      new Parser(new StringReader(Findings.text(file))).compile();
    } catch (JsltException e) {
      String message = String.valueOf(e.getMessage());
      Matcher line = LINE.matcher(message);
      String number = line.find() ? (line.group(1) != null ? line.group(1) : line.group(2)) : null;
      syntax(file, number == null ? null : Integer.valueOf(number), message);
    }
  }

  private void xsl(Path file) {
    List<TransformerException> errors = new ArrayList<>();
    TransformerFactory factory = new TransformerFactoryImpl();
    try {
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setErrorListener(
          new ErrorListener() {
            @Override
            public void warning(TransformerException e) {
              // a style sheet with warnings runs
            }

            @Override
            public void error(TransformerException e) {
              errors.add(e);
            }

            @Override
            public void fatalError(TransformerException e) {
              errors.add(e);
            }
          });
      factory.newTemplates(new StreamSource(file.toFile()));
    } catch (TransformerException e) {
      if (errors.isEmpty()) {
        errors.add(e);
      }
    }
    for (TransformerException e : errors) {
      Integer line = e.getLocator() == null ? null : e.getLocator().getLineNumber();
      syntax(file, line == null || line < 1 ? null : line, String.valueOf(e.getMessage()));
    }
  }

  private void syntax(Path file, @Nullable Integer line, String message) {
    String first = message.lines().findFirst().orElse("").strip();
    findings.add(
        file.toString(), line, "mapping-syntax", first.replaceAll("[.\\s]+$", ""), "Correct it.");
  }
}
