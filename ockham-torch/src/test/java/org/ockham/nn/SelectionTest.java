package org.ockham.nn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SelectionTest {

  private final Sequential network =
      new Sequential(new Linear(3, 4), new BatchNorm1d(4), new LayerNorm(2, 2), new Linear(4, 2));

  @Test
  void everyParameterIsOfOneKind() {
    assertThat(Selection.weights().of(network.parameters()).keySet())
        .containsExactly("0.weight", "3.weight");
    assertThat(Selection.biases().of(network.parameters()).keySet())
        .containsExactly("0.bias", "3.bias");
    assertThat(Selection.norms().of(network.parameters()).keySet())
        .containsExactly("1.weight", "1.bias", "2.weight", "2.bias");
    assertThat(Selection.all().of(network.parameters())).isEqualTo(network.parameters());
  }

  @Test
  void namesMayHaveStars() {
    assertThat(Selection.named("0.*", "*.bias").of(network.parameters()).keySet())
        .containsExactly("0.weight", "0.bias", "1.bias", "2.bias", "3.bias");
    assertThat(Selection.named("0.weigh").of(network.parameters())).isEmpty();
  }

  @Test
  void selectionsCombineAndSayIt() {
    Selection selection =
        Selection.weights().and(Selection.named("3.*").not()).or(Selection.norms());
    assertThat(selection).hasToString("weights and not named 3.* or norms");
    assertThat(selection.of(network.parameters()).keySet())
        .containsExactly("0.weight", "1.weight", "1.bias", "2.weight", "2.bias");
  }
}
