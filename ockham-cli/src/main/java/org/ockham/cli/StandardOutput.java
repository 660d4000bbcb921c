package org.ockham.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Standard output, which remembers why it could not be written: a {@link PrintStream} forgets it. */
final class StandardOutput extends PrintStream {

  private final Watch watch;

  /** The process's own, in UTF-8. */
  StandardOutput() {
    this(new FileOutputStream(FileDescriptor.out));
  }

  StandardOutput(OutputStream file) {
    this(new Watch(file));
  }

  private StandardOutput(Watch watch) {
    super(watch, true, StandardCharsets.UTF_8);
    this.watch = watch;
  }

  /** Why some of it could not be written, or null. */
  @Nullable
  IOException problem() {
    flush();
    return watch.problem;
  }

  /** Runs this when the reader goes; at once if he has gone. */
  void onClosedPipe(Runnable action) {
    watch.onClosedPipe = action;
    IOException problem = watch.problem;
    if (problem != null && isClosedPipe(problem)) {
      action.run();
    }
  }

  /**
   * Whether it is a pipe whose reader has gone, as {@code head} goes when it has enough. These are the words of the system; on Windows a pipe "is being
   * closed" or "has been ended".
   */
  static boolean isClosedPipe(IOException problem) {
    String words = String.valueOf(problem.getMessage()).toLowerCase(Locale.ROOT);
    return words.contains("broken pipe")
        || words.contains("pipe is being closed")
        || words.contains("pipe has been ended");
  }

  /** Notes the first failure. */
  private static final class Watch extends OutputStream {
    private final OutputStream file;
    private volatile @Nullable IOException problem;
    private volatile Runnable onClosedPipe = () -> {};

    Watch(OutputStream file) {
      this.file = file;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        file.write(bytes, from, length);
      } catch (IOException e) {
        if (problem == null) {
          problem = e;
          if (isClosedPipe(e)) {
            onClosedPipe.run();
          }
        }
        throw e;
      }
    }

    @Override
    public void flush() throws IOException {
      file.flush();
    }
  }
}
