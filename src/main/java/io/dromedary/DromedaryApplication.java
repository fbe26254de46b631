package io.dromedary;

import io.dromedary.cli.CommandLineFace;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The hub; with a command as its first argument, the command line instead. */
@SpringBootApplication
public class DromedaryApplication {

  public static void main(String[] args) {
    if (CommandLineFace.understands(args)) {
      System.exit(CommandLineFace.run(args));
    }
    SpringApplication.run(DromedaryApplication.class, args);
  }
}
