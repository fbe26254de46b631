package io.dromedary.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class RequestBodiesTest {

  private static final int LIMIT = 100;

  private final MockFilterChain chain = new MockFilterChain();
  private final MockHttpServletResponse response = new MockHttpServletResponse();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 99, 100})
  void aBodyUpToTheLimitPassesByteByByte(int size) throws Exception {
    byte[] body = bytes(size);
    filter(body, true);

    assertThat(response.getStatus()).isEqualTo(200);
    assertThat(RequestBodies.of(chain.getRequest())).isEqualTo(body);
    assertThat(chain.getRequest().getInputStream().readAllBytes()).isEqualTo(body);
    // each stream starts anew: no later step finds it empty
    assertThat(chain.getRequest().getInputStream().readAllBytes()).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(ints = {101, 5000})
  void oneByteMoreIsRefused(int size) throws Exception {
    filter(bytes(size), true);
    thenTooLarge();
  }

  @Test
  void withoutALengthTheBytesCount() throws Exception {
    filter(bytes(100), false);
    assertThat(response.getStatus()).isEqualTo(200);
    assertThat(RequestBodies.of(chain.getRequest())).hasSize(100);
  }

  @ParameterizedTest
  @ValueSource(ints = {101, 5000})
  void withoutALengthOneByteMoreIsRefusedToo(int size) throws Exception {
    filter(bytes(size), false);
    thenTooLarge();
  }

  @Test
  void aLengthThatIsTooLargeIsRefusedBeforeAnythingIsRead() throws Exception {
    MockHttpServletRequest request =
        new MockHttpServletRequest() {
          @Override
          public long getContentLengthLong() {
            return 3_000_000_000L;
          }

          @Override
          public jakarta.servlet.ServletInputStream getInputStream() {
            throw new AssertionError("was read");
          }
        };
    new RequestBodies(LIMIT).doFilter(request, response, chain);
    thenTooLarge();
  }

  @Test
  void whatIsNoTextPassesUnchanged() throws Exception {
    byte[] body = {(byte) 0xff, (byte) 0xfe, 0, 13, 10, (byte) 0xc3};
    filter(body, false);
    assertThat(RequestBodies.of(chain.getRequest())).isEqualTo(body);
  }

  @Test
  void aRequestThatHasNotPassedHasNoBody() {
    assertThat(RequestBodies.of(new MockHttpServletRequest())).isEmpty();
  }

  private void thenTooLarge() throws IOException {
    assertThat(response.getStatus()).isEqualTo(413);
    assertThat(response.getContentType()).isEqualTo("application/problem+json");
    assertThat(response.getContentAsString()).contains("body-too-large");
    assertThat(chain.getRequest()).isNull();
  }

  private void filter(byte[] body, boolean withLength) throws ServletException, IOException {
    MockHttpServletRequest request =
        new MockHttpServletRequest("POST", "/api/events") {
          @Override
          public long getContentLengthLong() {
            return withLength ? body.length : -1;
          }
        };
    request.setContent(body);
    new RequestBodies(LIMIT).doFilter(request, response, chain);
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
