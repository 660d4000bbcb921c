package org.ockham.tensor;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class GradientHooksTest {

  @Test
  void thePassGoesOnWithWhatAnActionHasChanged() {
    Tensor x = Tensor.of(1, 2).requiresGrad(true);
    try (GradientHooks hooks = GradientHooks.open()) {
      Tensor y = x.mul(3);
      hooks.on(y, gradient -> gradient.mul_(10));
      hooks.backward(y.mul(Tensor.of(1, 2)).sum());
    }
    assertThat(requireNonNull(x.grad()).toFloats()).containsExactly(30, 60);
  }

  @Test
  void manyActionsAreCalledFromTheLastOperationToTheFirst() {
    List<Integer> called = new ArrayList<>();
    Tensor x = Tensor.of(1).requiresGrad(true);
    for (int pass = 0; pass < 2; pass++) {
      called.clear();
      try (GradientHooks hooks = GradientHooks.open()) {
        Tensor y = x;
        for (int i = 0; i < 50; i++) {
          int number = i;
          y = y.mul(1);
          hooks.on(y, gradient -> called.add(number));
        }
        hooks.backward(y, Tensor.of(1));
      }
      assertThat(called).isEqualTo(IntStream.range(0, 50).map(i -> 49 - i).boxed().toList());
    }
  }

  @Test
  void whatAnActionThrowsIsThrownAsItIs() {
    Tensor x = Tensor.of(1).requiresGrad(true);
    try (GradientHooks hooks = GradientHooks.open()) {
      Tensor y = x.mul(2);
      IllegalStateException thrown = new IllegalStateException("no");
      hooks.on(y, gradient -> {
        throw thrown;
      });
      assertThatThrownBy(() -> hooks.backward(y.sum())).isSameAs(thrown);
    }
  }

  @Test
  void afterItsEndAnActionIsNotCalled() {
    Tensor x = Tensor.of(1).requiresGrad(true);
    Tensor y = x.mul(2);
    try (GradientHooks hooks = GradientHooks.open()) {
      hooks.on(y, gradient -> gradient.zero_());
    }
    y.sum().backward();
    assertThat(requireNonNull(x.grad()).item()).isEqualTo(2);
  }

  @Test
  void threadsHaveTheirOwn() {
    List<CompletableFuture<Double>> passes = IntStream.range(0, 4)
        .mapToObj(thread -> CompletableFuture.supplyAsync(() -> {
          double sum = 0;
          for (int i = 0; i < 200; i++) {
            try (Scope scope = Scope.open();
                GradientHooks hooks = GradientHooks.open()) {
              Tensor x = Tensor.of(1).requiresGrad(true);
              Tensor y = x.mul(1);
              hooks.on(y, gradient -> gradient.mul_(thread));
              hooks.backward(y.sum());
              sum += requireNonNull(x.grad()).item();
            }
          }
          return sum;
        }))
        .toList();
    for (int thread = 0; thread < passes.size(); thread++) {
      assertThat(passes.get(thread).join()).isEqualTo(200.0 * thread);
    }
  }
}
