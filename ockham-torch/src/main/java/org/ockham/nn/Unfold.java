package org.ockham.nn;

import java.util.Map;
import org.ockham.onnx.Graph;
import org.ockham.onnx.Value;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * The windows that a convolution would see, each a column: [n, channels, height, width] → [n, channels · elements of the kernel,
 * windows], the first dimension optional. See {@link Patches} for the defaults.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Unfold.html">torch.nn.Unfold</a>
 */
public final class Unfold extends Patches {

  private static final Operator OPERATOR = Operator.named("aten::im2col");

  /** All arguments but this one at their defaults. */
  public Unfold(long kernel) {
    this(of(kernel));
  }

  private Unfold(Builder<Unfold> builder) {
    super(builder, OPERATOR);
  }

  /** The window's size, one for both dimensions or one for each; to be given further arguments. */
  public static Builder<Unfold> of(long... kernel) {
    return new Builder<>(kernel, Unfold::new);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return operator.call(x, kernel, dilation, padding, stride).get(0);
  }

  @Override
  protected Value forward(Value x) {
    boolean single = x.dim() == 3;
    Value batch = single ? x.unsqueeze(0) : x;
    Graph graph = x.graph();
    // A convolution that copies each place of its window into a channel of its own.
    long places = kernel[0] * kernel[1];
    long channels = batch.knownSize(1);
    Tensor copies = Tensor.eye(places)
        .reshape(1, places, 1, kernel[0], kernel[1])
        .expand(channels, places, 1, kernel[0], kernel[1])
        .reshape(channels * places, 1, kernel[0], kernel[1]);
    Map<String, ?> attributes = Map.of(
        "strides", stride,
        "pads", Sizes.twice(padding),
        "dilations", dilation,
        "group", channels);
    Value windows = batch.op("Conv", attributes, graph.constant(copies));
    Value y = windows.shaped(batch.size(0), channels * places, 1, Graph.FREE).flatten(2);
    return single ? y.squeeze(0) : y;
  }
}
