package org.ockham.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ockham.tensor.DType;
import org.ockham.tensor.Tensor;

/**
 * What a graph computes at one place: what a tensor is to a layer's {@code forward}, without numbers. Its methods add nodes to its graph; they are called
 * as those of {@link Tensor} and mean the same, so that a layer says in ONNX what it computes in the same words.
 */
public final class Value {

  private final Graph graph;
  private final String name;
  private final @Nullable DType type;
  private final long[] shape;

  Value(Graph graph, String name, @Nullable DType type, long... shape) {
    this.graph = graph;
    this.name = name;
    this.type = type;
    this.shape = shape.clone();
  }

  /** The graph that it is a part of. */
  public Graph graph() {
    return graph;
  }

  /** What the file calls it. */
  public String name() {
    return name;
  }

  /** Of what its numbers are; null for texts. */
  public @Nullable DType type() {
    return type;
  }

  /** Its sizes; those that are not known before a batch comes are {@link Graph#FREE}. */
  public long[] shape() {
    return shape.clone();
  }

  /** How many dimensions it has. */
  public int dim() {
    return shape.length;
  }

  /** The size along a dimension, negative from the end; {@link Graph#FREE} if it is not known. */
  public long size(int dimension) {
    return shape[axis(dimension)];
  }

  /**
   * The size along a dimension that has to be known.
   *
   * @throws OnnxException if it is not
   */
  public long knownSize(int dimension) {
    long size = size(dimension);
    if (size == Graph.FREE) {
      throw new OnnxException("the size along dimension " + axis(dimension)
          + " of its input must be known: give the graph's input that size");
    }
    return size;
  }

  // -------------------------------------------------------------------------------------------
  // any operator

  /**
   * What an operator of ONNX gives for this and more inputs; of this one's type and shape, until {@link #shaped} or {@link #typed} says
   * otherwise.
   */
  public Value op(String operator, Value... more) {
    return op(operator, Map.of(), more);
  }

  /** The same with attributes: whole numbers, fractions, texts, or arrays of them. */
  public Value op(String operator, Map<String, ?> attributes, Value... more) {
    return ops("", operator, attributes, 1, more).get(0);
  }

  /** The same of ONNX' operators for tables and texts ({@code ai.onnx.ml}). */
  public Value mlOp(String operator, Map<String, ?> attributes, Value... more) {
    return ops("ai.onnx.ml", operator, attributes, 1, more).get(0);
  }

  private List<Value> ops(
      String domain, String operator, Map<String, ?> attributes, int outputs, Value... more) {
    Value[] inputs = Stream.concat(Stream.of(this), Stream.of(more)).toArray(Value[]::new);
    return graph.node(domain, operator, attributes, outputs, inputs);
  }

  /** The same value, known to be of this shape. */
  public Value shaped(long... shape) {
    return new Value(graph, name, type, shape);
  }

  /** The same value, known to be of this type. */
  public Value typed(@Nullable DType type) {
    return new Value(graph, name, type, shape);
  }

  /** In the place of an input that an operator may do without. */
  public Value absent() {
    return graph.absent();
  }

  // -------------------------------------------------------------------------------------------
  // arithmetic

  /** x + y. */
  public Value add(Value other) {
    return broadcast("Add", other);
  }

  /** x + number. */
  public Value add(double number) {
    return add(scalar(number));
  }

  /** x − y. */
  public Value sub(Value other) {
    return broadcast("Sub", other);
  }

  /** x − number. */
  public Value sub(double number) {
    return sub(scalar(number));
  }

  /** x · y. */
  public Value mul(Value other) {
    return broadcast("Mul", other);
  }

  /** x · number. */
  public Value mul(double number) {
    return mul(scalar(number));
  }

  /** x / y. */
  public Value div(Value other) {
    return broadcast("Div", other);
  }

  /** x / number. */
  public Value div(double number) {
    return div(scalar(number));
  }

  /** x to the power of a number. */
  public Value pow(double exponent) {
    return op("Pow", scalar(exponent));
  }

  /** The larger of each two. */
  public Value maximum(Value other) {
    return broadcast("Max", other);
  }

  /** The smaller of each two. */
  public Value minimum(Value other) {
    return broadcast("Min", other);
  }

  /** Not below the one bound, nor above the other. */
  public Value clamp(double min, double max) {
    return op("Clip", scalar(min), scalar(max));
  }

  /** Whether x ≤ number. */
  public Value le(double number) {
    return op("LessOrEqual", scalar(number)).typed(DType.BOOL);
  }

  /** Whether x is the same as y. */
  public Value eq(Value other) {
    return broadcast("Equal", other).typed(DType.BOOL);
  }

  /** The one value where this is true, the other where it is not. */
  public Value where(Value yes, Value no) {
    return op("Where", yes, no).typed(yes.type).shaped(together(shape, yes.shape, no.shape));
  }

  /** −x. */
  public Value neg() {
    return op("Neg");
  }

  /** |x|. */
  public Value abs() {
    return op("Abs");
  }

  /** √x. */
  public Value sqrt() {
    return op("Sqrt");
  }

  /** eˣ. */
  public Value exp() {
    return op("Exp");
  }

