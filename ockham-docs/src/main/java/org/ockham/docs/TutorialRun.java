package org.ockham.docs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles and runs the code of tutorials. */
public final class TutorialRun {

  private static final String NAME = "TutorialProgram";

  private TutorialRun() {}

  /**
   * Runs all tutorials as they are, writes their pictures, and what they print into their text: that of each language.
   *
   * @param arguments the repository's root, then the numbers of the tutorials; all if there are none
   */
  public static void main(String[] arguments) throws Exception {
    Path docs = Path.of(arguments[0]).toAbsolutePath().normalize().resolve("docs");
    List<String> wanted = List.of(arguments).subList(1, arguments.length);
    List<Path> translations = Tutorial.in(docs.resolve("fr/tutoriels"));
    for (Path file : Tutorial.in(docs.resolve("tutorials"))) {
      String number = number(file);
      if (!wanted.isEmpty() && !wanted.contains(number)) {
        continue;
      }
      long start = System.nanoTime();
      List<String> outputs = run(
          Tutorial.read(file),
          Map.of("pictures", docs.resolve("tutorials/images").toString()));
      write(file, outputs);
      for (Path translation : translations) {
        if (number(translation).equals(number)) {
          write(translation, outputs);
        }
      }
      System.out.println(String.join("", outputs) + file.getFileName() + ": "
          + (System.nanoTime() - start) / 1_000_000_000 + " s");
    }
  }

  private static String number(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.indexOf('-'));
  }

  private static void write(Path file, List<String> outputs) throws IOException {
    Files.writeString(file, Tutorial.read(file).withOutputs(outputs));
  }

  /**
   * Runs one.
   *
   * @param settings the system properties that it asks for
   * @return what each of its blocks printed
   */
  static List<String> run(Tutorial tutorial, Map<String, String> settings) throws Exception {
    Path classes = Files.createTempDirectory("tutorial");
    try {
      compile(tutorial, classes);
      return run(classes, tutorial.blocks().size(), settings);
    } finally {
      try (var files = Files.walk(classes)) {
        for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /**
   * Compiles one.
   *
   * @throws IllegalArgumentException if it does not compile
   */
  private static void compile(Tutorial tutorial, Path classes) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> heard = new DiagnosticCollector<>();
    String program = tutorial.program(NAME);
    JavaFileObject source =
        new SimpleJavaFileObject(
            URI.create("string:///" + NAME + ".java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return program;
          }
        };
    List<String> options = List.of(
        "-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
    if (!compiler.getTask(null, null, heard, options, null, List.of(source)).call()) {
      List<String> lines = program.lines().toList();
      throw new IllegalArgumentException("the tutorial does not compile:\n"
          + heard.getDiagnostics().stream()
              .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
              .map(each ->
                  lines.get((int) each.getLineNumber() - 1) + "\n    " + each.getMessage(null))
              .collect(Collectors.joining("\n")));
    }
  }

  private static List<String> run(Path classes, int blocks, Map<String, String> settings)
      throws Exception {
    List<ByteArrayOutputStream> outputs = new ArrayList<>();
    for (int i = 0; i < blocks; i++) {
      outputs.add(new ByteArrayOutputStream());
    }
    PrintStream out = System.out;
    IntConsumer at =
        block -> System.setOut(new PrintStream(outputs.get(block), true, StandardCharsets.UTF_8));
    settings.forEach(System::setProperty);
    try (URLClassLoader loader = new URLClassLoader(
        new URL[] {classes.toUri().toURL()}, TutorialRun.class.getClassLoader())) {
      loader.loadClass(NAME).getMethod("run", IntConsumer.class).invoke(null, at);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      System.setOut(out);
      settings.keySet().forEach(System::clearProperty);
    }
    return outputs.stream().map(bytes -> bytes.toString(StandardCharsets.UTF_8)).toList();
  }
}
