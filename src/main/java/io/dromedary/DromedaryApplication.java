package io.dromedary;

import io.dromedary.cli.CommandLineFace;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;

/** The hub; with a command as its first argument, the command line instead. */
@SpringBootConfiguration
@EnableAutoConfiguration
@ComponentScan("io.dromedary.configuration")
public class DromedaryApplication {

  public static void main(String[] args) {
    if (CommandLineFace.understands(args)) {
      System.exit(CommandLineFace.run(args));
    }
    SpringApplication.run(DromedaryApplication.class, args);
  }
}