  /** max(x, 0). */
  public Value relu() {
    return op("Relu");
  }

  /** 1 / (1 + e⁻ˣ). */
  public Value sigmoid() {
    return op("Sigmoid");
  }

  /** tanh x. */
  public Value tanh() {
    return op("Tanh");
  }

  /** x · Φ(x), exactly: one node from opset 20 on, basic ones before. */
  public Value gelu() {
    graph.checkComputed("Gelu", type);
    return graph.opset() >= 20
        ? op("Gelu", Map.of("approximate", "none"))
        : mul(0.5).mul(div(Math.sqrt(2)).op("Erf").add(1));
  }

  /** The same by tanh: x / 2 · (1 + tanh(√(2/π) · (x + 0.044715 x³))). */
  public Value geluTanh() {
    return graph.opset() >= 20
        ? op("Gelu", Map.of("approximate", "tanh"))
        : mul(0.5)
            .mul(mul(mul(this).mul(0.044715).add(1))
                .mul(Math.sqrt(2 / Math.PI))
                .tanh()
                .add(1));
  }

  /** x · sigmoid(x). */
  public Value silu() {
    graph.checkComputed("SiLU", type); // the runtime fuses the two into one that it lacks
    return mul(sigmoid());
  }

  /** ln(1 + eˣ). */
  public Value softplus() {
    return op("Softplus");
  }

  /** eˣ over the sum of such along a dimension. */
  public Value softmax(int dimension) {
    return op("Softmax", Map.of("axis", axis(dimension)));
  }

  /** The logarithm of {@link #softmax}. */
  public Value logSoftmax(int dimension) {
    return op("LogSoftmax", Map.of("axis", axis(dimension)));
  }

  /** The numbers as another type. */
  public Value to(DType other) {
    return type == other
        ? this
        : op("Cast", Map.of("to", Graph.elementType(other).getNumber())).typed(other);
  }

  /** The matrix product, of the last two dimensions. */
  public Value matmul(Value other) {
    long[] batch = together(
        Arrays.copyOf(shape, Math.max(0, dim() - 2)),
        Arrays.copyOf(other.shape, Math.max(0, other.dim() - 2)));
    long[] product = Arrays.copyOf(batch, batch.length + 2);
    product[batch.length] = size(-2);
    product[batch.length + 1] = other.size(-1);
    return op("MatMul", other).shaped(product);
  }

  /** x · Wᵀ + b, as a linear layer's weights lie: [*, in] → [*, out]. */
  public Value linear(Value weight, @Nullable Value bias) {
    long[] mapped = shape.clone();
    mapped[dim() - 1] = weight.size(0);
    if (dim() == 2) {
      Map<String, ?> transposed = Map.of("transB", 1);
      Value y =
          bias == null ? op("Gemm", transposed, weight) : op("Gemm", transposed, weight, bias);
      return y.shaped(mapped);
    }
    Value y = op("MatMul", weight.transpose(0, 1)).shaped(mapped);
    return bias == null ? y : y.add(bias);
  }

  // -------------------------------------------------------------------------------------------
  // reductions

  /** The mean along dimensions, which stay with size 1. */
  public Value mean(int... dimensions) {
    return reduce("ReduceMean", dimensions);
  }

  /** The sum along dimensions, which stay with size 1. */
  public Value sum(int... dimensions) {
    return reduce("ReduceSum", dimensions);
  }

  /** The largest along dimensions, which stay with size 1. */
  public Value amax(int... dimensions) {
    return reduce("ReduceMax", dimensions);
  }

  private Value reduce(String operator, int... dimensions) {
    long[] axes = IntStream.of(dimensions).map(this::axis).asLongStream().toArray();
    long[] reduced = shape.clone();
    for (long axis : axes) {
      reduced[(int) axis] = 1;
    }
    Value y = graph.opset() >= 18 || operator.equals("ReduceSum")
        ? op(operator, Map.of("keepdims", 1), graph.longs(axes))
        : op(operator, Map.of("keepdims", 1, "axes", axes));
    return y.shaped(reduced);
  }

  // -------------------------------------------------------------------------------------------
  // shapes

