package org.ockham.lab.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ockham.lab.layer.LayerPlan;
import org.ockham.lab.layer.NamedLayer;
import org.ockham.lab.layer.Stacked;
import org.ockham.nn.Layer;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

final class LayerComponentsTest {

  /** Samples without channels, of channels alone, and of channels with one, two and three dimensions. */
  private static final List<long[]> SAMPLES = List.of(
      new long[] {12},
      new long[] {12, 12},
      new long[] {12, 8, 8},
      new long[] {12, 8, 8, 8},
      new long[] {9, 36});

  static Stream<Component<?>> layers() {
    return Catalogue.standard().of(Kind.LAYER).stream();
  }

  private static LayerPlan plan(Component<?> component) {
    return (LayerPlan) component.make(component.defaults());
  }

  private static LayerPlan whole(Component<?> component) {
    return component.settings().isEmpty()
        ? (LayerPlan) component.read(Section.empty("it"), Map.of())
        : plan(component);
  }

  @ParameterizedTest
  @MethodSource("layers")
  @DisplayName("The shape that is known before a layer is made is the one that it gives")
  void shapes(Component<?> component) {
    Stacked stacked = new Stacked(List.of(new NamedLayer(whole(component), null)));
    int fitting = 0;
    for (long[] sample : SAMPLES) {
      long[] known;
      try {
        known = stacked.shapes(sample, 10).get(0);
      } catch (IllegalArgumentException e) {
        assertThat(e)
            .hasMessageStartingWith(
                "layers.0 cannot stand where samples of shape " + Arrays.toString(sample))
            .hasMessageNotContaining("\n");
        continue;
      }
      fitting++;
      try (Scope scope = Scope.open();
          NoGrad off = NoGrad.on()) {
        Layer layer = stacked.build(sample, 10).initialize(1).eval();
        long[] batch =
            LongStream.concat(LongStream.of(3), LongStream.of(sample)).toArray();
        long[] given = layer.apply(Tensor.zeros(batch)).shape();
        assertThat(Arrays.copyOfRange(given, 1, given.length)).containsExactly(known);
      } catch (EngineException e) {
        throw new AssertionError(component + " of " + Arrays.toString(sample), e);
      }
    }
    assertThat(fitting).as("samples that %s takes", component.word()).isPositive();
  }
}
