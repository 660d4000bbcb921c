package org.ockham.lab.exercise;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ockham.lab.picture.Grid;
import org.ockham.lab.picture.PlanePanel;
import org.ockham.lab.picture.Trace;
import org.ockham.nn.Init;
import org.ockham.nn.Layer;
import org.ockham.nn.Parameter;
import org.ockham.optim.GradientOptimizer;
import org.ockham.optim.Sgd;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;
import org.ockham.tensor.Threads;

/**
 * An optimiser's way down f(x) = ½(x₁² + κx₂²): a valley that is κ times as steep across as along, the more so the harder for gradient
 * descent.
 *
 * @param x1 where it was, step after step, the start first
 * @param x2 likewise
 */
record Valley(List<Double> x1, List<Double> x2) {

  static final double KAPPA = 50;

  private static final float[] START = {-9, 1.2f};
  private static final int SIDE = 161;

  /** The place is the parameter, and what it is applied to is how steep the valley is each way. */
  private static final class Place extends Layer {
    private final Parameter x = parameter("x", Init.zeros(), 2);

    @Override
    protected Tensor forward(Tensor steepness) {
      return x.value().square().mul(steepness).sum().mul(0.5);
    }
  }

  /** Walks so many steps. */
  static Valley walked(Sgd config, int steps) {
    return Threads.computing(() -> {
      Place place = new Place();
      try (Scope scope = Scope.open()) {
        place.load(Map.of("x", Tensor.of(START)));
        Tensor steepness = Tensor.of(1, (float) KAPPA);
        GradientOptimizer optimizer = config.over(place);
        List<Double> x1 = new ArrayList<>();
        List<Double> x2 = new ArrayList<>();
        for (int step = 0; ; step++) {
          float[] at = place.x.value().toFloats();
          x1.add((double) at[0]);
          x2.add((double) at[1]);
          if (step == steps) {
            return new Valley(x1, x2);
          }
          try (Scope each = Scope.open()) {
            optimizer.zeroGrad();
            place.apply(steepness).backward();
            optimizer.step();
          }
        }
      }
    });
  }

  /** How far from the minimum it was at a step. */
  double distance(int step) {
    return Math.hypot(x1.get(step), x2.get(step));
  }

  /** All distances. */
  double[] distances() {
    double[] distances = new double[x1.size()];
    for (int step = 0; step < distances.length; step++) {
      distances[step] = distance(step);
    }
    return distances;
  }

  /** By what the distance shrinks a step, in the mean between two steps. */
  double factor(int from, int to) {
    return Math.pow(distance(to) / distance(from), 1.0 / (to - from));
  }

  /** The first steps, over lines of equal height. */
  PlanePanel panel(String title, int steps) {
    Grid grid = Grid.of(-10, 3, -3.5, 3.5, SIDE, (x, y) -> 0.5 * (x * x + KAPPA * y * y));
    return PlanePanel.contours(title + ": the first " + steps + " steps", grid)
        .path(new Trace(title, x1.subList(0, steps + 1), x2.subList(0, steps + 1)));
  }
}
