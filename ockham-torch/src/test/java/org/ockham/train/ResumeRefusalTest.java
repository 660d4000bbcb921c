package org.ockham.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.augment.RandomCrop;
import org.ockham.callback.Checkpoint;
import org.ockham.callback.EarlyStopping;
import org.ockham.callback.ProgressLines;
import org.ockham.checkpoint.CheckpointContents;
import org.ockham.checkpoint.CheckpointDirectory;
import org.ockham.checkpoint.CheckpointException;
import org.ockham.data.DataModule;
import org.ockham.data.Glyphs;
import org.ockham.nn.Dropout;
import org.ockham.nn.Flatten;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.nn.Sequential;
import org.ockham.optim.Adam;
import org.ockham.optim.Sgd;
import org.ockham.regularize.L1;
import org.ockham.regularize.L2;
import org.ockham.regularize.WeightAverage;
import org.ockham.schedule.ExponentialLR;
import org.ockham.state.SavedState;
import org.ockham.tensor.Tensor;

/** A checkpoint of another run is refused before anything has changed, and the sentence says what differs. */
final class ResumeRefusalTest {

  private static final DataModule DIGITS = Glyphs.standard().first(40, 10).split(0.75, 0.25, 1);

  @TempDir
  Path folder;

  private Path place;

  private static Layer network(double dropout, int width) {
    Map<String, Layer> layers = new LinkedHashMap<>();
    layers.put("flatten", new Flatten());
    layers.put("fc1", new Linear(784, width));
    layers.put("drop", new Dropout(dropout));
    layers.put("fc2", new Linear(width, 10));
    return new Sequential(layers);
  }

  private static Classifier task() {
    return Classifier.of(network(0.2, 8));
  }

  private static Trainer.Builder trainer() {
    return Trainer.builder()
        .maxEpochs(2)
        .batchSize(8)
        .seed(1)
        .regularizers(L1.of(1e-5), L2.of(1e-4))
        .callbacks(EarlyStopping.on("val/loss"));
  }

  /** Asks for a checkpoint after the second step. */
  private Callback asking() {
    return new Asking(place);
  }

  private record Asking(Path place) implements Callback {
    @Override
    public void onStepEnd(Fit fit, double loss) {
      if (fit.step() == 2) {
        fit.checkpoint(place);
      }
    }
  }

  @BeforeEach
  void train() {
    trainInto(folder.resolve("last"));
  }

  private void trainInto(Path directory) {
    place = directory;
    trainer().callbacks(EarlyStopping.on("val/loss"), asking()).build().fit(task(), DIGITS);
  }

  private void assertRefused(
      String reason, TrainingModule task, Trainer.Builder trainer, DataModule data) {
    Map<String, byte[]> before = new LinkedHashMap<>();
    task.network().initialize(3);
    task.network().stateDict().forEach((name, tensor) -> before.put(name, tensor.toBytes()));
    assertThatThrownBy(() -> trainer.build().resume(task, data, place))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith("the checkpoint " + place + " is refused: ")
        .hasMessageContaining(reason)
        .hasMessageNotContaining("\n");
    task.network()
        .stateDict()
        .forEach((name, tensor) -> assertThat(tensor.toBytes()).isEqualTo(before.get(name)));
  }

  @Test
  void anotherRunsIsRefused() {
    assertRefused("whose seed is '1' where this one's is '2'", task(), trainer().seed(2), DIGITS);
    assertRefused(
        "whose network is '(drop): Dropout(p=0.2)' where this one's is '(drop): Dropout(p=0.5)'",
        Classifier.of(network(0.5, 8)),
        trainer(),
        DIGITS);
    assertRefused("whose network is ", Classifier.of(network(0.2, 9)), trainer(), DIGITS);
    assertRefused(
        "whose optimizer is 'rate=0.001' where this one's is 'rate=0.01'",
        task().optimizer(Adam.rate(0.01)),
        trainer(),
        DIGITS);
    assertRefused("whose optimizer is ", task().optimizer(Sgd.rate(0.1)), trainer(), DIGITS);
    assertRefused("whose batchSize is '8' where", task(), trainer().batchSize(9), DIGITS);
    assertRefused("whose ", task(), trainer().accumulate(2), DIGITS);
    assertRefused("whose ", task(), trainer().validateEvery(2), DIGITS);
    assertRefused(
        "whose schedule is ",
        task(),
        trainer().schedule(RateSchedule.perEpoch(new ExponentialLR(0.9))),
        DIGITS);
    assertRefused("whose regularizers is ", task(), trainer().regularizers(L1.of(1e-5)), DIGITS);
    assertRefused(
        "whose training data is '30 samples of shape [1'",
        task(),
        trainer(),
        Glyphs.standard().first(44, 10).split(0.75, 0.25, 1));
    assertRefused(
        "whose training data is ",
        task(),
        trainer(),
        DataModule.of(
            DIGITS.train().transformed(RandomCrop.of(28).withPadding(1)), DIGITS.validation()));
    assertRefused(
        "it has the state of org.ockham.callback.EarlyStopping#1, which is not among this fit's callbacks",
        task(),
        trainer().callbacks(),
        DIGITS);
    assertRefused(
        "it has no state of org.ockham.callback.Checkpoint#1, which is among this fit's callbacks",
        task(),
        trainer().callbacks(EarlyStopping.on("val/loss"), Checkpoint.best("val/loss")),
        DIGITS);
  }

