package org.ockham.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that ONNX Runtime loads and no export wrote. */
final class ModelFileTest {

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(OnnxFile file) {
    return assertThatThrownBy(() -> Model.of(file.bytes()))
        .isInstanceOf(PredictException.class)
        .hasMessageEndingWith(": write it with ockham export --onnx");
  }

  /** What is only handed on is not read: it may be what it likes. */
  @ParameterizedTest
  @ValueSource(strings = {"", "{\"name\": ", "[1, 2]", "null"})
  void metadataThatNobodyNeedsAreHandedOnAsTheyAre(String broken) {
    byte[] file = OnnxFile.same("values", "a", "b")
        .metadata("ockham.recipe", broken)
        .metadata("ockham.classes", broken)
        .metadata("ockham.column.unheard-of", broken)
        .bytes();
    try (Model model = Model.of(file)) {
      assertThat(model.metadata())
          .containsEntry("ockham.recipe", broken)
          .containsEntry("ockham.classes", broken);
      assertThat(model.predict(FloatBuffer.allocate(2))).hasSize(1);
    }
  }

  @Test
  void aColumnOfTextsMustSayOfWhatKindItIs() {
    String kinds = " the kind of its column 'district', which must be one of [DAY_FIRST_DATE,"
        + " DECIMAL, INTEGER, MONTH_FIRST_DATE, TEXT, YEAR_FIRST_DATE]";
    assertRefused(OnnxFile.rows()).hasMessageStartingWith("the model's metadata lack" + kinds);
    for (String unknown : new String[] {"", "decimal", "{\"kind\": \"TEXT\"}"}) {
      assertRefused(OnnxFile.rows().metadata("ockham.column.district", unknown))
          .hasMessageStartingWith("the model's metadata have '" + unknown + "' as" + kinds);
    }
    try (Model model = Model.of(OnnxFile.rows()
        .metadata("ockham.column.district", "TEXT")
        .metadata("ockham.column.size", "of no account: it is a number")
        .bytes())) {
      assertThat(model.columns()).containsExactly("size", "district");
    }
  }

  @Test
  void inputsOfAnotherKindAreRefused() {
    assertRefused(OnnxFile.same("values", "a", "b").input("y", DataType.FLOAT, -1, 1))
        .hasMessageStartingWith("the model's input 'x' is FLOAT of shape [-1, 2],"
            + " but a column is DOUBLE or STRING of [n, 1]");
    assertRefused(sizes(-1, 3)).hasMessageContaining("input 'size' is DOUBLE of shape [-1, 3]");
    assertRefused(sizes(-1)).hasMessageContaining("input 'size' is DOUBLE of shape [-1]");
    assertRefused(image(-1, -1, -1, 4))
        .hasMessageStartingWith("the model's input 'image' is of shape [-1, -1, -1, 4],"
            + " but must be of [n, height, width, 3]");
    assertRefused(image(-1, 3)).hasMessageContaining("is of shape [-1, 3]");
  }

  private static OnnxFile sizes(long... shape) {
    return new OnnxFile()
        .input("size", DataType.DOUBLE, shape)
        .node("Identity", "values", "size")
        .output("values", DataType.DOUBLE, shape);
  }

  private static OnnxFile image(long... shape) {
    return new OnnxFile()
        .input("image", DataType.UINT8, shape)
        .node("Identity", "values", "image")
        .output("values", DataType.UINT8, shape);
  }

  @Test
  void numbersOfAnOpenSizeAreRefused() {
    assertRefused(new OnnxFile()
            .input("x", DataType.FLOAT, -1, -1)
            .node("Identity", "values", "x")
            .output("values", DataType.FLOAT, -1, -1)
            .names("a"))
        .hasMessageStartingWith("the model's input 'x' is of shape [-1, -1],"
            + " but must be of [n, …] with all sizes but n known");
  }

