package io.dromedary.configuration;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The Cloud API: outside, or its stand-in in this process. */
@Configuration(proxyBeanMethods = false)
class SandboxConfiguration {

  @Bean
  CloudApi cloudApi(Mode mode) {
    String baseUrl = mode.baseUrl();
    return new CloudApi(baseUrl == null ? "http://127.0.0.1:8090/v25.0" : baseUrl);
  }
}
