package org.ockham.lab.manifest;

import java.util.ArrayList;
import java.util.List;

/**
 * A command as it is typed on one machine, taken apart to be given to several.
 *
 * @param form how the machines share it
 * @param recipe a recipe's name, or its file
 * @param options all other words of the command but those that say where its results and its study are
 * @param out the directory of its results
 */
public record Work(Form form, String recipe, List<String> options, String out) {

  /** The variable of the environment in which the machines of a search have the URL of its storage; no manifest has a password in it. */
  public static final String STORAGE = "OCKHAM_STORAGE";

  /** How machines share a command. */
  public enum Form {
    /** Each works on trials of one study; none waits for another. */
    SEARCH("tune"),
    /** Each computes a part of every batch; all of them work, or none does. */
    RANKS("train");

    private final String command;

    Form(String command) {
      this.command = command;
    }

    /** The command of this form: {@code tune}. */
    public String command() {
      return command;
    }
  }

  /** Copies the options. */
  public Work {
    options = List.copyOf(options);
    if (recipe.isBlank() || recipe.startsWith("-")) {
      throw new IllegalArgumentException(
          "the recipe is '" + recipe + "', which is taken for an option: write it ./" + recipe);
    }
    if (out.isBlank() || out.startsWith("-")) {
      throw new IllegalArgumentException("--out is '" + out
          + "', but must be the directory that results go to, such as runs/mine or ./-mine");
    }
  }

  /** The same by a recipe in another place. */
  Work withRecipe(String recipe) {
    return new Work(form, recipe, options, out);
  }

  /** Command, recipe and options: {@code [tune, mnist-5pct, --trials, 200]}. */
  List<String> words() {
    List<String> words = new ArrayList<>(List.of(form.command, recipe));
    words.addAll(options);
    return words;
  }
}
