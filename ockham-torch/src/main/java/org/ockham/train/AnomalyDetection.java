package org.ockham.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ockham.data.Batch;
import org.ockham.nn.Layer;
import org.ockham.nn.Observation;
import org.ockham.nn.Parameter;
import org.ockham.tensor.Tensor;

/**
 * A module whose steps are watched: the layer that makes the first number which is not finite is named, in the forward pass and, by
 * one more backward pass, in that. It costs several times a step and changes no number; a step is computed in one shard.
 *
 * @param module the one that does the work
 */
record AnomalyDetection(TrainingModule module) implements ModuleWrapper {

  /** A layer's application. */
  private record Applied(Layer layer, Tensor input, Tensor output) {}

  @Override
  public StepOutput trainingStep(Batch batch, Step step) {
    String place = "at step " + (step.number() + 1) + " (epoch " + step.epoch() + ")";
    List<Applied> applied = new ArrayList<>();
    StepOutput output = watched(() -> module.trainingStep(batch, step), place, applied);
    if (output.loss().requiresGrad() && !output.isEmpty() && NotFinite.isFinite(output.loss())) {
      goBackward(output.loss(), place, applied);
    }
    return output;
  }

  @Override
  public StepOutput validationStep(Batch batch) {
    return watched(() -> module.validationStep(batch), "in validation", new ArrayList<>());
  }

  private StepOutput watched(Supplier<StepOutput> step, String place, List<Applied> applied) {
    List<Observation> watches = network().layers().values().stream()
        .map(layer -> layer.observe((of, input, output) -> {
          if (!NotFinite.isFinite(output)) {
            throw new TrainingException(place + " the first values that are not finite come out of "
                + name(of) + (NotFinite.isFinite(input) ? "" : ", and went into it already"));
          }
          applied.add(new Applied(of, retained(input), retained(output)));
        }))
        .toList();
    try {
      return step.get();
    } finally {
      watches.forEach(Observation::close);
    }
  }

  private static Tensor retained(Tensor tensor) {
    return tensor.requiresGrad() ? tensor.retainGrad() : tensor;
  }

  /** Looks through the gradients from the loss to the input; those that parameters had are there again afterwards. */
  private void goBackward(Tensor loss, String place, List<Applied> applied) {
    Map<Parameter, @Nullable Tensor> before = new LinkedHashMap<>();
    for (Parameter parameter : network().parameters().values()) {
      Tensor gradient = parameter.grad();
      before.put(parameter, gradient == null ? null : gradient.copy());
      parameter.clearGrad();
    }
    loss.backward(null, true, false);
    try {
      for (int i = applied.size() - 1; i >= 0; i--) {
        refuse(applied.get(i), applied.subList(0, i), place);
      }
    } finally {
      before.forEach((parameter, gradient) -> {
        parameter.clearGrad();
        if (gradient != null) {
          parameter.value().grad(gradient);
        }
      });
    }
  }

  private static void refuse(Applied one, List<Applied> earlier, String place) {
    if (!isFinite(one.output().grad())) {
      throw new TrainingException(place + " the first gradient that is not finite comes back to the"
          + " output of " + name(one.layer()) + ", from what is computed of it");
    }
    boolean isMadeWithin = earlier.stream()
        .anyMatch(inner -> isWithin(inner.layer(), one.layer())
            && (!isFinite(inner.output().grad()) || isBelow(inner)));
    if (isBelow(one) && !isMadeWithin) {
      throw new TrainingException(
          place + " the first gradient that is not finite is made by " + name(one.layer()));
    }
  }

  /** Whether a gradient of its input or of its parameters is not finite. */
  private static boolean isBelow(Applied one) {
    return Stream.concat(
            Stream.of(one.input()),
            one.layer().parameters().values().stream().map(Parameter::value))
        .anyMatch(tensor -> !isFinite(tensor.grad()));
  }

  private static boolean isWithin(Layer inner, Layer outer) {
    return inner != outer && outer.layers().containsValue(inner);
  }

  private static boolean isFinite(@Nullable Tensor gradient) {
    return gradient == null || NotFinite.isFinite(gradient);
  }

  private static String name(Layer layer) {
    return layer.path().isEmpty() ? layer.describe() : layer.path() + " = " + layer.describe();
  }
}
