package org.ockham.data.table;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What one cell's text may be read as. The grammar is ASCII and the same in every locale. */
final class Cell {
  private static final Pattern DATE =
      Pattern.compile("([0-9]{1,4})([-/.])([0-9]{1,2})\\2([0-9]{1,4})"
          + "(?:[T ]([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\\.([0-9]{1,6}))?)?)?");

  /** Digits that every double holds. */
  private static final int SAFE_DIGITS = 15;

  private Cell() {}

  /** What its characters make it. */
  private enum Shape {
    WHOLE,
    DECIMAL,
    OTHER
  }

  /** A sign, digits, a mark and digits, an exponent: a regular expression would take most of the time of reading a file. */
  private static Shape shape(String cell, char mark) {
    int end = cell.length();
    int start = sign(cell, 0);
    int at = digits(cell, start);
    int digits = at - start;
    if (at == end) {
      return digits > 0 ? Shape.WHOLE : Shape.OTHER;
    }
    if (cell.charAt(at) == mark) {
      int from = at + 1;
      at = digits(cell, from);
      digits += at - from;
    }
    if (digits > 0 && at < end && (cell.charAt(at) | 0x20) == 'e') {
      int from = sign(cell, at + 1);
      at = digits(cell, from);
      digits = at - from;
    }
    return digits > 0 && at == end ? Shape.DECIMAL : Shape.OTHER;
  }

  private static int sign(String cell, int at) {
    return at < cell.length() && (cell.charAt(at) == '+' || cell.charAt(at) == '-') ? at + 1 : at;
  }

  private static int digits(String cell, int from) {
    int at = from;
    while (at < cell.length() && isDigit(cell.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** A whole number of 64 bits, or null. */
  static @Nullable Long integer(String cell) {
    if (shape(cell, '.') != Shape.WHOLE) {
      return null;
    }
    try {
      return Long.parseLong(cell);
    } catch (NumberFormatException e) {
      return null; // more than 64 bits
    }
  }

  /** A finite number, rounded to a double, or null. */
  static @Nullable Double decimal(String cell, char mark) {
    if (shape(cell, mark) == Shape.OTHER) {
      return null;
    }
    double value = Double.parseDouble(cell.replace(mark, '.'));
    return Double.isFinite(value) ? value : null;
  }

  /** Whether it is a code rather than a number: {@code 007}. */
  static boolean hasLeadingZero(String cell) {
    int at = sign(cell, 0);
    return at + 1 < cell.length() && cell.charAt(at) == '0' && isDigit(cell.charAt(at + 1));
  }

  /** Whether it is a whole number that a double would round, or that has more than 64 bits. */
  static boolean losesDigits(String cell) {
    return cell.length() > SAFE_DIGITS
        && shape(cell, '.') == Shape.WHOLE
        && (integer(cell) == null
            || new BigDecimal(Double.parseDouble(cell)).compareTo(new BigDecimal(cell)) != 0);
  }

  /** Whether it has a date's look, be there such a day or not. */
  static boolean looksLikeDate(String cell) {
    if (cell.isEmpty() || !isDigit(cell.charAt(0))) {
      return false;
    }
    Matcher date = DATE.matcher(cell);
    return date.matches() && isYearFirst(date) != isYearLast(date);
  }

  private static boolean isYearFirst(Matcher date) {
    return date.group(1).length() == 4 && date.group(4).length() <= 2;
  }

  private static boolean isYearLast(Matcher date) {
    return date.group(1).length() <= 2 && date.group(4).length() == 4;
  }

  /** The date that is written in this order, or null if there is none such. */
  static @Nullable LocalDateTime date(String cell, ColumnType order) {
    Matcher date = DATE.matcher(cell);
    if (!date.matches()
        || !(order == ColumnType.YEAR_FIRST_DATE ? isYearFirst(date) : isYearLast(date))) {
      return null;
    }
    int first = Integer.parseInt(date.group(1));
    int second = Integer.parseInt(date.group(3));
    int third = Integer.parseInt(date.group(4));
    try {
      return LocalDateTime.of(
          order == ColumnType.YEAR_FIRST_DATE ? first : third,
          order == ColumnType.MONTH_FIRST_DATE ? first : second,
          switch (order) {
            case YEAR_FIRST_DATE -> third;
            case MONTH_FIRST_DATE -> second;
            default -> first;
          },
          number(date.group(5)),
          number(date.group(6)),
          number(date.group(7)),
          date.group(8) == null
              ? 0
              : Integer.parseInt((date.group(8) + "00000").substring(0, 6)) * 1000);
    } catch (DateTimeException e) {
      return null; // the 31st of February
    }
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
