package org.ockham.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MemoryFormatTest {

  /** [2, 3, 2, 2] of 0 … 23. */
  private static Tensor numbers() {
    return Tensor.arange(DType.FLOAT32, 0, 24, 1).view(2, 3, 2, 2);
  }

  private static Tensor last() {
    return numbers().contiguous(MemoryFormat.CHANNELS_LAST);
  }

  @Test
  void theOrderInMemoryIsAnother() {
    Tensor last = last();
    assertThat(last.stride()).containsExactly(12, 1, 6, 3);
    assertThat(numbers().stride()).containsExactly(12, 4, 2, 1);
    assertThat(last.isContiguous()).isFalse();
    assertThat(last.isContiguous(MemoryFormat.CHANNELS_LAST)).isTrue();
    assertThat(numbers().isContiguous(MemoryFormat.CHANNELS_LAST)).isFalse();
    assertThat(last.permute(0, 2, 3, 1).isContiguous()).isTrue();
    assertThat(last.permute(0, 2, 3, 1).toFloats()).startsWith(0, 4, 8, 1, 5, 9);
    assertThat(last.contiguous().isContiguous()).isTrue();
    Tensor volume = Tensor.empty(DType.FLOAT64, MemoryFormat.CHANNELS_LAST_3D, 2, 3, 4, 5, 6);
    assertThat(volume.stride()).containsExactly(360, 1, 90, 18, 3);
    assertThat(volume.isContiguous(MemoryFormat.CHANNELS_LAST_3D)).isTrue();
  }

  @Test
  void whatIsReadIsNot() {
    Tensor last = last();
    assertThat(last.shape()).containsExactly(2, 3, 2, 2);
    assertThat(last.equal(numbers())).isTrue();
    assertThat(last.toFloats()).containsExactly(numbers().toFloats());
    assertThat(last.toDoubles()).containsExactly(numbers().toDoubles());
    assertThat(last.toLongs()).containsExactly(numbers().toLongs());
    assertThat(last.toBytes()).containsExactly(numbers().toBytes());
    assertThat(last.toString()).isEqualTo(numbers().toString());
    assertThat(last.flatten(1).toFloats()).containsExactly(numbers().toFloats());
    assertThat(last.select(1, 2).toFloats()).containsExactly(8, 9, 10, 11, 20, 21, 22, 23);
  }

  @Test
  void copiesKeepTheOrder() {
    assertThat(last().copy().stride()).isEqualTo(last().stride());
    assertThat(last().mul(2).stride()).isEqualTo(last().stride());
    assertThat(last().to(DType.FLOAT64).stride()).isEqualTo(last().stride());
    assertThat(Tensor.zerosLike(last()).stride()).isEqualTo(last().stride());
    assertThat(Tensor.onesLike(last()).stride()).isEqualTo(last().stride());
  }

  /** What a network written for the usual order does with what a convolution gives it. */
  @Test
  void viewsOfWhatIsComputedAreCopiedWhereTheyMustBe() {
    assertThat(last().view(2, -1).toFloats()).containsExactly(numbers().toFloats());
    Tensor single = Tensor.empty(DType.FLOAT32, MemoryFormat.CHANNELS_LAST, 2, 1, 2, 2);
    single.view(8).fill_(3);
    assertThat(single.toFloats()).containsOnly(3);
    Tensor leaf = last().requiresGrad(true);
    assertThatThrownBy(() -> leaf.view(2, -1)).isInstanceOf(EngineException.class);
    Tensor computed = leaf.mul(1);
    computed.view(2, -1).backward(Tensor.ones(2, 12));
    assertThat(leaf.grad()).isNotNull();
    assertThatThrownBy(() -> numbers().transpose(2, 3).view(24))
        .isInstanceOf(EngineException.class);
  }

  @Test
  void memoryIsGivenInTheOrderOfTheShapeOnly() {
    assertThatThrownBy(() -> last().floatBuffer())
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("not contiguous")
        .hasMessageContaining("contiguous()");
    assertThatThrownBy(() -> last().byteBuffer()).isInstanceOf(EngineException.class);
  }

  @Test
  void filesAreInTheOrderOfTheShape(@TempDir Path folder) throws IOException {
    Path one = folder.resolve("one.safetensors");
    Path other = folder.resolve("other.safetensors");
    Safetensors.write(one, Map.of("x", last()), Map.of());
    Safetensors.write(other, Map.of("x", numbers()), Map.of());
    assertThat(Files.readAllBytes(one)).isEqualTo(Files.readAllBytes(other));
  }

  /** Optimisers go through a parameter and its gradient side by side. */
  @Test
  void aGradientLiesAsItsTensorDoes() {
    Tensor leaf = last().requiresGrad(true);
    leaf.grad(numbers());
    assertThat(leaf.grad().stride()).isEqualTo(leaf.stride());
    assertThat(leaf.grad().equal(numbers())).isTrue();
    leaf.clearGrad();
    leaf.contiguous().mul(numbers()).sum().backward();
    assertThat(leaf.grad().stride()).isEqualTo(leaf.stride());
    assertThat(leaf.grad().equal(numbers())).isTrue();
    Tensor kept = numbers().requiresGrad(true);
    Tensor shared = numbers();
    kept.grad(shared);
    shared.fill_(5);
    assertThat(kept.grad().toFloats()).containsOnly(5);
  }

  @Test
  void sizesAndStridesCanBeGiven() {
    Tensor x = Tensor.arange(DType.FLOAT32, 0, 6, 1);
    assertThat(x.asStrided(new long[] {3, 2}, 1, 3).toFloats()).containsExactly(0, 3, 1, 4, 2, 5);
    assertThat(x.narrow(0, 2, 4).asStrided(new long[] {2}, 2).toFloats()).containsExactly(2, 4);
    assertThat(last().asStrided(new long[] {24}, 1).toFloats()).startsWith(0, 4, 8, 1);
    assertThatThrownBy(() -> x.asStrided(new long[] {7}, 1)).isInstanceOf(EngineException.class);
  }
}
