package org.ockham.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ockham.nn.Init;
import org.ockham.nn.Layer;
import org.ockham.nn.Parameter;
import org.ockham.nn.Selection;
import org.ockham.optim.Adadelta;
import org.ockham.optim.Adafactor;
import org.ockham.optim.Adagrad;
import org.ockham.optim.Adam;
import org.ockham.optim.AdamW;
import org.ockham.optim.Adamax;
import org.ockham.optim.Asgd;
import org.ockham.optim.GradientOptimizer;
import org.ockham.optim.Lamb;
import org.ockham.optim.Lbfgs;
import org.ockham.optim.Lion;
import org.ockham.optim.Muon;
import org.ockham.optim.NAdam;
import org.ockham.optim.Optimizer;
import org.ockham.optim.OptimizerConfig;
import org.ockham.optim.RAdam;
import org.ockham.optim.RmsProp;
import org.ockham.optim.Rprop;
import org.ockham.optim.Sgd;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;
import org.ockham.tensor.Threads;

/** A step of one of the library's optimisers, with gradients that stay as they are. */
final class OckhamOptimizer implements Runnable {

  /** All of them, with PyTorch's defaults, those that have a peer in libtorch first. */
  static final Map<String, OptimizerConfig> CONFIGS = configs();

  private static final class Weights extends Layer {
    Weights(long[][] shapes) {
      for (int i = 0; i < shapes.length; i++) {
        parameter("p" + i, Init.normal(0, 0.05), shapes[i]);
      }
    }

    @Override
    protected Tensor forward(Tensor x) {
      return x;
    }
  }

  private final List<Parameter> parameters;
  private final List<Tensor> curvatures = new ArrayList<>();
  private final Optimizer optimizer;

  OckhamOptimizer(String name, OptimizerShapes size) {
    Threads.of(1).use();
    Threads.prepare();
    Layer weights = new Weights(size.shapes()).initialize(0);
    parameters = List.copyOf(weights.parameters().values());
    for (Parameter parameter : parameters) {
      long[] shape = parameter.value().shape();
      parameter
          .value()
          .grad(Tensor.randn(RandomKey.of(1).generator(), shape).mul(0.01).escape());
      curvatures.add(Tensor.rand(RandomKey.of(2).generator(), shape).add(0.1).escape());
    }
    OptimizerConfig config = CONFIGS.get(name);
    if (config == null) {
      throw new IllegalArgumentException(
          "there is no optimiser '" + name + "': choose of " + CONFIGS.keySet());
    }
    optimizer = config.over(weights);
  }

  @Override
  public void run() {
    try (Scope scope = Scope.open()) {
      if (optimizer instanceof GradientOptimizer gradientOptimizer) {
        gradientOptimizer.step();
      } else {
        optimizer.step(this::bowl);
      }
    }
  }

  /** ½Σaθ² and its gradient, which are cheap: what is measured is the optimiser. */
  private Tensor bowl() {
    try (NoGrad off = NoGrad.on()) {
      Tensor loss = Tensor.scalar(0);
      for (int i = 0; i < parameters.size(); i++) {
        Tensor theta = parameters.get(i).value();
        Tensor gradient = theta.mul(curvatures.get(i));
        parameters.get(i).value().grad(gradient);
        loss = loss.add(gradient.mul(theta).sum().mul(0.5));
      }
      return loss;
    }
  }

  private static Map<String, OptimizerConfig> configs() {
    Map<String, OptimizerConfig> configs = new LinkedHashMap<>();
    configs.put("SGD", Sgd.rate(1e-3).momentum(0.9));
    configs.put("Adam", Adam.rate(1e-3));
    configs.put("AdamW", AdamW.rate(1e-3));
    configs.put("Adagrad", Adagrad.rate(1e-2));
    configs.put("RMSprop", RmsProp.rate(1e-2));
    configs.put("LBFGS", Lbfgs.rate(1e-3).maxIterations(4).historySize(10));
    configs.put("NAdam", NAdam.rate(2e-3));
    configs.put("RAdam", RAdam.rate(1e-3));
    configs.put("Adamax", Adamax.rate(2e-3));
    configs.put("Adadelta", Adadelta.rate(1));
    configs.put("Adafactor", Adafactor.rate(1e-2));
    configs.put("Rprop", Rprop.rate(1e-2));
    configs.put("ASGD", Asgd.rate(1e-2));
    configs.put("Muon", Sgd.rate(1e-3).group(Selection.weights(), Muon.rate(1e-3)));
    configs.put("Lion", Lion.rate(1e-4));
    configs.put("LAMB", Lamb.rate(1e-3));
    return configs;
  }
}
