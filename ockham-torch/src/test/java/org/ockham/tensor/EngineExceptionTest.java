package org.ockham.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the engine refuses comes as one sentence with the operation and the shapes, and no C++. */
final class EngineExceptionTest {

  static Stream<ThrowingCallable> mistakes() {
    Tensor matrix = Tensor.zeros(2, 3);
    Tensor vector = Tensor.zeros(4);
    return Stream.of(
        () -> matrix.add(vector),
        () -> matrix.matmul(vector),
        () -> matrix.reshape(4),
        () -> matrix.view(5),
        () -> matrix.permute(0, 0),
        () -> matrix.sum(5),
        () -> matrix.softmax(2),
        () -> matrix.select(0, 9),
        () -> matrix.gather(0, vector),
        () -> matrix.inverse(),
        () -> matrix.add_(vector),
        () -> matrix.copy_(vector),
        () -> matrix.backward(),
        () -> Tensor.cat(List.of(matrix, vector), 0),
        () -> Tensor.stack(List.of(matrix, vector), 0),
        () -> Tensor.einsum("ij,jk->ik", matrix, vector),
        () -> Tensor.zeros(-1),
        () -> Tensor.eye(-2),
        () -> Tensor.zeros(2, 2).cholesky(),
        () -> Functional.linear(matrix, vector, null),
        () -> Functional.conv2d(
            matrix, vector, null, new long[] {1, 1}, new long[] {0, 0}, new long[] {1, 1}, 1),
        () -> Functional.crossEntropy(matrix, vector, null, Reduction.MEAN, -100, 0),
        () -> Functional.mseLoss(matrix, vector, Reduction.MEAN),
        () -> Functional.bceWithLogits(matrix, vector, null, null, Reduction.MEAN),
        () -> Functional.batchNorm(matrix, vector, null, null, null, true, 0.1, 1e-5),
        () -> Functional.layerNorm(matrix, new long[] {7}, null, null, 1e-5),
        () -> Functional.maxPool2d(vector, new long[] {2, 2}, new long[] {2, 2}, new long[] {0, 0}),
        () -> matrix.item(),
        () -> matrix.size(2),
        () -> matrix.longBuffer(),
        () -> matrix.t().floatBuffer(),
        () -> Tensor.of(new float[] {1, 2}, 3));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void oneReadableSentence(ThrowingCallable mistake) {
    Throwable thrown = catchThrowable(mistake);
    assertThat(thrown).isInstanceOf(EngineException.class);
    assertThat(thrown.getMessage())
        .doesNotContain("\n", "frame #", ".cpp", "Exception raised", "0x")
        .hasSizeBetween(20, 300);
  }

  @Test
  void itNamesTheOperationTheReasonAndTheShapes() {
    assertThatThrownBy(() -> Tensor.zeros(2, 3).matmul(Tensor.zeros(4)))
        .hasMessage(
            "matmul: size mismatch, got input (2), mat (2x3), vec (4) (shapes [2, 3] and [4])");
    assertThatThrownBy(() -> Tensor.zeros(2, 3).item())
        .hasMessage("item: a tensor of 6 elements, where one is expected (shape [2, 3])");
    assertThatThrownBy(() -> Tensor.of(new float[] {1, 2}, 3))
        .hasMessage("2 values do not fill the shape [3], which takes 3");
  }

  @Test
  void theInnermostLayerIsNamed() {
    EngineException said = new EngineException("linear: no").in("fc1").in("net");
    assertThat(said).hasMessage("fc1: linear: no");
  }
}
