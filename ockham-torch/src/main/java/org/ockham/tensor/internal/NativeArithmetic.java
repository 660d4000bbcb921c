package org.ockham.tensor.internal;

import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongArrayRefOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The engine's own, on bare tensors: {@link Handle} may not be used before the engine is known to be right. */
final class NativeArithmetic implements Arithmetic {

  @Override
  public double[] product(Product shape, double[] left, double[] right) {
    try (PointerScope scope = new PointerScope()) {
      Tensor a = shape.leftTransposed()
          ? tensor(shape.precision(), left, shape.inner(), shape.rows()).t()
          : tensor(shape.precision(), left, shape.rows(), shape.inner());
      Tensor b = shape.rightTransposed()
          ? tensor(shape.precision(), right, shape.columns(), shape.inner()).t()
          : tensor(shape.precision(), right, shape.inner(), shape.columns());
      return values(a.matmul(b));
    }
  }

  @Override
  public Convolved convolution(Convolution shape, double[] x, double[] weight, double[] gradient) {
    long[] stride = {shape.stride(), shape.stride()};
    long[] padding = {shape.padding(), shape.padding()};
    long[] none = {0, 0};
    long[] dilation = {1, 1};
    try (PointerScope scope = new PointerScope()) {
      Tensor input = images(shape, x, shape.batch(), shape.in(), shape.height(), shape.width());
      Tensor kernels = images(
          shape, weight, shape.out(), shape.in() / shape.groups(), shape.kernel(), shape.kernel());
      Tensor outputGradient =
          images(shape, gradient, shape.batch(), shape.out(), shape.outHeight(), shape.outWidth());
      Tensor output = torch.conv2d(
          input, kernels, new TensorOptional(), stride, padding, dilation, shape.groups());
      T_TensorTensorTensor_T gradients = torch.convolution_backward(
          outputGradient,
          input,
          kernels,
          new LongArrayRefOptional(),
          stride,
          padding,
          dilation,
          false,
          none,
          shape.groups(),
          new BoolPointer(3).put(0, true).put(1, true).put(2, false));
      return new Convolved(values(output), values(gradients.get0()), values(gradients.get1()));
    }
  }

  @Override
  public double[] reduction(
      Reduction what, Precision precision, int rows, int columns, double[] x) {
    try (PointerScope scope = new PointerScope()) {
      Tensor matrix = tensor(precision, x, rows, columns);
      TensorOptional absent = new TensorOptional();
      return values(
          switch (what) {
            case SUM -> matrix.sum(1);
            case MEAN -> matrix.mean(1);
            case MAXIMUM -> matrix.amax(new long[] {1}, false);
            case SOFTMAX -> matrix.softmax(1);
            case LAYER_NORM ->
              torch.layer_norm(matrix, new long[] {columns}, absent, absent, EPS, false);
            case BATCH_NORM ->
              torch.batch_norm(matrix, absent, absent, absent, absent, true, 0, EPS, false);
          });
    }
  }

  private static Tensor tensor(Precision precision, double[] values, long... shape) {
    return Tensor.create(values, shape)
        .to(precision == Precision.FLOAT32 ? ScalarType.Float : ScalarType.Double);
  }

  private static Tensor images(Convolution how, double[] values, long... shape) {
    Tensor tensor = tensor(how.precision(), values, shape);
    // Not contiguous(): it leaves single channels alone, by which libtorch does not see the order.
    return how.channelsLast()
        ? torch
            .empty_like(
                tensor, new TensorOptions(), new MemoryFormatOptional(MemoryFormat.ChannelsLast))
            .copy_(tensor)
        : tensor;
  }

  private static double[] values(Tensor tensor) {
    double[] values = new double[(int) tensor.numel()];
    tensor.to(ScalarType.Double).contiguous().data_ptr_double().get(values);
    return values;
  }
}
