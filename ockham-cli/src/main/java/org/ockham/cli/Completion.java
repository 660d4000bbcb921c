package org.ockham.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ockham.data.Datasets;
import org.ockham.lab.catalogue.Catalogue;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The words of the command, set as a script that completes them in a shell. What each takes stands at the option itself. */
final class Completion {

  /** In a list of words: names of files belong there too. */
  private static final String FILES = "FILES";

  private static final String DIRECTORIES = "DIRECTORIES";

  /** Stands for words that depend on the recipe. */
  private static final List<String> OF_RECIPE = List.of("");

  /** The names of the recipes that come with Ockham. */
  static final class Recipes implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Recipe.shipped().iterator();
    }
  }

  /** Where it can be computed. */
  static final class Devices implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("auto", "cpu", "cuda").iterator();
    }
  }

  /** The names of data sets. */
  static final class DataSets implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Datasets.list().stream().map(Datasets.Listing::name).iterator();
    }
  }

  /** The kinds of what recipes can name. */
  static final class Kinds implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Catalogue.standard().kinds().stream()
          .map(kind -> kind.name().replace(' ', '-'))
          .iterator();
    }
  }

  /** The keys of settings, each with the sign that its value follows. */
  static final class Keys implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Recipe.keys().keySet().stream().map(key -> key + "=").iterator();
    }
  }

  private final Map<String, List<String>> commands = new LinkedHashMap<>();
  private final Map<String, List<String>> options = new LinkedHashMap<>();
  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final List<String> takes = new ArrayList<>();

  /** Of this command and all below it. */
  Completion(CommandLine root) {
    add("", root);
    Recipe.keys().forEach((key, words) -> put(":" + key + "=", words));
  }

  private void add(String path, CommandLine command) {
    Set<String> names = new LinkedHashSet<>();
    for (OptionSpec option : command.getCommandSpec().options()) {
      if (option.hidden()) {
        continue;
      }
      names.addAll(Arrays.asList(option.names()));
      if (option.arity().max() > 0) {
        for (String name : option.names()) {
          String key = path + ":" + name;
          takes.add(key);
          put(key, name.startsWith("--variant") ? OF_RECIPE : words(option));
        }
      }
    }
    options.put(path, List.copyOf(names));
    Set<String> arguments = new LinkedHashSet<>();
    command.getCommandSpec().positionalParameters().forEach(p -> arguments.addAll(words(p)));
    put(path + ":", List.copyOf(arguments));
    Map<String, CommandLine> below = command.getSubcommands();
    if (!below.isEmpty()) {
      commands.put(path, List.copyOf(below.keySet()));
    }
    below.forEach((name, child) -> add(path.isEmpty() ? name : path + " " + name, child));
  }

  private void put(String key, List<String> words) {
    if (!words.isEmpty()) {
      values.put(key, words);
    }
  }

  private static List<String> words(ArgSpec arg) {
    List<String> words = new ArrayList<>();
    if (arg.completionCandidates() != null) {
      arg.completionCandidates().forEach(words::add);
    }
    boolean isPath =
        Arrays.asList(arg.auxiliaryTypes()).contains(Path.class) || arg.type() == Path.class;
    if (isPath) {
      words.add(arg.paramLabel().equals("DIR") ? DIRECTORIES : FILES);
    } else if (arg.paramLabel().startsWith("RECIPE") || arg.paramLabel().equals("DATA")) {
      words.add(FILES);
    }
    return words;
  }

  /** For bash. */
  String bash() {
    return filled("completion.sh", false) + text("completion.bash");
  }

  /** For zsh. */
  String zsh() {
    return "#compdef ockham\n" + filled("completion.sh", false) + text("completion.zsh");
  }

  /** For fish. */
  String fish() {
    return filled("completion.fish", true);
  }

  /** A script with its tables filled. */
  private String filled(String file, boolean fish) {
    Map<String, List<String>> variants = new LinkedHashMap<>();
    for (String name : Recipe.shipped()) {
      variants.put(name, Recipe.of(name).variants().stream().map(Variant::name).toList());
    }
    List<String> taking = takes.stream()
        .map(
            key -> fish ? "    case '" + key + "'\n      return 0" : "  '" + key + "') return 0 ;;")
        .toList();
    return text(file)
        .replace("@COMMANDS@", table(commands, fish))
        .replace("@OPTIONS@", table(options, fish))
        .replace("@VALUES@", table(values, fish))
        .replace("@TAKES@", String.join("\n", taking))
        .replace("@VARIANTS@", table(variants, fish));
  }

  /** A line a key, as the shell's own choice between words. */
  private static String table(Map<String, List<String>> table, boolean fish) {
    List<String> lines = new ArrayList<>();
    table.forEach((key, words) -> {
      boolean ofRecipe = words.equals(OF_RECIPE);
      if (fish) {
        lines.add("    case '" + key + "'\n      "
            + (ofRecipe
                ? "__ockham_variants \"$argv[3]\""
                : "printf '%s\\n' " + String.join(" ", quoted(words))));
      } else {
        lines.add("  '" + key + "') "
            + (ofRecipe ? "_ockham_variants \"$3\"" : "echo '" + String.join(" ", words) + "'")
            + " ;;");
      }
    });
    return String.join("\n", lines);
  }

  private static List<String> quoted(List<String> words) {
    return words.stream().map(word -> "'" + word + "'").toList();
  }

  private static String text(String file) {
    try (InputStream in = Completion.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
