package io.dromedary.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;

/**
 * The linter knows what routes may call without starting the hub: from a list that is held here.
 */
class BeansTest {

  private static final Path FILE = Path.of("src/main/resources/lint/beans.yaml");

  @Test
  void theListHasEveryBeanOfTheHubWithItsType() throws IOException {
    Map<String, String> declared = declared();
    if (Boolean.getBoolean("paper.write")) {
      StringBuilder text =
          new StringBuilder(
              "# What routes may call, by name; written by BeansTest (-Dpaper.write=true).\n");
      declared.forEach((name, type) -> text.append(name).append(": ").append(type).append('\n'));
      Files.writeString(FILE, text);
    }
    JsonNode listed = LintRules.resource("beans.yaml");
    Map<String, String> known = new TreeMap<>();
    listed.properties().forEach(bean -> known.put(bean.getKey(), bean.getValue().asText()));

    assertThat(known).isEqualTo(declared);
  }

  private static Map<String, String> declared() {
    Map<String, String> beans = new TreeMap<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.dromedary")) {
      for (JavaMethod method : type.getMethods()) {
        method
            .tryGetAnnotationOfType(Bean.class)
            .ifPresent(
                bean -> {
                  String[] names = bean.value().length > 0 ? bean.value() : bean.name();
                  List<String> all = names.length > 0 ? List.of(names) : List.of(method.getName());
                  all.forEach(name -> beans.put(name, method.getRawReturnType().getName()));
                });
      }
    }
    return beans;
  }
}
