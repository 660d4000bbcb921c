package org.ockham.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every example in the documentation of a class compiles in a program of its user's: <pre>{@code …}</pre> blocks are statements,
 * or declarations of classes, or expressions, one behind the other. They may use {@link #KNOWN what is known} without saying so.
 */
final class DocumentationTest {

  /** What an example may take for given. */
  private static final String KNOWN = """
      static Layer network;
      static Loss criterion;
      static OptimizerConfig config;
      static GradientOptimizer optimizer;
      static Trainer trainer;
      static Classifier task;
      static DataModule data;
      static Dataset train, set;
      static Loader loader;
      static Epoch epoch;
      static Table table;
      static Feature feature;
      static FittedPreparation preparation;
      static Batch batch;
      static Tensor x, y, mask, loss, gradient;
      static int step, steps;
      static long seed;
      static Path file, directory;
      static Experiment experiment;
      static Study study;
      static Catalogue catalogue;
      static ProcessGroup group;

      static void show(Object value) {}

      static final class Mlp extends Layer {
        protected Tensor forward(Tensor x) { return x; }
      }
      """;

  private static final String IMPORTS = """
      import java.nio.file.Files;
      import java.nio.file.Path;
      import java.time.Duration;
      import java.util.*;
      import org.ockham.augment.*;
      import org.ockham.augment.Image;
      import org.ockham.board.*;
      import org.ockham.callback.*;
      import org.ockham.check.*;
      import org.ockham.checkpoint.*;
      import org.ockham.data.*;
      import org.ockham.data.fetch.*;
      import org.ockham.data.image.*;
      import org.ockham.data.table.*;
      import org.ockham.distributed.*;
      import org.ockham.lab.*;
      import org.ockham.lab.catalogue.*;
      import org.ockham.lab.cluster.*;
      import org.ockham.lab.compare.*;
      import org.ockham.lab.picture.*;
      import org.ockham.lab.recipe.*;
      import org.ockham.lab.report.*;
      import org.ockham.lab.tune.*;
      import org.ockham.logger.*;
      import org.ockham.loss.*;
      import org.ockham.metric.*;
      import org.ockham.nn.*;
      import org.ockham.onnx.Graph;
      import org.ockham.onnx.Value;
      import org.ockham.optim.*;
      import org.ockham.predict.Model;
      import org.ockham.regularize.*;
      import org.ockham.schedule.*;
      import org.ockham.search.*;
      import org.ockham.search.sampler.*;
      import org.ockham.search.sampler.Random;
      import org.ockham.search.storage.*;
      import org.ockham.state.*;
      import org.ockham.tensor.*;
      import org.ockham.train.*;
      import static org.ockham.tensor.Index.*;
      """;

  private static final Pattern BLOCK = Pattern.compile("<pre>\\{@code(.*?)}</pre>", Pattern.DOTALL);

  /** A recipe, which is no Java. */
  private static final Pattern YAML = Pattern.compile("\\A\\w+:\\s");

  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
  /** One for all, since it reads the class path. */
  private static final StandardJavaFileManager FILES =
      COMPILER.getStandardFileManager(null, null, null);

  @TempDir
  Path folder;

  /** An example and where it stands. */
  private record Example(String place, String code) {

    boolean declares() {
      return Pattern.compile("^(final |public |abstract )*(class|record|interface) ")
          .matcher(code)
          .find();
    }

    /** A class in a package of its own, as a user's is. */
    String program(String name) {
      String body = declares() ? code : method();
      return "package user;\n" + IMPORTS + "class Known {\n" + KNOWN + "}\nfinal class " + name
          + " extends Known {\n" + body + "\n}\n";
    }

    private String method() {
      boolean returns =
          Pattern.compile("^return ", Pattern.MULTILINE).matcher(code).find();
      String statements = code.contains(";") ? code : shown();
      return "static Object example() throws Exception {\n" + statements
          + (returns ? "" : "\nreturn null;") + "\n}";
    }

    /** Expressions alone, each as far as its brackets go. */
    private String shown() {
      StringBuilder statements = new StringBuilder();
      StringBuilder open = new StringBuilder();
      for (String line : code.lines().toList()) {
        open.append(line.replaceFirst("\\s//.*", "")).append('\n');
        if (count(open, '(') == count(open, ')')) {
          statements.append("show(").append(open).append(");\n");
          open.setLength(0);
        }
      }
      return statements.append(open).toString();
    }

    private static long count(CharSequence text, char wanted) {
      return text.chars().filter(c -> c == wanted).count();
    }
  }

  @TestFactory
  Stream<DynamicTest> everyExampleCompiles() throws IOException {
    List<Example> examples = new ArrayList<>();
    for (String module :
        List.of("ockham-search", "ockham-board", "ockham-torch", "ockham-lab", "ockham-predict")) {
      Path sources = Path.of("..", module, "src", "main", "java");
      try (Stream<Path> files = Files.walk(sources)) {
        for (Path file :
            files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
          examples.addAll(in(sources.relativize(file).toString(), Files.readString(file)));
        }
      }
    }
    assertThat(examples).hasSizeGreaterThan(20);
    return examples.stream()
        .map(example -> DynamicTest.dynamicTest(
            example.place(),
            () -> assertThat(errors(example)).as(example.program("Example")).isEmpty()));
  }

  @Test
  void whatAUserCannotCallIsFound() {
    assertThat(errors(new Example("protected", "network.forward(x);")))
        .singleElement()
        .asString()
        .contains("forward");
    assertThat(errors(new Example("absent", "network.frobnicate(x)"))).hasSize(1);
    assertThat(errors(new Example("allowed", "network.apply(\n    x)   // over two lines\n")))
        .isEmpty();
  }

  private static List<Example> in(String place, String source) {
    List<Example> examples = new ArrayList<>();
    Matcher block = BLOCK.matcher(source);
    int others = 0;
    while (block.find()) {
      String code = block.group(1).replaceAll("(?m)^\\s*\\* ?", "").strip();
      if (YAML.matcher(code).find()) {
        others++;
      } else {
        examples.add(new Example(place, code));
      }
    }
    assertThat(examples)
        .as("blocks of %s", place)
        .hasSize(source.split("<pre>", -1).length - 1 - others);
    return examples;
  }

  private List<String> errors(Example example) {
    DiagnosticCollector<JavaFileObject> heard = new DiagnosticCollector<>();
    JavaFileObject source =
        new SimpleJavaFileObject(
            URI.create("string:///user/Example.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return example.program("Example");
          }
        };
    List<String> options = List.of(
        "-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
    COMPILER.getTask(null, FILES, heard, options, null, List.of(source)).call();
    return heard.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
        .toList();
  }
}
