package org.ockham.callback;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ockham.file.Sha256;

/**
 * Names of files with numbers in them: {@code {epoch:02d}-{val/loss:.3f}} gives {@code epoch=07-val_loss=0.123}. Known are {@code epoch},
 * {@code step} and the tags of metrics; after a colon {@code 02d} says how many digits a whole number has at least, {@code .3f} how many
 * decimals a fraction. Without it epoch and step are whole, and metrics have four decimals.
 *
 * <p>Whatever the tags, a name is one that Linux, macOS and Windows take, and none of a directory below or above: all but the letters,
 * digits and signs that all of them allow becomes {@code _}, and what is too long is cut and ends in its checksum.
 */
final class FilePattern {

  private static final Pattern FIELD = Pattern.compile("\\{([^{}]+)}");
  private static final Pattern FORMAT =
      Pattern.compile("(?s)(?<name>.+?)(?::0?(?<width>\\d*)(?:d|\\.(?<decimals>\\d{1,2})f))?");
  private static final Pattern RESERVED =
      Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");
  private static final Set<String> COUNTS = Set.of("epoch", "step");
  private static final int LONGEST = 120;

  private final String pattern;

  FilePattern(String pattern) {
    if (pattern.isBlank()) {
      throw new IllegalArgumentException(
          "the file name is empty: give one, such as {epoch:02d}-{val/loss:.3f}");
    }
    this.pattern = pattern;
  }

  /** Whether all names are the same one. */
  boolean isFixed() {
    return !FIELD.matcher(pattern).find();
  }

  /** Refuses a field that has no value at the time: called before the first step, with the tags that are measured then. */
  void check(List<String> tags) {
    Matcher fields = FIELD.matcher(pattern);
    while (fields.find()) {
      String name = requireNonNull(format(fields.group(1)).group("name"));
      if (!COUNTS.contains(name) && !tags.contains(name)) {
        throw new IllegalArgumentException("the file name " + pattern + " holds '" + name
            + "', which is not measured when the file is written; there are epoch, step"
            + (tags.isEmpty() ? "" : ", " + String.join(", ", tags)));
      }
    }
  }

  /** The name with these numbers. */
  String name(int epoch, long step, Map<String, Double> metrics) {
    Matcher fields = FIELD.matcher(pattern);
    StringBuilder text = new StringBuilder();
    while (fields.find()) {
      String field = field(fields.group(1), name -> switch (name) {
        case "epoch" -> epoch;
        case "step" -> step;
        default -> metrics.getOrDefault(name, Double.NaN);
      });
      fields.appendReplacement(text, Matcher.quoteReplacement(field));
    }
    return legal(fields.appendTail(text).toString());
  }

  private static Matcher format(String field) {
    Matcher format = FORMAT.matcher(field);
    if (!format.matches()) {
      throw new AssertionError("any field is at least a name: " + field);
    }
    return format;
  }

  private static String field(String field, ToDoubleFunction<String> values) {
    Matcher format = format(field);
    String name = requireNonNull(format.group("name"));
    String width = format.group("width");
    String decimals = format.group("decimals");
    boolean isWhole = width != null ? decimals == null : COUNTS.contains(name);
    int digits = decimals != null ? Integer.parseInt(decimals) : isWhole ? 0 : 4;
    String number = number(values.applyAsDouble(name), digits);
    int least = width == null || width.isEmpty() ? 0 : Math.min(LONGEST, Integer.parseInt(width));
    return name + "=" + "0".repeat(Math.max(0, least - number.length())) + number;
  }

  /** Rounded as Python does; {@code String.format} is not the same in all versions of Java. */
  private static String number(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }
    return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** Another name that none of these is on any system. */
  static String unlike(Set<String> taken, String name) {
    String free = name;
    for (int version = 1; taken.contains(free.toLowerCase(Locale.ROOT)); version++) {
      free = name + "-v" + version;
    }
    return free;
  }

  private static String legal(String text) {
    String name = text.replaceAll("[^A-Za-z0-9._=+-]", "_");
    if (name.length() > LONGEST) {
      MessageDigest digest = Sha256.start();
      digest.update(text.getBytes(StandardCharsets.UTF_8));
      name = name.substring(0, LONGEST - 9) + "-" + Sha256.hex(digest).substring(0, 8);
    }
    name = name.replaceAll("^[.-]|\\.$", "_");
    return RESERVED.matcher(name).matches() ? "_" + name : name;
  }
}
