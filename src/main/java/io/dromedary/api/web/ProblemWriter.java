package io.dromedary.api.web;

import io.dromedary.api.Answer;
import io.dromedary.api.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes problem details where no route has begun yet. */
final class ProblemWriter {

  private ProblemWriter() {}

  static void write(HttpServletResponse response, Answer answer) throws IOException {
    byte[] body = String.valueOf(answer.body()).getBytes(StandardCharsets.UTF_8);
    response.setStatus(answer.status());
    response.setContentType(Problem.MEDIA_TYPE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
