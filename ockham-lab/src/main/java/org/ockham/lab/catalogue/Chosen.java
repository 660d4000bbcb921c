package org.ockham.lab.catalogue;

import java.util.Map;

/**
 * A component that a recipe names, with the settings that it gives: what is left to say is said when it is made.
 *
 * @param component which one
 * @param given the settings
 * @param <T> what all components of its kind are
 */
public record Chosen<T>(Component<T> component, Section given) {

  /** Its word. */
  public String word() {
    return component.word();
  }

  /**
   * The component.
   *
   * @param supplied values by their components' names that stand where the recipe says nothing
   * @throws RecipeException if a setting is not one of it, or is refused
   */
  public T make(Map<String, ?> supplied) {
    T made = component.read(given, supplied);
    given.done();
    return made;
  }

  /** As JSON in one line, which {@link Catalogue#ofJson} reads. */
  public String json() {
    return given.settings().put("kind", word()).toString();
  }

  /** Of the same component with the same settings, wherever they were given. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Chosen<?> chosen
        && component == chosen.component
        && given.sameAs(chosen.given);
  }

  @Override
  public int hashCode() {
    return component.word().hashCode();
  }

  /** The word, and the settings if there are any. */
  @Override
  public String toString() {
    return given.isEmpty() ? word() : word() + " " + given;
  }
}
