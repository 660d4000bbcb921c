package org.ockham.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * What files look like from outside. As long as it is the same, they need not be read again.
 *
 * @param text which, how long and when last written each is
 * @param moment when this was, where the same look may hide another change; else 0
 */
public record Stamp(String text, long moment) {

  /** How coarse the clocks of file systems are, with room: 4 ms on most Linux systems. */
  private static final Duration COARSE = Duration.ofMillis(100);

  /** One of what is seen at once. */
  Stamp(String text) {
    this(text, 0);
  }

  /**
   * Of these files as they are now, each look another as long as one of them was written just now: another change in the same tick of
   * the file system's clock would look the same, and never be seen.
   */
  static Stamp settled(Path... files) {
    Stamp now = of(files);
    for (Path file : files) {
      try {
        Duration age = Duration.between(Files.getLastModifiedTime(file).toInstant(), Instant.now());
        if (age.abs().compareTo(COARSE) < 0) {
          return new Stamp(now.text, System.nanoTime());
        }
      } catch (IOException none) {
        // it has its own look
      }
    }
    return now;
  }

  /** The same where something else is to be seen too. */
  Stamp with(String more) {
    return new Stamp(text + more, moment);
  }

  /** Whether there is a change to be seen, and not only one that might be hidden. */
  boolean shows(Stamp before) {
    return !text.equals(before.text);
  }

  /** Of these files as they are now; one that is not there has its own look. */
  static Stamp of(Path... files) {
    StringBuilder text = new StringBuilder();
    for (Path file : files) {
      try {
        BasicFileAttributes look = Files.readAttributes(file, BasicFileAttributes.class);
        text.append(look.fileKey())
            .append(' ')
            .append(look.size())
            .append(' ')
            .append(look.lastModifiedTime().to(TimeUnit.NANOSECONDS));
      } catch (IOException none) {
        text.append('-');
      }
      text.append('\n');
    }
    return new Stamp(text.toString());
  }
}
