package org.ockham.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ockham.augment.Draws;
import org.ockham.data.Batch;
import org.ockham.data.DataCheck;
import org.ockham.data.DataModule;
import org.ockham.data.Dataset;
import org.ockham.data.Epoch;
import org.ockham.data.Loader;
import org.ockham.nn.Embedding;
import org.ockham.regularize.Mixup;
import org.ockham.tensor.DType;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Tensor;

final class TableTransformTest {

  /** Inputs: area, rooms, age and whether it is missing, district one-hot, garden as a code. */
  private static final TableData DATA = Preparation.of(Target.value("price").standardized())
      .numeric(Numeric.standard().imputer(SimpleImputer.mean().addIndicator(true)))
      .column("garden", EmbeddingEncoder.standard())
      .split(GeneratedTables.regression(1, 500), 1, 0.8, 0.2);

  private static final int INPUTS = 9;

  private static float[] changed(TableTransform transform, int row, Draws draws) {
    float[] inputs = DATA.train().row(row);
    transform.apply(inputs, DATA.train(), draws);
    return inputs;
  }

  private static float[] epoch(Dataset data, int workers, long number) {
    Loader loader =
        Loader.over(data).batch(400).seed(3).prefetch(workers).workers(Math.max(1, workers));
    try (Epoch epoch = loader.epoch(number)) {
      return epoch.next().input().toFloats();
    }
  }

  @Test
  void noiseChangesNumbersOnly() {
    assertThat(DATA.train().inputShape()).containsExactly(INPUTS);
    Draws draws = Draws.of(RandomKey.of(1));
    double sum = 0;
    double squares = 0;
    for (int row = 0; row < 400; row++) {
      float[] before = DATA.train().row(row);
      float[] after = changed(new NumberNoise(0.3), row, draws);
      for (int i : new int[] {0, 1, 2}) {
        sum += after[i] - before[i];
        squares += (after[i] - before[i]) * (after[i] - before[i]);
      }
      for (int i = 3; i < INPUTS; i++) {
        assertThat(after[i]).isEqualTo(before[i]);
      }
    }
    // 1200 draws: a mean's deviation is 0.0087, a deviation's 0.0061.
    assertThat(sum / 1200).isEqualTo(0, within(0.04));
    assertThat(Math.sqrt(squares / 1200)).isEqualTo(0.3, within(0.03));
  }

  @Test
  void dropoutHidesWholeColumns() {
    Draws draws = Draws.of(RandomKey.of(1));
    int hidden = 0;
    for (int row = 0; row < 400; row++) {
      float[] before = DATA.train().row(row);
      float[] after = changed(new FeatureDropout(0.25), row, draws);
      for (Feature feature : DATA.train().features()) {
        boolean same = true;
        boolean nought = true;
        for (int i = feature.start(); i < feature.start() + feature.width(); i++) {
          same &= after[i] == before[i];
          nought &= after[i] == 0;
        }
        assertThat(same || nought).isTrue();
        hidden += nought ? 1 : 0;
      }
    }
    assertThat(hidden / 2000.0).isEqualTo(0.25, within(0.05)); // 5 deviations of 0.0097
    assertThat(changed(new FeatureDropout(1), 0, draws)).containsOnly(0);
    assertThat(changed(new FeatureDropout(0), 0, draws)).isEqualTo(DATA.train().row(0));
  }

  @Test
  void swappedColumnsAreOtherRows() {
    Draws draws = Draws.of(RandomKey.of(1));
    Set<Float> areas = new HashSet<>();
    IntStream.range(0, 400).forEach(row -> areas.add(DATA.train().input(row, 0)));
    int swapped = 0;
    for (int row = 0; row < 400; row++) {
      float[] after = changed(new SwapNoise(0.5), row, draws);
      assertThat(areas).contains(after[0]);
      assertThat(after[4] + after[5] + after[6] + after[7]).isEqualTo(1); // still one district
      swapped += after[0] == DATA.train().input(row, 0) ? 0 : 1;
    }
    assertThat(swapped).isBetween(150, 250);
  }

  @Test
  void drawsAreOfTheEpochAndTheRowAloneAndTheOtherPartsAreLeftAsTheyAre() {
    DataModule data =
        DATA.transformed(new NumberNoise(0.1), new FeatureDropout(0.1), new SwapNoise(0.1));
    float[] once = epoch(data.train(), 0, 5);
    assertThat(epoch(data.train(), 3, 5)).isEqualTo(once);
    assertThat(epoch(data.train(), 0, 6)).isNotEqualTo(once);
    assertThat(data.validation()).isSameAs(DATA.validation());
    assertThat(epoch(data.validation(), 0, 5)).isEqualTo(epoch(data.validation(), 0, 6));
    assertThat(data.train().sample(3).target()).isEqualTo(DATA.train().sample(3).target());
  }

  @Test
  void rowsAreComparedAsTheyAreBeforeTheirTransforms() {
    Dataset noisy = DATA.train().transformed(new NumberNoise(0.1));
    assertThat(noisy.untransformed()).isSameAs(DATA.train());
    DataModule leaking = DataModule.of(noisy.take(300), DATA.train().subset(5, 299, 300));
    assertThat(DataCheck.standard().of(leaking).equal("train", "validation"))
        .extracting(pair -> pair.first().index())
        .containsExactly(5, 299);
  }

  @Test
  void mixupMixesRowsAndTheirNumbersAlike() {
    Batch batch = Loader.over(DATA.train()).batch(50).prefetch(0).epoch(0).next();
    Batch mixed = Mixup.of(1).apply(batch, 0, RandomKey.of(7));
    float[] x = batch.input().toFloats();
    float[] y = batch.target().toFloats();
    float[] mixedX = mixed.input().toFloats();
    float[] mixedY = mixed.target().toFloats();
    assertThat(mixed.target().shape()).containsExactly(50, 1);
    // λ and the partner of a row, found from its area, are those of its price.
    int found = 0;
    for (int row = 0; row < 50; row++) {
      int at = row;
      found += IntStream.range(0, 50)
              .filter(other -> Math.abs(y[other] - y[at]) > 1e-3)
              .anyMatch(other -> {
                double lambda = (mixedY[at] - y[other]) / (y[at] - y[other]);
                return IntStream.range(0, INPUTS)
                    .allMatch(i -> Math.abs(lambda * x[at * INPUTS + i]
                            + (1 - lambda) * x[other * INPUTS + i]
                            - mixedX[at * INPUTS + i])
                        < 1e-3);
              })
          ? 1
          : 0;
    }
    assertThat(found).isGreaterThan(45); // a row may be its own partner
  }

  @Test
  void settingsThatCannotBeAreRefused() {
    for (Construction each : List.<Construction>of(
        () -> new NumberNoise(-1), () -> new FeatureDropout(1.1), () -> new SwapNoise(-0.1))) {
      assertThatThrownBy(each::build).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private interface Construction {
    Object build();
  }

  @Test
  void anEmbeddingTakesTheCodes() {
    Feature garden = DATA.preparation().features().get(4);
    assertThat(garden).isEqualTo(new Feature("garden", Feature.Kind.CODE, 8, 1, 4));
    Batch batch = Loader.over(DATA.train()).batch(50).prefetch(0).epoch(0).next();
    Tensor rows = new Embedding(garden.codes(), 3)
        .initialize(1)
        .apply(batch.input().select(1, garden.start()).to(DType.INT64));
    assertThat(rows.shape()).containsExactly(50, 3);
  }
}
