package org.ockham.lab.recipe;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.lab.catalogue.Catalogue;
import org.ockham.lab.catalogue.Component;
import org.ockham.lab.catalogue.Section;

/**
 * How a recipe's variants are compared: its section {@code compare}, which may be left out.
 *
 * <pre>{@code
 * compare:
 *   baseline: none
 *   metric: test/accuracy
 *   margin: 0.003
 *   tune:
 *     trials: 20
 *     space: {optimizer.lr: {from: 1.0e-4, to: 1.0e-2, log: true}}
 * }</pre>
 *
 * @param baseline the variant that the others are compared with; default the first
 * @param metric of the selected weights that they are compared by; default what the task is judged by, {@code test/accuracy} for classes
 * @param margin differences up to here do not matter, in the metric's own units: 0.003 is 0.3 points of accuracy; default 0, every one
 *     does
 * @param confidence of intervals, and of all verdicts together; default 0.95
 * @param tune what is searched for every variant before its seeds are run; default nothing
 */
public record ComparisonPlan(
    @Nullable String baseline,
    @Nullable String metric,
    double margin,
    double confidence,
    Tune tune) {

  /**
   * Settings that are no variant's idea, but that each is to have at their best.
   *
   * @param trials how many are tried for each variant, on validation; default 0, which leaves them as they are
   * @param space where they are searched; default a tenth to ten times each variant's learning rate and, where variants do not differ in
   *     it, weight decays from 1e-6 to 1e-2
   */
  public record Tune(int trials, SearchSpace space) {

    static final Component<Tune> COMPONENT =
        Catalogue.standard().part(new Tune(0, SearchSpace.EMPTY)).hides("space");

    public Tune {
      Check.between("trials", trials, 0, 100_000);
    }
  }

  static final ComparisonPlan STANDARD =
      new ComparisonPlan(null, null, 0, 0.95, new Tune(0, SearchSpace.EMPTY));

  static final Component<ComparisonPlan> COMPONENT =
      Catalogue.standard().part(STANDARD).hides("tune");

  public ComparisonPlan {
    Check.notNegative("margin", margin);
    confidence(confidence);
  }

  /**
   * Refuses a confidence that says nothing or everything.
   *
   * @throws IllegalArgumentException unless it is at least 0.5 and below 1
   */
  public static void confidence(double confidence) {
    if (!(confidence >= 0.5 && confidence < 1)) {
      throw new IllegalArgumentException(
          "confidence is " + confidence + ": it must be at least 0.5 and below 1, such as 0.95");
    }
  }

  static ComparisonPlan read(Section section, SearchSpaceReader reader) {
    Section tune = section.section("tune");
    Tune read = Tune.COMPONENT.read(tune, Map.of("space", reader.read(tune.section("space"))));
    tune.done();
    ComparisonPlan plan = COMPONENT.read(section, Map.of("tune", read));
    section.done();
    return plan;
  }
}
