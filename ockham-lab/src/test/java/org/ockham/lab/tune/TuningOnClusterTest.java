package org.ockham.lab.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.lab.CheckpointInterval;
import org.ockham.lab.LabException;
import org.ockham.lab.TinyRecipe;
import org.ockham.lab.cluster.Cluster;
import org.ockham.lab.cluster.ClusterException;
import org.ockham.lab.cluster.RankedRun;
import org.ockham.lab.cluster.RemoteOutcome;
import org.ockham.lab.cluster.RemoteRun;
import org.ockham.lab.cluster.RemoteTraining;
import org.ockham.lab.cluster.RemoteTrial;
import org.ockham.lab.cluster.SharedDirectory;
import org.ockham.lab.cluster.Shipment;
import org.ockham.lab.recipe.Recipe;
import org.ockham.search.Study;
import org.ockham.search.pruner.Pruner;
import org.ockham.search.sampler.Random;
import org.ockham.search.storage.Storage;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

/** Trials whose training does not know the process that has them under way. */
final class TuningOnClusterTest {

  private static final int TRIALS = 9;

  @TempDir
  private Path folder;

  /** Makes runs as another machine would, but on the thread that asks for them. */
  private class Elsewhere implements Cluster {

    final AtomicInteger asked = new AtomicInteger();

    @Override
    public boolean isHere() {
      return true;
    }

    @Override
    public int slots() {
      return 1;
    }

    @Override
    public @Nullable RemoteOutcome run(RemoteRun run, DoubleConsumer progress) {
      asked.incrementAndGet();
      return new RemoteTraining(name -> null, folder).run(sent(run), progress);
    }

    @Override
    public void makeRoom(int ranks) {
      throw new AssertionError(ranks);
    }

    @Override
    public List<RemoteOutcome> run(
        RankedRun run, DoubleConsumer progress, Consumer<String> begunAgain) {
      throw new AssertionError(run);
    }

    @Override
    public void ship(String name, Shipment shipment) {
      throw new AssertionError(name);
    }

    @Override
    public void interrupt() {}

    @Override
    public void close() {}
  }

