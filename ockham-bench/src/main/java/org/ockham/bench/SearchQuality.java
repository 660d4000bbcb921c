package org.ockham.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;
import org.ockham.search.Objective;
import org.ockham.search.Study;
import org.ockham.search.Trial;
import org.ockham.search.sampler.CmaEs;
import org.ockham.search.sampler.Gp;
import org.ockham.search.sampler.Nsga;
import org.ockham.search.sampler.QuasiRandom;
import org.ockham.search.sampler.Random;
import org.ockham.search.sampler.RandomThenLocal;
import org.ockham.search.sampler.Sampler;
import org.ockham.search.sampler.Tpe;
import org.ockham.search.space.Scale;
import org.ockham.search.storage.Storage;
import org.ockham.search.trial.FrozenTrial;

/**
 * The best of 100 trials on four functions and on two with a constraint: quartiles over seeds, one line for each function
 * and sampler. Optuna's side of it is a script of the same functions; docs/search.md has both.
 *
 * <p>Arguments: the number of seeds, then samplers with commas between them, then the number of trials if not 100.
 */
public final class SearchQuality {

  private static final double[][] A = {
    {10, 3, 17, 3.5, 1.7, 8},
    {.05, 10, 17, .1, 8, 14},
    {3, 3.5, 1.7, 10, 17, 8},
    {17, 8, .05, 10, .1, 14}
  };
  private static final double[][] P = {
    {.1312, .1696, .5569, .0124, .8283, .5886},
    {.2329, .4135, .8307, .3736, .1004, .9991},
    {.2348, .1451, .3522, .2883, .3047, .6650},
    {.4047, .8828, .8732, .5743, .1091, .0381}
  };
  private static final double[] ALPHA = {1, 1.2, 3, 3.2};

  private static final Map<String, Objective> FUNCTIONS = new LinkedHashMap<>();
  private static final Map<String, LongFunction<Sampler>> SAMPLERS = new LinkedHashMap<>();

  static {
    FUNCTIONS.put("branin", SearchQuality::branin);
    FUNCTIONS.put("hart6", SearchQuality::hartmann);
    FUNCTIONS.put("rosen5", SearchQuality::rosenbrock);
    FUNCTIONS.put("mixed", SearchQuality::mixed);
    FUNCTIONS.put("branin in a circle", SearchQuality::constrainedBranin);
    FUNCTIONS.put("sphere4 behind a plane", SearchQuality::constrainedSphere);
    SAMPLERS.put("random", Random::seeded);
    SAMPLERS.put("tpe", Tpe::seeded);
    SAMPLERS.put(
        "tpe_univ", seed -> Tpe.seeded(seed).withMultivariate(false).withConstantLiar(false));
    SAMPLERS.put("gp", Gp::seeded);
    SAMPLERS.put("cmaes", CmaEs::seeded);
    SAMPLERS.put("local", RandomThenLocal::seeded);
    SAMPLERS.put("nsga2", Nsga::two);
    SAMPLERS.put("sobol", QuasiRandom::sobol);
    SAMPLERS.put("tpe_group", seed -> Tpe.seeded(seed).withGroup(true));
  }

  private SearchQuality() {}

  /**
   * Prints the lines.
   *
   * @param args the number of seeds, samplers, and the number of trials
   */
  public static void main(String... args) {
    int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 30;
    List<String> samplers =
        args.length > 1 ? List.of(args[1].split(",")) : List.copyOf(SAMPLERS.keySet());
    int trials = args.length > 2 ? Integer.parseInt(args[2]) : 100;
    FUNCTIONS.forEach((function, objective) -> {
      for (String name : samplers) {
        LongFunction<Sampler> sampler = SAMPLERS.get(name);
        if (sampler == null) {
          throw new IllegalArgumentException(
              "sampler \"" + name + "\": give some of " + SAMPLERS.keySet());
        }
        long start = System.nanoTime();
        double[] best = new double[seeds];
        for (int seed = 0; seed < seeds; seed++) {
          best[seed] = Study.minimize("q", Storage.memory(), sampler.apply(seed))
              .optimize(objective, trials)
              .findBest()
              .map(FrozenTrial::value)
              .orElse(Double.POSITIVE_INFINITY);
        }
        Arrays.sort(best);
        double median = (best[(seeds - 1) / 2] + best[seeds / 2]) / 2;
        System.out.printf(
            Locale.ROOT,
            "%s %s q25/med/q75 %.4f %.4f %.4f (%.2f ms a trial)%n",
            function,
            name,
            best[seeds / 4],
            median,
            best[3 * seeds / 4],
            (System.nanoTime() - start) / 1e6 / seeds / trials);
      }
    });
  }

  private static double branin(Trial t) {
    double x = t.suggestDouble("x", -5, 10);
    double y = t.suggestDouble("y", 0, 15);
    double a = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
    return a * a + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
  }

  private static double constrainedBranin(Trial t) {
    double value = branin(t);
    double x = t.suggestDouble("x", -5, 10) - 2.5;
    double y = t.suggestDouble("y", 0, 15) - 7.5;
    t.constrain(x * x + y * y - 50);
    return value;
  }

  private static double constrainedSphere(Trial t) {
    double[] x = new double[4];
    double sum = 0;
    for (int j = 0; j < 4; j++) {
      x[j] = t.suggestDouble("x" + j, -10, 10);
      sum += x[j] * x[j];
    }
    t.constrain(3 - x[0] - x[1]);
    return sum;
  }

  private static double hartmann(Trial t) {
    double[] x = new double[6];
    for (int j = 0; j < 6; j++) {
      x[j] = t.suggestDouble("x" + j, 0, 1);
    }
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      double exponent = 0;
      for (int j = 0; j < 6; j++) {
        exponent += A[i][j] * (x[j] - P[i][j]) * (x[j] - P[i][j]);
      }
      sum += ALPHA[i] * Math.exp(-exponent);
    }
    return -sum;
  }

  private static double rosenbrock(Trial t) {
    double[] x = new double[5];
    for (int j = 0; j < 5; j++) {
      x[j] = t.suggestDouble("x" + j, -5, 10);
    }
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      double valley = x[i + 1] - x[i] * x[i];
      sum += 100 * valley * valley + (1 - x[i]) * (1 - x[i]);
    }
    return sum;
  }

  private static double mixed(Trial t) {
    double rate = t.suggestDouble("lr", 1e-5, 1, Scale.LOG);
    int units = t.suggestInt("u", 8, 512, Scale.LOG);
    String optimizer = t.suggestCategorical("o", "a", "b", "c", "d");
    double drop = t.suggestDouble("d", 0, .5, .05);
    double cost = switch (optimizer) {
      case "a" -> 0;
      case "b" -> .3;
      case "c" -> 1;
      default -> 2;
    };
    double value = Math.pow(Math.log10(rate) + 2.5, 2)
        + Math.pow(Math.log(units) / Math.log(2) - 6.5, 2) / 4
        + cost
        + 10 * Math.pow(drop - .2, 2);
    if (optimizer.equals("a")) {
      value += .5 * Math.pow(t.suggestDouble("m", 0, 1) - .9, 2);
    }
    return value;
  }
}
