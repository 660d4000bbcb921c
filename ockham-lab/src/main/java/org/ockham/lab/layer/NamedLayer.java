package org.ockham.lab.layer;

import org.jspecify.annotations.Nullable;
import org.ockham.file.Excerpt;

/**
 * One of the layers of a list.
 *
 * @param layer which layer; its settings stand beside the name
 * @param name what its parameters' names begin with; its place from 0 if there is none, as in PyTorch
 */
public record NamedLayer(LayerPlan layer, @Nullable String name) {

  public NamedLayer {
    if (name != null && !name.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException(
          "name is '" + Excerpt.of(name) + "', but must be letters, digits, _ and -, at most 64");
    }
  }
}
