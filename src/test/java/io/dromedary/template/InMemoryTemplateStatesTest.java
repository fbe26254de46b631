package io.dromedary.template;

class InMemoryTemplateStatesTest extends TemplateStatesContract {

  @Override
  protected TemplateStates create() {
    return new InMemoryTemplateStates();
  }
}
