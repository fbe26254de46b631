package io.dromedary.whatsapp;

/** Port: the second step of Meta's resumable upload, which takes bytes instead of JSON. */
public interface GraphUploads {

  /**
   * Sends a whole file.
   *
   * @param uploadId {@code upload:…} of the first step
   */
  GraphAnswer upload(String uploadId, byte[] content);
}
