package org.ockham.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.ockham.data.fetch.Cache;
import org.ockham.file.FileProblem;
import org.ockham.watch.WatchServer;

/**
 * How whoever started a server is told where it is. A terminal is told the token too; what is printed into a file or a log others may read,
 * so there the token is in a file that only its owner can read, until the server ends.
 */
final class WatchAddress implements AutoCloseable {

  private final String told;
  private final @Nullable Path file;

  private WatchAddress(String told, @Nullable Path file) {
    this.told = told;
    this.file = file;
  }

  static WatchAddress of(Screen screen, WatchServer server) {
    URI open = server.addressWithToken();
    URI address = server.address();
    if (screen.interactive() || open.equals(address)) {
      return new WatchAddress(open.toString(), null);
    }
    Path file = Cache.standard().directory().resolve("watch").resolve(address.getPort() + ".txt");
    try {
      write(file, open + "\n");
      return new WatchAddress(
          address + " (to act there too, open the address that is in " + file + ")", file);
    } catch (IOException e) {
      return new WatchAddress(
          address + " (only to look: " + file + " cannot be written: " + FileProblem.reason(e)
              + ")",
          null);
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.deleteIfExists(file); // another's permissions would stay
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
    }
    Files.writeString(file, text);
  }

  String told() {
    return told;
  }

  /** The token is worth nothing any more. */
  @Override
  public void close() {
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // It is overwritten by the next server at this port.
      }
    }
  }
}
