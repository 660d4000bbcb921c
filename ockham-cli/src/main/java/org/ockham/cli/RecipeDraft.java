package org.ockham.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.ockham.file.Excerpt;
import org.ockham.file.FileProblem;
import org.ockham.lab.LabException;
import org.ockham.lab.catalogue.RecipeException;
import org.ockham.lab.recipe.Recipe;

/** A recipe to begin with. */
final class RecipeDraft {

  private static final String OWN = """
      # yaml-language-server: $schema=recipe.schema.json
      # The schema, with which editors complete and check: ockham recipe schema > recipe.schema.json
      about: What this recipe is to show.

      data:
        set: mnist                  # ockham data list
        train: 0.8                  # shares of the training images; the test set stays apart
        validation: 0.2
        # augment: [{kind: random-affine, degrees: 15, translate: [0.1, 0.1]}]

      model:                        # ockham recipe explain model
        kind: mlp
        hidden: [256, 256]
        # Or layer by layer; input sizes follow from the data:
        # layers:
        #   - {kind: conv2d, outChannels: 16, kernelSize: 5}
        #   - relu
        #   - max-pool2d
        #   - flatten
        #   - linear                # as many as there are outputs

      optimizer: {kind: adam, lr: 1e-3}   # ockham recipe explain optimizer

      train:
        epochs: 10
        batch: 64
        select: val/accuracy        # the epoch that is kept and tested

      # schedule: {kind: cosine}    # ockham recipe explain schedule
      # regularizers: {l1: {lambda: 1e-5}}
      # callbacks: {early-stopping: {monitor: val/loss, patience: 3}}

      variants:                     # what is compared; dotted keys change settings
        plain: {}
        decay: {optimizer.weightDecay: 1e-4}
        dropout: {model.dropout: 0.2}

      seeds: [0, 1, 2]

      quick:                        # a first look: ockham train FILE --quick
        data.set: glyphs
        data.limit: 2000
        train.epochs: 2

      # search:                     # ockham tune FILE
      #   trials: 20
      #   space:
      #     optimizer.lr: {from: 1e-4, to: 1e-2, log: true}
      """;

  private static final String OVER = """
      # yaml-language-server: $schema=recipe.schema.json
      # The schema, with which editors complete and check: ockham recipe schema > recipe.schema.json
      # All of RECIPE but what is said here: ockham recipe show RECIPE
      extend: RECIPE

      about: What this recipe changes, and why.

      # Maps are merged key by key, all else is replaced; a variant that is null is left out.
      # train: {epochs: 20}
      # optimizer: {lr: 1e-4}
      # variants:
      #   mine: {optimizer.weightDecay: 1e-4}
      """;

  private RecipeDraft() {}

  /**
   * Writes it; returns where.
   *
   * @param from the recipe that it stands over, if it does
   */
  static Path write(String name, @Nullable String from) {
    Path file;
    try {
      file = Path.of(name.matches("(?i).*\\.ya?ml") ? name : name + ".yaml");
    } catch (InvalidPathException e) {
      throw new RecipeException("'" + Excerpt.of(name) + "' is no name for a file.", e);
    }
    String text = from == null ? OWN : OVER.replace("RECIPE", from);
    if (from != null && !Recipe.shipped().contains(from)) {
      Recipe.read(file.resolveSibling(from)); // which refuses what cannot be extended
    }
    try {
      Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
      return file;
    } catch (FileAlreadyExistsException e) {
      throw new RecipeException(
          file + ": is there already, and is left as it is: take another name.", e);
    } catch (IOException e) {
      throw new LabException(
          LabException.Kind.UNWRITABLE,
          file + ": cannot be written: " + FileProblem.reason(e) + ".",
          e);
    }
  }
}
