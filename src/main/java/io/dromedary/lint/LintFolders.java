package io.dromedary.lint;

import java.nio.file.Path;

/**
 * Where a configuration stands. A folder that does not exist has nothing in it.
 *
 * @param templates templates, bindings, their tests, {@code events} and {@code samples}
 * @param connectors Kamelets and the mappings that they use
 * @param routes {@code hub}, {@code sources} and their tests
 */
public record LintFolders(Path templates, Path connectors, Path routes) {}
