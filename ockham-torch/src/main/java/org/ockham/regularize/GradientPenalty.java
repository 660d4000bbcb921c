package org.ockham.regularize;

import java.util.List;
import org.ockham.check.Check;
import org.ockham.tensor.Tensor;

/**
 * R = λ · mean over samples of (‖∂f/∂x‖ − target)²: keeps the network flat in its input (target 0: Drucker, LeCun 1992, <a
 * href="https://doi.org/10.1109/72.165600">double backpropagation</a>) or of slope 1 (target 1: Gulrajani et al. 2017, <a
 * href="https://arxiv.org/abs/1704.00028">arXiv:1704.00028</a>). It is part of the loss, so a module's training step adds it:
 *
 * <pre>{@code
 * Tensor x = batch.input().requiresGrad(true);
 * Tensor output = network.apply(x);
 * Tensor loss = criterion.apply(output, batch.target());
 * return StepOutput.of(loss.add(GradientPenalty.of(10).loss(output.sum(), x)));
 * }</pre>
 *
 * @param lambda λ
 * @param target the slope wanted; default 0
 */
public record GradientPenalty(double lambda, double target) {

  public GradientPenalty {
    Check.notNegative("lambda", lambda);
    Check.notNegative("target", target);
  }

  /** Towards 0. */
  public static GradientPenalty of(double lambda) {
    return new GradientPenalty(lambda, 0);
  }

  /** The same towards this slope. */
  public GradientPenalty target(double target) {
    return new GradientPenalty(lambda, target);
  }

  /**
   * R, differentiable.
   *
   * @param f a scalar: the sum over samples of what is to be flat
   * @param x the input [n, …], which f was computed from with gradients required
   */
  public Tensor loss(Tensor f, Tensor x) {
    Tensor gradient = f.gradients(List.of(x), true).get(0).reshape(x.size(0), -1);
    Tensor squares = gradient.square().sum(1);
    // The root has no slope at 0, so it is left out where it is not needed.
    return (target == 0 ? squares : squares.add(1e-12).sqrt().sub(target).square())
        .mean()
        .mul(lambda);
  }

  /** In one line, for summaries. */
  public String describe() {
    return "gradient penalty: " + lambda + " · mean (‖∂f/∂x‖ − " + target + ")²";
  }
}
