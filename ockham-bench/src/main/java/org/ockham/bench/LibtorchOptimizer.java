package org.ockham.bench;

import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.Adagrad;
import org.bytedeco.pytorch.AdagradOptions;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.LBFGS;
import org.bytedeco.pytorch.LBFGSOptions;
import org.bytedeco.pytorch.LossClosure;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.RMSprop;
import org.bytedeco.pytorch.RMSpropOptions;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** A step of one of libtorch's own C++ optimisers, with gradients that stay as they are. */
final class LibtorchOptimizer implements Runnable {

  /** Those it has. */
  static final Set<String> NAMES = Set.of("SGD", "Adam", "AdamW", "Adagrad", "RMSprop", "LBFGS");

  private final Tensor[] parameters;
  private final Tensor[] curvatures;
  private final Optimizer optimizer;
  private final boolean evaluates;
  private final LossClosure closure = new LossClosure() {
    @Override
    public Tensor call() {
      return bowl();
    }
  };

  LibtorchOptimizer(String name, OptimizerShapes size) {
    openblas.blas_set_num_threads(1);
    torch.set_num_threads(1);
    Context.setFlushDenormal(true);
    long[][] shapes = size.shapes();
    parameters = new Tensor[shapes.length];
    curvatures = new Tensor[shapes.length];
    for (int i = 0; i < shapes.length; i++) {
      parameters[i] = torch.randn(shapes[i]).mul_(new Scalar(0.05));
      parameters[i].set_requires_grad(true);
      parameters[i].mutable_grad().put(torch.randn(shapes[i]).mul_(new Scalar(0.01)));
      curvatures[i] = torch.rand(shapes[i]).add_(new Scalar(0.1));
    }
    evaluates = name.equals("LBFGS");
    TensorVector all = new TensorVector(parameters);
    optimizer = switch (name) {
      case "SGD" -> {
        SGDOptions options = new SGDOptions(1e-3);
        options.momentum().put(0.9);
        yield new SGD(all, options);
      }
      case "Adam" -> new Adam(all, new AdamOptions(1e-3));
      case "AdamW" -> new AdamW(all, new AdamWOptions(1e-3));
      case "Adagrad" -> new Adagrad(all, new AdagradOptions(1e-2));
      case "RMSprop" -> new RMSprop(all, new RMSpropOptions(1e-2));
      case "LBFGS" -> {
        LBFGSOptions options = new LBFGSOptions(1e-3);
        options.max_iter().put(4);
        options.max_eval().put(5);
        options.history_size().put(10);
        yield new LBFGS(all, options);
      }
      default -> throw new IllegalArgumentException("libtorch has no optimiser " + name);
    };
  }

  @Override
  public void run() {
    try (PointerScope scope = new PointerScope()) {
      if (evaluates) {
        optimizer.step(closure);
      } else {
        optimizer.step();
      }
    }
  }

  private Tensor bowl() {
    try (NoGradGuard off = new NoGradGuard()) {
      Tensor loss = torch.scalar_tensor(new Scalar(0.0));
      for (int i = 0; i < parameters.length; i++) {
        Tensor gradient = parameters[i].mul(curvatures[i]);
        parameters[i].mutable_grad().put(gradient);
        loss = loss.add(gradient.mul(parameters[i]).sum().mul(new Scalar(0.5)));
      }
      return loss;
    }
  }
}
