package org.ockham.predict;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names of a model's numbers as its metadata have them: a line each, in ASCII, with all else written as \\u0000. What the runtime
 * itself gives of texts is not what they are: its binding to Java takes UTF-8 for the JVM's own form of it, in which characters beyond
 * U+FFFF are others.
 */
final class Names {

  static final String METADATA = "ockham.names";

  private static final Pattern ESCAPED = Pattern.compile("\\\\u([0-9a-f]{4})");

  private Names() {}

  static List<String> of(String lines) {
    return Stream.of(lines.split("\n", -1))
        .map(line -> ESCAPED
            .matcher(line)
            .replaceAll(found ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1), 16)))))
        .toList();
  }
}
