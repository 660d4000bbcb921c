package org.ockham.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ockham.search.StudyResult;
import org.ockham.search.storage.Storage;
import org.ockham.search.storage.StorageException;
import org.ockham.search.storage.StorageUrl;
import org.ockham.search.storage.StudyRecord;

/**
 * A storage that is read and never written. Of an SQLite file in rollback mode, which is how Optuna leaves it, a copy is read: whoever
 * reads the file itself keeps its writer waiting.
 */
final class StudySource {

  private static final long BESIDE = Duration.ofSeconds(2).toNanos();

  private final String url;
  private final @Nullable Path file;
  private final Fresh<List<String>> names = new Fresh<>();

  private StudySource(String url, @Nullable Path file) {
    this.url = url;
    this.file = file;
  }

  /**
   * The storage at a URL, or in a file.
   *
   * @throws IllegalArgumentException if the URL is not understood
   */
  static StudySource of(String urlOrFile) {
    String url = urlOrFile.contains("://") ? urlOrFile : "sqlite:///" + urlOrFile;
    StorageUrl parts = StorageUrl.parse(url);
    boolean isFile = parts.scheme().equals("sqlite") || parts.scheme().equals("journal");
    return new StudySource(
        url,
        isFile && parts.location().length() > 1 ? Path.of(parts.location().substring(1)) : null);
  }

  /** The URL without its password. */
  String shown() {
    return StorageUrl.withoutPassword(url);
  }

  /** Of a file, how it looks; of a server, which shows nothing from outside, another every two seconds. */
  Stamp stamp() {
    if (file == null) {
      return new Stamp(Long.toString(System.nanoTime() / BESIDE));
    }
    return Stamp.settled(
        file,
        file.resolveSibling(file.getFileName() + "-wal"),
        file.resolveSibling(file.getFileName() + "-journal"));
  }

  /** The names of its studies. */
  List<String> names() {
    return names.get(
        stamp(),
        () ->
            opened(storage -> storage.studies().stream().map(StudyRecord::name).toList()));
  }

  /** Makes something of a study's trials as they are now. */
  <T> T read(String name, BiFunction<StudyRecord, StudyResult, T> made) {
    record Read(StudyRecord record, StudyResult result) {}

    Read read = opened(storage -> {
      StudyRecord record = storage
          .find(name)
          .orElseThrow(() ->
              new StorageException("there is no study '" + name + "' in " + shown() + " any more"));
      return new Read(
          record,
          new StudyResult(
              record.name(), record.directions(), storage.trials(record.id(), List.of(), -1)));
    });
    return made.apply(read.record, read.result);
  }

  private <T> T opened(Function<Storage, T> reading) {
    if (file == null || !SqliteCopy.isNeeded(file)) {
      try (Storage storage = Storage.reading(url)) {
        return reading.apply(storage);
      }
    }
    int query = url.indexOf('?');
    String options = query < 0 ? "" : url.substring(query);
    try {
      Path copy = SqliteCopy.of(file);
      try (Storage storage = Storage.reading("sqlite:///" + copy + options)) {
        return reading.apply(storage);
      } finally {
        Files.deleteIfExists(copy);
      }
    } catch (IOException e) {
      throw new StorageException(
          StorageException.Kind.UNWRITABLE, file + " cannot be copied: " + e.getMessage(), e);
    }
  }
}
