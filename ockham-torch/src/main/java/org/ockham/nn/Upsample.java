package org.ockham.nn;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.onnx.OnnxException;
import org.ockham.onnx.Value;
import org.ockham.tensor.DType;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/**
 * Resizes the dimensions after the channels, to given sizes or by given factors: [n, channels, *] → [n, channels, *'].
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Upsample.html">torch.nn.Upsample</a>
 */
public final class Upsample extends Layer {

  /** How values between the input's are found. LINEAR is linear, bilinear or trilinear, as dimensions require. */
  public enum Mode {
    /** The value at or before the place. */
    NEAREST("nearest"),
    /** The value whose centre is nearest, as image libraries have it. */
    NEAREST_EXACT("nearest"),
    LINEAR("linear"),
    /** Two dimensions only. */
    BICUBIC("cubic");

    /** ONNX' word. */
    private final String onnx;

    Mode(String onnx) {
      this.onnx = onnx;
    }

    private String argument() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The arguments. */
  public static final class Builder extends LayerBuilder<Upsample, Builder> {
    private final long @Nullable [] size;
    private final double @Nullable [] scaleFactor;
    private Mode mode = Mode.NEAREST;
    private boolean alignCorners;

    private Builder(long @Nullable [] size, double @Nullable [] scaleFactor) {
      super(Upsample::new);
      this.size = size;
      this.scaleFactor = scaleFactor;
    }

    /** How values between the input's are found; default nearest. */
    public Builder mode(Mode mode) {
      this.mode = mode;
      return this;
    }

    /** Whether the corner values' centres are aligned, not the corners' edges; not for nearest. Default false. */
    public Builder alignCorners(boolean alignCorners) {
      this.alignCorners = alignCorners;
      return this;
    }
  }

  private static final Operator NEAREST_1D = Operator.named("aten::upsample_nearest1d.vec");
  private static final Operator NEAREST_2D = Operator.named("aten::upsample_nearest2d.vec");
  private static final Operator NEAREST_3D = Operator.named("aten::upsample_nearest3d.vec");
  private static final Operator NEAREST_EXACT_1D =
      Operator.named("aten::_upsample_nearest_exact1d.vec");
  private static final Operator NEAREST_EXACT_2D =
      Operator.named("aten::_upsample_nearest_exact2d.vec");
  private static final Operator NEAREST_EXACT_3D =
      Operator.named("aten::_upsample_nearest_exact3d.vec");
  private static final Operator LINEAR = Operator.named("aten::upsample_linear1d.vec");
  private static final Operator BILINEAR = Operator.named("aten::upsample_bilinear2d.vec");
  private static final Operator TRILINEAR = Operator.named("aten::upsample_trilinear3d.vec");
  private static final Operator BICUBIC = Operator.named("aten::upsample_bicubic2d.vec");

  private final long @Nullable [] size;
  private final double @Nullable [] scaleFactor;
  private final Mode mode;
  private final boolean alignCorners;

  private Upsample(Builder builder) {
    size = builder.size;
    scaleFactor = builder.scaleFactor;
    mode = builder.mode;
    alignCorners = builder.alignCorners;
  }

  /** To these sizes, one for all dimensions or one for each. */
  public static Builder to(long... size) {
    for (long each : size) {
      Check.positive("size", each);
    }
    return new Builder(size.clone(), null);
  }

  /** By these factors, one for all dimensions or one for each. */
  public static Builder by(double... scaleFactor) {
    for (double each : scaleFactor) {
      Check.positive("scale_factor", each);
    }
    return new Builder(null, scaleFactor.clone());
  }

  @Override
  protected Tensor forward(Tensor x) {
    int dimensions = x.dim() - 2;
    Operator operator = operator(x, dimensions);
    long[] sizes = size == null ? null : Sizes.of("size", dimensions, 1, size);
    double[] factors = scaleFactor == null ? null : forEach(scaleFactor, dimensions);
    return isNearest()
        ? operator.call(x, sizes, factors).get(0)
        : operator.call(x, sizes, alignCorners, factors).get(0);
  }

  @Override
  protected Value forward(Value x) {
    if (isNearest() && !isPlain()) {
      return taken(x);
    }
    int dimensions = x.dim() - 2;
    return size != null
        ? resizedTo(x, Sizes.of("size", dimensions, 1, size))
        : resizedBy(x, forEach(Objects.requireNonNull(scaleFactor), dimensions));
  }

  /** What lies nearest, taken from the places that the engine takes it from: ONNX would round some of them otherwise. */
  private Value taken(Value x) {
    Value y = x;
    for (int i = 2; i < x.dim(); i++) {
      try (Scope scope = Scope.open()) {
        Tensor from = forward(places(x, i)).to(DType.INT64);
        for (int j = x.dim() - 1; j >= 0; j--) {
          from = j == i ? from : from.select(j, 0);
        }
        long[] shape = y.shape();
        shape[i] = from.numel();
        y = y.op("Gather", Map.of("axis", i), x.graph().constant(from)).shaped(shape);
      }
    }
    return y;
  }

  /** An input of the same sizes, of which each number is its own place along a dimension. */
  private static Tensor places(Value x, int dimension) {
    long[] along = Sizes.all(x.dim(), 1);
    long[] sizes = along.clone();
    for (int i = 2; i < x.dim(); i++) {
      sizes[i] = x.knownSize(i);
    }
    along[dimension] = sizes[dimension];
    return Tensor.arange(sizes[dimension])
        .to(DType.FLOAT32)
        .reshape(along)
        .expand(sizes)
        .contiguous();
  }

