package org.ockham.checkpoint;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.ockham.checkpoint.CheckpointIndex.Sum;
import org.ockham.file.AtomicFile;
import org.ockham.file.Excerpt;
import org.ockham.file.FileProblem;
import org.ockham.file.InputFile;
import org.ockham.file.Sha256;
import org.ockham.state.SavedState;
import org.ockham.tensor.Safetensors;
import org.ockham.tensor.SafetensorsException;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/**
 * Directories that hold one checkpoint each: {@code model.safetensors}, which is the network's state dict and can be used by itself,
 * {@code optimizer.safetensors}, {@code state.json}, and {@code state.safetensors} if anything else remembers tensors. {@code
 * state.json} has the values of the state and the SHA-256 of every file, its own content's too.
 *
 * <p>A checkpoint is whole or it is not there. It takes shape in {@code .NAME.new} beside its place; when all of it has reached the disk
 * the one that was there is renamed to {@code .NAME.old}, the new one to its name, and only then is the old one deleted. Whenever a
 * crash comes, and if the disk is full, one of them can be {@linkplain #read read}. A directory is one writer's at a time.
 *
 * <p>Reading takes nothing on trust: what is not exactly such a directory is refused, and nothing in it can execute or point out of it.
 */
public final class CheckpointDirectory {

  private static final String MODEL = "model.safetensors";
  private static final String OPTIMIZER = "optimizer.safetensors";
  private static final String REST = "state.safetensors";
  private static final String INDEX = "state.json";

  private static final String NEW = ".new";
  private static final String OLD = ".old";
  private static final String GONE = ".gone";

  private CheckpointDirectory() {}

  // ---------------------------------------------------------------- writing

  /**
   * Writes a checkpoint into this directory, which is made with those above it; a checkpoint that was there is replaced when the new one
   * is whole.
   *
   * @throws CheckpointException if it cannot be written, or something else is in the directory; what was there is as it was
   */
  public static void write(Path directory, CheckpointContents contents) {
    Path place = directory.toAbsolutePath().normalize();
    Path draft = sibling(place, NEW);
    try {
      Files.createDirectories(draft.getParent());
      settle(place);
      checkReplaceable(place);
      try {
        Files.createDirectory(draft);
        fill(draft, contents);
        publish(draft, place);
      } finally {
        deleteIfThere(draft);
      }
    } catch (IOException e) {
      throw new CheckpointException(directory, "cannot be written: " + FileProblem.reason(e), e);
    } catch (SafetensorsException e) { // of a file that is gone again: only the reason helps
      if (e.getCause() instanceof IOException io) {
        throw new CheckpointException(
            directory, "cannot be written: " + FileProblem.reason(io), io);
      }
      throw new CheckpointException(directory, "cannot be written: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(directory, "cannot be written: " + e.getMessage(), e);
    }
  }

  private static void fill(Path draft, CheckpointContents contents) throws IOException {
    Map<String, Map<String, Tensor>> parts = new LinkedHashMap<>();
    parts.put(MODEL, contents.model());
    parts.put(OPTIMIZER, contents.optimizer());
    if (!contents.rest().tensors().isEmpty()) {
      parts.put(REST, contents.rest().tensors());
    }
    Map<String, Sum> sums = new LinkedHashMap<>();
    for (var part : parts.entrySet()) {
      Path file = draft.resolve(part.getKey());
      Safetensors.write(file, part.getValue(), Map.of());
      long bytes = Files.size(file);
      sums.put(part.getKey(), new Sum(bytes, Sha256.ofFile(file, bytes)));
    }
    AtomicFile.write(
        draft.resolve(INDEX),
        new CheckpointIndex(contents.step(), sums, contents.rest().values()).encode());
  }

  /** Gives the draft its name; the one that had it goes when that is done. */
  private static void publish(Path draft, Path place) throws IOException {
    Path old = sibling(place, OLD);
    if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      move(place, old);
    }
    try {
      move(draft, place);
    } catch (IOException e) {
      if (Files.exists(old, LinkOption.NOFOLLOW_LINKS)) {
        move(old, place);
      }
      throw e;
    }
    deleteIfThere(old);
  }

