package org.ockham.lab.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How pages write times: all in one zone, and with its name. */
public final class Moment {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
          "yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
      .withZone(ZoneOffset.UTC);

  private Moment() {}

  /** A time to the second. */
  public static String text(Instant time) {
    return TIME.format(time);
  }
}