  private Value resizedTo(Value x, long... sizes) {
    if (x.graph().opset() < 18) {
      throw new OnnxException("a size needs opset 18, and the graph's is "
          + x.graph().opset() + ": export with 18 or later, or give a scale_factor");
    }
    Map<String, Object> attributes = attributes();
    attributes.put("axes", LongStream.range(2, x.dim()).toArray());
    return x.op("Resize", attributes, x.absent(), x.absent(), x.graph().longs(sizes));
  }

  private Value resizedBy(Value x, double... factors) {
    float[] scales = new float[x.dim()];
    Arrays.fill(scales, 0, 2, 1);
    for (int i = 2; i < scales.length; i++) {
      double factor = factors[i - 2];
      scales[i] = isPlain(factor) ? (float) factor : scale(x.knownSize(i), factor);
    }
    if (mode == Mode.BICUBIC
        && !alignCorners
        && !isPlain()
        && IntStream.range(0, factors.length)
            .allMatch(i -> sizeAfter(x.size(2 + i), factors[i]) == x.size(2 + i))) {
      throw new OnnxException("on an input of shape " + Arrays.toString(x.shape())
          + " its factors change no size, so that ONNX Runtime takes the input as it is, which the"
          + " engine does not: give a size, or larger factors");
    }
    return x.op(
        "Resize", attributes(), x.absent(), x.graph().constant(Tensor.of(scales), DType.FLOAT32));
  }

  private boolean isNearest() {
    return mode == Mode.NEAREST || mode == Mode.NEAREST_EXACT;
  }

  private boolean isPlain() {
    return scaleFactor != null && Arrays.stream(scaleFactor).allMatch(Upsample::isPlain);
  }

  /**
   * Whether single precision, in which ONNX has factors, does no harm: halves are themselves in it, and so are the sizes that follow. What
   * lies nearest is then the same if the engine, which multiplies by 1/factor, does not land before a place that it should hit.
   */
  private static boolean isPlain(double factor) {
    return factor * 2 == Math.rint(factor * 2) && (float) (1 / factor) * factor >= 1;
  }

  /** The factor in single precision, or one beside it, by which ONNX and its runtime, exactly or rounding, find the engine's size. */
  private float scale(long size, double factor) {
    long wanted = sizeAfter(size, factor);
    if (mode == Mode.LINEAR && wanted == size) {
      return 1; // as the engine, which then leaves what lies along this dimension as it is
    }
    float scale = (float) factor;
    while ((double) size * scale < wanted) {
      scale = Math.nextUp(scale);
    }
    while ((float) size * scale >= wanted + 1) {
      scale = Math.nextDown(scale);
    }
    return scale;
  }

  private static long sizeAfter(long size, double factor) {
    return (long) (size * factor);
  }

  private Map<String, Object> attributes() {
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("coordinate_transformation_mode", onnxPlaces());
    attributes.put("mode", mode.onnx);
    attributes.put("nearest_mode", mode == Mode.NEAREST ? "floor" : "round_prefer_ceil");
    attributes.put("cubic_coeff_a", -0.75);
    return attributes;
  }

  /** ONNX' word for which place of the input an output's place is. */
  private String onnxPlaces() {
    if (mode == Mode.NEAREST) {
      return "asymmetric";
    }
    return alignCorners ? "align_corners" : "half_pixel";
  }

  private Operator operator(Tensor x, int dimensions) {
    return switch (mode) {
      case NEAREST -> one(x, dimensions, NEAREST_1D, NEAREST_2D, NEAREST_3D);
      case NEAREST_EXACT ->
        one(x, dimensions, NEAREST_EXACT_1D, NEAREST_EXACT_2D, NEAREST_EXACT_3D);
      case LINEAR -> one(x, dimensions, LINEAR, BILINEAR, TRILINEAR);
      case BICUBIC -> one(x, dimensions, null, BICUBIC, null);
    };
  }

  private Operator one(Tensor x, int dimensions, @Nullable Operator... byDimensions) {
    Operator operator =
        dimensions < 1 || dimensions > byDimensions.length ? null : byDimensions[dimensions - 1];
    if (operator == null) {
      throw InputShape.wrong(
          x,
          mode == Mode.BICUBIC
              ? "[n, channels, height, width]"
              : "[n, channels] and one to three dimensions more");
    }
    return operator;
  }

  private static double[] forEach(double[] factors, int dimensions) {
    if (factors.length != 1 && factors.length != dimensions) {
      throw new IllegalArgumentException("scale_factor is " + Arrays.toString(factors)
          + ": give 1 number for all dimensions, or " + dimensions);
    }
    double[] all = new double[dimensions];
    for (int i = 0; i < dimensions; i++) {
      all[i] = factors[factors.length == 1 ? 0 : i];
    }
    return all;
  }

  @Override
  protected String arguments() {
    return (size != null
            ? "size=" + Sizes.text(size)
            : "scale_factor=" + Arrays.toString(scaleFactor))
        + ", mode=" + mode.argument()
        + (alignCorners ? ", align_corners=true" : "");
  }
}
