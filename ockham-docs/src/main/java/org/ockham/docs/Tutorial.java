package org.ockham.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A Markdown file whose blocks of Java, one behind the other, are a program; a block of text right behind one is what it prints.
 * A block has imports, or declarations, or statements, as one would type them into JShell.
 *
 * @param text all of it
 * @param blocks the code of each block of Java
 */
record Tutorial(String text, List<String> blocks) {

  private static final Pattern BLOCK = Pattern.compile(
      "^```java\\n(.*?)^```\\n(?:\\n```text\\n(.*?)^```\\n)?", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern DECLARATION = Pattern.compile(
      "(final class|class|record|enum|interface) .*|[A-Za-z][\\w.<>\\[\\], ]* \\w+\\([^=]*\\{.*",
      Pattern.DOTALL);

  Tutorial {
    blocks = List.copyOf(blocks);
  }

  /** What a block of code is. */
  enum Content {
    IMPORTS,
    DECLARATIONS,
    STATEMENTS;

    static Content of(String code) {
      String first = code.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("//"))
          .findFirst()
          .orElse("");
      if (first.startsWith("import ")) {
        return IMPORTS;
      }
      return DECLARATION.matcher(first).matches() ? DECLARATIONS : STATEMENTS;
    }
  }

  static Tutorial read(Path file) throws IOException {
    return of(Files.readString(file));
  }

  static Tutorial of(String text) {
    return new Tutorial(
        text, BLOCK.matcher(text).results().map(match -> match.group(1)).toList());
  }

  /** Those below a folder, in order: the files whose names begin with a number. */
  static List<Path> in(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("\\d+-.*\\.md"))
          .sorted()
          .toList();
    }
  }

  /** As one class with a method {@code run}, which says before each block of statements which it is. */
  String program(String name) {
    StringBuilder statements = new StringBuilder();
    for (int i = 0; i < blocks.size(); i++) {
      if (Content.of(blocks.get(i)) == Content.STATEMENTS) {
        statements.append("at.accept(").append(i).append(");\n").append(blocks.get(i));
      }
    }
    return all(Content.IMPORTS)
        + "public final class " + name + " {\n"
        + Pattern.compile("^(?=[A-Za-z])", Pattern.MULTILINE)
            .matcher(all(Content.DECLARATIONS))
            .replaceAll("static ")
        + "public static void run(java.util.function.IntConsumer at) throws Exception {\n"
        + statements
        + "}\n}\n";
  }

  private String all(Content content) {
    return blocks.stream()
        .filter(block -> Content.of(block) == content)
        .collect(Collectors.joining());
  }

  /** What stands behind each block as its output; empty where nothing does. */
  List<String> outputs() {
    return BLOCK
        .matcher(text)
        .results()
        .map(match -> Objects.requireNonNullElse(match.group(2), ""))
        .toList();
  }

  /** A piece of it: text, or a block of code. */
  record Part(boolean isCode, String text) {}

  /** All of it but the outputs, which a program makes itself. */
  List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    int[] end = {0};
    BLOCK.matcher(text).results().forEach(match -> {
      addProse(parts, text.substring(end[0], match.start()));
      parts.add(new Part(true, match.group(1).stripTrailing()));
      end[0] = match.end();
    });
    addProse(parts, text.substring(end[0]));
    return parts;
  }

  private static void addProse(List<Part> parts, String prose) {
    if (!prose.isBlank()) {
      parts.add(new Part(false, prose.strip()));
    }
  }

  /** As a script for JShell: the text as comments, and at the end the command that leaves it. */
  String script() {
    return parts().stream()
            .map(part ->
                part.isCode() ? readByLines(part.text()) : part.text().replaceAll("(?m)^", "// "))
            .map(part -> part.replaceAll("(?m)[ ]+$", ""))
            .collect(Collectors.joining("\n\n"))
        + "\n\n/exit\n";
  }

  /** With the dots of chained calls at the ends of lines: JShell takes a line that could be all for a whole statement. */
  private static String readByLines(String code) {
    List<String> lines = new ArrayList<>();
    for (String line : code.lines().toList()) {
      if (line.strip().startsWith(".")) {
        int last = lines.size() - 1;
        lines.set(last, lines.get(last).replaceFirst("( *//.*)?$", ".$1"));
        lines.add(line.replaceFirst("\\.", ""));
      } else {
        lines.add(line);
      }
    }
    return String.join("\n", lines);
  }

  /** The text with these outputs behind the blocks, empty ones for those that print nothing. */
  String withOutputs(List<String> outputs) {
    Matcher block = BLOCK.matcher(text);
    List<String> left = new ArrayList<>(outputs);
    return block.replaceAll(match -> {
      String output = left.remove(0);
      return Matcher.quoteReplacement("```java\n" + match.group(1) + "```\n"
          + (output.isEmpty() ? "" : "\n```text\n" + output + "```\n"));
    });
  }
}
