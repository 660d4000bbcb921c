package org.ockham.optim;

import java.util.Map;
import org.ockham.check.Check;
import org.ockham.nn.Parameter;

/**
 * Quasi-Newton steps θ ← θ + t · d, where d = −H · g and H, the inverse of the curvature, is built from the last changes of
 * parameters and gradient (Liu, Nocedal 1989, <a href="https://doi.org/10.1007/BF01589116">Mathematical Programming 45</a>).
 * The length t is the rate, or sought by a line search that fulfils the strong Wolfe conditions (Nocedal, Wright 2006,
 * algorithms 3.5 and 3.6). For full batches and all parameters together.
 *
 * <p>One step is up to {@code maxIterations} of these, each with one or more evaluations of the loss: call {@link
 * Optimizer#step(java.util.function.Supplier)}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.LBFGS.html">torch.optim.LBFGS</a>
 *
 * @param rate t without line search, and the first one tried with it; default 1
 * @param maxIterations iterations in a step; default 20
 * @param maxEvaluations evaluations of the loss in a step, after which it ends; default 1.25 · maxIterations
 * @param toleranceGrad a step ends when no gradient is above this; default 1e-7
 * @param toleranceChange a step ends when neither parameters nor loss change by more; default 1e-9
 * @param historySize changes remembered; default 100
 * @param strongWolfe whether the length is sought; default false
 */
public record Lbfgs(
    double rate,
    int maxIterations,
    int maxEvaluations,
    double toleranceGrad,
    double toleranceChange,
    int historySize,
    boolean strongWolfe)
    implements OptimizerConfig {

  public Lbfgs {
    Check.notNegative("rate", rate);
    Check.atLeast("maxIterations", maxIterations, 1);
    Check.atLeast("maxEvaluations", maxEvaluations, 1);
    Check.notNegative("toleranceGrad", toleranceGrad);
    Check.notNegative("toleranceChange", toleranceChange);
    Check.atLeast("historySize", historySize, 1);
  }

  /** This rate, all else at its default. */
  public static Lbfgs rate(double rate) {
    return new Lbfgs(rate, 20, 25, 1e-7, 1e-9, 100, false);
  }

  /** The same with so many iterations a step, and a quarter more evaluations. */
  public Lbfgs maxIterations(int maxIterations) {
    return new Lbfgs(
        rate,
        maxIterations,
        Math.max(1, maxIterations * 5 / 4),
        toleranceGrad,
        toleranceChange,
        historySize,
        strongWolfe);
  }

  /** The same with so many evaluations a step. */
  public Lbfgs maxEvaluations(int maxEvaluations) {
    return new Lbfgs(
        rate,
        maxIterations,
        maxEvaluations,
        toleranceGrad,
        toleranceChange,
        historySize,
        strongWolfe);
  }

  /** The same with these tolerances. */
  public Lbfgs tolerances(double toleranceGrad, double toleranceChange) {
    return new Lbfgs(
        rate,
        maxIterations,
        maxEvaluations,
        toleranceGrad,
        toleranceChange,
        historySize,
        strongWolfe);
  }

  /** The same with so many changes remembered. */
  public Lbfgs historySize(int historySize) {
    return new Lbfgs(
        rate,
        maxIterations,
        maxEvaluations,
        toleranceGrad,
        toleranceChange,
        historySize,
        strongWolfe);
  }

  /** The same with or without line search. */
  public Lbfgs strongWolfe(boolean strongWolfe) {
    return new Lbfgs(
        rate,
        maxIterations,
        maxEvaluations,
        toleranceGrad,
        toleranceChange,
        historySize,
        strongWolfe);
  }

  @Override
  public Optimizer over(Map<String, Parameter> parameters) {
    return new QuasiNewton(parameters, this);
  }
}
