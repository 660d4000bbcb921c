package org.ockham.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.ockham.file.Archive;
import org.ockham.file.FileProblem;
import org.ockham.file.InputFile;

/** Files that belong together, read where they lie: side by side in a directory, or packed in one archive. */
record Members(List<String> names) {

  /** Reads one of them. */
  @FunctionalInterface
  interface Reader {

    /**
     * Reads a file.
     *
     * @param name one of the names
     * @param place the file, in words for a message
     * @param size in bytes
     */
    void read(String name, String place, InputStream in, long size) throws IOException;
  }

  Members {
    names = List.copyOf(names);
  }

  /**
   * Reads all of them.
   *
   * @param place the archive, or one of the files, beside which the others lie; gzipped ones end in {@code .gz}
   * @param most how many bytes an archive may unpack to
   * @throws DamagedFile if one is absent or cannot be read, or the reader says so
   */
  void read(Path place, long most, Reader reader) throws DamagedFile {
    Path now = place;
    try {
      if (Archive.begins(place) && !names.contains(name(place.toString()))) {
        archive(place, most, reader);
        return;
      }
      Path directory = Objects.requireNonNull(place.toAbsolutePath().getParent());
      for (String name : names) {
        now = inDirectory(directory, name);
        InputFile.check(now);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(now), 1 << 16)) {
          reader.read(name, now.toString(), in, Files.size(now));
        }
      }
    } catch (DamagedFile e) {
      throw e;
    } catch (EOFException e) {
      throw new DamagedFile(now, "is cut off", e);
    } catch (IOException e) {
      throw new DamagedFile(now, "cannot be read: " + FileProblem.reason(e), e);
    }
  }

  /** Whether the place is an archive, or all of the files lie there, none of them empty. */
  boolean present(Path place) {
    Path directory = Objects.requireNonNull(place.toAbsolutePath().getParent());
    return names.contains(name(place.toString()))
        ? names.stream().allMatch(name -> isFile(inDirectory(directory, name)))
        : isFile(place);
  }

  private static boolean isFile(Path path) {
    return path.toFile().isFile() && path.toFile().length() > 0;
  }

  private static Path inDirectory(Path directory, String name) {
    Path plain = directory.resolve(name);
    Path zipped = directory.resolve(name + ".gz");
    return !Files.exists(plain) && Files.exists(zipped) ? zipped : plain;
  }

  private void archive(Path archive, long most, Reader reader) throws IOException {
    Set<String> missing = new HashSet<>(names);
    Archive.each(archive, most, (path, size, in) -> {
      String name = name(path);
      if (!names.contains(name)) {
        return;
      }
      if (!missing.remove(name)) {
        throw new DamagedFile(archive, "holds " + name + " twice", null);
      }
      reader.read(name, archive + " (" + name + ")", in, size);
    });
    for (String name : names) {
      if (missing.contains(name)) {
        throw new DamagedFile(
            archive, "does not hold " + name + ", so it is cut off or of another data set", null);
      }
    }
  }

  private static String name(String path) {
    return path.replaceFirst("^.*[/\\\\]", "").replaceFirst("\\.gz$", "");
  }
}
