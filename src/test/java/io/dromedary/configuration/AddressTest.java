package io.dromedary.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tcp://broker:61616|tcp://broker:61616",
        "tcp://broker:61616?jms.password=x|tcp://broker:61616",
        "failover:(tcp://a:1?x=y,tcp://b:2)?timeout=3000|failover:(tcp://a:1,tcp://b:2)",
        "jdbc:postgresql://db:5432/hub?user=u&password=p|jdbc:postgresql://db:5432/hub",
        "jdbc:postgresql://u:p@db:5432/hub|jdbc:postgresql://db:5432/hub"
      })
  void hostPortAndNameStayAndSecretsDoNot(String url, String shown) {
    assertThat(Address.withoutSecrets(url)).isEqualTo(shown);
  }
}