  @Test
  void anotherDecayOfTheAveragesIsRefused() {
    place = folder.resolve("averaged");
    trainer()
        .average(WeightAverage.exponential(0.9))
        .callbacks(EarlyStopping.on("val/loss"), asking())
        .build()
        .fit(task(), DIGITS);
    assertRefused(
        "whose average is 'decay=0.9' where this one's is" + " 'decay=0.99'",
        task(),
        trainer().average(WeightAverage.exponential(0.99)),
        DIGITS);
  }

  /** What the threads make of the layout changes the last bits, whatever was asked for. */
  @Test
  void anotherLayoutIsRefused() {
    place = folder.resolve("wide");
    DataModule data = Glyphs.standard().first(100, 10).split(0.75, 0.25, 1);
    trainer()
        .batchSize(64)
        .callbacks(EarlyStopping.on("val/loss"), asking())
        .build()
        .fit(Classifier.of(network(0.2, 100)), data);
    Classifier task = Classifier.of(network(0.2, 100));
    assertThatThrownBy(() -> trainer().batchSize(64).threads(1).build().resume(task, data, place))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(
            "it was computed by 2 threads in a matrix product where this fit takes"
                + " one thread: give the shards and threads it began with");
    assertThat(
            trainer().batchSize(64).threads(2).build().resume(task, data, place).epochs())
        .hasSize(2);
  }

  @Test
  void whatChangesNoNumberMayDiffer() {
    UnaryOperator<Trainer.Builder> same = trainer -> trainer;
    UnaryOperator<Trainer.Builder> other = trainer -> trainer
        .prefetch(2)
        .threads(1)
        .regularizers(L2.of(1e-4), L1.of(1e-5))
        .callbacks(
            ProgressLines.to(new PrintStream(OutputStream.nullOutputStream())),
            EarlyStopping.on("val/loss"));
    Classifier first = task();
    same.apply(trainer()).build().resume(first, DIGITS, place);
    Classifier second = task();
    other.apply(trainer()).build().resume(second, DIGITS, place);
    first
        .network()
        .stateDict()
        .forEach((name, tensor) -> assertThat(tensor.toBytes())
            .isEqualTo(second.network().stateDict().get(name).toBytes()));
  }

  /** Whole files with a right checksum whose contents do not go together. */
  @Test
  void whatDoesNotGoTogetherIsRefused() {
    CheckpointContents good = CheckpointDirectory.read(place);
    Map<String, Tensor> model = new LinkedHashMap<>(good.model());
    model.remove("fc1.bias");
    write(new CheckpointContents(good.step(), model, good.optimizer(), good.rest()));
    assertRefused("it lacks fc1.bias", task(), trainer(), DIGITS);
    Map<String, Tensor> optimizer = new LinkedHashMap<>(good.optimizer());
    optimizer.put("fc1.bias.exp_avg", Tensor.zeros(3));
    write(new CheckpointContents(good.step(), good.model(), optimizer, good.rest()));
    assertFails("fc1.bias.exp_avg has shape [3]");
    for (String part : good.rest().parts()) {
      Map<String, SavedState> parts = new LinkedHashMap<>();
      good.rest().parts().forEach(name -> parts.put(name, good.rest().part(name)));
      parts.put(part, SavedState.of(Map.of("epoch", "one", "x", 1L)));
      write(new CheckpointContents(
          good.step(), good.model(), good.optimizer(), SavedState.join(parts)));
      assertFails("");
    }
    Map<String, Object> values =
        new LinkedHashMap<>(good.rest().part("progress").values());
    for (Map<String, Object> wrong : List.<Map<String, Object>>of(
        Map.of("epoch", 7L),
        Map.of("batches", -1L),
        Map.of("batches", 1_000L),
        Map.of("epoch", 1L << 40))) {
      Map<String, Object> changed = new LinkedHashMap<>(values);
      changed.putAll(wrong);
      Map<String, SavedState> parts = new LinkedHashMap<>();
      good.rest().parts().forEach(name -> parts.put(name, good.rest().part(name)));
      parts.put("progress", SavedState.of(changed));
      write(new CheckpointContents(
          good.step(), good.model(), good.optimizer(), SavedState.join(parts)));
      assertFails("");
    }
  }

  private void write(CheckpointContents contents) {
    CheckpointDirectory.delete(place);
    CheckpointDirectory.write(place, contents);
  }

  private void assertFails(String reason) {
    assertThatThrownBy(() -> trainer().build().resume(task(), DIGITS, place))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith("the checkpoint " + place + " is refused: ")
        .hasMessageContaining(reason)
        .hasMessageNotContaining("\n");
  }

  @Test
  void aTornOneIsRefusedAndTheOneBeforeIsFound() throws IOException {
    trainInto(folder.resolve("earlier"));
    Files.writeString(folder.resolve("last/optimizer.safetensors"), "torn");
    place = folder.resolve("last");
    assertThatThrownBy(() -> trainer().build().resume(task(), DIGITS, place))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("optimizer.safetensors is 4 bytes long");
    assertThat(trainer()
            .build()
            .resume(task(), DIGITS, CheckpointDirectory.latestGood(folder))
            .epochs())
        .hasSize(2);
  }
}
