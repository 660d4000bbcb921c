package org.ockham.lab.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.data.DataDirectory;
import org.ockham.data.NamedSet;
import org.ockham.data.Source;
import org.ockham.distributed.LocalGroups;
import org.ockham.distributed.ProcessGroup;
import org.ockham.distributed.RankException;
import org.ockham.distributed.Wording;
import org.ockham.lab.CheckpointInterval;
import org.ockham.lab.Environment;
import org.ockham.lab.Experiment;
import org.ockham.lab.Run;
import org.ockham.lab.RunResult;
import org.ockham.lab.Seeds;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;

/** What the tasks of a run do that are begun together: here they are threads, and their data is elsewhere. */
final class RankTrainingTest {

  @TempDir
  private Path folder;

  private Path file;
  private Variant variant;
  private Source source;
  private NamedSet opened;

  @BeforeEach
  void write() throws Exception {
    file = folder.resolve(
        "here/rows-" + System.nanoTime() + ".csv"); // no data that this process has open
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        "a,b,y\n"
            + IntStream.range(0, 60)
                .mapToObj(i -> i + "," + i * System.nanoTime() % 7 + "," + 3 * i)
                .collect(Collectors.joining("\n")));
    Path recipe = Files.writeString(folder.resolve("rows.yaml"), """
        task: regression
        data: {set: csv, table: {file: %s, target: y}, train: 0.8, validation: 0.2}
        model: {kind: mlp, hidden: [8]}
        optimizer: {kind: adam, lr: 0.01}
        train: {epochs: 2, batch: 10}
        """.formatted(file));
    variant = Recipe.of(recipe.toString()).variant();
    source = DataDirectory.of(file.getParent());
    opened = variant.data().open(source);
  }

  private RankedRun run(@Nullable SharedDirectory shared, Map<String, Object> computedBy) {
    RemoteRun run = new RemoteRun(
        "rows",
        variant.json(0),
        7,
        Seeds.of(7),
        null,
        true,
        true,
        true,
        RemoteData.of(variant.data(), opened, source, true),
        computedBy,
        false,
        null,
        shared);
    return new RankedRun(run, 2, 1, Duration.ofMinutes(2), Wording.JAVA, "a test");
  }

  /** A task that learns of the others by threads' means. */
  private record Task(ProcessGroup group) implements Gathering {

    @Override
    public int rank() {
      return group.rank();
    }

    @Override
    public String host() {
      return "127.0.0.1";
    }

    @Override
    public int cores() {
      return 1;
    }

    @Override
    public List<String> gather(String word) {
      return group.allGather(word.getBytes(UTF_8)).stream()
          .map(said -> new String(said, UTF_8))
          .toList();
    }
  }

  /** What comes of each rank, each asked for its own. */
  private List<RemoteOutcome> outcomes(@Nullable Shipment shipped, RankedRun... runs) {
    List<CompletableFuture<RemoteOutcome>> tasks = LocalGroups.of(runs.length).stream()
        .map(group -> CompletableFuture.supplyAsync(
            () -> new RemoteTraining(name -> shipped, folder.resolve("scratch"))
                .run(runs[group.rank()], new Task(group), share -> {}),
            task -> new Thread(task).start()))
        .toList();
    return tasks.stream().map(CompletableFuture::join).toList();
  }

  @Test
  @DisplayName(
      "Data that is not there is asked for; with it, rank 0 has the result of one process with two shards, and its files")
  void shipped() throws Exception {
    Shipment shipment = Shipment.of(variant.data(), opened, source).orElseThrow();
    RankedRun run = run(null, Environment.kernels());
    RunResult here = new Run(Experiment.of(variant, 7, opened).on(2, 1)).execute();
    Files.move(file.getParent(), folder.resolve("elsewhere"));
    assertThat(outcomes(null, run, run))
        .allSatisfy(each -> assertThat(each.lacking()).contains(" lacks the data set "));
    List<RemoteOutcome> with = outcomes(shipment, run, run);
    assertThat(with.get(0).failure()).isNull();
    RunResult there = RunResult.of(with.get(0).result());
    assertThat(there.validation()).isEqualTo(here.validation());
    assertThat(there.test()).isEqualTo(here.test());
    assertThat(with.get(0).files().files())
        .containsKeys("model.safetensors", "metrics.csv", "run.json", "recipe.yaml")
        .doesNotContainKey(".lock");
    assertThat(with.get(1)).isEqualTo(RemoteOutcome.cut());
    assertThat(folder.resolve("scratch").toFile().list()).noneMatch(name -> name.startsWith("run"));
  }

  @Test
  @DisplayName("Where one cannot begin none does, and that one alone says why")
  void unfit() {
    RankedRun run = run(null, Environment.kernels());
    List<RemoteOutcome> all =
        outcomes(null, run, run(null, Map.of("engine", "libtorch 1.0 (ABACUS)")));
    assertThat(all.get(0)).isEqualTo(RemoteOutcome.cut());
    assertThat(all.get(1).failure())
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("libtorch 1.0 (ABACUS)");
    SharedDirectory nowhere = new SharedDirectory(
        folder.resolve("nowhere/rows").toString(), CheckpointInterval.standard());
    RankedRun lost = run(nowhere, Environment.kernels());
    assertThat(outcomes(null, lost, lost).get(0).failure())
        .hasMessageContaining("has no directory " + folder.resolve("nowhere"));
  }

  @Test
  @DisplayName("A run that has come to its end in the shared directory is not computed again")
  void finished() {
    SharedDirectory shared =
        new SharedDirectory(folder.resolve("rows").toString(), CheckpointInterval.every(0));
    RankedRun run = run(shared, Environment.kernels());
    RemoteOutcome first = outcomes(null, run, run).get(0);
    assertThat(first.failure()).isNull();
    RemoteOutcome again = outcomes(null, run, run).get(0);
    assertThat(again.result()).as("its seconds too").isEqualTo(first.result());
    assertThat(again.files().files()).containsExactlyEntriesOf(first.files().files());
    RunPlace.delete(Path.of(shared.path()));
    assertThat(Path.of(shared.path())).doesNotExist();
  }

  @Test
  @DisplayName("A rank that does not come to the meeting is named when the time is up")
  void missing() {
    RankedRun run = run(null, Environment.kernels());
    RankedRun hasty = new RankedRun(
        run.run(), run.ranks(), run.shards(), Duration.ofMillis(300), Wording.JAVA, "a test");
    Gathering first = new Task(LocalGroups.of(1).get(0));
    RemoteOutcome outcome =
        new RemoteTraining(name -> null, folder.resolve("scratch")).run(hasty, first, share -> {});
    assertThat(outcome.failure())
        .isInstanceOf(RankException.class)
        .hasMessageContaining("rank 1 of 2 did not come to 127.0.0.1:");
  }
}
