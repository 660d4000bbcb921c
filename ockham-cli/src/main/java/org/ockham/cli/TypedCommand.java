package org.ockham.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.manifest.Work;
import org.ockham.lab.recipe.Recipe;
import org.ockham.search.storage.StorageUrl;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** A command as it is typed on one machine, read by the command's own model and judged as the command itself judges it. */
final class TypedCommand {

  private static final Set<String> OF_RANKS = Set.of("--ranks", "--rank", "--rendezvous");
  private static final String OUT = "--out";
  private static final String STORAGE = "--storage";

  private final ParseResult root;
  private final ParseResult command;
  private final Work.Form form;
  private final String recipeName;

  /**
   * @param words without {@code ockham}
   * @throws IllegalArgumentException if it is no command that several machines can share
   */
  TypedCommand(Main main, List<String> words) {
    words.stream()
        .map(word -> word.replaceFirst("=.*", ""))
        .filter(OF_RANKS::contains)
        .findFirst()
        .ifPresent(option -> {
          throw new IllegalArgumentException(option
              + " is what the manifest adds: give the number of ranks as --workers, before the --");
        });
    try {
      root = main.read(words);
    } catch (ParameterException e) {
      throw new IllegalArgumentException("after the --: " + Mistake.sentence(e), e);
    }
    command = last(root);
    if (root.subcommand() == null || command.isUsageHelpRequested()) {
      throw unfit("nothing that is done");
    }
    Object typed = command.commandSpec().userObject();
    if (typed instanceof TuneCommand tune) {
      form = Work.Form.SEARCH;
      recipeName = judged(tune);
    } else if (typed instanceof TrainCommand train) {
      form = Work.Form.RANKS;
      recipeName = judged(train);
    } else if (typed instanceof CompareCommand) {
      throw new IllegalArgumentException(
          "compare needs no manifest: it hands its runs to a cluster itself, with --on spark://HOST:PORT"
              + " or --on k8s://HOST:PORT");
    } else {
      throw unfit(command.commandSpec().qualifiedName());
    }
  }

  private static ParseResult last(ParseResult result) {
    ParseResult below = result.subcommand();
    return below == null ? result : last(below);
  }

  private static IllegalArgumentException unfit(String what) {
    return new IllegalArgumentException(
        "after the -- stands " + what + ", but it must be tune RECIPE or train RECIPE");
  }

  private String judged(TuneCommand tune) {
    TuneCommand.Asked asked = inner(tune::asked);
    if (asked.comparesStrategies()) {
      throw new IllegalArgumentException(
          "this recipe compares strategies and keeps no study that machines could share: choose one with"
              + " --sampler");
    }
    inner(asked::tuning);
    String url = storage();
    if (url != null && !StorageUrl.parse(url).scheme().equals("postgresql")) {
      throw new IllegalArgumentException("--storage is " + StorageUrl.withoutPassword(url)
          + ", but machines share a study in PostgreSQL only: give postgresql://user@host/database,"
          + " or leave it out");
    }
    return asked.recipe().name();
  }

  private String judged(TrainCommand train) {
    if (command.hasMatchedOption("--resume")) {
      throw new IllegalArgumentException(
          "--resume is what the manifest adds where a run was cut short: give the recipe, and --out for its"
              + " directory");
    }
    return inner(train::judged).recipe();
  }

  /** What the command itself refuses stands after the two hyphens. */
  private static <T> T inner(Supplier<T> judgement) {
    try {
      return judgement.get();
    } catch (ParameterException e) {
      throw new IllegalArgumentException("after the --: " + Mistake.sentence(e), e);
    }
  }

  /** The URL of the study, if it is given: no manifest has it. */
  @Nullable
  String storage() {
    return command.matchedOptionValue(STORAGE, (String) null);
  }

  /** A name for the job of this command. */
  String name() {
    return "ockham-" + form.command() + "-" + recipeName;
  }

  /** The recipe's file, if it is the user's own. */
  @Nullable
  Path recipeFile() {
    String recipe = recipe();
    return Recipe.shipped().contains(recipe) ? null : Path.of(recipe);
  }

  private String recipe() {
    return command.matchedPositionals().get(0).originalStringValues().get(0);
  }

  /**
   * The command taken apart.
   *
   * @param name of the job, for a run's directory where none is given
   * @param cpus cores of each machine, unless the command says how many it uses
   */
  Work work(String name, int cpus) {
    List<String> options = new ArrayList<>();
    Stream.concat(root.matchedOptions().stream(), command.matchedOptions().stream())
        .distinct()
        .forEach(option -> add(options, option));
    String cores = form == Work.Form.SEARCH ? "--jobs" : "--threads";
    if (!command.hasMatchedOption(cores)) {
      options.addAll(List.of(cores, Integer.toString(cpus)));
    }
    Path out = command.matchedOptionValue(OUT, (Path) null);
    String last = form == Work.Form.SEARCH ? "tune" : name;
    return new Work(
        form, recipe(), options, out == null ? "runs/" + recipeName + "/" + last : out.toString());
  }

  /** An option as it was typed; a value that looks like an option is tied to its own. */
  private static void add(List<String> words, OptionSpec option) {
    String name = option.longestName();
    if (name.equals(OUT) || name.equals(STORAGE)) {
      return;
    }
    if (option.arity().max() == 0) {
      words.add(name);
      return;
    }
    for (String value : option.originalStringValues()) {
      if (value.startsWith("-")) {
        words.add(name + "=" + value);
      } else {
        words.addAll(List.of(name, value));
      }
    }
  }
}
