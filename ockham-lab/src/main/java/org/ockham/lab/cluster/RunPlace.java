package org.ockham.lab.cluster;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ockham.checkpoint.CheckpointDirectory;
import org.ockham.distributed.LocalAddress;
import org.ockham.file.DirectoryClaim;
import org.ockham.lab.LabException;
import org.ockham.lab.OutputDirectory;
import org.ockham.lab.RunDirectory;
import org.ockham.lab.RunResult;

/**
 * Where rank 0 keeps a {@link RankedRun} while it is computed: in a directory that all machines see, so that whoever begins it again goes on,
 * or has its result; else in its machine's scratch, which is empty again afterwards.
 */
final class RunPlace implements AutoCloseable {

  /** How long a process that was given up may take to end: what it has kept is worth more than so long. */
  private static final long DYING_SECONDS = 60;

  private static final long POLL_MILLIS = 200;

  private static final String RUN = "run";
  private static final String RESULT = "result.json";

  private final Path folder;
  private final @Nullable DirectoryClaim claim;

  private RunPlace(Path folder, @Nullable DirectoryClaim claim) {
    this.folder = folder;
    this.claim = claim;
  }

  /**
   * Takes it.
   *
   * @param shared null for none
   * @param begunAnew is told why the run cannot go on, in a sentence
   * @throws ClusterException if the directory is not there
   */
  static RunPlace take(@Nullable SharedDirectory shared, Path scratch, Consumer<String> begunAnew) {
    Path place = shared == null ? scratch : Path.of(shared.path());
    try {
      if (shared == null) {
        return scratch(scratch);
      }
      Path root = requireNonNull(place.getParent());
      if (!Files.isDirectory(root)) {
        throw missing(root);
      }
      Files.createDirectories(place);
      Optional<DirectoryClaim> claim = claim(place);
      if (claim.isPresent()) {
        return new RunPlace(place, claim.get());
      }
      begunAnew.accept(heldByAnother(place));
      return scratch(scratch);
    } catch (IOException e) {
      throw LabException.unwritable(place, e);
    }
  }

  private static Optional<DirectoryClaim> claim(Path place) throws IOException {
    Optional<DirectoryClaim> claim = DirectoryClaim.attempt(place);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DYING_SECONDS);
    while (claim.isEmpty() && System.nanoTime() < end) {
      try {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ClusterException("interrupted while " + place + " was waited for.", e);
      }
      claim = DirectoryClaim.attempt(place);
    }
    return claim;
  }

  private static RunPlace scratch(Path scratch) throws IOException {
    Files.createDirectories(scratch);
    return new RunPlace(Files.createTempDirectory(scratch, RUN), null);
  }

  /** That a machine does not see what all should. */
  static ClusterException missing(Path root) {
    return new ClusterException("host " + LocalAddress.hostName() + " has no directory " + root
        + ": give with --shared one that all machines see, or leave it out.");
  }

  /** That somebody writes there: a process that was given up, but lives, or another command. */
  static String heldByAnother(Path place) {
    return place + ": another process writes there, so the run begins anew, without checkpoints.";
  }

  /** Where the other ranks look for what rank 0 goes on from. */
  static Path followed(@Nullable SharedDirectory shared, Path scratch) {
    return shared == null ? scratch : Path.of(shared.path()).resolve(RUN);
  }

  private Path run() {
    return folder.resolve(RUN);
  }

  /** The run's directory, in which it begins or goes on. */
  RunDirectory directory() {
    return CheckpointDirectory.exists(run().resolve("checkpoint"))
        ? RunDirectory.resumed(run())
        : RunDirectory.at(run());
  }

  /** What an earlier process came to; null if it did not come to the end. */
  @Nullable
  RunResult finished() {
    Path file = folder.resolve(RESULT);
    return Files.exists(file) ? RunResult.read(file) : null;
  }

  /** The run has come to its end. */
  void finish(RunResult result) {
    OutputDirectory.write(folder.resolve(RESULT), result.json());
  }

  /** All that the run has written. */
  Shipment files() {
    return Shipment.ofFolder(run());
  }

  /** Lets others in. */
  @Override
  public void close() {
    if (claim == null) {
      delete(folder);
      return;
    }
    try {
      claim.close();
    } catch (IOException e) {
      // Its channel is closed all the same, and the lock with it.
    }
  }

  /** Deletes what is of no use any more, if it can be: what stays costs room, but spoils nothing. */
  static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : all) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // what it held is kept elsewhere
    }
  }
}
