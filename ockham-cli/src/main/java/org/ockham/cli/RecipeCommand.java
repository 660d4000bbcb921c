package org.ockham.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.RunDirectory;
import org.ockham.lab.catalogue.Catalogue;
import org.ockham.lab.catalogue.Component;
import org.ockham.lab.catalogue.Kind;
import org.ockham.lab.catalogue.Setting;
import org.ockham.lab.catalogue.Spelling;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code ockham recipe}: what recipes are and can say. */
@Command(
    name = "recipe",
    description = "Lists, shows, checks and begins recipes, and explains what they can name.",
    synopsisSubcommandLabel = "COMMAND")
final class RecipeCommand implements Runnable {

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private Main main;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  /** On its own it has nothing to do. */
  @Override
  public void run() {
    throw Mistake.of(
        spec,
        "recipe needs to be told what to do: list, show RECIPE, check FILE, new FILE,"
            + " explain KIND WORD or schema");
  }

  @Command(
      name = "list",
      description = "Lists the recipes that come with Ockham, with their variants.")
  int list(@Option(names = "--json", description = "Print the list as JSON.") boolean json) {
    Screen screen = main.screen();
    List<Map<String, Object>> list = new ArrayList<>();
    for (String name : Recipe.shipped()) {
      Recipe recipe = Recipe.of(name);
      List<String> variants = recipe.variants().stream().map(Variant::name).toList();
      PrintStream people = screen.people(json);
      screen.say(people, screen.bold(name) + " (" + String.join(", ", variants) + ")");
      screen.say(people, recipe.about());
      people.println();
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", name);
      entry.put("about", recipe.about());
      entry.put("variants", variants);
      entry.put("seeds", recipe.seeds());
      list.add(entry);
    }
    if (json) {
      screen.out().print(RunDirectory.json(list));
    }
    return Exit.OK.code();
  }

  @Command(
      name = "check",
      description = {
        "Says whether a recipe is good: reads it, its short form and every variant, and builds each network.",
        "Nothing is trained, and of data only a CSV file is opened, whose columns say what the network takes."
      })
  int check(
      @Parameters(
              paramLabel = "RECIPE",
              completionCandidates = Completion.Recipes.class,
              description = "A YAML file, or a recipe's name.")
          String name,
      @Mixin ClassPathOption classes) {
    Recipe recipe = Recipe.of(name);
    List<Variant> variants = recipe.variants();
    for (Variant variant : variants) {
      variant.network();
    }
    int seeds = recipe.seeds().size();
    main.screen()
        .say(
            main.screen().out(),
            name + ": is good: " + counted(variants.size(), "variant") + " × "
                + counted(seeds, "seed") + " = " + counted(variants.size() * seeds, "run") + " on "
                + variants.get(0).data().set().name() + ", networks "
                + String.join(
                    ", ",
                    new LinkedHashSet<>(variants.stream().map(Variant::sizes).toList()))
                + ".");
    return Exit.OK.code();
  }

  private static String counted(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  @Command(
      name = "new",
      description = {
        "Writes a recipe to begin with, with comments, to a file that there is not yet.",
        "With --from it stands over another recipe and says only what differs."
      })
  int create(
      @Parameters(paramLabel = "FILE", description = "Where to: mine.yaml, or mine for short.")
          String name,
      @Option(
              names = "--task",
              paramLabel = "classification|regression|multilabel",
              description = "What it trains for; classification if not given.")
          RecipeDraft.@Nullable Start task,
      @Option(
              names = "--from",
              paramLabel = "RECIPE",
              completionCandidates = Completion.Recipes.class,
              description = "The recipe that it changes: a name, or a YAML file beside it.")
          @Nullable
          String from) {
    if (task != null && from != null) {
      throw Mistake.of(
          spec,
          "--task is " + task + ", but a recipe --from another has its task: give one of them");
    }
    Path file =
        RecipeDraft.write(name, task == null ? RecipeDraft.Start.classification : task, from);
    main.screen()
        .say(
            main.screen().out(),
            file + " is written. Try: ockham recipe check " + file + ", ockham train " + file
                + " --quick");
    return Exit.OK.code();
  }

  @Command(
      name = "show",
      description = {
        "Prints a variant of a recipe with all its settings, those it leaves out too.",
        "ockham recipe show mnist-mlp --set optimizer.lr=1e-4 > mine.yaml is a recipe of its own."
      })
  int show(
      @Parameters(
              paramLabel = "RECIPE",
              completionCandidates = Completion.Recipes.class,
              description = "A recipe's name or a YAML file.")
          String name,
      @Mixin VariantOption variant,
      @Mixin RecipeOptions options) {
    Recipe recipe = options.recipe(name);
    Variant shown = variant.of(recipe);
    main.screen().out().print(shown.yaml(recipe.seeds().get(0)));
    return Exit.OK.code();
  }

  @Command(
      name = "explain",
      description = {
        "Explains what recipes can name: all kinds, one kind, or one of its words with its settings.",
        "The settings of optimizer adam are set with --set optimizer.lr=1e-4, for instance."
      })
  int explain(
      @Parameters(
              arity = "0..1",
              paramLabel = "KIND",
              completionCandidates = Completion.Kinds.class,
              description = "optimizer, schedule, ...; all if not given.")
          @Nullable
          String kind,
      @Parameters(arity = "0..1", paramLabel = "WORD", description = "adam, cosine, ...") @Nullable
          String word) {
    Catalogue catalogue = Catalogue.standard();
    PrintStream out = main.screen().out();
    if (kind == null) {
      catalogue
          .kinds()
          .forEach(each -> main.screen()
              .say(
                  out,
                  main.screen().bold(name(each)) + ": "
                      + String.join(", ", catalogue.words(each))));
      return Exit.OK.code();
    }
    Kind<?> one = catalogue.kinds().stream()
        .filter(each -> name(each).equals(kind))
        .findFirst()
        .orElseThrow(() -> unknown(
            "kind", kind, catalogue.kinds().stream().map(RecipeCommand::name).toList()));
    List<String> words = catalogue.words(one);
    if (word != null && !words.contains(word)) {
      throw unknown(one.name(), word, words);
    }
    catalogue.of(one).stream()
        .filter(component -> word == null || component.word().equals(word))
        .forEach(component -> explain(component, word != null));
    return Exit.OK.code();
  }

  private void explain(Component<?> component, boolean settings) {
    Screen screen = main.screen();
    PrintStream out = screen.out();
    screen.say(out, screen.bold(component.word()) + ": " + component.about());
    if (settings) {
      for (Setting setting : component.settings()) {
        Object standard = setting.standard();
        out.println("  " + setting.word() + ": " + setting.expected()
            + (setting.isRequired()
                ? "; must be given"
                : "; " + (standard == null ? "nothing" : standard) + " if not given"));
      }
    }
  }

  private static String name(Kind<?> kind) {
    return kind.name().replace(' ', '-');
  }

  private ParameterException unknown(String what, String seen, List<String> known) {
    return Mistake.of(
        spec,
        "there is no " + what + " '" + seen + "'" + Spelling.hint(seen, known) + ", only "
            + String.join(", ", known));
  }

  @Command(
      name = "schema",
      description = {
        "Prints the JSON Schema of recipes (draft 2020-12), for editors that complete and check them.",
        "ockham recipe schema > recipe.schema.json, and in a recipe's first line",
        "# yaml-language-server: $schema=recipe.schema.json"
      })
  int schema() {
    main.screen().out().println(Recipe.schema().toPrettyString());
    return Exit.OK.code();
  }
}
