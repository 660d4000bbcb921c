package org.ockham.lab.tune;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ockham.checkpoint.CheckpointDirectory;
import org.ockham.file.DirectoryClaim;
import org.ockham.file.Sha256;
import org.ockham.lab.LabException;
import org.ockham.lab.Run;
import org.ockham.lab.RunResult;
import org.ockham.lab.recipe.Variant;
import org.ockham.tensor.EngineException;
import org.ockham.train.TrainingException;

/**
 * Where the training of a trial keeps what it can go on from. A training follows from its settings, seed and data, so its place is
 * named by these: whichever trial has them goes on there, if no other is at it.
 */
final class UnfinishedTrial implements AutoCloseable {

  private static final int NAME_LENGTH = 16;

  private final @Nullable Path place;
  private final @Nullable DirectoryClaim claim;

  private UnfinishedTrial(@Nullable Path place, @Nullable DirectoryClaim claim) {
    this.place = place;
    this.claim = claim;
  }

  /**
   * That of the settings in a directory of many; none if the directory is null, or another has it.
   *
   * @param dataHash of the training images
   * @throws LabException if it cannot be made
   */
  static UnfinishedTrial of(@Nullable Path directory, Variant variant, long seed, String dataHash) {
    if (directory == null) {
      return new UnfinishedTrial(null, null);
    }
    Path place = place(directory, variant, seed, dataHash);
    try {
      Files.createDirectories(place);
      DirectoryClaim claim = DirectoryClaim.attempt(place).orElse(null);
      return new UnfinishedTrial(claim == null ? null : place, claim);
    } catch (IOException e) {
      throw LabException.unwritable(place, e);
    }
  }

  /** Which place in a directory of many is that of training by these settings. */
  static Path place(Path directory, Variant variant, long seed, String dataHash) {
    MessageDigest digest = Sha256.start();
    digest.update(variant.json(seed).getBytes(StandardCharsets.UTF_8));
    digest.update(dataHash.getBytes(StandardCharsets.UTF_8));
    return directory.resolve(Sha256.hex(digest).substring(0, NAME_LENGTH));
  }

  /** Trains, from where it was left if it was begun. When it ends by itself, what it could have gone on from goes. */
  RunResult execute(Run run, Consumer<String> begunAnew) {
    if (place == null) {
      return run.execute();
    }
    try {
      RunResult result = run.execute(checkpoint(place), begunAnew);
      if (!result.interrupted()) {
        Run.discard(checkpoint(place));
      }
      return result;
    } catch (TrainingException | EngineException e) { // it would fail so again
      Run.discard(checkpoint(place));
      throw e;
    }
  }

  private static Path checkpoint(Path place) {
    return place.resolve("checkpoint");
  }

  /** Lets others at it; the place goes if there is nothing in it. */
  @Override
  public void close() {
    if (place == null || claim == null) {
      return;
    }
    try (claim) {
      if (!CheckpointDirectory.exists(checkpoint(place))) {
        Files.deleteIfExists(place.resolve(DirectoryClaim.FILE));
        Files.deleteIfExists(place);
      }
    } catch (IOException e) {
      // An empty directory that stays is in nobody's way.
    }
  }
}
