package org.ockham.lab.catalogue;

/**
 * What a library adds to the catalogue. Recipes, {@code --set}, help, completion and the JSON Schema know it from then on, as
 * they know what comes with Ockham:
 *
 * <pre>{@code
 * public final class OurComponents implements Components {
 *   public void addTo(Catalogue catalogue) {
 *     catalogue.optimizer("descent", Sgd.rate(0.1)); // a record of your own as well
 *   }
 * }
 * }</pre>
 *
 * Name the class in {@code META-INF/services/org.ockham.lab.catalogue.Components} on the class path.
 */
public interface Components {

  /** Adds them, each by a word of its own. */
  void addTo(Catalogue catalogue);
}
