package io.dromedary.api.web;

import io.dromedary.api.Answer;
import io.dromedary.api.Problem;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers what no route has answered with problem details, too. */
@Controller
public class ErrorAnswers implements ErrorController {

  /** The container's error dispatch. */
  @RequestMapping("/error")
  public void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? code
            : 404;
    HttpStatus known = HttpStatus.resolve(status);
    String title = known == null ? "Error" : known.getReasonPhrase();
    String detail =
        switch (status) {
          case 404 -> "There is nothing at this address.";
          case 405 -> "This address does not know the method.";
          case 415 ->
              "This address does not read this media type: send application/json or"
                  + " application/cloudevents+json.";
          case 406 -> "This address answers with JSON.";
          default ->
              status >= 500 ? "The hub failed; its log says why." : "The request is not right.";
        };
    ProblemWriter.write(
        response,
        Answer.of(
            Problem.of(
                title.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z]+", "-"),
                title,
                status,
                detail)));
  }
}
