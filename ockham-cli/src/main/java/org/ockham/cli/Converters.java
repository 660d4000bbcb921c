package org.ockham.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How words of the command line become numbers and paths: what cannot is refused in words, not in names of Java's types. */
final class Converters {

  private Converters() {}

  /** Has this command and all below it convert so. */
  static void register(CommandLine line) {
    ITypeConverter<Integer> ints = whole(Integer::valueOf, Integer.MAX_VALUE);
    ITypeConverter<Long> longs = whole(Long::valueOf, Long.MAX_VALUE);
    ITypeConverter<Double> doubles = Converters::decimal;
    line.registerConverter(int.class, ints)
        .registerConverter(Integer.class, ints)
        .registerConverter(long.class, longs)
        .registerConverter(Long.class, longs)
        .registerConverter(double.class, doubles)
        .registerConverter(Double.class, doubles)
        .registerConverter(Path.class, Converters::path);
  }

  private static <T> ITypeConverter<T> whole(Function<String, T> parse, long largest) {
    return word -> {
      try {
        return parse.apply(word);
      } catch (NumberFormatException e) {
        throw refused(
            word,
            word.matches("[+-]?[0-9]+")
                ? "must be a whole number from -" + largest + " to " + largest
                : "must be a whole number, such as 3");
      }
    };
  }

  private static Double decimal(String word) {
    try {
      return Double.valueOf(word);
    } catch (NumberFormatException e) {
      throw refused(word, "must be a number, such as 0.5");
    }
  }

  private static Path path(String word) {
    try {
      return Path.of(word);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(sentence(e));
    }
  }

  /** What is said of a path that cannot be one. */
  static String sentence(InvalidPathException failure) {
    boolean isForeign = failure.getInput().chars().anyMatch(letter -> letter > 127);
    return "'" + failure.getInput() + "' cannot be a path here"
        + (isForeign
            ? ": the locale has no such letters; set one that has, such as LC_ALL=C.UTF-8"
            : " (" + failure.getReason() + "): give another");
  }

  private static TypeConversionException refused(String word, String expected) {
    return new TypeConversionException("'" + word + "' " + expected);
  }
}
