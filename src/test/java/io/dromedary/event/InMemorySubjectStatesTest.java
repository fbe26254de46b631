package io.dromedary.event;

import java.util.function.Supplier;

class InMemorySubjectStatesTest extends SubjectStatesContract {

  private final SubjectStates states = new InMemorySubjectStates();

  @Override
  protected SubjectStates states() {
    return states;
  }

  @Override
  protected <T> T inTransaction(Supplier<T> work) {
    return work.get();
  }
}
