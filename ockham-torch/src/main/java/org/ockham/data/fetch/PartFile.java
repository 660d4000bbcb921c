package org.ockham.data.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ockham.file.AtomicFile;
import org.ockham.file.InputFile;
import org.ockham.file.PlainFile;

/**
 * What has arrived of a file so far, and beside it a note from where: the address and the validator (entity tag or date)
 * with which the same mirror can be asked for the rest. The note's address is only ever compared, never fetched.
 */
record PartFile(Path path, Path note) {

  private static final int LONGEST_NOTE = 1 << 14;

  static PartFile of(Path target) {
    return new PartFile(
        target.resolveSibling(target.getFileName() + ".part"),
        target.resolveSibling(target.getFileName() + ".part.from"));
  }

  /** How many bytes there are. What has the name and is no file, such as a pipe, is removed. */
  long size() throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return 0;
    }
    if (!Files.isRegularFile(path)) {
      Files.delete(path);
      return 0;
    }
    return Files.size(path);
  }

  /** The validator for asking this mirror for the rest, if the part came from there. */
  Optional<String> validator(URI mirror) {
    try {
      InputFile.check(note);
      List<String> lines;
      try (InputStream in = Files.newInputStream(note)) {
        lines = new String(in.readNBytes(LONGEST_NOTE), StandardCharsets.UTF_8)
            .lines()
            .toList();
      }
      boolean usable = lines.size() == 2
          && lines.get(0).equals(mirror.toString())
          && !lines.get(1).isBlank()
          && lines.get(1).chars().allMatch(c -> c >= ' ' && c <= '~');
      return usable ? Optional.of(lines.get(1)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Notes where the bytes come from. Weak entity tags do not promise the same bytes (RFC 9110, 8.8.1). */
  void began(URI mirror, HttpHeaders headers) throws IOException {
    Optional<String> tag = headers.firstValue("ETag").filter(t -> !t.startsWith("W/"));
    String validator = tag.or(() -> headers.firstValue("Last-Modified")).orElse("");
    if (!PlainFile.isAt(note)) { // whatever lies in a cache is replaced
      Files.deleteIfExists(note);
    }
    AtomicFile.write(note, mirror + "\n" + validator + "\n");
  }

  /** Forgets all of it. */
  void delete() throws IOException {
    Files.deleteIfExists(path);
    Files.deleteIfExists(note);
  }
}
