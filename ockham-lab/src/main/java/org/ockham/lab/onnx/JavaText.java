package org.ockham.lab.onnx;

import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.ockham.onnx.OnnxException;

/**
 * Texts that arrive in a service as they are. ONNX Runtime's Java takes UTF-8 for the JVM's own form of it, in which U+0000 and characters
 * beyond U+FFFF are written otherwise: a category with such a character would be another one, an input's name nobody's.
 */
final class JavaText {

  private JavaText() {}

  /**
   * Judges the name of an input, or what it is compared with.
   *
   * @param what it is, for the message
   * @throws OnnxException if it would be another text there
   */
  static String checked(String what, String text) {
    if (text.chars().anyMatch(JavaText::isOther)) {
      throw new OnnxException(
          what + " '" + text + "' has a character beyond U+FFFF, or U+0000, which"
              + " ONNX Runtime's Java cannot pass on: replace it in the data before training");
    }
    return text;
  }

  /** With those characters as JSON may have them, so that what is JSON stays the same. */
  static String escaped(String text) {
    return escaped(text, JavaText::isOther);
  }

  /** A line each, in ASCII, with all else and the backslash as JSON may have it. */
  static String lines(List<String> names) {
    return names.stream()
        .map(name -> escaped(name, c -> c < ' ' || c > '~' || c == '\\'))
        .collect(Collectors.joining("\n"));
  }

  private static boolean isOther(int character) {
    return character == 0 || Character.isSurrogate((char) character);
  }

  private static String escaped(String text, IntPredicate these) {
    return text.chars()
        .mapToObj(c ->
            these.test(c) ? String.format(Locale.ROOT, "\\u%04x", c) : Character.toString((char) c))
        .collect(Collectors.joining());
  }
}
