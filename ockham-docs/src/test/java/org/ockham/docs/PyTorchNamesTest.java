package org.ockham.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PyTorchNamesTest {

  private static final Path PAGE = Path.of("../docs/pytorch.md");

  private static final List<String> PACKAGES = List.of(
      "augment",
      "board",
      "callback",
      "check",
      "checkpoint",
      "data",
      "data.image",
      "data.table",
      "distributed",
      "lab.compare",
      "lab.recipe",
      "logger",
      "loss",
      "metric",
      "nn",
      "optim",
      "regularize",
      "schedule",
      "search",
      "search.pruner",
      "search.sampler",
      "search.storage",
      "tensor",
      "train");

  /** A class, perhaps with what is called of it. */
  private static final Pattern NAME = Pattern.compile("`([A-Z]\\w*)(?:\\.(\\w+))?[^`]*`");

  @Test
  @DisplayName("Every class and method on the page of PyTorch's names can be used")
  void names() throws IOException {
    List<String> wrong = new ArrayList<>();
    int rows = 0;
    for (String line : Files.readAllLines(PAGE)) {
      String[] cells = line.split("(?<!\\\\)\\|", -1);
      if (cells.length == 4 && !line.startsWith("|---")) {
        rows++;
        NAME.matcher(cells[2])
            .results()
            .filter(name -> !isThere(name))
            .forEach(name -> wrong.add(name.group()));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(rows).isGreaterThan(40);
  }

  @Test
  @DisplayName("What is not there is found")
  void absent() {
    assertThat(isThere(match("`Adam.rate(1e-3)`"))).isTrue();
    assertThat(isThere(match("`Adam.frobnicate`"))).isFalse();
    assertThat(isThere(match("`Adamant`"))).isFalse();
  }

  private static MatchResult match(String text) {
    return NAME.matcher(text).results().findFirst().orElseThrow();
  }

  private static boolean isThere(MatchResult name) {
    return PACKAGES.stream()
        .flatMap(package_ -> type("org.ockham." + package_ + "." + name.group(1)))
        .anyMatch(type -> name.group(2) == null
            || Arrays.stream(type.getMethods()).anyMatch(m -> m.getName().equals(name.group(2)))
            || Arrays.stream(type.getFields()).anyMatch(f -> f.getName().equals(name.group(2)))
            || Arrays.stream(type.getClasses())
                .anyMatch(c -> c.getSimpleName().equals(name.group(2))));
  }

  private static Stream<Class<?>> type(String name) {
    try {
      return Stream.of(Class.forName(name, false, PyTorchNamesTest.class.getClassLoader()));
    } catch (ClassNotFoundException absent) {
      return Stream.of();
    }
  }
}
