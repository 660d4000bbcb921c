package org.ockham.optim;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.ockham.check.Check;
import org.ockham.check.Copy;
import org.ockham.nn.Parameter;
import org.ockham.optim.CurvatureHistory.Change;
import org.ockham.optim.StrongWolfe.Point;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

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
    int maxEvaluations = Math.max(1, maxIterations * 5 / 4);
    return Copy.of(this, Map.of("maxIterations", maxIterations, "maxEvaluations", maxEvaluations));
  }

  /** The same with so many evaluations a step. */
  public Lbfgs maxEvaluations(int maxEvaluations) {
    return Copy.of(this, "maxEvaluations", maxEvaluations);
  }

  /** The same with these tolerances. */
  public Lbfgs tolerances(double toleranceGrad, double toleranceChange) {
    return Copy.of(
        this, Map.of("toleranceGrad", toleranceGrad, "toleranceChange", toleranceChange));
  }

  /** The same with so many changes remembered. */
  public Lbfgs historySize(int historySize) {
    return Copy.of(this, "historySize", historySize);
  }

  /** The same with or without line search. */
  public Lbfgs strongWolfe(boolean strongWolfe) {
    return Copy.of(this, "strongWolfe", strongWolfe);
  }

  @Override
  public Optimizer over(Map<String, Parameter> parameters) {
    return new Steps(parameters);
  }

  private final class Steps extends Optimizer {

    private static final Operator ENDS = Operator.named("aten::aminmax");

    private final List<ParameterGroup> groups;
    private final FlatParameters theta;
    private final CurvatureHistory history;
    private final Tensor direction;
    private final Tensor gradient;
    /** Where the gradient is computed in; vectors are made once, because new memory for each costs as much as the arithmetic. */
    private final Tensor now;

    private double length;
    private long iterations;

    Steps(Map<String, Parameter> parameters) {
      groups = List.of(new ParameterGroup(parameters, rate));
      theta = new FlatParameters(parameters.values());
      history = new CurvatureHistory(historySize);
      direction = theta.zeros();
      gradient = theta.zeros();
      now = theta.zeros();
    }

    @Override
    public double step(Supplier<Tensor> closure) {
      double first = closure.get().item();
      try (Scope scope = Scope.open()) {
        theta.gradients(now);
        if (largest(now) > toleranceGrad) {
          iterate(closure, first);
        }
      }
      return first;
    }

    @Override
    public List<ParameterGroup> groups() {
      return groups;
    }

    @Override
    public void addGroup(OptimizerConfig group, Map<String, Parameter> parameters) {
      throw new IllegalArgumentException(EVALUATES_THE_LOSS);
    }

    private void iterate(Supplier<Tensor> closure, double first) {
      Tensor g = now;
      double loss = first;
      int evaluations = 1;
      for (int i = 1; i <= maxIterations; i++) {
        try (Scope scope = Scope.open()) {
          boolean fresh = ++iterations == 1;
          if (fresh) {
            direction.copy_(g.neg());
          } else {
            history.add(direction, length, g, gradient);
            history.direction(g, direction);
          }
          gradient.copy_(g);
          double before = loss;
          length = fresh ? Math.min(1, 1 / g.abs().sum().item()) * rate() : rate();
          double slope = g.dot(direction).item();
          if (slope > -toleranceChange) {
            return;
          }
          if (strongWolfe) {
            Tensor origin = theta.values();
            StrongWolfe search = new StrongWolfe(
                t -> evaluate(closure, origin, t),
                new Point(0, loss, g, slope),
                largest(direction),
                toleranceChange,
                maxEvaluations - evaluations);
            Point found = search.search(length);
            theta.set(origin);
            theta.add(direction, found.t());
            length = found.t();
            loss = found.loss();
            g.copy_(found.gradient());
            evaluations += search.evaluations();
          } else {
            theta.add(direction, length);
            if (i < maxIterations) {
              loss = closure.get().item();
              theta.gradients(g);
              evaluations++;
            }
          }
          if (evaluations >= maxEvaluations
              || largest(g) <= toleranceGrad
              || largest(direction) * Math.abs(length) <= toleranceChange
              || Math.abs(loss - before) < toleranceChange) {
            return;
          }
        }
      }
    }

    /** The loss and its gradient at θ = origin + t · direction. */
    private Point evaluate(Supplier<Tensor> closure, Tensor origin, double t) {
      theta.set(origin);
      theta.add(direction, t);
      double loss;
      try (Scope scope = Scope.open()) {
        loss = closure.get().item();
      }
      Tensor g = theta.gradients();
      return new Point(t, loss, g, g.dot(direction).item());
    }

    private static double largest(Tensor x) {
      List<Tensor> ends = ENDS.call(x, null, false);
      return Math.max(-ends.get(0).item(), ends.get(1).item());
    }

    @Override
    protected Map<String, Tensor> slots() {
      Map<String, Tensor> state = new LinkedHashMap<>();
      state.put("lbfgs.d", direction);
      state.put("lbfgs.prev_flat_grad", gradient);
      state.put(
          "lbfgs.numbers", Tensor.ofDoubles(new double[] {length, history.scale(), iterations}, 3));
      List<Change> changes = history.changes();
      state.put(
          "lbfgs.ro",
          Tensor.ofDoubles(
              changes.stream().mapToDouble(Change::inverse).toArray(), changes.size()));
      for (int i = 0; i < changes.size(); i++) {
        state.put("lbfgs.old_stps." + i, changes.get(i).s());
        state.put("lbfgs.old_dirs." + i, changes.get(i).y());
      }
      return state;
    }

    /** There are as many changes as were saved, up to as many as it keeps. */
    @Override
    Map<String, long[]> shapes(Map<String, Tensor> saved) {
      Tensor inverses = saved.get("lbfgs.ro");
      long changes = inverses == null ? 0 : Math.min(inverses.numel(), historySize);
      Map<String, long[]> shapes = new LinkedHashMap<>();
      shapes.put("lbfgs.d", direction.shape());
      shapes.put("lbfgs.prev_flat_grad", gradient.shape());
      shapes.put("lbfgs.numbers", new long[] {3});
      shapes.put("lbfgs.ro", new long[] {changes});
      for (long i = 0; i < changes; i++) {
        shapes.put("lbfgs.old_stps." + i, direction.shape());
        shapes.put("lbfgs.old_dirs." + i, direction.shape());
      }
      return shapes;
    }

    @Override
    protected void take(Map<String, Tensor> saved) {
      direction.copy_(requireNonNull(saved.get("lbfgs.d")));
      gradient.copy_(requireNonNull(saved.get("lbfgs.prev_flat_grad")));
      double[] numbers = requireNonNull(saved.get("lbfgs.numbers")).toDoubles();
      length = numbers[0];
      iterations = (long) numbers[2];
      double[] inverses = requireNonNull(saved.get("lbfgs.ro")).toDoubles();
      List<Change> changes = new ArrayList<>();
      for (int i = 0; i < inverses.length; i++) {
        changes.add(new Change(
            requireNonNull(saved.get("lbfgs.old_stps." + i)).to(direction.device()),
            requireNonNull(saved.get("lbfgs.old_dirs." + i)).to(direction.device()),
            inverses[i]));
      }
      history.restore(changes, numbers[1]);
    }
  }
}
