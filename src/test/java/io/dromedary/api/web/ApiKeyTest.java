package io.dromedary.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ApiKeyTest {

  private static final String KEY = "k-1234";

  @Test
  void whoHasTheKeyIsLetIn() {
    assertThat(with(KEY, "Bearer k-1234", "10.0.0.7", "hub.example.com")).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "k-1234",
        "Bearer k-123",
        "Bearer k-12345",
        "Bearer K-1234",
        "Basic k-1234",
        "Bearer  k-1234",
        "Bearer k-1234 "
      })
  void whoHasAnotherIsNot(String header) {
    assertThat(with(KEY, header, "10.0.0.7", "hub.example.com")).isEqualTo(401);
    assertThat(with(KEY, header, "127.0.0.1", "localhost")).isEqualTo(401);
  }

  @Test
  void withAKeyThisMachineNeedsItToo() {
    assertThat(with(KEY, null, "127.0.0.1", "localhost")).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, localhost, 200",
    "127.0.0.1, 127.0.0.1, 200",
    "::1, [::1], 200",
    "0:0:0:0:0:0:0:1, [0:0:0:0:0:0:0:1], 200",
    "10.0.0.7, localhost, 401",
    "127.0.0.1, evil.example.com, 401",
    "127.0.0.1, localhost.evil.example.com, 401",
    "127.0.0.1, [2001:db8::1], 401",
    "192.168.1.2, 192.168.1.2, 401"
  })
  void withoutAKeyOnlyThisMachineIsLetInAndOnlyByItsOwnName(
      String remote, String host, int status) {
    assertThat(with(null, null, remote, host)).isEqualTo(status);
    assertThat(with(" ", null, remote, host)).isEqualTo(status);
  }

  @Test
  void aPageOfSomebodyElseIsNotLetInThroughThisMachinesBrowser() {
    assertThat(fromPage("https://evil.example.com")).isEqualTo(401);
    assertThat(fromPage("null")).isEqualTo(401);
    assertThat(fromPage("http://localhost:8080")).isEqualTo(200);
  }

  private static int fromPage(String origin) {
    MockHttpServletRequest request = request("127.0.0.1", "localhost");
    request.addHeader("Origin", origin);
    request.addHeader("Host", "localhost:8080");
    return status(new ApiKey(null), request);
  }

  @Test
  void aRefusalIsAProblemAndQuotesNothing() throws Exception {
    MockHttpServletRequest request = request("10.0.0.7", "hub.example.com");
    request.addHeader("Authorization", "Bearer Zyxwrong");
    MockHttpServletResponse response = new MockHttpServletResponse();

    new ApiKey(KEY).doFilter(request, response, new MockFilterChain());

    assertThat(response.getContentType()).isEqualTo("application/problem+json");
    assertThat(response.getHeader("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(response.getContentAsString()).contains("unauthorized").doesNotContain("Zyx", KEY);
  }

  private static int with(
      @Nullable String key, @Nullable String header, String remote, String host) {
    MockHttpServletRequest request = request(remote, host);
    if (header != null) {
      request.addHeader("Authorization", header);
    }
    return status(new ApiKey(key), request);
  }

  private static MockHttpServletRequest request(String remote, String host) {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/events");
    request.setRemoteAddr(remote);
    request.setServerName(host);
    return request;
  }

  private static int status(ApiKey filter, MockHttpServletRequest request) {
    MockHttpServletResponse response = new MockHttpServletResponse();
    MockFilterChain chain = new MockFilterChain();
    try {
      filter.doFilter(request, response, chain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ServletException e) {
      throw new AssertionError(e);
    }
    assertThat(chain.getRequest() != null).isEqualTo(response.getStatus() == 200);
    return response.getStatus();
  }
}
