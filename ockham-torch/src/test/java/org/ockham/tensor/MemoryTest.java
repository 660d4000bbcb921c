package org.ockham.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Long training does not eat the memory, whether its user thinks of scopes or not. */
final class MemoryTest {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int STEPS = 20_000;

  private final Generator generator = Generator.seeded(1);
  private final Tensor first =
      Tensor.randn(generator, 64, 32).requiresGrad(true).escape();
  private final Tensor second =
      Tensor.randn(generator, 10, 64).requiresGrad(true).escape();
  private final Tensor x = Tensor.randn(generator, 32, 32).escape();
  private final Tensor y = Tensor.randint(generator, 0, 10, 32).escape();

  @BeforeAll
  static void onLinux() {
    assumeThat(STATUS).as("the kernel's count of resident memory").exists();
  }

  @Test
  void aForgottenScopeDoesNotLeak() throws IOException {
    assertThat(growth(this::step)).isLessThan(300);
  }

  @Test
  void withScopesMemoryIsFlat() throws IOException {
    assertThat(growth(() -> {
          try (Scope scope = Scope.open()) {
            step();
          }
        }))
        .isLessThan(50);
  }

  private void step() {
    Tensor hidden = Functional.linear(x, first, null).relu();
    Tensor logits = Functional.linear(hidden, second, null);
    Functional.crossEntropy(logits, y, null, Reduction.MEAN, -100, 0).backward();
    try (NoGrad off = NoGrad.on()) {
      for (Tensor weight : new Tensor[] {first, second}) {
        weight.add_(weight.grad(), -0.01);
        weight.clearGrad();
      }
    }
  }

  /** In MiB, after the first quarter. */
  private static long growth(Runnable step) throws IOException {
    long before = 0;
    for (int i = 0; i < STEPS; i++) {
      if (i == STEPS / 4) {
        before = resident();
      }
      step.run();
    }
    return resident() - before;
  }

  private static long resident() throws IOException {
    try (var lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) / 1024)
          .findFirst()
          .orElseThrow();
    }
  }
}
