package org.ockham.lab;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ockham.checkpoint.CheckpointDirectory;
import org.ockham.data.DataHash;
import org.ockham.distributed.LocalAddress;
import org.ockham.distributed.ProcessGroup;
import org.ockham.distributed.RankException;
import org.ockham.file.Excerpt;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the ranks of a run come to before its first step: each says what it was started with, or why it cannot begin, and all begin alike or
 * none does.
 *
 * @param goesOn whether the first rank, and so each, goes on from a checkpoint
 * @param neighbours how many ranks there are on this machine, this one among them
 */
record RankAgreement(boolean goesOn, int neighbours) {

  private static final String ABSENT = "nothing";

  /**
   * What one rank says.
   *
   * @param host its machine
   * @param failure why it cannot begin; empty if it can
   * @param checkpoint it could go on from; empty if there is none
   * @param settings all that the run is a function of, by name
   */
  private record Word(
      String host, String failure, String checkpoint, Map<String, String> settings) {

    static Word of(Experiment experiment, @Nullable Path checkpoint) {
      Map<String, String> settings = new LinkedHashMap<>();
      settings.put("recipe", experiment.variant().recipe());
      settings.put("variant", experiment.variant().name());
      settings.put("seed", Long.toString(experiment.seed()));
      settings.put("shards", Integer.toString(Math.max(1, experiment.shards())));
      experiment.variant().flat().forEach((key, value) -> settings.put(key, String.valueOf(value)));
      settings.put("seeds", experiment.seeds().toString());
      settings.put("fold", String.valueOf(experiment.fold()));
      settings.put("the data's SHA-256", DataHash.of(experiment.images().train()));
      String place =
          checkpoint != null && CheckpointDirectory.exists(checkpoint) ? checkpoint.toString() : "";
      return new Word(LocalAddress.hostName(), "", place, settings);
    }

    static Word failed(Throwable failure) {
      String message = failure.getMessage();
      return new Word(
          LocalAddress.hostName(),
          message == null ? failure.getClass().getSimpleName() : message,
          "",
          Map.of());
    }
  }

  /**
   * Comes to it with the others.
   *
   * @param checkpoint from where this rank could go on; null if it could not
   * @throws LabException if they were not started alike
   * @throws RankException if another cannot begin
   */
  static RankAgreement reach(ProcessGroup ranks, Experiment experiment, @Nullable Path checkpoint) {
    Word mine;
    try {
      mine = Word.of(experiment, checkpoint);
    } catch (RuntimeException | Error e) {
      fail(ranks, e);
      throw e;
    }
    List<Word> all = told(ranks, mine);
    for (int rank = 0; rank < all.size(); rank++) {
      if (!all.get(rank).failure().isEmpty()) {
        throw new RankException(who(all, rank) + ": " + all.get(rank).failure());
      }
    }
    for (int rank = 1; rank < all.size(); rank++) {
      check(all, rank);
    }
    int neighbours =
        (int) all.stream().filter(each -> each.host().equals(mine.host())).count();
    return new RankAgreement(!all.get(0).checkpoint().isEmpty(), neighbours);
  }

  /** Tells the others, who wait to begin or will, that this rank cannot. */
  static void fail(ProcessGroup ranks, Throwable failure) {
    try {
      told(ranks, Word.failed(failure));
    } catch (RankException e) {
      failure.addSuppressed(e);
    }
  }

  private static List<Word> told(ProcessGroup ranks, Word mine) {
    JsonMapper json = JsonMapper.shared();
    return ranks.allGather(json.writeValueAsString(mine).getBytes(StandardCharsets.UTF_8)).stream()
        .map(text -> json.readValue(new String(text, StandardCharsets.UTF_8), Word.class))
        .toList();
  }

  private static void check(List<Word> all, int rank) {
    Word first = all.get(0);
    Word other = all.get(rank);
    Set<String> keys = new LinkedHashSet<>(first.settings().keySet());
    keys.addAll(other.settings().keySet());
    for (String key : keys) {
      String here = first.settings().getOrDefault(key, ABSENT);
      String there = other.settings().getOrDefault(key, ABSENT);
      if (!here.equals(there)) {
        throw new LabException(who(all, rank) + " was started with another " + key + ", "
            + Excerpt.of(there) + " where rank 0 has " + Excerpt.of(here)
            + ": give all ranks the same recipe, seed, data and shards.");
      }
    }
    if (!first.checkpoint().isEmpty() && other.checkpoint().isEmpty()) {
      throw new LabException(
          who(all, rank) + " does not see the checkpoint that rank 0 goes on from, "
              + first.checkpoint()
              + ": have all ranks resume the same directory, on a disk that their machines share.");
    }
  }

  private static String who(List<Word> all, int rank) {
    return "rank " + rank + " of " + all.size() + " (on " + all.get(rank).host() + ")";
  }
}
