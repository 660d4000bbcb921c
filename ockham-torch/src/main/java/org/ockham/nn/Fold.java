package org.ockham.nn;

import java.util.Map;
import org.ockham.onnx.Graph;
import org.ockham.onnx.OnnxException;
import org.ockham.onnx.Value;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * Puts windows back where {@link Unfold} took them from and adds where they overlap: [n, channels · elements of the kernel,
 * windows] → [n, channels, height, width], the first dimension optional. See {@link Patches} for the defaults.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Fold.html">torch.nn.Fold</a>
 */
public final class Fold extends Patches {

  private static final Operator OPERATOR = Operator.named("aten::col2im");

  private final long[] outputSize;

  /** To this height and width, all arguments but these at their defaults. */
  public Fold(long height, long width, long kernel) {
    this(of(new long[] {height, width}, kernel), height, width);
  }

  private Fold(Builder<Fold> builder, long... outputSize) {
    super(builder, OPERATOR);
    this.outputSize = Sizes.of("output_size", 2, 1, outputSize);
  }

  /** The image's height and width, one number for both or one for each, and so the window's; to be given further arguments. */
  public static Builder<Fold> of(long[] outputSize, long... kernel) {
    return new Builder<>(kernel, builder -> new Fold(builder, outputSize));
  }

  @Override
  protected Tensor forward(Tensor x) {
    return operator.call(x, outputSize, kernel, dilation, padding, stride).get(0);
  }

  @Override
  protected Value forward(Value x) {
    if (x.graph().opset() < 18) {
      throw new OnnxException("it needs opset 18, and the graph's is "
          + x.graph().opset() + ": export with 18 or later");
    }
    Graph graph = x.graph();
    boolean single = x.dim() == 2;
    Value batch = single ? x.unsqueeze(0) : x;
    Map<String, ?> attributes =
        Map.of("strides", stride, "pads", Sizes.twice(padding), "dilations", dilation);
    Value y = batch
        .op("Col2Im", attributes, graph.longs(outputSize), graph.longs(kernel))
        .shaped(batch.size(0), Graph.FREE, outputSize[0], outputSize[1]);
    return single ? y.squeeze(0) : y;
  }

  @Override
  protected String arguments() {
    return "output_size=" + Sizes.text(outputSize) + ", " + super.arguments();
  }
}
