package org.ockham.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ockham.data.fetch.Cache;
import org.ockham.lab.recipe.Recipe;

/** A recipe that is trained in a moment, on data that is drawn. */
public final class TinyRecipe {

  public static final String TEXT = """
      name: tiny
      about: Small enough for a test.
      data: {set: glyphs, train: 0.6, validation: 0.4, limit: 200, testLimit: 50}
      model: {kind: mlp, hidden: [16]}
      optimizer: {kind: adam, lr: 0.005}
      train: {epochs: 3, batch: 20}
      variants:
        plain: {}
        dropout: {model.dropout: 0.3}
        batchnorm: {model.norm: batch}
      seeds: [0, 1]
      """;

  private TinyRecipe() {}

  public static Recipe in(Path folder) throws IOException {
    return Recipe.read(Files.writeString(folder.resolve("tiny.yaml"), TEXT));
  }

  /** A cache that nothing is fetched into. */
  public static Cache nowhere(Path folder) {
    return Cache.in(folder.resolve("cache"));
  }
}