  /**
   * The same numbers in another shape. A size that is {@link Graph#FREE} where this one's is free too stays what it is; one other may
   * be, and follows from the rest.
   */
  public Value reshape(long... sizes) {
    long[] asked = sizes.clone();
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] == Graph.FREE && staysFree(sizes, i)) {
        asked[i] = 0; // ONNX' word for: as it was
      }
    }
    if (LongStream.of(asked).filter(size -> size == Graph.FREE).count() > 1) {
      throw new OnnxException("its input " + Arrays.toString(shape) + " cannot become "
          + Arrays.toString(sizes) + ": more than one size would have to be known");
    }
    return op("Reshape", graph.longs(asked)).shaped(sizes);
  }

  /** Whether a size that is free is what it was: what lies before it is the same, and as many numbers lie behind it. */
  private boolean staysFree(long[] sizes, int place) {
    return place < dim()
        && shape[place] == Graph.FREE
        && Arrays.equals(sizes, 0, place, shape, 0, place)
        && Arrays.equals(behind(sizes, place), behind(shape, place));
  }

  /** How many sizes behind a place are free, and the product of the others. */
  private static long[] behind(long[] sizes, int place) {
    long[] behind = {0, 1};
    for (int i = place + 1; i < sizes.length; i++) {
      behind[0] += sizes[i] == Graph.FREE ? 1 : 0;
      behind[1] *= sizes[i] == Graph.FREE ? 1 : sizes[i];
    }
    return behind;
  }

  /** Dimensions from the first of these on become one. */
  public Value flatten(int start) {
    return flatten(start, -1);
  }

  /** Dimensions from the first to the last of these become one. */
  public Value flatten(int start, int end) {
    int from = axis(start);
    int to = axis(end);
    long[] merged = Arrays.copyOfRange(shape, from, to + 1);
    long product = LongStream.of(merged).anyMatch(size -> size == Graph.FREE)
        ? Graph.FREE
        : LongStream.of(merged).reduce(1, (a, b) -> a * b);
    return reshape(LongStream.concat(
            LongStream.concat(LongStream.of(shape).limit(from), LongStream.of(product)),
            LongStream.of(shape).skip(to + 1L))
        .toArray());
  }

  /** One dimension becomes several. */
  public Value unflatten(int dimension, long... sizes) {
    int at = axis(dimension);
    return reshape(LongStream.concat(
            LongStream.concat(LongStream.of(shape).limit(at), LongStream.of(sizes)),
            LongStream.of(shape).skip(at + 1L))
        .toArray());
  }

  /** Dimensions in another order. */
  public Value permute(int... order) {
    return op("Transpose", Map.of("perm", IntStream.of(order).asLongStream().toArray()))
        .shaped(IntStream.of(order).mapToLong(i -> shape[i]).toArray());
  }

  /** Two dimensions changed. */
  public Value transpose(int first, int second) {
    int[] order = IntStream.range(0, dim()).toArray();
    order[axis(first)] = axis(second);
    order[axis(second)] = axis(first);
    return permute(order);
  }

  /** A dimension of size 1 more, at this place. */
  public Value unsqueeze(int dimension) {
    int at = dimension < 0 ? dimension + dim() + 1 : dimension;
    long[] more = LongStream.concat(
            LongStream.concat(LongStream.of(shape).limit(at), LongStream.of(1)),
            LongStream.of(shape).skip(at))
        .toArray();
    return op("Unsqueeze", graph.longs(at)).shaped(more);
  }

  /** Without a dimension of size 1. */
  public Value squeeze(int dimension) {
    int at = axis(dimension);
    long[] fewer =
        IntStream.range(0, dim()).filter(i -> i != at).mapToLong(i -> shape[i]).toArray();
    return op("Squeeze", graph.longs(at)).shaped(fewer);
  }

  /** What lies along a dimension from a place on. */
  public Value narrow(int dimension, long start, long length) {
    long[] cut = shape.clone();
    cut[axis(dimension)] = length;
    return op(
            "Slice", graph.longs(start), graph.longs(start + length), graph.longs(axis(dimension)))
        .shaped(cut);
  }

  /** Several behind each other along a dimension. */
  public static Value cat(List<Value> parts, int dimension) {
    Value first = parts.get(0);
    int axis = first.axis(dimension);
    long[] joined = first.shape.clone();
    joined[axis] = parts.stream().anyMatch(part -> part.shape[axis] == Graph.FREE)
        ? Graph.FREE
        : parts.stream().mapToLong(part -> part.shape[axis]).sum();
    return first
        .op("Concat", Map.of("axis", axis), parts.stream().skip(1).toArray(Value[]::new))
        .shaped(joined);
  }

  /** The place of a dimension that may be counted from the end. */
  public int axis(int dimension) {
    int axis = dimension < 0 ? dimension + dim() : dimension;
    if (axis < 0 || axis >= dim()) {
      throw new OnnxException("its input " + Arrays.toString(shape) + " has no dimension "
          + dimension + ": it has " + dim());
    }
    return axis;
  }

  // -------------------------------------------------------------------------------------------

  /** A number as a value of this one's type, without dimensions. */
  public Value scalar(double number) {
    DType mine = type;
    if (mine == null) {
      throw new OnnxException("texts are not computed with: encode them first");
    }
    return graph.constant(number, mine);
  }

  private Value broadcast(String operator, Value other) {
    return op(operator, other).shaped(together(shape, other.shape));
  }

  /** The shape that these have together, a size of 1 giving way to any. */
  private static long[] together(long[]... shapes) {
    int dimensions = Stream.of(shapes).mapToInt(each -> each.length).max().orElse(0);
    long[] all = new long[dimensions];
    Arrays.fill(all, 1);
    for (long[] each : shapes) {
      int ahead = dimensions - each.length;
      for (int i = 0; i < each.length; i++) {
        if (all[ahead + i] == 1 || (all[ahead + i] == Graph.FREE && each[i] != 1)) {
          all[ahead + i] = each[i];
        }
      }
    }
    return all;
  }

  @Override
  public String toString() {
    return name + Arrays.toString(shape);
  }
}
