package org.ockham.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ockham.reference.ReferenceFile.assertClose;
import static org.ockham.reference.ReferenceFile.tensor;
import static org.ockham.reference.ReferenceFile.tensors;

import java.util.Map;
import org.ockham.nn.Layer;
import org.ockham.nn.Parameter;
import org.ockham.tensor.DType;
import org.ockham.tensor.Tensor;
import tools.jackson.databind.JsonNode;

/** Runs a layer as a case says and compares output, gradients and the state after. */
final class LayerCase {

  private LayerCase() {}

  static void check(Layer layer, JsonNode each) {
    layer.load(tensors(each.get("state")));
    layer.training(each.get("train").asBoolean());
    boolean indices = !each.has("input_grad");
    Tensor x = tensor(each.get("input"), indices ? DType.INT64 : DType.FLOAT32);
    if (!indices) {
      x.requiresGrad(true);
    }
    Tensor y = layer.apply(x);
    for (int i = 1; i < each.get("forwards").asInt(); i++) {
      y = layer.apply(x);
    }
    assertClose("output", y, tensor(each.get("output")));
    y.mul(tensor(each.get("cotangent"))).sum().backward();
    if (!indices) {
      assertClose("gradient of the input", gradient(x), tensor(each.get("input_grad")));
    }
    Map<String, Parameter> parameters = layer.parameters();
    Map<String, Tensor> gradients = tensors(each.get("param_grads"));
    assertThat(parameters.keySet()).isEqualTo(gradients.keySet());
    gradients.forEach((name, expected) ->
        assertClose("gradient of " + name, gradient(parameters.get(name).value()), expected));
    if (each.has("state_after")) {
      Map<String, Tensor> after = tensors(each.get("state_after"));
      assertThat(layer.stateDict().keySet()).isEqualTo(after.keySet());
      layer.stateDict().forEach((name, value) -> assertClose(name, value, after.get(name)));
    }
  }

  private static Tensor gradient(Tensor tensor) {
    Tensor gradient = tensor.grad();
    assertThat(gradient).isNotNull();
    return gradient;
  }
}