  /** Ends what a writer that was killed had begun. */
  private static void settle(Path place) throws IOException {
    Path old = sibling(place, OLD);
    Path draft = sibling(place, NEW);
    if (Files.exists(old, LinkOption.NOFOLLOW_LINKS)
        && !Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      move(Files.exists(draft) ? draft : old, place); // it came between the two renames
    }
    deleteIfThere(old);
    deleteIfThere(draft);
    deleteIfThere(sibling(place, GONE));
  }

  /** Never somebody's own files: what is replaced is a checkpoint, or an empty directory. */
  private static void checkReplaceable(Path place) throws IOException {
    if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      for (String name : names(place)) {
        if (!isOurs(name)) {
          throw new IOException("there is '" + Excerpt.of(name)
              + "' in the directory, which is no part of a checkpoint: give it one of its own");
        }
      }
    }
  }

  /** Whether there is one to {@linkplain #read read}, or something in its place. */
  public static boolean exists(Path directory) {
    Path place = directory.toAbsolutePath().normalize();
    return Files.exists(place, LinkOption.NOFOLLOW_LINKS)
        || Files.exists(sibling(place, OLD), LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Deletes a checkpoint: when this has begun it is no longer there. Nothing happens if there is none.
   *
   * @throws CheckpointException if it cannot be deleted, or other things are in the directory
   */
  public static void delete(Path directory) {
    Path place = directory.toAbsolutePath().normalize();
    try {
      settle(place);
      if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
        checkReplaceable(place);
        Path gone = sibling(place, GONE);
        move(place, gone);
        deleteIfThere(gone);
      }
    } catch (IOException e) {
      throw new CheckpointException(directory, "cannot be deleted: " + FileProblem.reason(e), e);
    }
  }

  // ---------------------------------------------------------------- reading

  /**
   * Reads a checkpoint. The tensors are on the CPU and belong to the open {@link Scope}, if there is one.
   *
   * @throws CheckpointException if there is none, or it is not exactly what was written: a file is missing, one too many, cut, changed
   *     or a link, or all of it is something else
   */
  public static CheckpointContents read(Path directory) {
    try {
      Path place = whereItIs(directory.toAbsolutePath().normalize());
      CheckpointIndex index = index(place);
      check(place, index);
      Map<String, Tensor> rest = index.files().containsKey(REST)
          ? Safetensors.read(place.resolve(REST)).tensors()
          : Map.<String, Tensor>of();
      return new CheckpointContents(
          index.step(),
          Safetensors.read(place.resolve(MODEL)).tensors(),
          Safetensors.read(place.resolve(OPTIMIZER)).tensors(),
          new SavedState(index.values(), rest));
    } catch (IOException e) {
      throw new CheckpointException(directory, "cannot be read: " + FileProblem.reason(e), e);
    } catch (SafetensorsException e) {
      String reason = "cannot be read: " + e.getMessage();
      throw e.getCause() instanceof IOException io
          ? new CheckpointException(directory, reason, io)
          : CheckpointException.refusal(directory, reason, e);
    } catch (IllegalArgumentException e) {
      throw CheckpointException.refused(directory, e);
    }
  }

  /** Its place, or the one from which a writer that was killed had not yet, or no longer, renamed it. */
  private static Path whereItIs(Path place) {
    Path old = sibling(place, OLD);
    Path draft = sibling(place, NEW);
    if (Files.exists(place) || !Files.exists(old)) {
      return place;
    }
    return Files.exists(draft) ? draft : old;
  }

  private static CheckpointIndex index(Path place) throws IOException {
    TreeSet<String> names = new TreeSet<>(names(place));
    Path file = place.resolve(INDEX);
    if (!names.remove(INDEX)) {
      throw new IllegalArgumentException("it has no " + INDEX + ", so it is no whole checkpoint");
    }
    checkFile(file);
    if (Files.size(file) > CheckpointIndex.MAX_BYTES) {
      throw new IllegalArgumentException(INDEX + " is " + Files.size(file)
          + " bytes long, more than " + CheckpointIndex.MAX_BYTES);
    }
    CheckpointIndex index;
    try {
      index = CheckpointIndex.decode(Files.readAllBytes(file));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(INDEX + " " + e.getMessage(), e);
    }
    TreeSet<String> announced = new TreeSet<>(index.files().keySet());
    List<String> needed = List.of(MODEL, OPTIMIZER);
    if (!announced.containsAll(needed)
        || !announced.stream().allMatch(CheckpointDirectory::isOurs)) {
      throw new IllegalArgumentException(
          INDEX + " announces the files " + Excerpt.ofNames(announced, 4) + " where " + MODEL + ", "
              + OPTIMIZER + " and perhaps " + REST + " are expected");
    }
    if (!announced.equals(names)) {
      TreeSet<String> missing = new TreeSet<>(announced);
      missing.removeAll(names);
      names.removeAll(announced);
      throw new IllegalArgumentException(
          missing.isEmpty()
              ? "it has " + Excerpt.ofNames(names, 3) + ", which is no part of it"
              : "it lacks " + String.join(", ", missing));
    }
    return index;
  }

  private static void check(Path place, CheckpointIndex index) throws IOException {
    for (var file : index.files().entrySet()) {
      Path path = place.resolve(file.getKey());
      Sum sum = file.getValue();
      checkFile(path);
      if (Files.size(path) != sum.bytes()) {
        throw new IllegalArgumentException(file.getKey() + " is " + Files.size(path)
            + " bytes long where " + sum.bytes() + " were written");
      }
      if (!Sha256.ofFile(path, sum.bytes()).equals(sum.sha256())) {
        throw new IllegalArgumentException(
            file.getKey() + " is not as it was written: its checksum differs");
      }
    }
  }

  /** A link would lead out of the directory, and a pipe have no end. */
  private static void checkFile(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      throw new IllegalArgumentException(
          file.getFileName() + " is a link, which no checkpoint has");
    }
    InputFile.check(file);
  }

  /**
   * The latest checkpoint in a folder of some: of those that are whole the one after the most steps, of several the last by name.
   *
   * @return its directory
   * @throws CheckpointException if none is whole; it says why
   */
  public static Path latestGood(Path folder) {
    List<Path> places = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Files::isDirectory)) {
      for (Path each : entries) {
        Path name = place(each);
        if (!places.contains(name)) {
          places.add(name);
        }
      }
    } catch (IOException e) {
      throw new CheckpointException(folder, "cannot be looked for: " + FileProblem.reason(e), e);
    }
    places.sort(Comparator.naturalOrder());
    Path latest = null;
    long steps = -1;
    List<String> refusals = new ArrayList<>();
    for (Path each : places) {
      try (Scope scope = Scope.open()) {
        long step = read(each).step();
        if (step >= steps) {
          steps = step;
          latest = each;
        }
      } catch (CheckpointException e) {
        refusals.add(String.valueOf(e.getMessage()));
      }
    }
    if (latest == null) {
      throw new CheckpointException(
          folder,
          refusals.isEmpty()
              ? "is not there: the folder has no directory in it"
              : "is not there, there is none that is whole: " + refusals.get(refusals.size() - 1),
          null);
    }
    return latest;
  }

  /** The place whose draft, or whose old checkpoint, a directory is by its name; itself if it is none. */
  private static Path place(Path directory) {
    String name = String.valueOf(directory.getFileName());
    for (String suffix : List.of(NEW, OLD, GONE)) {
      if (name.startsWith(".") && name.endsWith(suffix)) {
        return directory.resolveSibling(name.substring(1, name.length() - suffix.length()));
      }
    }
    return directory;
  }

  // ---------------------------------------------------------------- files

  private static Path sibling(Path place, String suffix) {
    Path name = place.getFileName();
    if (name == null) {
      throw new CheckpointException(place, "cannot be the root of a disk: name a directory", null);
    }
    return place.resolveSibling("." + name + suffix);
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    AtomicFile.force(to.getParent());
  }

  /** The names in a directory. */
  private static List<String> names(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw Files.exists(directory)
          ? new NotDirectoryException(directory.toString())
          : new NoSuchFileException(directory.toString());
    }
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path each : entries) {
        names.add(String.valueOf(each.getFileName()));
      }
    }
    return names;
  }

  private static boolean isOurs(String name) {
    return List.of(MODEL, OPTIMIZER, REST, INDEX).contains(name);
  }

  /** A directory with the files in it; a directory in it would be somebody else's, and fails. Of a link, the link alone. */
  private static void deleteIfThere(Path directory) throws IOException {
    if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      for (String name : names(directory)) {
        Files.deleteIfExists(directory.resolve(name));
      }
    }
    Files.deleteIfExists(directory);
  }
}
