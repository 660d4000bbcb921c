package org.ockham.watch;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.ockham.file.PlainFile;

/** The end of a text file that grows, in whole lines: of a log of any length a page shows what came last. */
final class LogTail {

  /** As many lines as somebody looks through. */
  static final int LINES = 200;

  private static final int BYTES = 1 << 16;

  private LogTail() {}

  /** Empty where there is no file, or no whole line in it. */
  static String of(Path file) {
    try (FileChannel channel = PlainFile.open(file)) {
      long start = Math.max(0, channel.size() - BYTES);
      byte[] bytes = Channels.newInputStream(channel.position(start)).readNBytes(BYTES);
      String text = new String(bytes, StandardCharsets.UTF_8);
      String whole = text.substring(0, text.lastIndexOf('\n') + 1);
      List<String> lines = whole.lines().skip(start == 0 ? 0 : 1).toList();
      int dropped = Math.max(0, lines.size() - LINES);
      return (start + dropped == 0 ? "" : "…\n")
          + String.join("\n", lines.subList(dropped, lines.size()));
    } catch (IOException none) {
      return "";
    }
  }
}
