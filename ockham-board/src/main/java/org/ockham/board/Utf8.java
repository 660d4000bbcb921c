package org.ockham.board;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Text as bytes, or not at all: half a character must not become a broken file or another tag. */
final class Utf8 {

  private Utf8() {}

  /**
   * The bytes of this text.
   *
   * @throws IllegalArgumentException if it holds a surrogate without its other half
   */
  static byte[] bytes(String text) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] exact = new byte[bytes.remaining()];
      bytes.get(exact);
      return exact;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "\"" + printable(text) + "\" holds a surrogate without its other half, which UTF-8 cannot"
              + " write: pass whole characters",
          e);
    }
  }

  /** The tag if it is one. */
  static byte[] tag(String tag) {
    if (tag.isEmpty()) {
      throw new IllegalArgumentException("a tag is empty: give each value a name");
    }
    return bytes(tag);
  }

  private static String printable(String text) {
    StringBuilder printable = new StringBuilder();
    text.codePoints().limit(100).forEach(point -> {
      if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
        printable.append("\\u").append(Integer.toHexString(point).toUpperCase(Locale.ROOT));
      } else {
        printable.appendCodePoint(point);
      }
    });
    return printable.toString();
  }
}
