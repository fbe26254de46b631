package io.dromedary.testing;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** JSON texts of any form, in which the words of a format occur more often than by chance. */
public final class AnyJson {

  /** Stands in every text value, so that a quoted value is recognised. */
  public static final String MARK = "Zyxmark7";

  private AnyJson() {}

  /** Values up to four levels deep whose members have one of these names, or any. */
  public static Arbitrary<String> with(String... names) {
    Arbitrary<String> name =
        Arbitraries.oneOf(Arbitraries.of(names), Arbitraries.strings().ofMaxLength(4));
    Arbitrary<String> scalar =
        Arbitraries.oneOf(
            Arbitraries.of(
                "null",
                "true",
                "false",
                "0",
                "-1",
                "1.5",
                "1e400",
                "-1e-400",
                "99999999999999999999",
                "1e999999999",
                "\"\"",
                "\"1.0\"",
                "\"2026-11-20T09:00:00Z\"",
                "\"1750030073\"",
                "\"99999999999999999999\"",
                "\"messages\"",
                "\"\\ud800\"",
                "\"\\u0000\""),
            Arbitraries.integers().map(String::valueOf),
            Arbitraries.strings()
                .ofMaxLength(5)
                .map(text -> TextNode.valueOf(MARK + text).toString()));
    return level(name, scalar, 4);
  }

  private static Arbitrary<String> level(
      Arbitrary<String> name, Arbitrary<String> scalar, int depth) {
    if (depth == 0) {
      return scalar;
    }
    Arbitrary<String> inner = level(name, scalar, depth - 1);
    Arbitrary<String> member =
        Combinators.combine(name, inner).as((key, value) -> TextNode.valueOf(key) + ":" + value);
    return Arbitraries.oneOf(
        scalar,
        inner.list().ofMaxSize(3).map(AnyJson::array),
        member.list().ofMaxSize(4).map(AnyJson::object),
        member.list().ofMaxSize(4).map(AnyJson::object));
  }

  private static String array(List<String> values) {
    return "[" + String.join(",", values) + "]";
  }

  private static String object(List<String> members) {
    return members.stream().collect(Collectors.joining(",", "{", "}"));
  }
}
