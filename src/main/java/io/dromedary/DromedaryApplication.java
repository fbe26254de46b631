package io.dromedary;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The hub's entry point. */
@SpringBootApplication
public class DromedaryApplication {

  public static void main(String[] args) {
    SpringApplication.run(DromedaryApplication.class, args);
  }
}
