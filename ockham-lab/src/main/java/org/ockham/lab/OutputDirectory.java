package org.ockham.lab;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ockham.file.AtomicFile;
import org.ockham.file.DirectoryClaim;
import org.ockham.file.WritableDirectory;

/**
 * A directory that results go to. To name one makes nothing: it is made, and claimed for one writer, when the work begins; the
 * claim ends with {@link #close}, or with the process.
 */
public final class OutputDirectory implements AutoCloseable {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneId.systemDefault());

  private static final Set<String> NO_RESULTS =
      Set.of(DirectoryClaim.FILE, StopRequest.FILE, SeedsRequest.FILE);

  private final Path first;
  private final boolean isNew;
  private volatile Path path;
  private @Nullable DirectoryClaim claim;
  private @Nullable StopRequest request;
  private boolean wasThere;

  private OutputDirectory(Path path, boolean isNew) {
    this.first = path;
    this.isNew = isNew;
    this.path = path;
  }

  /**
   * This directory, which may be there already.
   *
   * @throws LabException if it is a file, or cannot be written
   */
  public static OutputDirectory at(Path path) {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new LabException(
          path + ": is a file, but results are written into a directory: give another.");
    }
    tryToWrite(path);
    return new OutputDirectory(path, false);
  }

  /**
   * The place of work that is not told another: a new directory {@code runs/RECIPE/NAME-TIME} below the current one. Where
   * there is one of that name when it is made, a number is added: no two ever share one.
   *
   * @throws LabException if it cannot be written
   */
  public static OutputDirectory standard(String recipe, String name) {
    return fresh(Path.of("runs", recipe, name + "-" + TIME.format(Instant.now())));
  }

  /** A directory that is not there yet, of this name or with a number behind it. */
  static OutputDirectory fresh(Path path) {
    tryToWrite(path);
    return new OutputDirectory(path, true);
  }

  private static void tryToWrite(Path path) {
    try {
      WritableDirectory.attempt(path);
    } catch (IOException e) {
      throw LabException.unwritable(path, e);
    }
  }

  /** Where it is; known for certain once it is made. */
  public Path path() {
    return path;
  }

  /** The names of the files in it, sorted; drafts of a writer that was killed, the lock and wishes of others are none. */
  List<String> files() {
    if ((isNew && claim == null) || !Files.exists(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(file -> !AtomicFile.isDraft(file))
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> !NO_RESULTS.contains(name))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw LabException.unwritable(path, e);
    }
  }

  /** That it holds something, and what to do. */
  LabException full() {
    return new LabException(path
        + ": is not empty, and nothing in it is overwritten: give a new directory, or empty it.");
  }

  /**
   * Makes it if need be, to be shared by many writers.
   *
   * @throws LabException if it cannot be made
   */
  public OutputDirectory make() {
    try {
      Files.createDirectories(path);
      return this;
    } catch (IOException e) {
      throw LabException.unwritable(path, e);
    }
  }

  /**
   * Makes it if need be, and keeps all other writers out.
   *
   * @throws LabException if another writer is in it, or it cannot be written
   */
  void claim() {
    try {
      wasThere = !isNew && Files.exists(path);
      if (isNew) {
        makeNew();
      } else {
        Files.createDirectories(path);
      }
      claim = DirectoryClaim.attempt(path)
          .orElseThrow(() -> new LabException(path
              + ": another run is writing there: give another directory, or wait until it ends."));
      AtomicFile.sweep(path);
      clearRequests();
    } catch (IOException e) {
      throw LabException.unwritable(path, e);
    }
  }

  /** Takes away what nobody hears any more: it was meant for work that has ended. */
  private void clearRequests() throws IOException {
    StopRequest.clear(path);
    SeedsRequest.clear(path);
  }

  /** Runs this once if, while the directory is claimed, somebody asks the work in it to end: see {@link StopRequest}. */
  void onStop(Runnable stop) {
    request = StopRequest.heard(path, stop);
  }

  private void makeNew() throws IOException {
    Path parent = first.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    for (int i = 2; ; i++) {
      try {
        Files.createDirectory(path);
        return;
      } catch (FileAlreadyExistsException taken) {
        path = first.resolveSibling(first.getFileName() + "-" + i);
      }
    }
  }

  /**
   * Writes a file whole, or not at all.
   *
   * @throws LabException if it cannot be written
   */
  public void write(String name, String text) {
    write(path.resolve(name), text);
  }

  /**
   * Writes a file whole, or not at all; its directory must exist.
   *
   * @throws LabException if it cannot be written
   */
  public static void write(Path file, String text) {
    try {
      AtomicFile.write(file, text);
    } catch (IOException e) {
      throw LabException.unwritable(file, e);
    }
  }

  /** Takes the directory away, if it was made here and there is nothing left in it; the claim is given up either way. */
  void discard() {
    try {
      clearRequests();
      Files.deleteIfExists(path.resolve(DirectoryClaim.FILE));
      if (!wasThere) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // It is in nobody's way.
    }
    close();
  }

  /** Lets other writers in. */
  @Override
  public void close() {
    StopRequest listening = request;
    if (listening != null) {
      listening.close();
    }
    DirectoryClaim held = claim;
    if (held != null) {
      try {
        if (listening != null) {
          clearRequests();
        }
        held.close();
      } catch (IOException e) {
        // Its channel is closed all the same, and the lock with it.
      }
    }
  }
}
