package org.ockham.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.tensor.DType;
import org.ockham.tensor.Safetensors;
import org.ockham.tensor.Tensor;

/** One layer in two places, as language models tie their embedding to their output. */
final class TiedWeightsTest {

  /** The bytes that Python's {@code safetensors.torch.save_model} writes for this network, from src/test/python/tied_weights.py. */
  private static final String PYTHON = "@PYTHON@";

  @TempDir
  Path folder;

  private static final class Tied extends Layer {
    private final Linear encoder = child("encoder", new Linear(3, 3));
    private final Linear decoder = child("decoder", encoder);
    private final BatchNorm1d norm = child("norm", new BatchNorm1d(3));

    @Override
    protected Tensor forward(Tensor x) {
      return decoder.apply(norm.apply(encoder.apply(x)));
    }
  }

  private static Tied tied() {
    Tied tied = new Tied();
    tied.load(Map.of(
        "encoder.weight", Tensor.arange(9).to(DType.FLOAT32).reshape(3, 3),
        "encoder.bias", Tensor.of(10, 11, 12),
        "norm.weight", Tensor.of(1, 1, 1),
        "norm.bias", Tensor.of(0, 0, 0),
        "norm.running_mean", Tensor.of(0, 0, 0),
        "norm.running_var", Tensor.of(1, 1, 1)));
    return tied;
  }

  @Test
  void oneNameIsEnoughWhicheverItIs() {
    Tied tied = tied();
    assertThat(tied.stateDict()).containsKeys("encoder.weight", "decoder.weight");
    Map<String, Tensor> other = new LinkedHashMap<>(tied.stateDict());
    other.remove("encoder.weight");
    other.remove("decoder.bias");
    other.remove("norm.num_batches_tracked");
    Tied loaded = new Tied();
    loaded.load(other);
    assertThat(loaded.stateDict().get("decoder.weight").toFloats())
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(loaded.stateDict().get("encoder.bias").toFloats()).containsExactly(10, 11, 12);
    assertThat(loaded.stateDict().get("norm.num_batches_tracked").itemLong()).isZero();
    Layer.checkState(Tied::new, other);
    other.remove("decoder.weight");
    assertThatThrownBy(() -> new Tied().load(other))
        .hasMessageContaining("it lacks encoder.weight, decoder.weight");
  }

  @Test
  void savedOnceAndReadBack() {
    Path file = folder.resolve("tied.safetensors");
    tied().save(file);
    Safetensors read = Safetensors.read(file);
    assertThat(read.tensors()).containsKeys("decoder.weight", "decoder.bias");
    assertThat(read.tensors()).doesNotContainKeys("encoder.weight", "encoder.bias");
    assertThat(read.metadata())
        .isEqualTo(Map.of("encoder.weight", "decoder.weight", "encoder.bias", "decoder.bias"));
    Tied loaded = new Tied();
    loaded.load(file);
    assertThat(loaded.stateDict().get("encoder.weight").toFloats())
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void asPythonsSaveModelWritesIt() throws IOException {
    Path file = folder.resolve("python.safetensors");
    Files.write(file, HexFormat.of().parseHex(PYTHON));
    Tied loaded = new Tied();
    loaded.load(file);
    loaded.stateDict().forEach((name, tensor) -> assertThat(tensor.toBytes())
        .as(name)
        .isEqualTo(tied().stateDict().get(name).toBytes()));
    Path own = folder.resolve("own.safetensors");
    loaded.save(own);
    assertThat(own).hasSameBinaryContentAs(file);
  }

  @Test
  void whatIsNotSharedIsSavedAsEver() {
    Path file = folder.resolve("plain.safetensors");
    Linear plain = new Linear(2, 2);
    plain.initialize(1);
    plain.save(file);
    assertThat(Safetensors.read(file).metadata()).isEmpty();
    assertThat(Safetensors.read(file).tensors()).containsOnlyKeys("weight", "bias");
  }
}
