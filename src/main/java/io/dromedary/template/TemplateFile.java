package io.dromedary.template;

import java.util.Map;

/**
 * One file without a problem of its own.
 *
 * @param bindings by id
 * @param bindingLines where each binding stands
 * @param languageLines where each language stands
 */
record TemplateFile(
    Template template,
    Map<String, Binding> bindings,
    Map<String, Integer> bindingLines,
    Map<String, Integer> languageLines) {}
