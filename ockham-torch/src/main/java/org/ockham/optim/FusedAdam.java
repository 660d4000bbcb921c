package org.ockham.optim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.ockham.nn.Parameter;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Operator.Tensors;
import org.ockham.tensor.Tensor;

/** Adam and AdamW in one pass of the engine over all parameters. */
final class FusedAdam extends Optimizer {

  private final Operator kernel;
  private final double beta2;
  private final double eps;
  private final double weightDecay;
  private final boolean amsgrad;
  private final List<Tensor> means;
  private final List<Tensor> squares;
  private final List<Tensor> largestSquares;
  private final StepCounts counts;
  private final List<Tensor> steps;
  private final FusedLists lists;

  FusedAdam(
      String kernel,
      Map<String, Parameter> parameters,
      double rate,
      double beta1,
      double beta2,
      double eps,
      double weightDecay,
      boolean amsgrad) {
    super(parameters, rate, OptionalDouble.of(beta1));
    this.kernel = Operator.named(kernel);
    this.beta2 = beta2;
    this.eps = eps;
    this.weightDecay = weightDecay;
    this.amsgrad = amsgrad;
    means = zerosLikeParameters();
    squares = zerosLikeParameters();
    largestSquares = amsgrad ? zerosLikeParameters() : List.of();
    counts = new StepCounts(parameters.values());
    steps = counts.each();
    lists = new FusedLists(parameters.values(), List.of(means, squares, largestSquares, steps));
  }

  @Override
  protected void update() {
    FusedLists.Step step = lists.step();
    if (step.isEmpty()) {
      return;
    }
    Tensors now = step.remembered().get(3);
    counts.count(step.isAll(), now);
    kernel.call(
        step.parameters(),
        step.gradients(),
        step.remembered().get(0),
        step.remembered().get(1),
        step.remembered().get(2),
        now,
        rate(),
        momentum().getAsDouble(),
        beta2,
        weightDecay,
        eps,
        amsgrad,
        false,
        null,
        null);
  }

  @Override
  protected Map<String, Tensor> memory() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    int i = 0;
    for (String name : parameters().keySet()) {
      state.put(name + ".step", steps.get(i));
      state.put(name + ".exp_avg", means.get(i));
      state.put(name + ".exp_avg_sq", squares.get(i));
      if (amsgrad) {
        state.put(name + ".max_exp_avg_sq", largestSquares.get(i));
      }
      i++;
    }
    return state;
  }
}
