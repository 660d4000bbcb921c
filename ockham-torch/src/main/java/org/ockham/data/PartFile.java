package org.ockham.data;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What has arrived of a file so far, and beside it a note from where: the address and the validator (entity tag or date)
 * with which the same mirror can be asked for the rest. The note's address is only ever compared, never fetched.
 */
record PartFile(Path path, Path note) {

  static PartFile of(Path target) {
    return new PartFile(
        target.resolveSibling(target.getFileName() + ".part"),
        target.resolveSibling(target.getFileName() + ".part.from"));
  }

  /** How many bytes there are. */
  long size() throws IOException {
    return Files.exists(path) ? Files.size(path) : 0;
  }

  /** The validator for asking this mirror for the rest, if the part came from there. */
  Optional<String> validator(URI mirror) {
    try {
      List<String> lines = Files.readAllLines(note, StandardCharsets.UTF_8);
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
    Files.write(note, List.of(mirror.toString(), validator), StandardCharsets.UTF_8);
  }

  /** Forgets all of it. */
  void delete() throws IOException {
    Files.deleteIfExists(path);
    Files.deleteIfExists(note);
  }
}