  /** As it arrives on a machine where nobody knows the trial. */
  private static RemoteRun sent(RemoteRun run) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(run);
      }
      RemoteRun arrived = (RemoteRun)
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
      RemoteTrial trial = arrived.trial();
      return new RemoteRun(
          arrived.name(),
          arrived.recipe(),
          arrived.seed(),
          arrived.seeds(),
          arrived.fold(),
          arrived.isTested(),
          arrived.isShown(),
          arrived.isPictured(),
          arrived.data(),
          arrived.computedBy(),
          arrived.needsClasses(),
          new RemoteTrial(
              "unknown",
              trial.storage(),
              trial.study(),
              trial.number(),
              trial.objective(),
              trial.pruner(),
              trial.steps()),
          arrived.shared());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private Tuning tuning() throws IOException {
    Recipe recipe = Recipe.read(Files.writeString(
        folder.resolve("tuned.yaml"), TinyRecipe.TEXT.replace("epochs: 3", "epochs: 9") + """
            search:
              objective: val/loss
              sampler: tpe
              pruner: {kind: median, startup: 2, warmup: 2}
              space:
                optimizer.lr: {from: 1e-4, to: 1e-1, log: true}
                model.dropout: {from: 0.1, to: 0.5}
            """));
    return new Tuning(recipe, "plain", recipe.search().strategy(), 1);
  }

  private List<FrozenTrial> here() throws IOException {
    return tuning()
        .run(Storage.memory(), "s", TRIALS, 1, TinyRecipe.nowhere(folder), new TuningListener() {})
        .trials();
  }

  private String address() {
    return "sqlite:///" + folder.resolve("study.db");
  }

  private List<FrozenTrial> on(Cluster cluster) throws IOException {
    return on(cluster, null);
  }

  private List<FrozenTrial> on(Cluster cluster, @Nullable SharedDirectory shared)
      throws IOException {
    try (Storage storage = Storage.of(address())) {
      return tuning()
          .run(
              storage,
              address(),
              "s",
              TRIALS,
              1,
              TinyRecipe.nowhere(folder),
              new TuningListener() {},
              cluster,
              shared)
          .trials();
    }
  }

  private static void assertSame(List<FrozenTrial> seen, List<FrozenTrial> expected) {
    assertThat(expected).extracting(FrozenTrial::state).contains(TrialState.PRUNED);
    assertThat(seen)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields(
            "id", "start", "complete", "systemAttributes")
        .isEqualTo(expected);
  }

  @Test
  @DisplayName(
      "The trials are those of a search without a cluster: settings, reports, values and who is given up when")
  void same() throws IOException {
    Elsewhere cluster = new Elsewhere();
    assertSame(on(cluster), here());
    assertThat(cluster.asked).hasValue(TRIALS);
  }

  @Test
  @DisplayName(
      "A machine that is lost in the middle of a trial changes nothing: the trial goes on where it had reported to")
  void lost() throws IOException {
    AtomicInteger cut = new AtomicInteger();
    assertSame(
        on(new Elsewhere() {
          @Override
          public @Nullable RemoteOutcome run(RemoteRun run, DoubleConsumer progress) {
            RemoteOutcome first = super.run(run, share -> {
              if (share > 0.5 && share < 1) {
                Thread.currentThread().interrupt();
              }
            });
            if (!Thread.interrupted()) {
              return first;
            }
            cut.incrementAndGet();
            return super.run(run, progress);
          }
        }),
        here());
    assertThat(cut.get()).isPositive();
  }

  @Test
  @DisplayName(
      "With a directory that all machines see it goes on from its last checkpoint, reports nothing twice, and leaves nothing there")
  void goesOn() throws IOException {
    Path shared = Files.createDirectory(folder.resolve("shared"));
    List<Double> shares = new ArrayList<>();
    List<Integer> checkpoints = new ArrayList<>();
    List<FrozenTrial> seen = on(
        new Elsewhere() {
          @Override
          public @Nullable RemoteOutcome run(RemoteRun run, DoubleConsumer progress) {
            RemoteOutcome first = super.run(run, share -> {
              if (run.trial().number() == 1 && share > 0.5) {
                Thread.currentThread().interrupt();
              }
            });
            if (!Thread.interrupted()) {
              return first;
            }
            checkpoints.add(shared.toFile().list().length);
            return super.run(run, shares::add);
          }
        },
        new SharedDirectory(shared.toString(), CheckpointInterval.standard()));
    assertSame(seen, here());
    assertThat(checkpoints).containsExactly(1);
    assertThat(shares).isNotEmpty().allMatch(share -> share > 0.6);
    assertThat(seen.get(1).systemAttributes()).isEqualTo(seen.get(0).systemAttributes());
    assertThat(shared).isEmptyDirectory();
  }

  @Test
  @DisplayName("A cluster that makes no runs any more ends the search; its trial is queued again")
  void gone() throws IOException {
    Elsewhere broken = new Elsewhere() {
      @Override
      public @Nullable RemoteOutcome run(RemoteRun run, DoubleConsumer progress) {
        RemoteOutcome outcome = super.run(run, progress);
        if (asked.get() == 4) {
          throw new ClusterException("the cluster is gone.");
        }
        return outcome;
      }
    };
    assertThatThrownBy(() -> on(broken))
        .isInstanceOf(ClusterException.class)
        .hasMessage("the cluster is gone.");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    try (Storage storage = Storage.existing(address())) {
      List<FrozenTrial> left = storage.trials(storage.studies().get(0).id(), List.of(), -1);
      assertThat(left).hasSize(4);
      assertThat(left.get(3).state()).isEqualTo(TrialState.WAITING);
      assertThat(left.get(3).intermediateValues()).isEmpty();
    }
    assertSame(on(new Elsewhere()), here());
  }

  @Test
  @DisplayName(
      "A trial that takes its machine with it fails, and one that somebody else ended stays so; the search goes on")
  void failures() throws IOException {
    List<FrozenTrial> trials = on(new Elsewhere() {
      @Override
      public @Nullable RemoteOutcome run(RemoteRun run, DoubleConsumer progress) {
        if (run.trial().number() == 1) {
          throw new LabException(LabException.Kind.MACHINE, "its executor was lost.", null);
        }
        if (run.trial().number() == 2) {
          try (Storage storage = Storage.existing(address())) {
            Study.open("s", storage, Random.seeded(1), Pruner.none()).tell(2, 42);
          }
        }
        return super.run(run, progress);
      }
    });
    assertThat(trials).hasSize(TRIALS);
    assertThat(trials.get(1).state()).isEqualTo(TrialState.FAIL);
    assertThat(trials.get(1).userAttributes()).containsEntry("failure", "its executor was lost.");
    assertThat(trials.get(2).state()).isEqualTo(TrialState.COMPLETE);
    assertThat(trials.get(2).value()).isEqualTo(42);
    assertThat(trials.get(2).intermediateValues()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite:///study.db", "journal:///study.journal", "memory://"})
  @DisplayName("What is this machine's own is refused where other machines must report to it")
  void ownStorage(String address) {
    Tuning.requireShared(address, new Elsewhere());
    Cluster elsewhere = new Elsewhere() {
      @Override
      public boolean isHere() {
        return false;
      }
    };
    Tuning.requireShared("postgresql://me:secret@host/studies", elsewhere);
    assertThatThrownBy(() -> Tuning.requireShared(address, elsewhere))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("storage " + address
            + " is this machine's own, and the machines of a cluster cannot report their"
            + " trials to it: give --storage postgresql://user@host/database");
  }

  @Test
  @DisplayName("No text of what is sent has a password in it")
  void password() {
    RemoteTrial trial = new RemoteTrial(
        "key", "postgresql://me:secret@host/studies", "s", 3, "val/loss", "none", Map.of());
    assertThat(trial).hasToString("trial 3 of study s");
  }
}
