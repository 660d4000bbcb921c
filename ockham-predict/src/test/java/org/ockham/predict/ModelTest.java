package org.ockham.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelTest {

  /** Gives two numbers back as they are. */
  private static byte[] same(String output) {
    return OnnxFile.same(output, "a", "b").bytes();
  }

  private static Model model() {
    return Model.of(same("values"));
  }

  private static ByteBuffer filled(ByteBuffer buffer) {
    return buffer.putFloat(0, 1f).putFloat(4, 0.5f);
  }

  @Test
  void floatsOfAnyOrderPlaceAndKindArriveAsTheyAre() {
    ByteBuffer bigEndian = filled(ByteBuffer.allocateDirect(8).order(ByteOrder.BIG_ENDIAN));
    ByteBuffer littleEndian = filled(ByteBuffer.allocateDirect(8).order(ByteOrder.LITTLE_ENDIAN));
    FloatBuffer later = FloatBuffer.wrap(new float[] {9, 9, 1, 0.5f, 9});
    later.position(2).limit(4);
    try (Model model = model()) {
      for (FloatBuffer floats : List.of(
          bigEndian.asFloatBuffer(),
          littleEndian.asFloatBuffer(),
          FloatBuffer.wrap(new float[] {1, 0.5f}),
          FloatBuffer.wrap(new float[] {1, 0.5f}).asReadOnlyBuffer(),
          later)) {
        int position = floats.position();
        int limit = floats.limit();
        assertThat(model.predict(floats))
            .singleElement()
            .satisfies(each -> assertThat(each.values()).isEqualTo(Map.of("a", 1f, "b", 0.5f)));
        assertThat(floats.position()).isEqualTo(position);
        assertThat(floats.limit()).isEqualTo(limit);
      }
    }
  }

  @Test
  void bytesOfAnotherOrderAreRefusedByName() {
    ByteBuffer unset = filled(ByteBuffer.allocateDirect(8));
    ByteOrder other = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
        ? ByteOrder.BIG_ENDIAN
        : ByteOrder.LITTLE_ENDIAN;
    try (Model model = model()) {
      assertThatThrownBy(() -> model.predict(unset.order(other)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("byte order is " + other)
          .hasMessageContaining("order(ByteOrder.nativeOrder())");
      assertThatThrownBy(
              () -> model.predict(ByteBuffer.allocate(11).order(ByteOrder.nativeOrder())))
          .isInstanceOf(PredictException.class)
          .hasMessage("there are 11 bytes, but each number has 4: give one or more whole inputs");
      ByteBuffer set = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
      set.putFloat(4, 1f).putFloat(8, 0.5f).position(4).limit(12);
      for (ByteBuffer each : List.of(set, set.asReadOnlyBuffer().order(ByteOrder.nativeOrder()))) {
        assertThat(model.predict(each).get(0).numbers()).containsExactly(1f, 0.5f);
        assertThat(each.position()).isEqualTo(4);
        assertThat(each.limit()).isEqualTo(12);
      }
    }
  }

  @Test
  void onlyWholeInputsAreTaken() {
    try (Model model = model()) {
      assertThat(model.predict(FloatBuffer.wrap(new float[] {1, 2, 3, 4}))).hasSize(2);
      for (int count : new int[] {0, 3}) {
        assertThatThrownBy(() -> model.predict(FloatBuffer.allocate(count)))
            .isInstanceOf(PredictException.class)
            .hasMessage("there are " + count
                + " numbers, but an input of shape [2] has 2: give one or more whole inputs");
      }
      assertThatThrownBy(() -> model.predict(ByteBuffer.allocate(0).order(ByteOrder.nativeOrder())))
          .hasMessageStartingWith("there are 0 numbers, but an input of shape [2] has 2");
      assertThatThrownBy(() -> model.predict(Map.of("a", 1)))
          .hasMessage("the model takes no rows: it takes [x: FLOAT of shape [-1, 2]]");
      assertThatThrownBy(() -> model.predict(FloatBuffer.wrap(new float[] {1, Float.NaN})))
          .hasMessageStartingWith("the model does not answer with a number");
    }
  }

  @Test
  void whatIsNoModelOfOursIsRefused(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> Model.read(folder.resolve("absent.onnx")))
        .isInstanceOf(PredictException.class)
        .hasMessageContaining("there is no such file");
    Path text = Files.writeString(folder.resolve("text.onnx"), "no model");
    assertThatThrownBy(() -> Model.read(text))
        .isInstanceOf(PredictException.class)
        .hasMessageStartingWith(text + ": is no model: ");
    Path cut = Files.write(
        folder.resolve("cut.onnx"), Arrays.copyOf(same("values"), same("values").length / 2));
    assertThatThrownBy(() -> Model.read(cut))
        .isInstanceOf(PredictException.class)
        .hasMessageStartingWith(cut + ": is no model: ");
    assertThatThrownBy(() -> Model.of(same("set")))
        .isInstanceOf(PredictException.class)
        .hasMessageContaining("write it with ockham export --onnx");
    assertThatThrownBy(() -> Model.of(same("other")))
        .isInstanceOf(PredictException.class)
        .hasMessageContaining("write it with ockham export --onnx");
  }

  @Test
  void threadsAreJudgedBeforeAnyIsMade(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("m.onnx"), same("values"));
    for (int threads : new int[] {Integer.MIN_VALUE, -1, 0, 257, 5_000}) {
      assertThatThrownBy(() -> Model.read(file, threads))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("threads is " + threads + ": it must lie between 1 and 256");
    }
    try (Model model = Model.read(file, 2)) {
      assertThat(model.predict(FloatBuffer.allocate(2))).hasSize(1);
    }
  }

  private static OnnxTensor tensor(float... numbers) throws OrtException {
    return OnnxTensor.createTensor(
        Environment.get(), FloatBuffer.wrap(numbers), new long[] {1, numbers.length});
  }

  /** Memory of the runtime's is not Java's: what is not closed is never given back. */
  @Test
  void whatIsMadeForAnAnswerIsClosedWhereverItFails() throws OrtException {
    List<OnnxValue> made = new ArrayList<>();
    try (Model model = model()) {
      Model.Inputs good = given -> {
        given.put("x", tensor(1, 2));
        made.addAll(given.values());
      };
      Model.Inputs wide = given -> {
        given.put("x", tensor(1, 2, 3));
        made.addAll(given.values());
      };
      Model.Inputs half = given -> {
        good.put(given);
        throw new OrtException("the second input");
      };
      Model.Answers kept = result -> {
        result.forEach(each -> made.add(each.getValue()));
        return List.of();
      };
      Model.Answers none = result -> {
        kept.of(result);
        throw new OrtException("the answer");
      };
      assertThat(model.answer(good, kept)).isEmpty();
      assertThat(made).hasSize(3);
      assertThatThrownBy(() -> model.answer(good, none)).hasMessageEndingWith("the answer");
      assertThat(made).hasSize(6);
      assertThatThrownBy(() -> model.answer(wide, kept)).hasMessageContaining("Expected: 2");
      assertThatThrownBy(() -> model.answer(half, kept)).hasMessageEndingWith("the second input");
      assertThat(made).hasSize(8).allMatch(OnnxValue::isClosed);
    }
  }

  /** Doubles of [n, 1] are a column, whatever they are called. */
  @Test
  void whoGivesFloatsToAColumnOfDoublesIsToldTheTypes() {
    OnnxFile column = new OnnxFile()
        .input("x", DataType.DOUBLE, -1, 1)
        .node("IsNaN", "missing", "x")
        .cast("missing", "values", DataType.FLOAT)
        .output("values", DataType.FLOAT, -1, 1)
        .names("a");
    try (Model model = Model.of(column.bytes())) {
      assertThat(model.columns()).containsExactly("x");
      assertThatThrownBy(() -> model.predict(FloatBuffer.allocate(1)))
          .isInstanceOf(PredictException.class)
          .hasMessage("the model takes no bare numbers, which are one FLOAT input 'x': it takes"
              + " [x: DOUBLE of shape [-1, 1]]");
      assertThat(model.predict(Map.of("x", 3)).numbers()).containsExactly(0f);
    }
  }

  private static Map<String, Object> row(Object size, Object district) {
    Map<String, Object> row = new HashMap<>();
    row.put("size", size);
    row.put("district", district);
    return row;
  }

  @Test
  void rowsHaveAllColumnsOfTheModelAndAnyOthers() {
    try (Model model =
        Model.of(OnnxFile.rows().metadata("ockham.column.district", "DECIMAL").bytes())) {
      Map<String, Object> wide = row(7, "north");
      for (int i = 0; i < 10_000; i++) {
        wide.put("unknown " + i, new Object());
      }
      wide.put("Size", "another column than size");
      assertThat(model.predict(wide).numbers()).containsExactly(7f, 1f);
      assertThat(model.predict(row(2.5, 3)).numbers()).containsExactly(2.5f, 2f);
      assertThat(model.predict(row(LocalDate.of(1970, 1, 3), null)).numbers())
          .containsExactly(2f, 3f);
      assertThat(model.predict(List.of(row(1, "moon"), row(2, "north"))))
          .extracting(Prediction::numbers)
          .containsExactly(List.of(1f, -1f), List.of(2f, 1f));
      assertThat(model.predict(List.of())).isEmpty();
      for (String lacking : List.of("size", "district")) {
        Map<String, Object> narrow = row(1, "north");
        narrow.remove(lacking);
        assertThatThrownBy(() -> model.predict(List.of(row(1, "north"), narrow)))
            .isInstanceOf(PredictException.class)
            .hasMessage("the row lacks the column '" + lacking
                + "', which the model was trained with: it has " + narrow.keySet()
                + "; give null where its value is missing");
      }
      wide.remove("size");
      assertThatThrownBy(() -> model.predict(wide))
          .hasMessageContaining("lacks the column 'size'")
          .hasMessageContaining(" and 9994 more]")
          .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(400));
      assertThatThrownBy(() -> model.predict(row("7".repeat(1_000_000), "north")))
          .hasMessageContaining("777…', but must be a number")
          .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(200));
      assertThatThrownBy(() -> model.predict(Map.of()))
          .hasMessageContaining("lacks the column 'size'")
          .hasMessageContaining("it has []");
      for (Object cell : List.of("7", true, new Object[] {7})) {
        assertThatThrownBy(() -> model.predict(row(cell, "north")))
            .isInstanceOf(PredictException.class)
            .hasMessage("column 'size' is '" + cell + "', but must be a number: correct the row");
      }
      for (Number infinite :
          List.of(Double.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, new BigDecimal("1E999"))) {
        assertThatThrownBy(() -> model.predict(row(infinite, "north")))
            .isInstanceOf(PredictException.class)
            .hasMessage("column 'size' is " + infinite + ", but must be a number of at most "
                + Double.MAX_VALUE + ": correct the row");
      }
      assertThatThrownBy(() -> model.predict(row(null, "north")))
          .hasMessageStartingWith("the model does not answer with a number: the input has none,"
              + " or one that is too large");
    }
  }

  /** Written out, the last of them would have a thousand million digits. */
  @Test
  void wholeNumbersAreTheSameTextHoweverTheyAreWritten() {
    try (Model model = Model.of(
        OnnxFile.rows("100000").metadata("ockham.column.district", "INTEGER").bytes())) {
      for (Number same : List.of(
          100_000, 1e5, new BigDecimal("1E5"), new BigDecimal("100000.00"), 100_000f, 100_000L)) {
        assertThat(model.predict(row(1, same)).numbers())
            .as(same.toString())
            .containsExactly(1f, 1f);
      }
      for (Number other :
          List.of(new BigDecimal("1E-1000000000"), new BigDecimal("1E300"), 1e-300, 100_000.5)) {
        assertThat(model.predict(row(1, other)).numbers()).containsExactly(1f, -1f);
      }
    }
  }

  private static PredictException refused(ThrowingCallable asked) {
    return catchThrowableOfType(PredictException.class, asked);
  }

  @Test
  void whoseFaultItIsCanBeToldApart(@TempDir Path folder) {
    try (Model numbers = model();
        Model rows =
            Model.of(OnnxFile.rows().metadata("ockham.column.district", "TEXT").bytes());
        Model images = Model.of(OnnxFile.image().bytes());
        Model huge = Model.of(OnnxFile.huge().bytes())) {
      assertThat(List.of(
              refused(() -> numbers.predict(FloatBuffer.allocate(3))),
              refused(() -> numbers.predict(FloatBuffer.wrap(new float[] {1, Float.NaN}))),
              refused(() -> numbers.predict(row(1, "north"))),
              refused(() -> rows.predict(Map.of())),
              refused(() -> rows.predict(row("one", "north"))),
              refused(() -> images.predict(new byte[3]))))
          .extracting(PredictException::kind)
          .containsOnly(PredictException.Kind.INPUT);
      numbers.close();
      assertThat(List.of(
              refused(() -> Model.read(folder.resolve("absent.onnx"))),
              refused(() -> Model.of(new byte[3])),
              refused(() -> Model.of(same("other"))),
              refused(() -> numbers.predict(FloatBuffer.allocate(2)))))
          .extracting(PredictException::kind)
          .containsOnly(PredictException.Kind.MODEL);
      PredictException memory = refused(() -> huge.predict(FloatBuffer.allocate(2)));
      assertThat(memory)
          .hasMessageStartingWith("there is not enough memory for the answer: ")
          .hasMessageNotContaining("category");
      assertThat(memory.kind()).isEqualTo(PredictException.Kind.MACHINE);
    }
  }

  @Test
  void aPictureWithALongSideIsRefusedBeforeItIsFitted() {
    try (Model model = Model.of(OnnxFile.image().bytes())) {
      assertThat(model
              .predict(new BufferedImage(2, 3, BufferedImage.TYPE_BYTE_GRAY))
              .names())
          .containsExactly("height", "width");
      assertThatThrownBy(() -> model.predict((byte[]) null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("file");
      BufferedImage tall = new BufferedImage(1, 65_536, BufferedImage.TYPE_BYTE_GRAY);
      assertThatThrownBy(() -> model.predict(tall))
          .isInstanceOf(PredictException.class)
          .hasMessageStartingWith("the image has 1 columns and 65536 rows");
    }
  }

  @Test
  void severalThreadsAskOneModel() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Model model = model()) {
      List<Future<Prediction>> answers = IntStream.range(0, 200)
          .mapToObj(i -> threads.submit(
              () -> model.predict(FloatBuffer.wrap(new float[] {i, -i})).get(0)))
          .toList();
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get().numbers()).containsExactly((float) i, (float) -i);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** A row that is not ready before it is let go. */
  private static final class Late extends HashMap<String, Object> {

    private static final long serialVersionUID = 1L;

    private final transient CountDownLatch asked;
    private final transient CountDownLatch letGo;

    Late(CountDownLatch asked, CountDownLatch letGo) {
      super(row(7, "north"));
      this.asked = asked;
      this.letGo = letGo;
    }

    @Override
    public Object get(Object column) {
      asked.countDown();
      try {
        letGo.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return super.get(column);
    }
  }

  /** To free what another thread computes with would end the process. */
  @Test
  void closingWaitsForTheAnswersThatAreUnderWay() throws Exception {
    int several = 4;
    ExecutorService threads = Executors.newFixedThreadPool(several);
    CountDownLatch asked = new CountDownLatch(several);
    CountDownLatch letGo = new CountDownLatch(1);
    Model model =
        Model.of(OnnxFile.rows().metadata("ockham.column.district", "TEXT").bytes());
    Thread closing = new Thread(model::close);
    try {
      List<Future<Prediction>> answers = IntStream.range(0, several)
          .mapToObj(i -> threads.submit(() -> model.predict(new Late(asked, letGo))))
          .toList();
      asked.await();
      closing.start();
      while (closing.getState() != Thread.State.WAITING
          && closing.getState() != Thread.State.TERMINATED) {
        Thread.onSpinWait();
      }
      letGo.countDown();
      for (Future<Prediction> answer : answers) {
        assertThat(answer.get().numbers()).containsExactly(7f, 1f);
      }
      closing.join();
      assertThatThrownBy(() -> model.predict(row(7, "north")))
          .hasMessageStartingWith("the model is closed");
    } finally {
      letGo.countDown();
      closing.join();
      threads.shutdownNow();
    }
  }
}
