package org.ockham.optim;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.ockham.nn.Parameter;
import org.ockham.optim.CurvatureHistory.Change;
import org.ockham.optim.StrongWolfe.Point;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/** {@link Lbfgs} at work. */
final class QuasiNewton extends Optimizer {

  private static final Operator ENDS = Operator.named("aten::aminmax");

  private final Lbfgs config;
  private final FlatParameters theta;
  private final CurvatureHistory history;
  private final Tensor direction;
  private final Tensor gradient;
  /** Where the gradient is computed in; vectors are made once, because new memory for each costs as much as the arithmetic. */
  private final Tensor now;

  private double length;
  private long iterations;

  QuasiNewton(Map<String, Parameter> parameters, Lbfgs config) {
    super(parameters, config.rate());
    this.config = config;
    theta = new FlatParameters(parameters.values());
    history = new CurvatureHistory(config.historySize());
    direction = theta.zeros();
    gradient = theta.zeros();
    now = theta.zeros();
  }

  @Override
  public boolean needsClosure() {
    return true;
  }

  @Override
  public double step(Supplier<Tensor> closure) {
    double first = closure.get().item();
    try (Scope scope = Scope.open()) {
      theta.gradients(now);
      if (largest(now) > config.toleranceGrad()) {
        iterate(closure, first);
      }
    }
    return first;
  }

  private void iterate(Supplier<Tensor> closure, double first) {
    Tensor g = now;
    double loss = first;
    int evaluations = 1;
    for (int i = 1; i <= config.maxIterations(); i++) {
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
        if (slope > -config.toleranceChange()) {
          return;
        }
        if (config.strongWolfe()) {
          Tensor origin = theta.values();
          StrongWolfe search = new StrongWolfe(
              t -> evaluate(closure, origin, t),
              new Point(0, loss, g, slope),
              largest(direction),
              config.toleranceChange(),
              config.maxEvaluations() - evaluations);
          Point found = search.search(length);
          theta.set(origin);
          theta.add(direction, found.t());
          length = found.t();
          loss = found.loss();
          g.copy_(found.gradient());
          evaluations += search.evaluations();
        } else {
          theta.add(direction, length);
          if (i < config.maxIterations()) {
            loss = closure.get().item();
            theta.gradients(g);
            evaluations++;
          }
        }
        if (evaluations >= config.maxEvaluations()
            || largest(g) <= config.toleranceGrad()
            || largest(direction) * Math.abs(length) <= config.toleranceChange()
            || Math.abs(loss - before) < config.toleranceChange()) {
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
  protected void update() {
    throw new IllegalStateException("LBFGS steps with a closure");
  }

  @Override
  protected Map<String, Tensor> memory() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put("lbfgs.d", direction);
    state.put("lbfgs.prev_flat_grad", gradient);
    state.put(
        "lbfgs.numbers", Tensor.ofDoubles(new double[] {length, history.scale(), iterations}, 3));
    List<Change> changes = history.changes();
    state.put(
        "lbfgs.ro",
        Tensor.ofDoubles(changes.stream().mapToDouble(Change::inverse).toArray(), changes.size()));
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
    long changes = inverses == null ? 0 : Math.min(inverses.numel(), config.historySize());
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
          requireNonNull(saved.get("lbfgs.old_stps." + i)),
          requireNonNull(saved.get("lbfgs.old_dirs." + i)),
          inverses[i]));
    }
    history.restore(changes, numbers[1]);
  }
}
