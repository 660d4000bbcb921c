package org.ockham.data.table;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What one cell's text may be read as. The grammar is ASCII and the same in every locale. */
final class Cell {
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
  private static final Pattern LEADING_ZERO = Pattern.compile("[+-]?0[0-9].*");
  private static final Pattern DATE =
      Pattern.compile("([0-9]{1,4})([-/.])([0-9]{1,2})\\2([0-9]{1,4})"
          + "(?:[T ]([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\\.([0-9]{1,6}))?)?)?");

  /** Digits that every double holds. */
  private static final int SAFE_DIGITS = 15;

  private Cell() {}

  /** A whole number of 64 bits, or null. */
  static @Nullable Long integer(String cell) {
    if (!INTEGER.matcher(cell).matches()) {
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
    String number = mark == '.' ? cell : cell.replace('.', ' ').replace(mark, '.');
    if (!DECIMAL.matcher(number).matches()) {
      return null;
    }
    double value = Double.parseDouble(number);
    return Double.isFinite(value) ? value : null;
  }

  /** Whether it is a code rather than a number: {@code 007}. */
  static boolean hasLeadingZero(String cell) {
    return !cell.isEmpty()
        && cell.charAt(0) <= '0'
        && LEADING_ZERO.matcher(cell).matches();
  }

  /** Whether it is a whole number that a double would round, or that has more than 64 bits. */
  static boolean losesDigits(String cell) {
    return cell.length() > SAFE_DIGITS
        && INTEGER.matcher(cell).matches()
        && (integer(cell) == null
            || new BigDecimal(Double.parseDouble(cell)).compareTo(new BigDecimal(cell)) != 0);
  }

  /** Whether it has a date's look, be there such a day or not. */
  static boolean looksLikeDate(String cell) {
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
