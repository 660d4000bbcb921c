package org.ockham.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.distributed.LocalGroups;
import org.ockham.distributed.ProcessGroup;
import org.ockham.distributed.RankException;
import org.ockham.lab.recipe.Recipe;
import org.ockham.tensor.Device;
import org.ockham.train.Callback;
import org.ockham.train.Fit;

/** Runs of several ranks, which are threads here. */
final class RankedRunTest {

  private static final long HANGS_AFTER_SECONDS = 120;

  @TempDir
  private Path folder;

  private interface Work {
    RunResult on(ProcessGroup group) throws Exception;
  }

  /** What each rank comes to: its result, or its failure. */
  private static List<Object> each(int ranks, Work work)
      throws InterruptedException, TimeoutException {
    ExecutorService threads = Executors.newFixedThreadPool(ranks);
    try {
      List<Future<RunResult>> running = new ArrayList<>();
      for (ProcessGroup group : LocalGroups.of(ranks)) {
        running.add(threads.submit(() -> {
          try (group) {
            return work.on(group);
          }
        }));
      }
      List<Object> ends = new ArrayList<>();
      for (Future<RunResult> one : running) {
        try {
          ends.add(one.get(HANGS_AFTER_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
          ends.add(e.getCause());
        }
      }
      return ends;
    } finally {
      threads.shutdownNow();
    }
  }

  private Experiment experiment(int shards) throws IOException {
    return experiment(TinyRecipe.in(folder), shards);
  }

  private Experiment experiment(Recipe recipe, int shards) {
    return Experiment.of(recipe.variant("batchnorm"), 1, TinyRecipe.nowhere(folder))
        .on(shards, 1);
  }

  private static void sameRun(Path one, Path other) {
    for (String file : List.of("model.safetensors", "metrics.csv", "recipe.yaml")) {
      assertThat(one.resolve(file)).hasSameBinaryContentAs(other.resolve(file));
    }
  }

  @Test
  @DisplayName(
      "Ranks that execute in a directory leave there what one process with as many shards leaves; the first alone tests")
  void sameBits() throws Exception {
    Path ranked = folder.resolve("ranked");
    Experiment experiment = experiment(1);
    List<RunResult> judged = new ArrayList<>();
    List<Object> results = each(
        2,
        group ->
            new Run(experiment).ranks(group).execute(RunDirectory.at(ranked), "", judged::add));
    RunDirectory whole = RunDirectory.at(folder.resolve("whole"));
    RunResult alone = new Run(experiment(2)).execute(whole, "", result -> {});
    assertThat(results.get(0)).isInstanceOfSatisfying(RunResult.class, first -> {
      assertThat(first.test().values()).isEqualTo(alone.test().values());
      assertThat(judged).containsExactly(first);
    });
    assertThat(results.get(1)).isInstanceOfSatisfying(RunResult.class, second -> {
      assertThat(second.test()).isNull();
      assertThat(second.validation().values()).isEqualTo(alone.validation().values());
    });
    sameRun(ranked, whole.path());
    assertThat(Files.readString(ranked.resolve("run.json"))).contains("\"ranks\" : 2");
  }

  @Test
  @DisplayName(
      "A run that ranks began goes on by another number of them, from the checkpoint that the first sees")
  void otherNumber() throws Exception {
    Path out = folder.resolve("run");
    Experiment one = experiment(1);
    List<Object> cut = each(2, group -> {
      Run[] run = new Run[1];
      run[0] = new Run(one, new Callback() {
            @Override
            public void onEpochStart(Fit fit) {
              if (fit.epoch() == 2 && fit.rank() == 1) { // one is enough
                run[0].interrupt();
              }
            }
          })
          .ranks(group);
      return run[0].execute(RunDirectory.at(out), "", result -> {});
    });
    assertThat(cut).allMatch(end -> end instanceof RunResult result && result.interrupted());
    BegunRun begun = BegunRun.read(out);
    assertThat(List.of(begun.askedRanks(), begun.askedShards(), begun.shards()))
        .containsExactly(2, 1, 2);

    List<Object> blind = each(
        2,
        group -> group.rank() == 1
            ? new Run(one).ranks(group).follow(folder.resolve("elsewhere"))
            : new Run(one).ranks(group).execute(RunDirectory.resumed(out), "", result -> {}));
    assertThat(blind)
        .allSatisfy(end -> assertThat((Throwable) end)
            .isInstanceOf(LabException.class)
            .hasMessageContaining("rank 1 of 2 (on ")
            .hasMessageContaining("does not see the checkpoint that rank 0 goes on from"));

    Experiment alone = experiment(2);
    new Run(alone).execute(RunDirectory.resumed(out), "", result -> {});
    RunDirectory whole = RunDirectory.at(folder.resolve("whole"));
    new Run(alone).execute(whole, "", result -> {});
    sameRun(out, whole.path());
  }

  @Test
  @DisplayName("Ranks that differ in recipe, data or shards are refused by name, on all of them")
  void differing() throws Exception {
    Recipe tiny = TinyRecipe.in(folder);
    refuses(
        experiment(1),
        experiment(tiny.with("optimizer.lr", "0.1", ""), 1),
        "another optimizer.lr, 0.1 where rank 0 has 0.005");
    refuses(experiment(1), experiment(2), "another shards, 2 where rank 0 has 1");
    Experiment usual = experiment(1);
    Experiment seeded =
        Experiment.of(usual.variant(), 2, TinyRecipe.nowhere(folder)).on(1, 1);
    refuses(usual, seeded, "another seed, 2 where rank 0 has 1");
    Experiment other = new Experiment(
        usual.variant(),
        usual.seed(),
        experiment(tiny.with("data.limit", "190", ""), 1).images(),
        1,
        1,
        Device.cpu(),
        0,
        usual.seeds(),
        null);
    refuses(usual, other, "another the data's SHA-256, ");
  }

  private static void refuses(Experiment first, Experiment second, String sentence)
      throws Exception {
    List<Object> ends = each(
        2, group -> new Run(group.rank() == 0 ? first : second).ranks(group).execute());
    assertThat(ends)
        .allSatisfy(end -> assertThat((Throwable) end)
            .isInstanceOf(LabException.class)
            .hasMessageContaining("rank 1 of 2 (on ")
            .hasMessageContaining(sentence));
  }

  @Test
  @DisplayName("Where one rank cannot begin the others hear why")
  void cannotBegin() throws Exception {
    Experiment experiment = experiment(1);
    List<Object> ends = each(3, group -> {
      if (group.rank() == 2) {
        IllegalStateException failure = new IllegalStateException("the data is at home");
        Run.cannotBegin(group, failure);
        throw failure;
      }
      return new Run(experiment).ranks(group).execute();
    });
    assertThat(ends.get(2)).isInstanceOf(IllegalStateException.class);
    assertThat(ends.subList(0, 2))
        .allSatisfy(end -> assertThat((Throwable) end)
            .isInstanceOf(RankException.class)
            .hasMessageContaining("rank 2 of 3 (on ")
            .hasMessageEndingWith("): the data is at home"));
  }
}
