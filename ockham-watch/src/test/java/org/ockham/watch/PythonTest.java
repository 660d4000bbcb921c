package org.ockham.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.lab.report.Page;

/**
 * What Python writes, while it is written: event files by TensorBoard's writer and by PyTorch's, and studies of Optuna's. The first two are looked
 * for in the interpreter that {@code OCKHAM_TENSORBOARD_PYTHON} names and in {@code python3}, each Optuna in those that {@code
 * OCKHAM_OPTUNA_PYTHONS} lists with colons between, in {@code python3} and in {@code /usr/bin/python3}.
 */
final class PythonTest {

  private static final String EVENTS = """
      import sys
      from tensorboard.compat.proto.event_pb2 import Event
      from tensorboard.compat.proto.summary_pb2 import Summary
      from tensorboard.summary.writer.event_file_writer import EventFileWriter
      writer = EventFileWriter(sys.argv[1], flush_secs=1)
      for line in sys.stdin:
          step = int(line)
          value = Summary.Value(tag="loss", simple_value=1 / step)
          writer.add_event(Event(step=step, wall_time=step, summary=Summary(value=[value])))
          writer.flush()
          print(step, flush=True)
      writer.close()
      """;

  private static final String SUMMARIES = """
      import sys
      import numpy
      from torch.utils.tensorboard import SummaryWriter
      writer = SummaryWriter(sys.argv[1], flush_secs=1)
      writer.add_text("note", "<b>bold</b> words", 0)
      writer.add_hparams({"rate": 0.125, "norm": "batch"}, {"hparam/accuracy": 0.75}, run_name=".")
      for line in sys.stdin:
          step = int(line)
          writer.add_scalar("loss/train", 1 / step, step)
          writer.add_scalars("both", {"a": 2 / step, "b": float("nan")}, step)
          writer.add_histogram("weights", numpy.arange(10), step)
          writer.add_image("picture", numpy.zeros((3, 4, 4)), step)
          writer.flush()
          print(step, flush=True)
      writer.close()
      """;

  private static final String STUDY = """
      import sys, optuna
      optuna.logging.set_verbosity(optuna.logging.ERROR)
      study = optuna.create_study(storage="sqlite:///" + sys.argv[1], study_name="python")
      for line in sys.stdin:
          study.optimize(lambda trial: trial.suggest_float("x", 0, 1) ** 2, n_trials=int(line))
          print(line.strip(), flush=True)
      """;

  @TempDir
  private Path folder;

  /** The first of the interpreters that can import a module of TensorBoard's or PyTorch's; empty if none can. */
  private static String python(String module) throws Exception {
    String named = String.valueOf(System.getenv("OCKHAM_TENSORBOARD_PYTHON"));
    for (String candidate : List.of(named, "python3")) {
      if (said(candidate, "import " + module + "; print('here')").equals("here")) {
        return candidate;
      }
    }
    return "";
  }

  /** Interpreters with Optuna, one of each version. */
  private static Map<String, String> optunas() throws Exception {
    Map<String, String> found = new LinkedHashMap<>();
    String listed = System.getenv("OCKHAM_OPTUNA_PYTHONS");
    List<String> candidates =
        new ArrayList<>(listed == null ? List.of() : List.of(listed.split(":")));
    candidates.addAll(List.of("python3", "/usr/bin/python3"));
    for (String candidate : candidates) {
      String version = said(candidate, "import optuna; print(optuna.__version__)");
      if (!version.isEmpty()) {
        found.putIfAbsent(version, candidate);
      }
    }
    return found;
  }

  /** What an interpreter prints; nothing if it fails, or is not there. */
  private static String said(String python, String script) throws Exception {
    try {
      Process process = new ProcessBuilder(python, "-c", script)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor() == 0 ? said : "";
    } catch (IOException absent) {
      return "";
    }
  }

  /** A program that does something for every line that it is given, and says so. */
  private record Writer(Process process) implements AutoCloseable {

    static Writer start(String python, String script, Path place) throws IOException {
      return new Writer(new ProcessBuilder(python, "-c", script, place.toString())
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start());
    }

