package org.ockham.data.fetch;

import org.ockham.file.Terminal;

/** Is told how far fetching a file has come. */
public interface Progress {

  /** Says nothing. */
  Progress SILENT = (file, host, done, total) -> now -> {};

  /**
   * A file begins to arrive.
   *
   * @param file its name
   * @param host where it comes from
   * @param done bytes that were there already
   * @param total bytes in all, or -1 if that is not known
   */
  Transfer begin(String file, String host, long done, long total);

  /** A bar on a terminal; elsewhere one line in the log for each file. */
  static Progress standard() {
    return Terminal.isInteractive() ? TerminalProgress::bar : TerminalProgress::line;
  }

  /** One file on its way. */
  interface Transfer extends AutoCloseable {

    /** So many bytes are there by now. Called from a thread of the network's. */
    void at(long done);

    /** No more will come. */
    @Override
    default void close() {}
  }
}
