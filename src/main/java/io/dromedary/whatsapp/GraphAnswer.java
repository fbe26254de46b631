package io.dromedary.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;

/** What came of a call to the Graph API. */
public sealed interface GraphAnswer {

  /** Status 2xx with JSON. */
  record Answered(int status, JsonNode body) implements GraphAnswer {
    /** Without the body, which may be personal. */
    @Override
    public String toString() {
      return "Answered[" + status + "]";
    }
  }

  /** The platform says no: a JSON answer with another status, or with an {@code error} object. */
  record Refused(int status, GraphError error) implements GraphAnswer {}

  /**
   * No usable answer.
   *
   * @param status of the HTTP answer; 0 when there was none
   */
  record Failed(GraphFailure failure, int status) implements GraphAnswer {}
}
