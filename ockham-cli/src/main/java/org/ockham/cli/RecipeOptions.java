package org.ockham.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ockham.data.Source;
import org.ockham.lab.recipe.Change;
import org.ockham.lab.recipe.Recipe;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of the commands that follow a recipe: changes to it, and where its data is. */
final class RecipeOptions {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      completionCandidates = Completion.Keys.class,
      description = {
        "Change a setting, such as optimizer.lr=1e-4. May be repeated.",
        "ockham recipe explain says what there is to set."
      })
  private List<String> settings = List.of();

  @Option(names = "--quick", description = "Take the recipe's short form: small data, few epochs.")
  private boolean quick;

  @Option(
      names = "--data",
      paramLabel = "NAME",
      completionCandidates = Completion.DataSets.class,
      description = "Use this data set (ockham data list).")
  private @Nullable String data;

  @Mixin
  @SuppressWarnings("UnusedVariable") // it acts by itself
  private ClassPathOption classes = new ClassPathOption();

  @Mixin
  private DataOption place = new DataOption();

  /** The recipe, changed as asked for. */
  Recipe recipe(String nameOrFile) {
    return changed(nameOrFile, quick);
  }

  /** The recipe in its short form, changed as asked for. */
  Recipe quickRecipe(String nameOrFile) {
    return changed(nameOrFile, true);
  }

  private Recipe changed(String nameOrFile, boolean quickly) {
    Recipe recipe = Recipe.of(nameOrFile);
    List<Change> changes = new ArrayList<>();
    if (data != null) {
      changes.add(Change.of("data.set", data, "--data " + data));
    }
    changes.addAll(changes(spec, settings, "optimizer.lr=1e-4"));
    return (quickly ? recipe.quick() : recipe).with(changes);
  }

  /**
   * What the settings of {@code --set} change.
   *
   * @param example of one, for what is refused
   */
  static List<Change> changes(CommandSpec spec, List<String> settings, String example) {
    List<Change> changes = new ArrayList<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      if (equals < 1) {
        throw Mistake.of(
            spec, "--set is '" + setting + "', but must be KEY=VALUE, such as " + example);
      }
      changes.add(Change.of(
          setting.substring(0, equals).strip(), setting.substring(equals + 1), "--set " + setting));
    }
    return changes;
  }

  /** Where data comes from. */
  Source source(Screen screen) {
    return place.source(screen);
  }

  /** Whether the recipe's short form is asked for. */
  boolean isQuick() {
    return quick;
  }

  /** Whether one of them changes a recipe. */
  boolean isChanging() {
    return quick || data != null || !settings.isEmpty();
  }
}
