package org.ockham.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes files whole, or not at all. A file takes shape beside its place under a name that no other writer has, reaches the disk,
 * and is renamed: a reader sees the old content or the new, also after a crash, and two writers of one file do not meet.
 */
public final class AtomicFile {

  /** What goes into a file. */
  @FunctionalInterface
  public interface Content {

    /** Writes all of it to a file that is empty. */
    void writeTo(FileChannel file) throws IOException;
  }

  /** The names of drafts: a dot, the file's name, a random number of its writer's own. */
  private static final Pattern DRAFT =
      Pattern.compile("\\..+\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.tmp");

  private AtomicFile() {}

  /**
   * Writes text in UTF-8. The directory must exist; a file that was there is replaced.
   *
   * @throws IOException if it cannot be written; the place is as it was
   */
  public static void write(Path place, String text) throws IOException {
    write(place, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes bytes. The directory must exist; a file that was there is replaced.
   *
   * @throws IOException if it cannot be written; the place is as it was
   */
  public static void write(Path place, byte[] bytes) throws IOException {
    write(place, file -> writeFully(file, ByteBuffer.wrap(bytes)));
  }

  /**
   * Writes what the content says. The directory must exist; a file that was there is replaced, and so is a link: what it leads to stays
   * as it is.
   *
   * @throws IOException if it cannot be written, or is there and no regular file (a device, say); the place is as it was
   */
  public static void write(Path place, Content content) throws IOException {
    Path target = place.toAbsolutePath();
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
        && !Files.isSymbolicLink(target)) {
      throw new FileSystemException(place.toString(), null, "is no regular file");
    }
    Path draft = target.resolveSibling(draftPrefix(target) + UUID.randomUUID() + ".tmp");
    try {
      try (FileChannel file =
          FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        content.writeTo(file);
        file.force(true);
      }
      rename(draft, target);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /**
   * Gives a finished file its name: its bytes reach the disk before the name does, so that a crash leaves the old state or the
   * new one.
   *
   * @throws IOException if it cannot be renamed; both files are as they were
   */
  public static void publish(Path draft, Path place) throws IOException {
    try (FileChannel file = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      file.force(true);
    }
    rename(draft, place.toAbsolutePath());
  }

  /**
   * Deletes the drafts that killed processes left in a directory. Only for who has it to himself ({@link DirectoryClaim}): a
   * draft that another writer is at work on goes, too.
   *
   * @throws IOException if the directory cannot be read or a draft not be deleted
   */
  public static void sweep(Path directory) throws IOException {
    sweep(directory, "");
  }

  /**
   * Deletes the drafts of one place that killed processes left. Only for who has this place to himself.
   *
   * @throws IOException if its directory cannot be read or a draft not be deleted
   */
  public static void sweepOf(Path place) throws IOException {
    Path directory = place.toAbsolutePath().getParent();
    if (directory != null) {
      sweep(directory, draftPrefix(place));
    }
  }

  private static void sweep(Path directory, String prefix) throws IOException {
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(
        directory, file -> isDraft(file) && file.getFileName().toString().startsWith(prefix))) {
      for (Path draft : drafts) {
        Files.deleteIfExists(draft);
      }
    }
  }

  /** What the names of a place's drafts begin with. */
  private static String draftPrefix(Path place) {
    return "." + place.getFileName() + ".";
  }

  /** Whether a file is a draft by its name: one that is being written, or that a killed process left. */
  public static boolean isDraft(Path file) {
    return DRAFT.matcher(String.valueOf(file.getFileName())).matches();
  }

  /** Writes all of a buffer, which a channel need not do in one call. */
  public static void writeFully(FileChannel file, ByteBuffer source) throws IOException {
    while (source.hasRemaining()) {
      file.write(source);
    }
  }

  private static void rename(Path draft, Path target) throws IOException {
    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    force(target.getParent());
  }

  /** Makes new names in a directory durable. Windows has no such call for directories, and needs none. */
  public static void force(@Nullable Path directory) {
    if (directory == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // The file is complete under its name; only a power failure in the next seconds could lose
      // the rename.
    }
  }
}
