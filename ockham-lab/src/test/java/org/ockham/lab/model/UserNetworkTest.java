package org.ockham.lab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ockham.lab.TinyRecipe;
import org.ockham.lab.catalogue.Catalogue;
import org.ockham.lab.catalogue.Kind;
import org.ockham.lab.catalogue.RecipeException;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;

/** Networks of a library that nothing here was compiled against. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class UserNetworkTest {

  private static final Map<String, String> SOURCES = Map.of(
      "MyNet",
          "public %s(long[] shape, int outputs) { super((int) (shape[1] * shape[2]), outputs); }",
      "Narrow", "public %s(int outputs) { super(784, outputs + 1); }",
      "Small", "public %s() { super(12, 10); }",
      "Shy", "%s() { super(784, 10); }",
      "Broken", "public %s() { super(784, 10); throw new IllegalStateException(\"no luck\"); }");

  @TempDir
  private static Path folder;

  @AfterAll
  static void close() {
    UserClasses.close(); // or other tests of this process would have them too
  }

  @BeforeAll
  static void compile() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assumeThat(compiler).as("a compiler in this Java").isNotNull();
    List<String> arguments = new ArrayList<>(List.of(
        "-proc:none",
        "-d",
        folder.resolve("classes").toString(),
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
    Path sources = Files.createDirectories(folder.resolve("source/org/example"));
    arguments.add(source(sources, "Base", """
        public abstract class Base extends org.ockham.nn.Layer {
          private final org.ockham.nn.Linear fc;
          Base(int in, int out) { fc = child("fc", new org.ockham.nn.Linear(in, out)); }
          protected org.ockham.tensor.Tensor forward(org.ockham.tensor.Tensor x) { return fc.apply(x.flatten(1)); }
        }
        """));
    arguments.add(source(
        sources,
        "Plain",
        "public class Plain { static { if (true) throw new Error(\"loaded\"); } }"));
    arguments.add(source(sources, "Ours", """
        public final class Ours implements org.ockham.lab.catalogue.Components {
          public void addTo(org.ockham.lab.catalogue.Catalogue catalogue) {
            catalogue.layer("ours", (input, outputs) -> new org.ockham.nn.ReLU());
          }
        }
        """));
    for (Map.Entry<String, String> entry : SOURCES.entrySet()) {
      String name = entry.getKey();
      arguments.add(source(
          sources,
          name,
          "public class " + name + " extends Base { " + String.format(entry.getValue(), name)
              + " }"));
    }
    StringWriter said = new StringWriter();
    assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new)))
        .as(said.toString())
        .isZero();
    Path services = Files.createDirectories(folder.resolve("classes/META-INF/services"));
    Files.writeString(
        services.resolve("org.ockham.lab.catalogue.Components"), "org.example.Ours\n");
  }

  private static String source(Path sources, String name, String text) throws IOException {
    return Files.writeString(sources.resolve(name + ".java"), "package org.example;\n" + text)
        .toString();
  }

  private static Recipe recipe(String name) {
    return Recipe.ofJson(
        "tiny",
        TinyRecipe.TEXT
            .replace("{kind: mlp, hidden: [16]}", "{class: " + name + "}")
            .replaceAll("(?s)variants:.*?seeds", "seeds"));
  }

  @Test
  @Order(1)
  @DisplayName("Nothing is loaded unless the user said where from, whatever a recipe says")
  void closed() {
    assertThatThrownBy(() -> recipe("org.example.MyNet"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("model.class is org.example.MyNet, but no classes were allowed: say"
            + " where it is with --class-path.");
    assertThatThrownBy(() -> Catalogue.open(folder.resolve("nothing").toString()))
        .hasMessageContaining("nothing', but there is nothing: give jars and folders");
  }

  @Test
  @Order(2)
  @DisplayName(
      "It is made for the data, its own names are kept, and its library's components are known")
  void opened() {
    String path = folder.resolve("source") + File.pathSeparator + folder.resolve("classes");
    Catalogue.open(path);
    Catalogue.open(path);
    Variant variant = recipe("org.example.MyNet").variant();
    assertThat(variant.sizes()).isEqualTo("1x28x28-MyNet-10");
    assertThat(variant.network().parameters()).containsOnlyKeys("fc.weight", "fc.bias");
    assertThat(Recipe.ofJson("model", variant.json(1)).variant()).isEqualTo(variant);
    assertThat(Catalogue.standard().words(Kind.LAYER)).contains("ours");
  }

  @ParameterizedTest
  @Order(3)
  @CsvSource(
      delimiter = '|',
      value = {
        "org.example.MyNett | is org.example.MyNett, but the class path that was given has no such class",
        "org.example.Plain | is org.example.Plain, but must be a public class that extends org.ockham.nn.Layer",
        "org.example.Base | is org.example.Base, but must be a public class that extends org.ockham.nn.Layer",
        "org.ockham.nn.Identity | is org.ockham.nn.Identity, which is not of the class path that was given",
        "org.example.Shy | has no public constructor (long[] inputShape, int outputs), (int outputs) or ()",
        "org.example.Narrow | gives samples of shape [11], but must give [10], one number for each output",
        "org.example.Small | which takes no samples of shape [1, 28, 28]",
        "org.example.Broken | its constructor failed: java.lang.IllegalStateException: no luck",
        "'../MyNet' | is '../MyNet', but must be a class with its package",
      })
  @DisplayName("Each way of being wrong is told in a sentence")
  void refuses(String name, String sentence) {
    assertThatThrownBy(() -> recipe(name))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("model.class")
        .hasMessageContaining(sentence)
        .hasMessageNotContaining("\n");
  }
}
