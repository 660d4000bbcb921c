package org.ockham.lab.exercise;

import org.ockham.nn.Init;
import org.ockham.nn.Layer;
import org.ockham.nn.Parameter;
import org.ockham.optim.AdamW;
import org.ockham.optim.GradientOptimizer;
import org.ockham.schedule.Schedule;
import org.ockham.schedule.Scheduler;
import org.ockham.tensor.Generator;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;
import org.ockham.tensor.Threads;

/** A tensor of noise as the parameter, which is to become zero; each gradient has noise of its own, as a batch's has. */
final class NoiseTensor extends Layer {

  private static final int NUMBERS = 100;
  private static final double NOISE = 0.01;

  private final Parameter values = parameter("values", Init.normal(0, 1), NUMBERS);

  /** The mean square, and what adds the input to the gradient. */
  @Override
  protected Tensor forward(Tensor noise) {
    return values.value().square().mean().add(values.value().mul(noise).sum());
  }

  /** The mean square before each step of AdamW with this schedule. */
  static double[] losses(double rate, Schedule schedule, int steps) {
    return Threads.computing(() -> {
      NoiseTensor tensor = new NoiseTensor();
      tensor.initialize(0);
      Generator generator = RandomKey.of(0).fold("gradient").generator();
      GradientOptimizer optimizer = AdamW.rate(rate).over(tensor);
      Scheduler scheduler = schedule.over(optimizer);
      double[] losses = new double[steps];
      for (int step = 0; step < steps; step++) {
        try (Scope scope = Scope.open()) {
          losses[step] = tensor.values.value().square().mean().item();
          optimizer.zeroGrad();
          tensor.apply(Tensor.randn(generator, NUMBERS).mul(NOISE)).backward();
          optimizer.step();
          scheduler.advance();
        }
      }
      return losses;
    });
  }
}