    void tell(int number) throws IOException {
      OutputStream in = process.getOutputStream();
      in.write((number + "\n").getBytes(StandardCharsets.US_ASCII));
      in.flush();
      byte[] answer =
          process.getInputStream().readNBytes(Integer.toString(number).length() + 1);
      assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo(number + "\n");
    }

    @Override
    public void close() throws IOException, InterruptedException {
      process.getOutputStream().close();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static Watched only(Path place) {
    List<Watched> all = Watch.of(List.of(place.toString())).all();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private static Watched named(List<Watched> all, String name) {
    return all.stream()
        .filter(watched -> watched.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @DisplayName("Event files that TensorBoard's writer writes are followed")
  void events() throws Exception {
    String python = python("tensorboard.summary.writer.event_file_writer");
    assumeTrue(
        !python.isEmpty(),
        "no interpreter here has TensorBoard: name one in OCKHAM_TENSORBOARD_PYTHON");
    Path run = Files.createDirectories(folder.resolve("torch"));
    try (Writer writer = Writer.start(python, EVENTS, run)) {
      writer.tell(4);
      Watched watched = only(folder);
      assertThat(watched.name()).isEqualTo("torch");
      assertThat(watched.page().html()).contains("loss", "0.25");
      writer.tell(8);
      assertThat(watched.page().html()).contains("0.25", "0.125");
    }
  }

  @Test
  @DisplayName(
      "What PyTorch's SummaryWriter writes is followed, its texts and hyper-parameters too")
  void summaries() throws Exception {
    String python = python("torch.utils.tensorboard");
    assumeTrue(
        !python.isEmpty(),
        "no interpreter here has PyTorch and TensorBoard: name one in OCKHAM_TENSORBOARD_PYTHON");
    Path run = folder.resolve("torch");
    try (Writer writer = Writer.start(python, SUMMARIES, run)) {
      writer.tell(4);
      List<Watched> all = Watch.of(List.of(folder.toString())).all();
      // add_scalars writes a run of its own for each curve.
      assertThat(all)
          .extracting(Watched::name)
          .containsExactlyInAnyOrder("torch", "torch/both_a", "torch/both_b");
      Watched watched = named(all, "torch");
      assertThat(watched.page().facts())
          .contains(new Page.Fact("rate", "0.125"), new Page.Fact("norm", "batch"));
      assertThat(watched.page().html())
          .contains("loss/train", "0.25", "hparam/accuracy", "0.75")
          .contains("&lt;b&gt;bold&lt;/b&gt; words")
          .doesNotContain("<b>bold");
      assertThat(named(all, "torch/both_b").page().html()).contains("both", "1 NaN left out");
      writer.tell(8);
      assertThat(watched.page().html()).contains("<td>8</td><td>0.125</td>");
    }
  }

  @TestFactory
  @DisplayName("A study of Optuna's is followed, and what is queued here is evaluated there")
  Stream<DynamicTest> studies() throws Exception {
    Map<String, String> optunas = optunas();
    return Stream.of("3.", "5.")
        .map(wanted -> DynamicTest.dynamicTest("Optuna " + wanted + "x", () -> {
          String version = optunas.keySet().stream()
              .filter(each -> each.startsWith(wanted))
              .findFirst()
              .orElse("");
          assumeTrue(
              !version.isEmpty(),
              "no interpreter here has Optuna " + wanted + "x: name one in OCKHAM_OPTUNA_PYTHONS");
          study(optunas.get(version), Files.createDirectories(folder.resolve(version)));
        }));
  }

  private static void study(String python, Path place) throws Exception {
    Path file = place.resolve("study.db");
    try (Writer writer = Writer.start(python, STUDY, file)) {
      writer.tell(2);
      Watched watched = only(place);
      assertThat(watched.name()).isEqualTo("python");
      assertThat(watched.page().facts().toString()).contains("2: 2 complete");
      writer.tell(3);
      assertThat(watched.page().facts().toString()).contains("5: 5 complete");
      assertThat(watched.actions().get(0).doing().apply("{\"x\": 0.0625}"))
          .isEqualTo("Trial 5 is queued.");
      writer.tell(1);
      assertThat(watched.page().html()).contains("6: 6 complete", "0.0625");
    }
    try (Stream<Path> files = Files.list(place)) {
      assertThat(files).containsExactly(file); // nothing of ours is left beside it
    }
  }
}
