package org.ockham.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class ScopeTest {

  private static boolean isFreed(Tensor tensor) {
    return tensor.handle.isFreed();
  }

  @Test
  void theEndFreesWhatWasMadeInside() {
    Tensor before = Tensor.of(1);
    Tensor inside;
    try (Scope scope = Scope.open()) {
      inside = before.add(1);
      assertThat(isFreed(inside)).isFalse();
    }
    assertThat(isFreed(inside)).isTrue();
    assertThat(before.item()).isEqualTo(1);
    assertThatThrownBy(inside::item)
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("a tensor has been freed: its scope was closed without keep(tensor)");
    assertThatThrownBy(() -> before.add(inside))
        .hasMessageStartingWith("add: a tensor has been freed");
    assertThatThrownBy(inside::shape).hasMessageStartingWith("shape: a tensor has been freed");
    assertThatThrownBy(inside::toString).isInstanceOf(EngineException.class);
  }

  @Test
  void whatIsKeptMovesOutOneScopeAtATime() {
    Tensor kept;
    Tensor left;
    try (Scope outer = Scope.open()) {
      try (Scope inner = Scope.open()) {
        kept = inner.keep(Tensor.of(1));
        left = Tensor.of(2);
      }
      assertThat(kept.item()).isEqualTo(1);
      assertThat(isFreed(left)).isTrue();
    }
    assertThat(isFreed(kept)).isTrue();
  }

  @Test
  void anOuterScopeKeepsWhatAnInnerOneMade() {
    Tensor kept;
    try (Scope outer = Scope.open()) {
      try (Scope inner = Scope.open()) {
        kept = outer.keep(Tensor.of(1));
      }
      assertThat(kept.item()).isEqualTo(1);
    }
    assertThat(kept.item()).isEqualTo(1);
  }

  @Test
  void keptTwiceIsKeptOnce() {
    Tensor kept;
    try (Scope outer = Scope.open()) {
      try (Scope inner = Scope.open()) {
        kept = inner.keep(inner.keep(Tensor.of(1)));
      }
    }
    assertThat(isFreed(kept)).isTrue();
  }

  @Test
  void keepingWhatIsNotItsOwnChangesNothing() {
    Tensor parameter = Tensor.of(1);
    Tensor outers;
    try (Scope outer = Scope.open()) {
      outers = Tensor.of(2);
      try (Scope inner = Scope.open()) {
        inner.keep(parameter);
        inner.keep(outers);
      }
      assertThat(outers.item()).isEqualTo(2);
    }
    assertThat(parameter.item()).isEqualTo(1);
    assertThat(isFreed(outers)).isTrue();
  }

  @Test
  void whatEscapesOutlivesEveryScope() {
    Tensor escaped;
    try (Scope outer = Scope.open();
        Scope inner = Scope.open()) {
      escaped = Tensor.of(1).escape().escape();
    }
    assertThat(escaped.item()).isEqualTo(1);
    escaped.close();
    assertThat(isFreed(escaped)).isTrue();
  }

  @Test
  void aTensorOfAnotherThreadIsAdopted() {
    Tensor prefetched = CompletableFuture.supplyAsync(() -> Tensor.of(1)).join();
    try (Scope outer = Scope.open()) {
      try (Scope inner = Scope.open()) {
        Scope.adopt(prefetched);
        Scope.adopt(prefetched);
        assertThat(prefetched.item()).isEqualTo(1);
      }
      assertThat(isFreed(prefetched)).isTrue();
      Tensor owned = Tensor.of(2);
      try (Scope inner = Scope.open()) {
        Scope.adopt(owned);
      }
      assertThat(owned.item()).isEqualTo(2);
    }
    Tensor escaped;
    try (Scope scope = Scope.open()) {
      escaped = Tensor.of(4).escape();
      Scope.adopt(escaped);
    }
    assertThat(isFreed(escaped)).isTrue();
    Tensor free = Scope.adopt(Tensor.of(3));
    assertThat(free.item()).isEqualTo(3);
  }

  @Test
  void anExceptionClosesItToo() {
    Tensor[] made = new Tensor[1];
    assertThatThrownBy(() -> {
          try (Scope scope = Scope.open()) {
            made[0] = Tensor.of(1, 2);
            made[0].add(Tensor.of(1, 2, 3));
          }
        })
        .isInstanceOf(EngineException.class);
    assertThat(isFreed(made[0])).isTrue();
    Tensor after = Tensor.of(4);
    System.gc();
    assertThat(after.item()).isEqualTo(4);
  }

  @Test
  void parametersAndTheirGradientsSurvive() {
    Tensor weight;
    try (Scope scope = Scope.open()) {
      weight = Tensor.of(1, 2).requiresGrad(true).escape();
      weight.mul(3).sum().backward();
    }
    assertThat(weight.grad().toFloats()).containsExactly(3, 3);
    Tensor gradient;
    try (Scope scope = Scope.open()) {
      gradient = weight.grad();
    }
    assertThat(isFreed(gradient)).isTrue();
    assertThat(weight.grad().toFloats()).containsExactly(3, 3);
  }

  @Test
  void aViewHoldsTheMemoryOfItsScopedBase() {
    Tensor view;
    try (Scope scope = Scope.open()) {
      view = scope.keep(Tensor.of(1, 2, 3).narrow(0, 1, 2));
    }
    assertThat(view.toFloats()).containsExactly(2, 3);
  }

  @Test
  void listsAndOperatorsBelongToTheScopeAsWell() {
    List<Tensor> made;
    Tensor kept;
    try (Scope scope = Scope.open()) {
      made = List.of(
          Tensor.of(1, 2).split(1, 0).get(0),
          Tensor.of(1, 2).sort(0, true).values(),
          Operator.named("aten::relu").call(Tensor.of(1)).get(0));
      kept = scope.keep(Operator.named("aten::relu").call(Tensor.of(1)).get(0));
    }
    assertThat(made).allMatch(ScopeTest::isFreed);
    assertThat(kept.item()).isEqualTo(1);
  }

  @Test
  void anotherThreadCannotCloseIt() {
    try (Scope scope = Scope.open()) {
      assertThatThrownBy(() -> CompletableFuture.runAsync(scope::close).join())
          .hasCauseInstanceOf(EngineException.class)
          .hasMessageContaining("close it where it was opened");
    }
  }

  @Test
  void closingATensorTwiceIsHarmless() {
    Tensor tensor = Tensor.of(1);
    tensor.close();
    tensor.close();
    try (Scope scope = Scope.open()) {
      Tensor.of(2).close();
    }
    assertThat(isFreed(tensor)).isTrue();
  }
}
