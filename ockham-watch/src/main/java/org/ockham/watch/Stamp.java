package org.ockham.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * What files look like from outside. As long as it is the same, they need not be read again.
 *
 * @param text which, how long and when last written each is
 */
public record Stamp(String text) {

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
