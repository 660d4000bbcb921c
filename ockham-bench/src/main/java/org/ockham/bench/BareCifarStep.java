package org.ockham.bench;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** {@link CifarStep}'s step straight on libtorch, in the usual order or in channels-last: nothing but the calls it takes. */
final class BareCifarStep implements Runnable {

  private static final long[][] SHAPES = {
    {16, 3, 5, 5}, {16}, {32, 16, 5, 5}, {32}, {120, 800}, {120}, {84, 120}, {84}, {10, 84}, {10}
  };
  private static final long[] ONE = {1, 1};
  private static final long[] NONE = {0, 0};
  private static final long[] TWO = {2, 2};

  private final Tensor[] parameters = new Tensor[SHAPES.length];
  private final IValue parameterList;
  private final IValue momenta;
  private final OperatorHandle sgd =
      Dispatcher.realSingleton().findSchemaOrThrow("aten::_fused_sgd_", "");
  private final Tensor x;
  private final Tensor y;

  BareCifarStep(MemoryFormat format) {
    Tensor[] moments = new Tensor[SHAPES.length];
    for (int i = 0; i < SHAPES.length; i++) {
      parameters[i] = empty(format, SHAPES[i]).normal_().mul_(new Scalar(0.03));
      parameters[i].set_requires_grad(true);
      moments[i] = empty(format, SHAPES[i]).zero_();
    }
    parameterList = list(parameters);
    momenta = list(moments);
    x = empty(format, 128, 3, 32, 32).uniform_();
    y = torch.randint(0, 10, new long[] {128}).to(ScalarType.Long);
  }

  private static Tensor empty(MemoryFormat format, long... shape) {
    return torch.empty(
        shape,
        new TensorOptions(ScalarType.Float),
        new MemoryFormatOptional(shape.length == 4 ? format : MemoryFormat.Contiguous));
  }

  @Override
  public void run() {
    try (PointerScope scope = new PointerScope()) {
      for (Tensor parameter : parameters) {
        parameter.mutable_grad().reset();
      }
      Tensor h = pool(convolve(pool(convolve(x, 0)), 2)).flatten(1, -1);
      h = linear(torch.relu(linear(torch.relu(linear(h, 4)), 6)), 8);
      Tensor loss = torch.cross_entropy_loss(h, y);
      loss.backward();
      Tensor[] gradients = new Tensor[parameters.length];
      for (int i = 0; i < gradients.length; i++) {
        gradients[i] = parameters[i].grad();
      }
      sgd.callBoxed(new IValueVector(
          parameterList,
          list(gradients),
          momenta,
          new IValue(0.0),
          new IValue(0.9),
          new IValue(0.01),
          new IValue(0.0),
          new IValue(false),
          new IValue(false),
          new IValue(false),
          new IValue(),
          new IValue()));
      loss.item_float();
    }
  }

  private Tensor convolve(Tensor input, int i) {
    return torch.relu(torch.conv2d(
        input, parameters[i], new TensorOptional(parameters[i + 1]), ONE, NONE, ONE, 1));
  }

  private static Tensor pool(Tensor input) {
    return torch.max_pool2d(input, TWO, TWO, NONE, ONE, false);
  }

  private Tensor linear(Tensor input, int i) {
    return torch.linear(input, parameters[i], new TensorOptional(parameters[i + 1]));
  }

  private static IValue list(Tensor... tensors) {
    GenericList list = new GenericList(new Type.TypePtr(TensorType.get()));
    for (Tensor tensor : tensors) {
      list.push_back(new IValue(tensor));
    }
    return new IValue(list);
  }
}
