package org.ockham.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ockham.lab.RunDirectory;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code ockham recipes}, which is {@code ockham recipe list}: what comes with Ockham. */
@Command(
    name = "recipes",
    description = "Lists the recipes that come with Ockham, with their variants.")
final class RecipesCommand implements Callable<Integer> {

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private Main main;

  @Option(names = "--json", description = "Print the list as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    return list(main.screen(), json);
  }

  static int list(Screen screen, boolean json) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (String name : Recipe.shipped()) {
      Recipe recipe = Recipe.of(name);
      List<String> variants = recipe.variants().stream().map(Variant::name).toList();
      PrintStream people = screen.people(json);
      people.println(screen.bold(name) + " (" + String.join(", ", variants) + ")");
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
}
