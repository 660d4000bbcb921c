package org.ockham.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.ockham.search.Objective;
import org.ockham.search.Plan;
import org.ockham.search.Study;
import org.ockham.search.Trial;
import org.ockham.search.sampler.Random;
import org.ockham.search.sampler.Sampler;
import org.ockham.search.sampler.Tpe;
import org.ockham.search.space.CategoricalDistribution;
import org.ockham.search.space.Distribution;
import org.ockham.search.space.FloatDistribution;
import org.ockham.search.space.IntDistribution;
import org.ockham.search.space.Scale;
import org.ockham.search.storage.Storage;
import org.ockham.search.trial.Parameters;

/**
 * What a trial costs: ask and tell of TPE after 100, 1,000 and 10,000 trials of six mixed parameters and of six whole
 * numbers, random search in
 * memory and in SQLite, and opening 100,000 stored trials. Optuna's side of it is a script of the same cases; docs/search.md
 * has both.
 */
public final class SearchSpeed {

  private static final String[] NAMES = {"lr", "wd", "l1", "do", "h", "act"};
  private static final Distribution[] SPACE = {
    FloatDistribution.log(1e-5, 1e-1),
    FloatDistribution.log(1e-6, 1e-1),
    FloatDistribution.log(1e-7, 1e-2),
    FloatDistribution.of(0, .7),
    IntDistribution.log(16, 512),
    CategoricalDistribution.of("relu", "tanh", "gelu")
  };

  private static final Distribution[] INTEGERS = {
    IntDistribution.of(1, 100),
    IntDistribution.of(0, 1_000_000),
    IntDistribution.log(16, 512),
    IntDistribution.stepped(0, 512, 8),
    IntDistribution.of(-1000, 1000),
    IntDistribution.log(1, 100_000)
  };

  private SearchSpeed() {}

  /**
   * Prints one line a case.
   *
   * @param args "large" also stores and opens 100,000 trials
   * @throws IOException if there is no room for a database
   */
  public static void main(String... args) throws IOException {
    for (int round = 0; round < 2; round++) { // the first warms up
      for (int n : new int[] {100, 1000, 10_000}) {
        String name = round > 0 ? "tpe" : "";
        tpe(name, SPACE, SearchSpeed::objective, n);
        tpe(name.isEmpty() ? "" : "tpe integers", INTEGERS, SearchSpeed::integers, n);
      }
    }
    random(Storage.memory(), "memory, cold");
    for (int round = 0; round < 5; round++) {
      random(Storage.memory(), round < 4 ? "" : "memory");
    }
    Path folder = Files.createTempDirectory("ockham");
    for (int round = 0; round < 3; round++) {
      random(Storage.of("sqlite:///" + folder.resolve("s" + round + ".db")), "sqlite");
    }
    if (args.length > 0) {
      large(folder.resolve("large.db"));
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  /** Some values of the six parameters. */
  static Parameters any(SplittableRandom random) {
    return any(SPACE, random);
  }

  private static Parameters any(Distribution[] space, SplittableRandom random) {
    Parameters parameters = Parameters.NONE;
    for (int i = 0; i < NAMES.length; i++) {
      parameters = parameters.with(NAMES[i], space[i], space[i].quantile(random.nextDouble()));
    }
    return parameters;
  }

  static double objective(Trial trial) {
    double rate = trial.suggestDouble("lr", 1e-5, 1e-1, Scale.LOG);
    double decay = trial.suggestDouble("wd", 1e-6, 1e-1, Scale.LOG);
    double lasso = trial.suggestDouble("l1", 1e-7, 1e-2, Scale.LOG);
    double drop = trial.suggestDouble("do", 0, .7);
    int hidden = trial.suggestInt("h", 16, 512, Scale.LOG);
    String act = trial.suggestCategorical("act", "relu", "tanh", "gelu");
    return Math.pow(Math.log10(rate) + 3, 2)
        + Math.pow(Math.log10(decay) + 4, 2)
        + .1 * Math.pow(Math.log10(lasso) + 5, 2)
        + Math.pow(drop - .3, 2)
        + .1 * Math.pow(Math.log(hidden) / Math.log(2) - 7, 2)
        + (act.equals("relu") ? 0 : 1);
  }

  private static double integers(Trial trial) {
    double sum = 0;
    for (int i = 0; i < NAMES.length; i++) {
      sum += Math.pow(INTEGERS[i].position(trial.suggest(NAMES[i], INTEGERS[i])) - .3, 2);
    }
    return sum;
  }

  /** Parameters one by one, then together. */
  private static void tpe(String name, Distribution[] space, Objective objective, int n) {
    tpe(name, Tpe.seeded(0).withMultivariate(false), space, objective, n);
    tpe(name.isEmpty() ? "" : name + " mv", Tpe.seeded(0), space, objective, n);
  }

  private static void tpe(
      String name, Sampler sampler, Distribution[] space, Objective objective, int n) {
    Study study = Study.minimize("t", Storage.memory(), sampler);
    SplittableRandom random = new SplittableRandom(0);
    for (int i = 0; i < n; i++) {
      study.add(any(space, random), random.nextDouble());
    }
    int trials = n < 10_000 ? 20 : 10;
    study.optimize(objective, 2);
    long start = System.nanoTime();
    study.optimize(objective, trials);
    if (!name.isEmpty()) {
      System.out.printf(
          Locale.ROOT,
          "%s %d %.2f ms/trial%n",
          name,
          n,
          (System.nanoTime() - start) / 1e6 / trials);
    }
  }

  private static void random(Storage storage, String where) {
    int n = 1000;
    Study study = Study.minimize("r", storage, Random.seeded(1));
    long start = System.nanoTime();
    study.optimize(
        t -> Math.pow(t.suggestDouble("x", -100, 100), 2)
            + Math.pow(t.suggestInt("y", -100, 100), 2),
        n);
    if (!where.isEmpty()) {
      System.out.printf(
          Locale.ROOT, "random %s %d %.4f s%n", where, n, (System.nanoTime() - start) / 1e9);
    }
    storage.close();
  }

  private static void large(Path file) {
    int n = 100_000;
    try (Storage storage = Storage.of("sqlite:///" + file)) {
      long start = System.nanoTime();
      Study.minimize("l", storage, Random.seeded(1))
          .optimize(SearchSpeed::objective, Plan.trials(n).jobs(2));
      System.out.printf(
          Locale.ROOT, "store %d trials in sqlite %.1f s%n", n, (System.nanoTime() - start) / 1e9);
    }
    try (Storage storage = Storage.of("sqlite:///" + file)) {
      long start = System.nanoTime();
      int found =
          Study.minimize("l", storage, Random.seeded(1)).result().trials().size();
      System.out.printf(
          Locale.ROOT, "open %d stored trials %.1f s%n", found, (System.nanoTime() - start) / 1e9);
    }
  }
}
