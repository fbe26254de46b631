package io.dromedary.sandbox;

import java.nio.charset.StandardCharsets;

/** The page that a load balancer in front of Graph gives when things go badly. */
final class HtmlError {

  static final Reply REPLY =
      Reply.bytes(
          500,
          "text/html; charset=utf-8",
          ("<!DOCTYPE html><html lang=\"en\"><head><title>Error</title></head><body><h1>Sorry,"
                  + " something went wrong.</h1><p>We're working on it and we'll get it fixed as"
                  + " soon as we can.</p></body></html>")
              .getBytes(StandardCharsets.UTF_8));

  private HtmlError() {}
}
