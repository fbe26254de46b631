package io.dromedary.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ConfigurationFilesTest {

  @TempDir Path folder;

  private static ConfigurationFiles with(Map<String, String> settings) {
    return ConfigurationFiles.of(
        new Binder(new MapConfigurationPropertySource(settings))
            .bindOrCreate("dromedary", HubProperties.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"routes", "connectors", "templates"})
  void aFolderThatIsSetAndMissingStopsTheStart(String name) {
    Path missing = folder.resolve("mistyped");

    assertThatThrownBy(() -> with(Map.of("dromedary." + name + "-dir", missing.toString())))
        .isInstanceOf(UnusableResource.class)
        .hasMessageContaining(missing.toString());
  }

  @Test
  void aFolderThatIsSetAndThereIsUsed() {
    assertThat(with(Map.of("dromedary.routes-dir", folder.toString())).routes()).isEqualTo(folder);
  }
}
