package org.ockham.lab.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.ockham.check.Check;
import org.ockham.check.Copy;
import org.ockham.lab.Chance;
import org.ockham.lab.recipe.ComparisonPlan;
import org.ockham.lab.recipe.DataPlan;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.statistics.DecisionRule;
import org.ockham.lab.statistics.SequentialTest;

/**
 * How a comparison is done, laid down before any result of it is seen: what is decided after looking is chosen by chance too.
 *
 * @param seeds the seeds, the same for each variant; where they are added as they are needed, as many as there may be
 * @param firstLook after so many seeds verdicts are looked for first, and again after each more, until all are decided or the seeds are
 *     used up; all seeds for one look at the end
 * @param folds into how many parts the images of training and validation are cut, each of which is tested on in turn; 0 for the test set
 *     itself
 * @param varied the kinds of chance whose share of the spread is to be found: for each, all variants are run again over the seeds with
 *     all else as for the first one
 * @param trials how many settings are tried for each variant before the seeds are run; 0 for none
 * @param criterion what is judged by
 */
public record Design(
    List<Long> seeds,
    int firstLook,
    int folds,
    List<Chance> varied,
    int trials,
    Criterion criterion) {

  private static final int MOST_SEEDS = 10_000;

  public Design {
    seeds = List.copyOf(seeds);
    varied = varied.stream().distinct().sorted().toList();
    if (seeds.isEmpty() || seeds.stream().distinct().count() < seeds.size()) {
      throw new IllegalArgumentException(
          "seeds is " + seeds + ", but must be at least one, each another");
    }
    Check.between("firstLook", firstLook, 1, seeds.size());
    if (folds != 0) {
      Check.between("folds", folds, 2, 1000);
    }
    Check.between("trials", trials, 0, 100_000);
    if (folds > 0 && firstLook < seeds.size()) {
      throw new IllegalArgumentException(
          "folds is " + folds
              + ", but folds share their samples and cannot be added as they are needed: give the number of repetitions");
    }
    if (folds > 0 && !varied.isEmpty()) {
      throw new IllegalArgumentException("folds is " + folds + " and varied " + words(varied)
          + ", but runs over folds differ by what they are tested on too: do one after the other");
    }
  }

  /** As a recipe says: its seeds, one look at the end. */
  public static Design of(Recipe recipe) {
    ComparisonPlan plan = recipe.comparison();
    return new Design(
        recipe.seeds(),
        recipe.seeds().size(),
        0,
        List.of(),
        plan.tune().trials(),
        Criterion.of(plan, recipe.variant()));
  }

  /** Over these seeds, all of them. */
  public Design withSeeds(List<Long> seeds) {
    return Copy.of(this, Map.of("seeds", seeds, "firstLook", seeds.size()));
  }

  /** Over these and so many more, which follow the largest of them; all of them. */
  Design withMoreSeeds(int more) {
    List<Long> all = new ArrayList<>(seeds);
    long last = Collections.max(seeds);
    for (int i = 1; i <= more; i++) {
      all.add(Math.addExact(last, i));
    }
    return withSeeds(all);
  }

  /** Over seeds from 0 on, as many as verdicts need, between these numbers. */
  public Design withSeeds(int least, int most) {
    Check.between("the least number of seeds", least, 2, MOST_SEEDS);
    Check.between("the most seeds", most, least, MOST_SEEDS);
    return Copy.of(
        this, Map.of("seeds", LongStream.range(0, most).boxed().toList(), "firstLook", least));
  }

  /** Tested on each of so many parts of the images of training and validation in turn. */
  public Design withFolds(int folds) {
    return Copy.of(this, Map.of("folds", folds));
  }

  /** With these kinds of chance told apart. */
  public Design withVaried(List<Chance> varied) {
    return Copy.of(this, Map.of("varied", varied));
  }

  /** With so many settings tried for each variant first. */
  public Design withTrials(int trials) {
    return Copy.of(this, Map.of("trials", trials));
  }

  /** Judged by this. */
  public Design withCriterion(Criterion criterion) {
    return Copy.of(this, Map.of("criterion", criterion));
  }

  /** How differences become verdicts. */
  DecisionRule rule() {
    return new DecisionRule(
        1 - criterion.confidence(),
        criterion.margin(),
        criterion.isHigherBetter(),
        folds == 0 ? 0 : 1.0 / (folds - 1),
        isSequential() ? new SequentialTest(firstLook, seeds.size()) : null);
  }

  /** Whether seeds are added until verdicts are decided. */
  public boolean isSequential() {
    return firstLook < seeds.size();
  }

  /** What is trained on and what tested, in words. */
  public String inWords(DataPlan data) {
    return folds == 0 ? data.inWords() : data.inWords(folds);
  }

  /** The numbers of seeds after which verdicts are looked for, all of them at last. */
  public List<Integer> looks() {
    List<Integer> looks = new ArrayList<>();
    for (int look = firstLook; look <= seeds.size(); look++) {
      looks.add(look);
    }
    return looks;
  }

  /** All of it, as a tree of plain values. */
  Map<String, Object> entries() {
    Map<String, Object> entries = amendable();
    entries.putAll(fixed());
    return entries;
  }

  /** What of it may be changed in a directory that has results, which is then said with them. */
  Map<String, Object> amendable() {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("seeds", seeds);
    entries.put("looks", isSequential() ? "from " + firstLook + " seeds on" : "at the end");
    entries.put("metric", criterion.metric());
    entries.put("margin", criterion.margin());
    entries.put("confidence", criterion.confidence());
    return entries;
  }

  /** What of it cannot. */
  Map<String, Object> fixed() {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("folds", folds);
    entries.put("varied", words(varied));
    entries.put("trials", trials);
    return entries;
  }

  private static List<String> words(List<Chance> varied) {
    return varied.stream().map(chance -> chance.name().toLowerCase(Locale.ROOT)).toList();
  }
}
