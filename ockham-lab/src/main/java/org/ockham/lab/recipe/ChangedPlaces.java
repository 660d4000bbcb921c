package org.ockham.lab.recipe;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.ockham.lab.catalogue.Origin;

/** Where values stand of which some were changed elsewhere: in a variant, by an option. */
final class ChangedPlaces implements Origin {

  private final Origin unchanged;
  private final Map<String, UnaryOperator<String>> changes = new HashMap<>();

  ChangedPlaces(Origin unchanged) {
    this.unchanged = unchanged;
  }

  /**
   * What stands at a path was given elsewhere, with all below it.
   *
   * @param place of what is below by the rest of its path: {@code ""}, {@code .lr}
   */
  void change(String path, UnaryOperator<String> place) {
    changes.keySet().removeIf(each -> each.startsWith(path + "."));
    changes.put(path, place);
  }

  @Override
  public String at(String path) {
    String changed = changed(path);
    UnaryOperator<String> place = changes.get(changed);
    return place == null ? unchanged.at(path) : place.apply(path.substring(changed.length()));
  }

  @Override
  public boolean isChange(String path) {
    return !changed(path).isEmpty();
  }

  /** The longest path that was changed and that this one is at or below; empty if there is none. */
  private String changed(String path) {
    String outer = path;
    while (!outer.isEmpty() && !changes.containsKey(outer)) {
      outer = Places.outer(outer);
    }
    return outer;
  }
}
