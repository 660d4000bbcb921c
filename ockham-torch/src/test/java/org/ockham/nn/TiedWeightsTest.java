package org.ockham.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
  private static final String PYTHON =
      "38020000000000007b225f5f6d657461646174615f5f223a7b22656e636f6465722e776569676874223a2264"
          + "65636f6465722e776569676874222c22656e636f6465722e62696173223a226465636f6465722e6269617322"
          + "7d2c226e6f726d2e6e756d5f626174636865735f747261636b6564223a7b226474797065223a22493634222c"
          + "227368617065223a5b5d2c22646174615f6f666673657473223a5b302c385d7d2c226465636f6465722e6269"
          + "6173223a7b226474797065223a22463332222c227368617065223a5b335d2c22646174615f6f666673657473"
          + "223a5b382c32305d7d2c226465636f6465722e776569676874223a7b226474797065223a22463332222c2273"
          + "68617065223a5b332c335d2c22646174615f6f666673657473223a5b32302c35365d7d2c226e6f726d2e6269"
          + "6173223a7b226474797065223a22463332222c227368617065223a5b335d2c22646174615f6f666673657473"
          + "223a5b35362c36385d7d2c226e6f726d2e72756e6e696e675f6d65616e223a7b226474797065223a22463332"
          + "222c227368617065223a5b335d2c22646174615f6f666673657473223a5b36382c38305d7d2c226e6f726d2e"
          + "72756e6e696e675f766172223a7b226474797065223a22463332222c227368617065223a5b335d2c22646174"
          + "615f6f666673657473223a5b38302c39325d7d2c226e6f726d2e776569676874223a7b226474797065223a22"
          + "463332222c227368617065223a5b335d2c22646174615f6f666673657473223a5b39322c3130345d7d7d2020"
          + "202020200000000000000000000020410000304100004041000000000000803f000000400000404000008040"
          + "0000a0400000c0400000e040000000410000000000000000000000000000000000000000000000000000803f"
          + "0000803f0000803f0000803f0000803f0000803f";

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
    loaded
        .stateDict()
        .forEach((name, tensor) -> assertThat(tensor.toBytes())
            .as(name)
            .isEqualTo(tied().stateDict().get(name).toBytes()));
    Path own = folder.resolve("own.safetensors");
    loaded.save(own);
    // the order of metadata is no one's in the format, and all else is the same
    assertThat(Safetensors.read(own).metadata())
        .isEqualTo(Safetensors.read(file).metadata());
    byte[] ours = Files.readAllBytes(own);
    byte[] theirs = Files.readAllBytes(file);
    assertThat(ours).hasSameSizeAs(theirs);
    int from = ours.length - 104;
    assertThat(Arrays.copyOfRange(ours, from, ours.length))
        .isEqualTo(Arrays.copyOfRange(theirs, from, theirs.length));
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
