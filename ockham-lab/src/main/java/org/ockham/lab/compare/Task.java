package org.ockham.lab.compare;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.Chance;
import org.ockham.lab.Fold;
import org.ockham.lab.Seeds;
import org.ockham.lab.recipe.Variant;

/**
 * One run of a comparison.
 *
 * @param name what its result is kept under, another for each
 * @param variant the settings
 * @param seed that it is known by
 * @param seeds of each thing that it draws
 * @param fold what it is tested on; null for the test set
 * @param chance what alone differs from the first seed; null where all does
 * @param isTested whether it is tested at all: not one that settings are chosen by
 */
record Task(
    String name,
    Variant variant,
    long seed,
    Seeds seeds,
    @Nullable Fold fold,
    @Nullable Chance chance,
    boolean isTested) {

  /** A run over a seed; the number is its place among all. */
  static Task of(int number, Variant variant, long seed, @Nullable Fold fold) {
    String name = number + "-" + variant.name() + "-" + seed
        + (fold == null ? "" : "-fold" + (fold.index() + 1));
    return new Task(name, variant, seed, Seeds.of(seed), fold, null, true);
  }

  /** A run in which all but one kind of chance is as for the first seed. */
  static Task varied(int number, Variant variant, Chance chance, long first, long seed) {
    String name =
        chance.name().toLowerCase(Locale.ROOT) + "-" + number + "-" + variant.name() + "-" + seed;
    return new Task(name, variant, seed, Seeds.of(first).with(chance, seed), null, chance, true);
  }

  /** Whether there is to be something to show of it beside its numbers. */
  boolean isShown() {
    return isTested && chance == null;
  }

  /** Whether it is a variant's with this alone differing. */
  boolean isOf(Variant variant, Chance chance) {
    return this.variant.equals(variant) && this.chance == chance;
  }

  /**
   * A trial of settings.
   *
   * @param number the variant's place among all
   * @param trial which trial, from 0
   */
  static Task trial(int number, Variant variant, long seed, int trial) {
    String name = trialName(number, variant.name(), trial);
    return new Task(name, variant, seed, Seeds.of(seed), null, null, false);
  }

  /** What the result of a trial is kept under, whatever its settings. */
  static String trialName(int number, String variant, int trial) {
    return "tuning-" + number + "-" + variant + "-" + trial;
  }
}