  /** Its weights in a second file are looked for beside it, and nowhere else, whatever it says. */
  @Test
  void weightsOfASecondFile(@TempDir Path outer) throws IOException {
    ByteBuffer numbers = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    numbers.putFloat(10).putFloat(20);
    Path inner = Files.createDirectory(outer.resolve("inner"));
    Files.write(inner.resolve("m.data"), numbers.array());
    Files.write(outer.resolve("m.data"), numbers.array());
    Path file = inner.resolve("m.onnx");
    Files.write(file, OnnxFile.external("m.data", 0).bytes());
    try (Model model = Model.read(file)) {
      assertThat(model.predict(FloatBuffer.wrap(new float[] {1, 2})).get(0).values())
          .isEqualTo(Map.of("a", 11f, "b", 22f));
    }
    String hint = " (a model that was exported with --external-data needs its second file,"
        + " m.onnx.data, as it was written, beside it)";
    Map<String, String> refused = Map.of(
        "absent.data",
        inner.resolve("absent.data").toString(),
        "../m.data",
        "escapes model directory",
        outer.resolve("m.data").toString(),
        "Absolute path not allowed");
    for (Map.Entry<String, String> each : refused.entrySet()) {
      Files.write(file, OnnxFile.external(each.getKey(), 0).bytes());
      assertThatThrownBy(() -> Model.read(file))
          .isInstanceOf(PredictException.class)
          .hasMessageStartingWith(file + ": is no model: ")
          .hasMessageContaining(each.getValue())
          .hasMessageEndingWith(hint);
    }
    Files.write(file, OnnxFile.external("m.data", 60).bytes());
    assertThatThrownBy(() -> Model.read(file))
        .hasMessageContaining("offset: 60 size to read: 8 given file_length: 64")
        .hasMessageEndingWith(hint);
    assertThatThrownBy(() -> Model.of(OnnxFile.external("m.data", 0).bytes()))
        .isInstanceOf(PredictException.class)
        .hasMessageStartingWith("the bytes are no model: ")
        .hasMessageEndingWith(" (a model that was exported with --external-data is read from its"
            + " path, beside which its second file is found)");
  }

  @Test
  void anInputTwiceIsNoModel() {
    byte[] twice =
        OnnxFile.same("values", "a", "b").input("x", DataType.FLOAT, -1, 2).bytes();
    assertThatThrownBy(() -> Model.of(twice))
        .isInstanceOf(PredictException.class)
        .hasMessageStartingWith("the bytes are no model: ");
  }

  @Test
  void eachNameHasANumber() {
    for (String[] names : new String[][] {{"a"}, {"a", "b", "c"}}) {
      try (Model model = Model.of(OnnxFile.same("values", names).bytes())) {
        assertThatThrownBy(() -> model.predict(FloatBuffer.allocate(2)))
            .isInstanceOf(PredictException.class)
            .hasMessage("the model gives 2 numbers for " + names.length
                + " names: write it with ockham export --onnx");
      }
    }
  }

  @Test
  void eachNameIsInTheSetOrNot() {
    assertRefused(OnnxFile.same("probabilities", "a", "b")
            .node("Identity", "set", "x")
            .output("set", DataType.FLOAT, -1, 2))
        .hasMessageContaining("output 'set' is ");
    OnnxFile turned = OnnxFile.same("probabilities", "a", "b")
        .node("IsNaN", "members", "x")
        .node("Transpose", "set", "members")
        .output("set", DataType.BOOL, 2, -1);
    try (Model model = Model.of(turned.bytes())) {
      for (int inputs : new int[] {1, 3}) {
        assertThatThrownBy(() -> model.predict(FloatBuffer.allocate(2 * inputs)))
            .isInstanceOf(PredictException.class)
            .hasMessage("the model's output 'set' does not say of each input and name whether it is"
                + " in the set: write it with ockham export --onnx");
      }
    }
  }

  @Test
  void aClosedModelIsNotAsked() {
    Model model = Model.of(OnnxFile.same("values", "a", "b").bytes());
    model.close();
    model.close();
    assertThatThrownBy(() -> model.predict(FloatBuffer.allocate(2)))
        .isInstanceOf(PredictException.class)
        .hasMessage("the model is closed: ask it before it is, or read it again");
    assertThat(model.columns()).isEmpty();
    Model rows =
        Model.of(OnnxFile.rows().metadata("ockham.column.district", "TEXT").bytes());
    rows.close();
    assertThatThrownBy(() -> rows.predict(Map.of("size", 1, "district", "north")))
        .hasMessageStartingWith("the model is closed");
  }
}
