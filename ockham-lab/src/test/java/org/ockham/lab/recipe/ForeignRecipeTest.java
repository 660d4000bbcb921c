package org.ockham.lab.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.Mutations;
import org.ockham.Pipe;
import org.ockham.lab.catalogue.RecipeException;

/** Recipes that nobody here wrote: damaged, hostile, or far too long. */
final class ForeignRecipeTest {

  private static final String GOOD = """
      about: A test.
      data: {set: glyphs, train: 0.5, validation: 0.5, limit: 100, testLimit: 50}
      model: {kind: mlp, hidden: [8]}
      optimizer: {kind: adam, lr: 0.01}
      train: {epochs: 2, batch: 10}
      variants:
        plain: {}
        l2: {optimizer.weightDecay: 1e-4}
      quick: {train.epochs: 1}
      seeds: [3, 4]
      """;

  private static final String SPACE = """
      search:
        objective: val/loss
        sampler: random
        space:
          train.batch: {from: 16, to: 64, step: 16, integer: true}
          model.hidden: [[8], [8, 8]]
          model.norm:
            none: {}
            batch: {model.normMomentum: {from: 0.01, to: 0.5}}
      """;

  @TempDir
  private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("mine.yaml"), text);
  }

  @Test
  @DisplayName("Whatever a damaged recipe says, it is refused in one sentence that names the file")
  void damaged() {
    Path file = folder.resolve("mine.yaml");
    byte[] plain = GOOD.getBytes(StandardCharsets.UTF_8);
    byte[] searched = (GOOD + SPACE).getBytes(StandardCharsets.UTF_8);
    Mutations.each(List.of(plain, searched), bytes -> {
      write(file, bytes);
      Throwable thrown = catchThrowable(() -> Recipe.of(file.toString()));
      if (thrown != null) {
        assertThat(thrown)
            .isInstanceOf(RecipeException.class)
            .hasMessageContaining(file.toString());
        assertThat(thrown.getMessage())
            .doesNotContain("\n")
            .hasSizeLessThan(800 + 2 * file.toString().length());
      }
    });
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @DisplayName("Messages do not grow with what they quote")
  void longWords() throws IOException {
    String word = "w".repeat(30_000);
    String many = IntStream.range(0, 3_000)
        .mapToObj(i -> "  variant" + i + ": {}\n")
        .collect(Collectors.joining());
    for (String text : new String[] {
      word,
      "*" + word,
      "!" + word + " x",
      "{" + word + ": 1}",
      GOOD + word + ": 1\n",
      GOOD + word + ": 1\n" + word + ": 2\n",
      GOOD.replace("epochs", word),
      GOOD.replace("glyphs", word),
      GOOD.replace("0.01", word),
      GOOD.replace("l2", word),
      GOOD.replace("optimizer.weightDecay", word),
      GOOD.replace("optimizer.weightDecay", "data.set." + word),
      GOOD.replace("[8]", "[" + word + "]"),
      GOOD.replace("about", "name: " + word + "\nabout"),
      GOOD + SPACE.replace("model.norm:", word + ":"),
      GOOD + SPACE.replace("none:", "'[" + word + "':"),
      GOOD + SPACE.replace("train.batch", "train." + word),
    }) {
      Path file = file(text);
      assertThatThrownBy(() -> Recipe.read(file))
          .as(text.length() + " characters")
          .isInstanceOf(RecipeException.class)
          .hasMessageContaining(file.toString())
          .extracting(Throwable::getMessage)
          .asString()
          .hasSizeLessThan(900 + 2 * file.toString().length());
    }
    Recipe wide = Recipe.read(file(GOOD.replace("  plain: {}\n", many)));
    assertThatThrownBy(() -> wide.variant(word))
        .extracting(Throwable::getMessage)
        .asString()
        .contains("variant0, ", " more")
        .hasSizeLessThan(900);
    assertThatThrownBy(() -> wide.with("optimizer.lr", word, "--set optimizer.lr=" + word))
        .extracting(Throwable::getMessage)
        .asString()
        .startsWith("--set optimizer.lr=www")
        .hasSizeLessThan(400);
    assertThatThrownBy(() -> Recipe.of(word))
        .hasMessageStartingWith("There is no recipe named 'ww");
    assertThatThrownBy(() -> Recipe.of("a\0.yaml")).isInstanceOf(RecipeException.class);
  }

  @Test
  @DisplayName("An option of a search space that is no YAML is refused with its place")
  void options() throws IOException {
    Path file = file(GOOD + SPACE.replace("none:", "'[8':"));
    assertThatThrownBy(() -> Recipe.read(file))
        .isInstanceOf(RecipeException.class)
        .hasMessageStartingWith(file + ":18: search.space.model.norm.[8")
        .hasMessageContaining("is not valid YAML");
  }

  @Test
  @DisplayName("Thousands of values may be searched, and whole numbers stay what they are")
  void manyValues() throws IOException {
    String batches = IntStream.rangeClosed(1, 12_000)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(","));
    Recipe recipe =
        Recipe.read(file(GOOD + "search:\n  space:\n    train.batch: [" + batches + "]\n"));
    SearchSpace.Choice choice =
        (SearchSpace.Choice) recipe.search().space().dimensions().get(0);
    assertThat(choice.options()).hasSize(12_000);
    Path large = file(
        GOOD + "search:\n  space:\n    train.batch: {from: 1, to: 4294967297, integer: true}\n");
    assertThatThrownBy(() -> Recipe.read(large)).hasMessageContaining("train.batch is 4294967297");
  }

  @Test
  @DisplayName("What cannot be opened is refused with its reason, and a pipe is not waited for")
  void unreadable() throws Exception {
    Path pipe = folder.resolve("pipe.yaml");
    assumeThat(Pipe.make(pipe)).as("mkfifo").isTrue();
    assertThatThrownBy(() -> Recipe.of(pipe.toString()))
        .isInstanceOf(RecipeException.class)
        .hasMessage(pipe + ": cannot be read: it is not a regular file.");
    Path loop = Files.createSymbolicLink(folder.resolve("loop.yaml"), Path.of("loop.yaml"));
    assertThatThrownBy(() -> Recipe.of(loop.toString()))
        .isInstanceOf(RecipeException.class)
        .hasMessageStartingWith(loop + ": cannot be read: ")
        .hasMessageContaining("links");
  }
}
