package org.ockham.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.ockham.tensor.Scope;

class ArrayDatasetTest {

  @Test
  void rowsHaveTheirClasses() {
    float[][] rows = {{1, 2}, {3, 4}, {5, 6}};
    ArrayDataset set = ArrayDataset.of(rows, new int[] {1, 0, 2}, Targets.classes("a", "b", "c"));
    rows[1][0] = 99; // copied
    assertThat(set.size()).isEqualTo(3);
    assertThat(set.inputShape()).containsExactly(2);
    assertThat(set.sample(1).input()).containsExactly(3, 4);
    assertThat(set.sample(2).label()).isEqualTo(2);
    assertThat(set.label(0)).isEqualTo(1);
    assertThat(set).hasToString("3 samples of shape [2]");
  }

  @Test
  void inputsOfAnyShapeHaveTheirValues() {
    float[] inputs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    ArrayDataset set =
        ArrayDataset.of(inputs, new long[] {1, 2, 3}, new float[] {0.5f, 1, 1.5f, 2}, 2);
    try (Scope scope = Scope.open();
        Epoch epoch = Loader.over(set).batch(2).prefetch(0).epoch(0)) {
      Batch batch = epoch.next();
      assertThat(batch.input().shape()).containsExactly(2, 1, 2, 3);
      assertThat(batch.input().toFloats()).isEqualTo(inputs);
      assertThat(batch.target().shape()).containsExactly(2, 2);
      assertThat(batch.target().toFloats()).containsExactly(0.5f, 1, 1.5f, 2);
    }
    assertThatThrownBy(() -> set.label(0)).isInstanceOf(DataException.class);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Targets.Classes two = Targets.classes(2);
    assertThatThrownBy(() -> ArrayDataset.of(new float[][] {{1}, {1, 2}}, new int[2], two))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("input of sample 1 has 2 numbers, but the first has 1");
    assertThatThrownBy(() -> ArrayDataset.of(new float[][] {{1}, {2}}, new int[3], two))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("2 numbers were given as inputs, but 3 samples");
    assertThatThrownBy(() -> ArrayDataset.of(new float[][] {{1}}, new int[] {2}, two))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("Sample 0 has the label 2");
    assertThatThrownBy(() -> ArrayDataset.of(new float[0][], new int[0], two))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("at least one sample");
    assertThatThrownBy(() -> ArrayDataset.of(new float[][] {{1}, {2}}, new float[][] {{1}}))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("1 samples");
    assertThatThrownBy(() -> ArrayDataset.of(new float[2], new long[] {1}, new float[3], 2))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("3 target values");
    assertThatThrownBy(() -> ArrayDataset.of(new float[2], new long[] {0}, new int[2], two))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("[0]");
  }
}
