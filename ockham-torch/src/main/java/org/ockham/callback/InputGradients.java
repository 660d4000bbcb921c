package org.ockham.callback;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.ockham.board.Histogram;
import org.ockham.data.Batch;
import org.ockham.file.Log;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.nn.Observation;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;
import org.ockham.train.Fit;
import org.slf4j.Logger;

/** The gradient of the loss at the input of each linear layer, of a step that is under way. */
final class InputGradients {

  private static final Logger LOG = Log.of(InputGradients.class);

  private InputGradients() {}

  /** A histogram of each by its path; none if they cannot be told. A layer that is applied several times has them all in one. */
  static Map<String, Histogram> of(Fit fit) {
    Map<String, List<Tensor>> inputs = new LinkedHashMap<>();
    Map<String, List<float[]>> gradients = new LinkedHashMap<>();
    List<Observation> observers = new ArrayList<>();
    fit.module().network().layers().forEach((path, layer) -> {
      if (layer instanceof Linear) {
        observers.add(observe(layer, inputs.computeIfAbsent(path, key -> new ArrayList<>())));
      }
    });
    try (Scope scope = Scope.open()) {
      fit.repeat(InputGradients::differentiable, output -> {
        collect(
            output.loss(),
            inputs,
            (path, values) ->
                gradients.computeIfAbsent(path, key -> new ArrayList<>()).add(values));
        inputs.values().forEach(List::clear);
      });
    } catch (EngineException e) {
      LOG.warn("the gradients at the inputs of linear layers cannot be told: {}", e.getMessage());
      return Map.of();
    } finally {
      observers.forEach(Observation::close);
    }
    Map<String, Histogram> histograms = new LinkedHashMap<>();
    gradients.forEach((path, values) -> histograms.put(path, Histogram.of(values)));
    return histograms;
  }

  private static Observation observe(Layer layer, List<Tensor> inputs) {
    return layer.observe((applied, input, output) -> {
      if (input.requiresGrad()) {
        inputs.add(input);
      }
    });
  }

  private static Batch differentiable(Batch batch) {
    Tensor input = batch.input();
    return input.dtype().isFloating()
        ? new Batch(input.detach().requiresGrad(true), batch.target(), batch.size())
        : batch;
  }

  private static void collect(
      Tensor loss, Map<String, List<Tensor>> inputs, BiConsumer<String, float[]> use) {
    List<String> paths = new ArrayList<>();
    List<Tensor> all = new ArrayList<>();
    inputs.forEach((path, tensors) -> tensors.forEach(tensor -> {
      paths.add(path);
      all.add(tensor);
    }));
    if (all.isEmpty()) {
      return;
    }
    List<Tensor> gradients = loss.gradients(all, false);
    for (int i = 0; i < all.size(); i++) {
      use.accept(paths.get(i), gradients.get(i).toFloats());
    }
  }
}
