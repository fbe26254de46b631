package io.dromedary.samples;

/**
 * One thing that a system does.
 *
 * @param system whose act it is, in an operator's words
 */
record Act(String system, Scene scene) {

  /** What happens, and where. */
  @FunctionalInterface
  interface Scene {

    /**
     * Does it.
     *
     * @return what was done, for the log: numbers and places, nothing about a person
     * @throws InterruptedException when the play has to end
     * @throws RefusedException when the hub did not take it
     */
    String play() throws InterruptedException, RefusedException;
  }
}
