package org.ockham.bench;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** A training step of 784-256-256-10 on a batch of 64 with fused Adam, straight on libtorch: nothing but the calls it takes. */
final class BareStep implements Runnable {

  private static final long[][] SHAPES = {{256, 784}, {256}, {256, 256}, {256}, {10, 256}, {10}};

  private final Tensor[] parameters = new Tensor[SHAPES.length];
  private final Tensor[] steps = new Tensor[SHAPES.length];
  private final IValue parameterList;
  private final IValue means;
  private final IValue squares;
  private final IValue stepList;
  private final IValue none = list();
  private final OperatorHandle adam =
      Dispatcher.realSingleton().findSchemaOrThrow("aten::_fused_adam_", "");
  private final Tensor x;
  private final Tensor y;

  BareStep() {
    openblas.blas_set_num_threads(1);
    torch.set_num_threads(1);
    Context.setFlushDenormal(true);
    Tensor[] m = new Tensor[SHAPES.length];
    Tensor[] v = new Tensor[SHAPES.length];
    for (int i = 0; i < SHAPES.length; i++) {
      parameters[i] = torch.randn(SHAPES[i]).mul_(new Scalar(0.03));
      parameters[i].set_requires_grad(true);
      m[i] = torch.zeros(SHAPES[i]);
      v[i] = torch.zeros(SHAPES[i]);
      steps[i] = torch.zeros(new long[0]);
    }
    parameterList = list(parameters);
    means = list(m);
    squares = list(v);
    stepList = list(steps);
    x = torch.rand(64, 784);
    y = torch.randint(0, 10, new long[] {64}).to(ScalarType.Long);
  }

  @Override
  public void run() {
    try (PointerScope scope = new PointerScope()) {
      for (Tensor parameter : parameters) {
        parameter.mutable_grad().reset();
      }
      Tensor h = torch.relu(torch.linear(x, parameters[0], new TensorOptional(parameters[1])));
      h = torch.relu(torch.linear(h, parameters[2], new TensorOptional(parameters[3])));
      h = torch.linear(h, parameters[4], new TensorOptional(parameters[5]));
      Tensor loss = torch.cross_entropy_loss(h, y);
      loss.backward();
      Tensor[] gradients = new Tensor[parameters.length];
      for (int i = 0; i < gradients.length; i++) {
        gradients[i] = parameters[i].grad();
        steps[i].add_(new Scalar(1.0));
      }
      adam.callBoxed(new IValueVector(
          parameterList,
          list(gradients),
          means,
          squares,
          none,
          stepList,
          new IValue(1e-3),
          new IValue(0.9),
          new IValue(0.999),
          new IValue(0.0),
          new IValue(1e-8),
          new IValue(false),
          new IValue(false),
          new IValue(),
          new IValue()));
      loss.item_float();
    }
  }

  private static IValue list(Tensor... tensors) {
    GenericList list = new GenericList(new Type.TypePtr(TensorType.get()));
    for (Tensor tensor : tensors) {
      list.push_back(new IValue(tensor));
    }
    return new IValue(list);
  }
}
