package org.ockham.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.Mutations;
import org.ockham.Pipe;
import org.ockham.SharedFolder;

final class SafetensorsTest {

  @TempDir
  Path folder;

  @ParameterizedTest
  @EnumSource(DType.class)
  void everyTypeComesBack(DType type) {
    Tensor written = Tensor.arange(DType.INT64, 0, 6, 1).remainder(2).to(type).reshape(2, 3);
    Path file = write(Map.of("x", written), Map.of());
    Tensor read = Safetensors.read(file).tensors().get("x");
    assertThat(read.dtype()).isEqualTo(type);
    assertThat(read.equal(written)).isTrue();
  }

  @Test
  void shapesOrderAndMetadataComeBack() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("z", Tensor.zeros(0, 3));
    tensors.put("b.wide", Tensor.ofDoubles(new double[] {1.5}, 1));
    tensors.put("scalar", Tensor.scalar(7));
    tensors.put("ä \"quoted\"", Tensor.ofBytes(new byte[] {1, 2, 3}, 3));
    Path file = write(tensors, Map.of("note", "ein \"Satz\"\nüber 🂡"));
    Safetensors read = Safetensors.read(file);
    assertThat(read.tensors().keySet()).containsExactly("b.wide", "scalar", "z", "ä \"quoted\"");
    assertThat(read.tensors().get("z").shape()).containsExactly(0, 3);
    assertThat(read.tensors().get("scalar").shape()).isEmpty();
    assertThat(read.tensors().get("scalar").item()).isEqualTo(7);
    assertThat(read.metadata()).isEqualTo(Map.of("note", "ein \"Satz\"\nüber 🂡"));
  }

  @Test
  void viewsAndParametersAreWrittenAsTheyLook() {
    Tensor parameter = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2).requiresGrad(true);
    Path file = write(Map.of("t", parameter.t()), Map.of());
    assertThat(Safetensors.read(file).tensors().get("t").toFloats()).containsExactly(1, 3, 2, 4);
  }

  @Test
  void theSameContentsGiveTheSameBytes() throws IOException {
    Tensor a = Tensor.of(1, 2);
    Tensor b = Tensor.ofLongs(3);
    Map<String, Tensor> forth = new LinkedHashMap<>();
    forth.put("a", a);
    forth.put("b", b);
    Map<String, Tensor> back = new LinkedHashMap<>();
    back.put("b", b);
    back.put("a", a);
    byte[] bytes = Files.readAllBytes(write(forth, Map.of("k", "v", "l", "w")));
    assertThat(Files.readAllBytes(write(back, Map.of("l", "w", "k", "v")))).isEqualTo(bytes);
    assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8)
        .isZero();
  }

  @Test
  void nothingAtAllIsAFileToo() {
    Safetensors read = Safetensors.read(write(Map.of(), Map.of()));
    assertThat(read.tensors()).isEmpty();
    assertThat(read.metadata()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mnist_mlp", "mnist_cnn"})
  void whatPythonWroteIsReadAndWrittenBackByteForByte(String name) throws IOException {
    Optional<Path> reference = SharedFolder.find("reference/interop/" + name + ".safetensors");
    assumeThat(reference).as("the reference files of Python's library").isPresent();
    Safetensors read = Safetensors.read(reference.orElseThrow());
    assertThat(read.metadata()).containsKey("framework");
    assertThat(read.tensors().get("bn1.num_batches_tracked").shape()).isEmpty();
    assertThat(read.tensors().values())
        .allMatch(t -> t.to(DType.FLOAT32).isfinite().all().item() == 1);
    assertThat(write(read.tensors(), read.metadata()))
        .hasSameBinaryContentAs(reference.orElseThrow());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      []                                                              | 0 | does not start with '{'
      {"x":                                                           | 0 | not valid JSON
      {} {}                                                           | 0 | not valid JSON
      {"x":1}                                                         | 0 | tensor 'x' must have a dtype
      {"x":{"shape":[1],"data_offsets":[0,4]}}                        | 4 | must have a dtype
      {"x":{"dtype":"F32","shape":1,"data_offsets":[0,4]}}            | 4 | must have a dtype
      {"x":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}        | 4 | must have a dtype
      {"x":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}         | 4 | must have a dtype
      {"x":{"dtype":"F32","shape":[1],"data_offsets":[0]}}            | 4 | must have a dtype
      {"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"a":1}}    | 4 | must have a dtype
      {"x":{"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]}}      | 4 | F8_E4M3, which is not one of I64, F64
      {"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}          | 4 | does not fill its data_offsets [0,4]
      {"x":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}          | 4 | does not fill its data_offsets [4,0]
      {"x":{"dtype":"F32","shape":[4611686018427387905],"data_offsets":[0,4]}} | 4 | does not fill
      {"x":{"dtype":"F32","shape":[0,4611686018427387904,8],"data_offsets":[0,0]}} | 0 | tensor 'x' of type F32 and shape [0,4611686018427387904,8] does not fill
      {"x":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,4]}} | 4 | must have a dtype
      {"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}          | 8 | starts at byte 4 of the data, where 0 is expected
      {"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"y":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | 8 | must not overlap
      {"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"y":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}} | 12 | leave gaps
      {"x":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"x":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}} | 2 | Duplicate
      {"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}          | 3 | truncated
      {"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}          | 5 | bytes left over
      {}                                                              | 1 | bytes left over
      {"__metadata__":{"n":1}}                                        | 0 | must be an object of strings
      {"__metadata__":[]}                                             | 0 | must be an object of strings
      """)
  void whatTheFormatForbidsIsRefused(String header, int payload, String reason) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    refused(file(json.length, json, new byte[payload]), reason);
  }

  @Test
  void whatIsNoSuchFileIsRefused() throws IOException {
    refused(folder.resolve("absent"), "there is no such file");
    refused(folder, "is a directory, not a safetensors file");
    refused(Files.write(folder.resolve("bad"), new byte[7]), "is 7 bytes long, too short");
    byte[] json = "{}".getBytes(StandardCharsets.UTF_8);
    refused(file(3, json), "a header of 3 bytes in a file of 10");
    refused(file(-1, json), "a header of 18446744073709551615 bytes");
    refused(file(100_000_001, json), "at most 100000000 are allowed");
    refused(file(3, new byte[] {'{', (byte) 0xC3, '}'}), "not UTF-8");
    byte[] bool = "{\"x\":{\"dtype\":\"BOOL\",\"shape\":[2],\"data_offsets\":[0,2]}}"
        .getBytes(StandardCharsets.UTF_8);
    refused(file(bool.length, bool, new byte[] {1, 2}), "holds the byte 2, not 0 or 1");
  }

  @Test
  void whatIsQuotedIsCut() throws IOException {
    String name = "\u001b[31m" + "n".repeat(900_000);
    for (String header : new String[] {
      "{\"x%s\":1}",
      "{\"x\":{\"dtype\":\"%s\",\"shape\":[1],\"data_offsets\":[0,4]}}",
      "{\"x%1$s\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
      "{\"x%1$s\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
      "{\"x%1$s\":{},\"x%1$s\":{}}",
      "{\"__metadata__\":[\"%s\"]}",
      "{\"x\":%s}"
    }) {
      byte[] json =
          String.format(header, name.replace("\u001b", "\\u001b")).getBytes(StandardCharsets.UTF_8);
      Path file = file(json.length, json, new byte[4]);
      assertThatThrownBy(() -> Safetensors.read(file))
          .isInstanceOf(SafetensorsException.class)
          .extracting(Throwable::getMessage)
          .asString()
          .doesNotContain("\u001b")
          .hasSizeLessThan(400 + file.toString().length());
    }
  }

  @Test
  void aPipeIsNotWaitedFor() throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeThat(Pipe.make(pipe)).as("mkfifo").isTrue();
    refused(pipe, "cannot be read: it is not a regular file");
  }

  @Test
  void damageEndsInOneSentence() throws IOException {
    Map<String, Tensor> tensors = Map.of(
        "fc.weight", Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3),
        "fc.bias", Tensor.of(1, 2),
        "seen", Tensor.of(new float[] {1}).to(DType.BOOL),
        "none", Tensor.zeros(0, 3));
    byte[] good = Files.readAllBytes(write(tensors, Map.of("note", "über")));
    Path file = folder.resolve("damaged");
    Mutations.each(List.of(good), bytes -> {
      try (Scope scope = Scope.open()) {
        Files.write(file, bytes);
        Throwable thrown = catchThrowable(() -> Safetensors.read(file));
        if (thrown != null) {
          assertThat(thrown)
              .isInstanceOf(SafetensorsException.class)
              .hasMessageStartingWith(file + ": ");
          assertThat(thrown.getMessage()).hasSizeLessThan(500 + file.toString().length());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(write(Map.of("x", Tensor.of(1, 2)), Map.of("k", "v")));
    for (int length = 0; length < whole.length; length++) {
      Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Safetensors.read(cut)).isInstanceOf(SafetensorsException.class);
    }
  }

  @Test
  void aFailedWriteLeavesTheOldFileAndNothingElse() throws IOException {
    Path old = write(Map.of("x", Tensor.of(1)), Map.of());
    byte[] bytes = Files.readAllBytes(old);
    Map<String, Tensor> reserved = Map.of("__metadata__", Tensor.of(1));
    assertThatThrownBy(() -> Safetensors.write(old, reserved, Map.of()))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageContaining("'__metadata__', which the format reserves");
    assertThat(old).hasBinaryContent(bytes);
    assertThatThrownBy(() -> Safetensors.write(folder.resolve("absent/x"), Map.of(), Map.of()))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageContaining("no such file or directory");
    Path taken = Files.createDirectories(folder.resolve("taken/full")).getParent();
    assertThatThrownBy(() -> Safetensors.write(taken, Map.of(), Map.of()))
        .isInstanceOf(SafetensorsException.class);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(old, taken);
    }
  }

  @Test
  void tensorsBelongToTheReadersScope() {
    Path file = write(Map.of("x", Tensor.of(1)), Map.of());
    Tensor read;
    try (Scope scope = Scope.open()) {
      read = Safetensors.read(file).tensors().get("x");
      assertThat(read.item()).isEqualTo(1);
    }
    assertThatThrownBy(read::item).isInstanceOf(RuntimeException.class);
  }

  @Test
  void memoryIsReachedInPieces() {
    Tensor tensor = Tensor.ofBytes(new byte[] {0, 1, 2, 3, 4}, 5);
    assertThat(tensor.handle.memory(3, 2)).isEqualTo(ByteBuffer.wrap(new byte[] {3, 4}));
  }

  private Path write(Map<String, Tensor> tensors, Map<String, String> metadata) {
    Path file = folder.resolve("model.safetensors");
    Safetensors.write(file, tensors, metadata);
    return file;
  }

  private Path file(long length, byte[]... parts) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + Stream.of(parts).mapToInt(part -> part.length).sum());
    bytes.order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    Stream.of(parts).forEach(bytes::put);
    return Files.write(folder.resolve("bad.safetensors"), bytes.array());
  }

  private static void refused(Path file, String reason) {
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(reason)
        .extracting(Throwable::getMessage)
        .asString()
        .doesNotContain("\n");
  }
}
