package org.ockham.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ockham.callback.LambdaCallback;
import org.ockham.data.Batch;
import org.ockham.data.DataModule;
import org.ockham.distributed.ProcessGroup;
import org.ockham.metric.Accuracy;
import org.ockham.metric.Metric;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.optim.OptimizerConfig;
import org.ockham.optim.Sgd;
import org.ockham.tensor.DType;
import org.ockham.tensor.Tensor;

/** PG05: batches that ranks cannot share evenly. Each sample is on one rank, once, and weighs as much as any other. */
final class RankSamplesTest {

  /** Answers class 1 always, and notes which samples its shards see once training has begun. */
  private record Constant(Layer network, Collection<Integer> seen) implements TrainingModule {
    @Override
    public OptimizerConfig configureOptimizer() {
      return Sgd.rate(1e-3);
    }

    @Override
    public Constant withNetwork(Layer network) {
      return new Constant(network, seen);
    }

    @Override
    public StepOutput trainingStep(Batch batch, Step step) {
      if (step.epoch() > 1) { // the first batch of the first epoch is tried, too
        for (float number : batch.input().toFloats()) {
          seen.add(Math.round(number));
        }
      }
      return validationStep(batch);
    }

    @Override
    public StepOutput validationStep(Batch batch) {
      boolean[] answers = new boolean[2 * batch.size()];
      IntStream.range(0, batch.size()).forEach(i -> answers[2 * i + 1] = true);
      return StepOutput.of(
          network.apply(batch.input()).mean(),
          Tensor.ofBooleans(answers, batch.size(), 2).to(DType.FLOAT32),
          batch.target());
    }

    @Override
    public List<Metric> metrics() {
      return List.of(new Accuracy());
    }
  }

  private static Trainer.Builder settings(ProcessGroup group) {
    return Trainer.builder().maxEpochs(2).threads(1).ranks(group);
  }

  @ParameterizedTest
  @CsvSource({"10, 3, 10", "3, 8, 3", "21, 2, 4", "7, 2, 2"})
  void eachSampleIsTrainedOnOnce(int samples, int ranks, int batchSize) {
    Samples data = Samples.of(samples, i -> new float[] {i}, i -> i < 2 ? 0 : 1, 2);
    Collection<Integer> seen = new ConcurrentLinkedQueue<>();
    List<Map<String, Double>> metrics = RankedFits.on(
        ranks,
        group -> settings(group)
            .batchSize(batchSize)
            .build()
            .fit(new Constant(new Linear(1, 1), seen), DataModule.of(data, data))
            .epochs()
            .get(1)
            .metrics());
    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, samples).boxed().toList());
    assertThat(metrics).hasSize(ranks).allSatisfy(each -> {
      assertThat(each.get("train/accuracy")).isEqualTo((samples - 2.0) / samples); // 0.8 of 10
      assertThat(each.get("val/accuracy")).isEqualTo((samples - 2.0) / samples);
    });
  }

  /** The mean of three gradients of 1 and one of 5 is 2, not 3. */
  @Test
  void threeSamplesWeighMoreThanOne() {
    Samples data = Samples.of(4, i -> new float[] {i < 3 ? 1 : 5}, i -> 0, 2);
    for (int ranks = 2; ranks <= 5; ranks++) {
      List<Double> gradients = RankedFits.on(ranks, group -> {
        List<Double> seen = new ArrayList<>();
        settings(group)
            .callbacks(LambdaCallback.nothing()
                .onGradients(fit -> seen.add(
                    fit.module().network().parameters().get("weight").grad().item())))
            .build()
            .fit(new Constant(new Linear(1, 1), new ArrayList<>()), DataModule.of(data, data));
        return seen.get(0);
      });
      assertThat(gradients).hasSize(ranks).containsOnly(2.0);
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 8, 1", "1, 3, 2", "5, 2, 4"})
  void fewerSamplesThanShardsAreTheSameInOneProcess(int samples, int ranks, int shards) {
    RankedFits.isSame(
        new RankedFits.Kind() {
          @Override
          public TrainingModule module() {
            return Classifier.of(new Linear(2, 3)).optimizer(Sgd.rate(0.1).momentum(0.9));
          }

          @Override
          public DataModule data() {
            return DataModule.of(Samples.threeClasses(samples), Samples.threeClasses(samples));
          }

          @Override
          public Trainer.Builder settings() {
            return Trainer.builder().maxEpochs(2).seed(1);
          }
        },
        ranks,
        shards);
  }
}
