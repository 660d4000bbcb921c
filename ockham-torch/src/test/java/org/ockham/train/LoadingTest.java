package org.ockham.train;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.data.DataModule;
import org.ockham.data.DataSampler;
import org.ockham.data.LastBatch;
import org.ockham.logger.CsvLogger;
import org.ockham.tensor.Tensor;

/** What of the data is trained on, and in which batches. */
final class LoadingTest {

  private static final DataModule LINE = DataModule.of(new Line(95), new Line(40), new Line(30));

  private final Recorded module = new Recorded();

  private static Trainer.Builder trainer() {
    return Trainer.builder().maxEpochs(1).batchSize(10).evaluationBatchSize(10);
  }

  /** The batches after the one that is tried. */
  private List<Integer> sizes() {
    return module.sizes.subList(1, module.sizes.size());
  }

  @Test
  void limitsAreBatchesOrFractions() {
    trainer()
        .limitTrainBatches(Portion.batches(3))
        .limitValidationBatches(Portion.fraction(0.5))
        .build()
        .fit(module, LINE);
    assertThat(sizes()).containsExactly(10, 10, 10);
    assertThat(module.validated).isEqualTo(10 + 20); // one batch was tried
  }

  @Test
  void aTestIsLimitedToo() {
    Trainer limited = trainer().limitTestBatches(Portion.batches(2)).build();
    limited.test(module, LINE.test());
    assertThat(module.validated).isEqualTo(20);
  }

  @Test
  void aPortionIsAtLeastABatchAndAtMostAll() {
    assertThat(Portion.fraction(0.01).of(10)).isEqualTo(1);
    assertThat(Portion.fraction(0.99).of(10)).isEqualTo(9);
    assertThat(Portion.ALL.of(10)).isEqualTo(10);
    assertThat(Portion.batches(12).of(10)).isEqualTo(10);
    assertThatThrownBy(() -> Portion.fraction(1.5)).hasMessageContaining("fraction is 1.5");
    assertThatThrownBy(() -> Portion.fraction(0)).hasMessageContaining("fraction is 0.0");
    assertThatThrownBy(() -> Portion.batches(0)).hasMessageContaining("batches is 0");
  }

  @Test
  void overfittingSeesTheSameBatchesInEveryEpoch() {
    trainer().maxEpochs(2).overfitBatches(2).build().fit(module, LINE);
    assertThat(sizes()).containsExactly(10, 10, 10, 10);
    List<Float> first = module.first.subList(1, 5);
    assertThat(first).containsExactly(0f, 0f - 2 * 3, 0f, 0f - 2 * 3); // samples 0 and 10
    assertThat(module.validated).isEqualTo(10 + 2 * 20);
  }

  @Test
  void aDevRunTriesEverythingOnceAndLeavesNothingBehind(@TempDir Path directory) {
    List<String> told = new ArrayList<>();
    FitResult fit = trainer()
        .maxEpochs(50)
        .minEpochs(5)
        .validateEvery(Interval.epochs(10))
        .fastDevRun(2)
        .loggers(CsvLogger.in(directory.resolve("log")))
        .callbacks(watch(told, null), watch(told, directory))
        .build()
        .fit(module, LINE);
    assertThat(sizes()).containsExactly(10, 10);
    assertThat(fit.epochs()).hasSize(1);
    assertThat(fit.epochs().get(0).metrics()).containsEntry("val/loss", 1.0);
    assertThat(told).containsExactly("null epoch");
    assertThat(directory).isEmptyDirectory();
  }

  private static Callback watch(List<String> told, @Nullable Path place) {
    return new Callback() {
      @Override
      public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
        told.add(place + " epoch");
      }

      @Override
      public @Nullable Path directory() {
        return place;
      }
    };
  }

  @Test
  void samplerAndLastBatchAreTheLoaders() {
    trainer()
        .sampler(DataSampler.sequential())
        .lastBatch(LastBatch.DROP)
        .build()
        .fit(module, LINE);
    assertThat(sizes()).hasSize(9).containsOnly(10);
    assertThat(module.first.get(1)).isEqualTo(0f);
  }

  @Test
  void workersChangeNothing() {
    Tensor plain = weight(trainer().maxEpochs(2));
    assertThat(weight(trainer().maxEpochs(2).prefetch(4).workers(3)).equal(plain))
        .isTrue();
  }

  @Test
  void howManyValidationBatchesAreTriedChangesNothing() {
    Tensor plain = weight(trainer());
    assertThat(weight(trainer().sanityValidation(3)).equal(plain)).isTrue();
    trainer().sanityValidation(3).build().fit(module, LINE);
    assertThat(module.validated).isEqualTo(30 + 40);
    assertThatThrownBy(() -> trainer().sanityValidation(0).build())
        .hasMessage("sanityValidation is 0: it must be at least 1");
  }

  /** The first layer's weight after training with dropout and batch norm, and validation of the same. */
  private static Tensor weight(Trainer.Builder trainer) {
    FitResult fit = trainer.seed(3).build().fit(Classifier.of(Toys.network()), Toys.digits());
    Tensor weight = fit.last().network().stateDict().get("fc1.weight");
    assertThat(weight).isNotNull();
    return requireNonNull(weight);
  }

  @Test
  void accumulationChangesFromEpochToEpoch() {
    FitResult fit = trainer()
        .maxEpochs(3)
        .accumulate(GradientAccumulation.of(1).from(2, 4))
        .build()
        .fit(module, LINE);
    assertThat(fit.epochs().stream().map(EpochResult::step)).containsExactly(10L, 13L, 16L);
    assertThat(sizes()).hasSize(30);
    assertThatThrownBy(() -> trainer().accumulate(0))
        .hasMessage("accumulate is 0: it must be at least 1");
    assertThatThrownBy(() -> new GradientAccumulation(Map.of(2, 4)))
        .hasMessageContaining("the first of them must be 1");
  }
}
