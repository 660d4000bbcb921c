package org.ockham.optim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ockham.nn.Init;
import org.ockham.nn.Layer;
import org.ockham.nn.Parameter;
import org.ockham.tensor.Tensor;

/** Parameters of given values, called p0, p1 …, and nothing else. */
final class Vectors extends Layer {

  private Vectors(List<Tensor> values) {
    Map<String, Tensor> state = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      parameter("p" + i, Init.zeros(), values.get(i).shape());
      state.put("p" + i, values.get(i));
    }
    load(state);
  }

  static Vectors of(Tensor... values) {
    return new Vectors(List.of(values));
  }

  static Vectors of(List<Tensor> values) {
    return new Vectors(values);
  }

  Parameter get(int i) {
    return parameters().get("p" + i);
  }

  Tensor value(int i) {
    return get(i).value().detach();
  }

  void gradient(int i, Tensor gradient) {
    get(i).value().grad(gradient);
  }

  void zeroGradients() {
    parameters().values().forEach(Parameter::clearGrad);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return x;
  }
}
