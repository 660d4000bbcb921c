package org.ockham.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.callback.Checkpoint;
import org.ockham.callback.EarlyStopping;
import org.ockham.data.Batch;
import org.ockham.data.DataModule;
import org.ockham.logger.CsvLogger;
import org.ockham.nn.BatchNorm1d;
import org.ockham.nn.Layer;
import org.ockham.nn.LayerNorm;
import org.ockham.nn.Linear;
import org.ockham.nn.Sequential;
import org.ockham.optim.Sgd;
import org.ockham.tensor.Tensor;

/** What the trainer finds out before the first step. */
final class RehearsalTest {

  private static final Samples VALIDATION = Samples.threeClasses(5);

  private static FitResult fit(Layer network, int samples, int batch, List<Integer> sizes) {
    TrainingModule task = new Watched(network, sizes);
    return Trainer.builder()
        .maxEpochs(2)
        .batchSize(batch)
        .build()
        .fit(task, DataModule.of(Samples.threeClasses(samples), VALIDATION));
  }

  /** Notes the sizes of the batches it is trained on. */
  private record Watched(Layer network, List<Integer> sizes) implements TrainingModule {

    @Override
    public Sgd configureOptimizer() {
      return Sgd.rate(1e-3);
    }

    @Override
    public StepOutput trainingStep(Batch batch, Step step) {
      if (network.isTraining()) {
        sizes.add(batch.size());
      }
      return Classifier.of(network).trainingStep(batch, step);
    }
  }

  private static Layer normalised() {
    return new Sequential(new Linear(2, 4), new BatchNorm1d(4), new Linear(4, 3));
  }

  @Test
  void aLastBatchOfOneIsLeftOutWhereBatchNormCannotTakeIt() {
    List<Integer> sizes = new ArrayList<>();
    FitResult fit = fit(normalised(), 13, 4, sizes);
    assertThat(sizes).startsWith(4, 1).endsWith(4, 4, 4, 4, 4, 4).hasSize(8); // two rehearsed
    assertThat(fit.epochs().get(1).step()).isEqualTo(6);
  }

  @Test
  void otherLastBatchesAndOtherNetworksAreTrainedWhole() {
    List<Integer> sizes = new ArrayList<>();
    fit(normalised(), 14, 4, sizes);
    assertThat(sizes).containsExactly(4, 4, 4, 4, 2, 4, 4, 4, 2);
    sizes.clear();
    fit(new Sequential(new Linear(2, 4), new LayerNorm(4), new Linear(4, 3)), 13, 4, sizes);
    assertThat(sizes).containsExactly(4, 4, 4, 4, 1, 4, 4, 4, 1);
  }

  @Test
  void batchesOfOneThroughoutAreRefusedInWordsOfSettings() {
    assertThatThrownBy(() -> fit(normalised(), 13, 1, new ArrayList<>()))
        .isInstanceOf(TrainingException.class)
        .hasMessageStartingWith("a batch has one sample (batch size 1, 13 training samples), but"
            + " batch normalisation takes its mean and variance over the samples of a batch: take a"
            + " larger batch size");
    assertThatThrownBy(() -> fit(normalised(), 1, 4, new ArrayList<>()))
        .isInstanceOf(TrainingException.class)
        .hasMessageStartingWith("there is one training sample, but batch normalisation");
  }

  @Test
  void leavesTheNetworkAsItWas() {
    Layer network = normalised();
    Map<String, float[]> seen = new java.util.HashMap<>();
    Callback first = new Callback() {
      @Override
      public void onFitStart(Fit fit) {
        network
            .stateDict()
            .forEach((name, tensor) -> seen.put(name, tensor.detach().toFloats()));
        fit.stop("seen");
      }
    };
    Trainer.builder()
        .callbacks(first)
        .seed(4)
        .batchSize(4)
        .build()
        .fit(Classifier.of(network), DataModule.of(Samples.threeClasses(13), VALIDATION));
    normalised()
        .initialize(4)
        .stateDict()
        .forEach((name, tensor) ->
            assertThat(seen.get(name)).as(name).containsExactly(tensor.detach().toFloats()));
  }

  /** Logs this in training, that in validation. */
  private static TrainingModule logging(
      Map<String, Double> training, Map<String, Double> validation) {
    Layer network = new Linear(2, 3);
    return new TrainingModule() {
      @Override
      public Layer network() {
        return network;
      }

      @Override
      public Sgd configureOptimizer() {
        return Sgd.rate(1e-3);
      }

      @Override
      public StepOutput trainingStep(Batch batch, Step step) {
        return step(batch).logging(training);
      }

      @Override
      public StepOutput validationStep(Batch batch) {
        return step(batch).logging(validation);
      }

      private StepOutput step(Batch batch) {
        Tensor output = network.apply(batch.input());
        return StepOutput.of(output.square().mean());
      }
    };
  }

  @Test
  void whatOnlyOneOfThemLogsIsItsOwn(@TempDir Path directory) throws Exception {
    TrainingModule module = logging(Map.of("penalty", 0.25), Map.of("gap", 3.0));
    DataModule data = DataModule.of(Samples.threeClasses(12), VALIDATION);
    Trainer.Builder trainer = Trainer.builder().maxEpochs(6);
    FitResult fit = trainer
        .loggers(CsvLogger.in(directory))
        .callbacks(EarlyStopping.on("train/penalty").patience(2), Checkpoint.best("val/gap"))
        .build()
        .fit(module, data);
    assertThat(fit.stopReason()).contains("train/penalty");
    assertThat(fit.best().epoch()).isEqualTo(1);
    List<String> lines = Files.readAllLines(directory.resolve("metrics.csv"));
    assertThat(lines.get(0)).isEqualTo("step,epoch,train/loss,train/penalty,val/loss,val/gap");
    assertThat(lines.get(1)).matches("1,1,[\\d.E-]+,0.25,[\\d.E-]+,3.0");
    for (String tag : List.of("val/penalty", "train/gap")) {
      assertThatThrownBy(() -> trainer.callbacks(EarlyStopping.on(tag)).build().fit(module, data))
          .hasMessage("'" + tag + "' is monitored but not measured; there are train/loss,"
              + " train/penalty, val/loss, val/gap");
    }
  }
}
