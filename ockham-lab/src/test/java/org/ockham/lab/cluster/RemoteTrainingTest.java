package org.ockham.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.lab.CheckpointInterval;
import org.ockham.lab.Environment;
import org.ockham.lab.Experiment;
import org.ockham.lab.Run;
import org.ockham.lab.RunResult;
import org.ockham.lab.Seeds;

/** What another machine does with a run: here it is this one, with its files elsewhere. */
final class RemoteTrainingTest {

  @TempDir
  private Path folder;

  private TableRun table;

  @BeforeEach
  void write() throws IOException {
    table = TableRun.in(folder);
  }

  private RemoteOutcome make(RemoteRun run, @Nullable Shipment shipped) throws Exception {
    RemoteTraining training = new RemoteTraining(name -> shipped, folder.resolve("scratch"));
    return sent(training.run(sent(run), share -> {}));
  }

  /** As it arrives on another machine. */
  @SuppressWarnings("unchecked")
  private static <T> T sent(T value) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    return (T) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
  }

  private static String timeless(@Nullable String result) {
    return String.valueOf(result).replaceAll("\"seconds\":[-0-9.E]+", "");
  }

  @Test
  @DisplayName("Data that is not there is asked for, and what was shipped comes to the same bits")
  void shipped() throws Exception {
    Shipment shipment = table.shipment();
    RemoteRun run = table.remote(Environment.kernels(), null);
    RunResult here = Run.sideBySide(
            Experiment.sideBySide(table.variant(), 7, Seeds.of(7), null, table.opened()),
            true,
            share -> {})
        .execute();
    table.moveAway();
    RemoteOutcome without = make(run, null);
    assertThat(without.result()).isNull();
    assertThat(without.failure()).isNull();
    assertThat(without.lacking())
        .startsWith("host ")
        .contains(" lacks the data set " + table.file().getFileName())
        .contains("(looked for in " + table.file().getParent() + ")")
        .endsWith("put the files that this machine has into the same place.");
    RemoteOutcome with = make(run, shipment);
    assertThat(with.failure()).isNull();
    assertThat(timeless(with.result()).strip()).isEqualTo(timeless(here.json()).strip());
    assertThat(with.evidence()).contains("\"seed\":7");
  }

  @Test
  @DisplayName("Other data under the same name is not taken")
  void otherData() throws Exception {
    RemoteRun run = table.remote(Environment.kernels(), null);
    Files.writeString(table.file(), Files.readString(table.file()).replaceFirst("\n0,", "\n1,"));
    assertThat(make(run, null).lacking()).contains(" has other samples in the data set ");
  }

  @Test
  @DisplayName("A machine that would compute otherwise refuses")
  void otherKernels() throws Exception {
    Map<String, Object> other = new LinkedHashMap<>(Environment.kernels());
    other.put("engine", "libtorch 1.0 (ABACUS)");
    assertThat(make(table.remote(other, null), null).failure())
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining(" has engine libtorch ")
        .hasMessageContaining(", but this machine libtorch 1.0 (ABACUS), so the last bits");
  }

  @Test
  @DisplayName(
      "A directory that this machine does not see is named; in one that it sees the run leaves a checkpoint to be discarded")
  void shared() throws Exception {
    CheckpointInterval always = CheckpointInterval.every(0);
    Path root = folder.resolve("shared");
    Path place = root.resolve("0-rows-7-abc");
    RemoteRun run =
        table.remote(Environment.kernels(), new SharedDirectory(place.toString(), always));
    assertThat(make(run, null).failure())
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("has no directory " + root);
    Files.createDirectory(root);
    RemoteOutcome first = make(run, null);
    assertThat(RemoteTraining.checkpoint(place)).isDirectory();
    assertThat(timeless(make(run, null).result()))
        .as("from its last checkpoint")
        .isEqualTo(timeless(first.result()));
    RemoteTraining.discard(place);
    assertThat(place).doesNotExist();
  }

  @Test
  @DisplayName("A failure of a class that only this process knows arrives with its words")
  void foreignFailure() throws Exception {
    Throwable failure = new IllegalStateException("it diverged", new IOException() {
      @SuppressWarnings("UnusedVariable") // serialisation meets it
      final Object unsendable = new Object();
    });
    Throwable arrived = sent(RemoteOutcome.failed(failure, List.of())).failure();
    assertThat(arrived).isInstanceOf(IllegalStateException.class).hasMessage("it diverged");
  }
}
