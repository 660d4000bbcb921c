package org.ockham.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.ockham.file.Excerpt;
import org.ockham.file.FileProblem;
import org.ockham.lab.LabException;
import org.ockham.lab.catalogue.RecipeException;
import org.ockham.lab.recipe.Recipe;

/** A recipe to begin with. */
final class RecipeDraft {

  /** What a recipe is begun for: tasks, as recipes write them. */
  enum Start {
    classification("""
          set: glyphs                 # ockham data list: mnist, cifar10, ...
          train: 0.8                  # shares of the training images; the test set stays apart
          validation: 0.2
          # augment: [{kind: random-affine, degrees: 15, translate: [0.1, 0.1]}]
        """, """
          # Or layer by layer; input sizes follow from the data:
          # layers:
          #   - {kind: conv2d, outChannels: 16, kernelSize: 5}
          #   - relu
          #   - max-pool2d
          #   - flatten
          #   - linear                # as many as there are outputs
        """, "val/accuracy"),
    regression("""
          set: houses                 # a table drawn by Ockham; ockham data show houses
          # Or a CSV file beside this recipe; all other columns become inputs:
          # set: csv
          # table: {file: houses.csv, target: price}
          train: 0.8                  # shares of the training rows; the test rows stay apart
          validation: 0.2
        """, "", "val/rmse"),
    multilabel("""
          set: house-labels           # a table drawn by Ockham; ockham data show house-labels
          # Or a CSV file beside this recipe, with columns of 0 and 1 to predict:
          # set: csv
          # table: {file: houses.csv, labels: [large, family, old]}
          train: 0.8                  # shares of the training rows; the test rows stay apart
          validation: 0.2
        """, "", "val/f1_micro");

    private final String data;
    private final String layers;
    private final String select;

    Start(String data, String layers, String select) {
      this.data = data;
      this.layers = layers;
      this.select = select;
    }

    private String text() {
      return OWN.replace("TASK", name())
          .replace("DATA\n", data)
          .replace("LAYERS\n", layers)
          .replace("SELECT", String.format(Locale.ROOT, "%-20s", select))
          .replace("QUICK\n", this == classification ? IMAGES : ROWS);
    }

    private static final String IMAGES = """
          data.limit: 2000
        """;

    private static final String ROWS = """
          data.limit: 1000
          data.testLimit: 500
        """;
  }

  private static final String OWN = """
      # yaml-language-server: $schema=recipe.schema.json
      # The schema, with which editors complete and check: ockham recipe schema > recipe.schema.json
      about: What this recipe is to show.

      task: TASK
      data:
      DATA

      model:                        # ockham recipe explain model
        kind: mlp
        hidden: [64, 64]
      LAYERS

      optimizer: {kind: adam, lr: 1e-3}   # ockham recipe explain optimizer

      train:
        epochs: 10
        batch: 64
        select: SELECT# the epoch that is kept and tested

      # schedule: {kind: cosine}    # ockham recipe explain schedule
      # regularizers: {l1: {lambda: 1e-5}}
      # callbacks: {early-stopping: {monitor: val/loss, patience: 3}}

      variants:                     # what is compared; dotted keys change settings
        plain: {}
        decay: {optimizer.weightDecay: 1e-4}
        dropout: {model.dropout: 0.2}

      seeds: [0, 1, 2]

      quick:                        # a first look: ockham train FILE --quick
      QUICK
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
   * @param start what for, if it stands over none
   * @param from the recipe that it stands over, if it does
   */
  static Path write(String name, Start start, @Nullable String from) {
    Path file;
    try {
      file = Path.of(name.matches("(?i).*\\.ya?ml") ? name : name + ".yaml");
    } catch (InvalidPathException e) {
      throw new RecipeException("'" + Excerpt.of(name) + "' is no name for a file.", e);
    }
    String text = from == null ? start.text() : OVER.replace("RECIPE", from);
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
