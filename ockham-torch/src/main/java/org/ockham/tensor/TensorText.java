package org.ockham.tensor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prints a tensor as PyTorch does with its default options; <a
 * href="https://github.com/pytorch/pytorch/blob/main/torch/_tensor_str.py">_tensor_str.py</a> is the model.
 */
final class TensorText {

  private static final String PREFIX = "tensor(";
  private static final int LINE = 80;
  private static final int DIGITS = 4;

  /** Larger tensors show only so many elements at either end of each dimension. */
  private static final int THRESHOLD = 1000;

  private static final int EDGE = 3;

  private final long[] shape;
  private final boolean[] shortened;
  private final String[] elements;
  private final int width;

  private TensorText(Tensor tensor) {
    shape = tensor.shape();
    shortened = new boolean[shape.length];
    Tensor shown = tensor;
    for (int i = 0; i < shape.length && tensor.numel() > THRESHOLD; i++) {
      if (shape[i] > 2 * EDGE) {
        long end = shape[i];
        shown = shown.indexSelect(i, Tensor.ofLongs(0, 1, 2, end - 3, end - 2, end - 1));
        shape[i] = 2 * EDGE;
        shortened[i] = true;
      }
    }
    Column column = tensor.dtype().isFloating() ? numbers(shown) : wholes(shown);
    elements = column.elements;
    width = column.width;
  }

  static String of(Tensor tensor) {
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      boolean empty = tensor.numel() == 0;
      String text = PREFIX + (empty ? "[]" : new TensorText(tensor).text(0, 0, PREFIX.length()));
      return suffixed(text, suffixes(tensor, empty));
    }
  }

  // ---------------------------------------------------------------- the brackets

  /** The part from this element on, whose first dimension is this one. */
  private String text(int dimension, int first, int indent) {
    if (dimension == shape.length) {
      return " ".repeat(Math.max(0, width - elements[first].length())) + elements[first];
    }
    int size = (int) shape[dimension];
    int stride = 1;
    for (int i = dimension + 1; i < shape.length; i++) {
      stride *= (int) shape[i];
    }
    boolean innermost = dimension == shape.length - 1;
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      if (i == EDGE && shortened[dimension]) {
        parts.add(innermost ? " ..." : "...");
      }
      parts.add(text(dimension + 1, first + i * stride, indent + 1));
    }
    String margin = " ".repeat(indent + 1);
    return innermost
        ? "[" + String.join(",\n" + margin, lines(parts, indent)) + "]"
        : "[" + String.join("," + "\n".repeat(shape.length - dimension - 1) + margin, parts) + "]";
  }

  private List<String> lines(List<String> parts, int indent) {
    int perLine = Math.max(1, (LINE - indent) / (width + 2));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < parts.size(); i += perLine) {
      lines.add(String.join(", ", parts.subList(i, Math.min(parts.size(), i + perLine))));
    }
    return lines;
  }

  // ---------------------------------------------------------------- the elements

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Column(String[] elements, int width) {}

  private static Column wholes(Tensor tensor) {
    boolean bool = tensor.dtype() == DType.BOOL;
    String[] elements = Arrays.stream(tensor.toLongs())
        .mapToObj(value -> bool ? (value == 0 ? "False" : "True") : Long.toString(value))
        .toArray(String[]::new);
    return new Column(elements, width(Stream.of(elements)));
  }

  /** Zeros and what is not finite do as the rest do: they neither choose the notation nor widen the column. */
  private static Column numbers(Tensor tensor) {
    double[] values = tensor.toDoubles();
    double[] telling = Arrays.stream(values)
        .filter(value -> value != 0 && Double.isFinite(value))
        .toArray();
    double least = Arrays.stream(telling).map(Math::abs).min().orElse(1);
    double most = Arrays.stream(telling).map(Math::abs).max().orElse(1);
    DoubleFunction<String> notation;
    if (most / least > 1000 || most > 1e8 || least < 1e-4) {
      notation = TensorText::scientific;
    } else if (Arrays.stream(telling).allMatch(value -> value == Math.ceil(value))) {
      notation = value -> fixed(value, 0) + ".";
    } else {
      notation = value -> fixed(value, DIGITS);
    }
    String[] elements = Arrays.stream(values)
        .mapToObj(value -> Double.isFinite(value) ? notation.apply(value) : special(value))
        .toArray(String[]::new);
    return new Column(elements, width(Arrays.stream(telling).mapToObj(notation)));
  }

  private static int width(Stream<String> elements) {
    return elements.mapToInt(String::length).max().orElse(1);
  }

  private static String special(double value) {
    return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  }

  /** Halves of the exact binary value to the even digit, as C and Python do; String.format rounds the shortest decimal. */
  private static String fixed(double value, int digits) {
    String text =
        new BigDecimal(Math.abs(value)).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
    return sign(value) + text;
  }

  private static String scientific(double value) {
    BigDecimal rounded =
        new BigDecimal(Math.abs(value)).round(new MathContext(DIGITS + 1, RoundingMode.HALF_EVEN));
    int exponent = value == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
    return sign(value)
        + rounded.movePointLeft(exponent).setScale(DIGITS).toPlainString()
        + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  private static String sign(double value) {
    return Double.doubleToRawLongBits(value) < 0 ? "-" : "";
  }

  // ---------------------------------------------------------------- what follows them

  private static List<String> suffixes(Tensor tensor, boolean empty) {
    List<String> suffixes = new ArrayList<>();
    DType type = tensor.dtype();
    if (!tensor.device().equals(Device.cpu())) {
      suffixes.add("device='" + tensor.device() + "'");
    }
    if (empty && tensor.dim() != 1) {
      suffixes.add(Arrays.stream(tensor.shape())
          .mapToObj(Long::toString)
          .collect(Collectors.joining(", ", "size=(", ")")));
    }
    boolean evident =
        type == DType.FLOAT32 || (!empty && (type == DType.INT64 || type == DType.BOOL));
    if (!evident) {
      suffixes.add("dtype=torch." + type.name().toLowerCase(Locale.ROOT));
    }
    if (tensor.requiresGrad()) {
      suffixes.add("requires_grad=True");
    }
    return suffixes;
  }

  private static String suffixed(String text, List<String> suffixes) {
    StringBuilder all = new StringBuilder(text);
    // One too many, as in the model.
    int last = text.length() - text.lastIndexOf('\n') + 1;
    for (String suffix : suffixes) {
      if (last + suffix.length() + 2 > LINE) {
        all.append(",\n").append(" ".repeat(PREFIX.length())).append(suffix);
        last = PREFIX.length() + suffix.length();
      } else {
        all.append(", ").append(suffix);
        last += suffix.length() + 2;
      }
    }
    return all.append(")").toString();
  }
}
