package io.dromedary.testing;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** How single functions are measured. */
public final class Jmh {

  private Jmh() {}

  /** Measures the benchmarks of a class, in a JVM of their own, and prints the figures. */
  public static void run(Class<?> benchmarks) throws RunnerException {
    // the forked JVM needs the test's class path, which is not the launcher's
    System.setProperty(
        "java.class.path",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    new Runner(
            new OptionsBuilder()
                .include(benchmarks.getSimpleName())
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(2))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(2))
                .addProfiler(GCProfiler.class)
                .build())
        .run();
  }
}
