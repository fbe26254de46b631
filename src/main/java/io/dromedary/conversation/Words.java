package io.dromedary.conversation;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Brings words to the form in which they are compared. */
final class Words {

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern AROUND = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$");
  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}\\p{Cf}]+");

  private Words() {}

  /** Without case, accents and what stands around; inner spaces single; curly quotes straight. */
  static String plain(String text) {
    String unmarked =
        MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
    String lower = unmarked.toLowerCase(Locale.ROOT).replace('’', '\'');
    return AROUND.matcher(SPACES.matcher(lower).replaceAll(" ")).replaceAll("");
  }
}
