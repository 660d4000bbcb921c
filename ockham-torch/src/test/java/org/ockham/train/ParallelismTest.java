package org.ockham.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;

final class ParallelismTest {

  @ParameterizedTest
  @CsvSource({
    // 784-256-256-10: large beside its batch, then not any more; and too small a batch
    "268_000, 269_322, 64, 1, 2",
    "268_000, 269_322, 256, 4, 1",
    "268_000, 269_322, 16, 1, 1",
    // two convolutions for CIFAR-10: each weight is used hundreds of times a sample
    "2_330_000, 121_182, 128, 2, 1",
    "2_330_000, 121_182, 256, 4, 1",
    "2_330_000, 121_182, 4096, 8, 1",
    "2_330_000, 121_182, 16, 1, 1",
    // a small table's network
    "500, 600, 64, 1, 1"
  })
  void followsFromTheNetworkAndItsBatch(
      String aSample, String parameters, int batch, int shards, int blasThreads) {
    double multiplyAdds = Double.parseDouble(aSample.replace("_", "")) * batch;
    assertThat(Parallelism.of(multiplyAdds, Long.parseLong(parameters.replace("_", "")), batch))
        .isEqualTo(new Parallelism(shards, blasThreads));
  }

  private static Computing settings(Trainer.Builder builder) {
    return builder.build().settings().computing();
  }

  @Test
  void whatIsAskedForIsTaken() {
    Classifier task = Classifier.of(new Linear(1000, 1000).initialize(1));
    double work = 64e6;
    assertThat(Parallelism.of(settings(Trainer.builder()), task, work, 64))
        .isEqualTo(new Parallelism(1, 2));
    assertThat(Parallelism.of(settings(Trainer.builder().threads(1)), task, work, 64))
        .isEqualTo(Parallelism.NONE);
    assertThat(Parallelism.of(settings(Trainer.builder().shards(3).threads(1)), task, work, 64))
        .isEqualTo(new Parallelism(3, 1));
    assertThat(Parallelism.of(settings(Trainer.builder().threads(1)), task, 1e9, 1000))
        .as("shards are the same on one core")
        .isEqualTo(new Parallelism(8, 1));
  }

  @Test
  void coresChangeHowManyShardsAreComputedAtOnceOnly() {
    Parallelism four = new Parallelism(4, 1);
    assertThat(four.coresOf(1)).isEqualTo(1);
    assertThat(four.coresOf(16)).isEqualTo(4);
    assertThat(four.coresOf(0))
        .isEqualTo(Math.min(4, Runtime.getRuntime().availableProcessors()));
  }

  @Test
  void saysWhatItIs() {
    assertThat(Parallelism.NONE).hasToString("one thread");
    assertThat(new Parallelism(2, 1)).hasToString("2 shards");
    assertThat(new Parallelism(1, 2)).hasToString("2 threads in a matrix product");
  }

  @Test
  void bothPoolsAtOnceAreRefused() {
    assertThatThrownBy(() -> new Parallelism(2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("shards is 2 and blasThreads is 2: one of them must be 1");
    assertThatThrownBy(() -> Trainer.builder().shards(0))
        .hasMessage("shards is 0: it must be at least 1");
    assertThatThrownBy(() -> Trainer.builder().threads(0))
        .hasMessage("threads is 0: it must be at least 1");
  }

  @Test
  void mixedPrecisionAndClassifiersAreCutAndAWrapperThatDoesNotSaySoIsNot() {
    Layer network = new Linear(10, 10).initialize(1);
    Classifier task = Classifier.of(network);
    Computing settings = settings(Trainer.builder());
    assertThat(Parallelism.of(settings, MixedPrecision.of(task), 1e9, 128).shards()).isEqualTo(2);
    ModuleWrapper silent = () -> task;
    assertThat(Parallelism.of(settings, silent, 1e9, 128)).isEqualTo(Parallelism.NONE);
  }
}
