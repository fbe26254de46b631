package io.dromedary.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Port: calls to Meta's Graph API below one base address with its version. Every call ends within a
 * total time limit and gives an answer; none throws for what the network or the other side does.
 */
public interface GraphApi {

  /**
   * @param pathAndQuery relative to the base address, without a slash in front
   */
  GraphAnswer get(String pathAndQuery);

  /**
   * @param path relative to the base address, without a slash in front
   */
  GraphAnswer post(String path, JsonNode body);
}
