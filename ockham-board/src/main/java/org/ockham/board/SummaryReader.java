package org.ockham.board;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages as values: what {@link SummaryWriter} writes, and what PyTorch and TensorFlow write. It remembers which plugin shows a
 * tag, since only the tag's first value says so.
 */
final class SummaryReader {

  /** More than a histogram has buckets: 1,549 by default, 30 in TensorFlow's newer form. */
  private static final int MOST_BUCKETS = 100_000;

  /** More than are logged in one event. */
  private static final int MOST_VALUES = 100_000;

  private static final int MOST_TAGS = 100_000;

  /** More than all values of one event have together: a few bytes can stand for many numbers. */
  private static final int MOST_NUMBERS = 1_000_000;

  /** More than a curve has: 127 by default. */
  private static final int MOST_THRESHOLDS = 5_000;

  private final Map<String, String> plugins = new HashMap<>();
  private int numbers; // of the event that is read

  /** The values of a Summary, added to those that its event has before. */
  void read(Fields fields, List<TaggedValue> to) throws IOException {
    if (to.isEmpty()) {
      numbers = 0;
    }
    for (int field = fields.next(); field != 0; field = fields.next()) {
      if (field != 1) {
        fields.skip();
        continue;
      }
      if (to.size() > MOST_VALUES) {
        throw new InvalidProtocolBufferException(
            "an event has more than " + MOST_VALUES + " values");
      }
      readValue(fields.message(), to);
    }
  }

  private void readValue(Fields fields, List<TaggedValue> to) throws IOException {
    String tag = "";
    ByteString content = ByteString.EMPTY;
    @Nullable Value value = null;
    @Nullable TensorValue tensor = null;
    for (int field = fields.next(); field != 0; field = fields.next()) {
      switch (field) {
        case 1 -> tag = fields.text();
        case 2 -> value = new Scalar(fields.single());
        case 4 -> value = readImage(fields.message());
        case 5 -> {
          Histogram histogram = readHistogram(fields.message());
          count(histogram.limits().size() + histogram.counts().size());
          value = histogram;
        }
        case 8 -> {
          tensor = TensorValue.read(fields.message());
          count(tensor.numbers().size() + tensor.strings().size());
        }
        case 9 -> {
          SummaryMetadata metadata = SummaryMetadata.read(fields.message());
          content = metadata.content();
          remember(tag, metadata.plugin());
        }
        default -> fields.skip();
      }
    }
    String plugin = plugins.getOrDefault(tag, "");
    if (plugin.equals("hparams")) {
      value = HyperParametersReader.read(content);
    } else if (value == null && tensor != null) {
      readTensor(tag, plugin, tensor, to);
      return;
    }
    if (value != null && !tag.isEmpty()) {
      to.add(new TaggedValue(tag, value));
    }
  }

  private void count(int more) throws IOException {
    numbers += more;
    if (numbers > MOST_NUMBERS) {
      throw new InvalidProtocolBufferException(
          "an event has more than " + MOST_NUMBERS + " numbers");
    }
  }

  private void remember(String tag, String plugin) throws IOException {
    if (plugins.size() == MOST_TAGS && !plugins.containsKey(tag)) {
      throw new InvalidProtocolBufferException("there are more than " + MOST_TAGS + " tags");
    }
    plugins.putIfAbsent(tag, plugin);
  }

  private record SummaryMetadata(String plugin, ByteString content) {

    static SummaryMetadata read(Fields fields) throws IOException {
      SummaryMetadata metadata = new SummaryMetadata("", ByteString.EMPTY);
      for (int field = fields.next(); field != 0; field = fields.next()) {
        if (field == 1) {
          metadata = readPlugin(fields.message());
        } else {
          fields.skip();
        }
      }
      return metadata;
    }

    private static SummaryMetadata readPlugin(Fields fields) throws IOException {
      String plugin = "";
      ByteString content = ByteString.EMPTY;
      for (int field = fields.next(); field != 0; field = fields.next()) {
        switch (field) {
          case 1 -> plugin = fields.text();
          case 2 -> content = fields.bytes();
          default -> fields.skip();
        }
      }
      return new SummaryMetadata(plugin, content);
    }
  }

  private static Image readImage(Fields fields) throws IOException {
    int width = 0;
    int height = 0;
    ByteString encoded = ByteString.EMPTY;
    for (int field = fields.next(); field != 0; field = fields.next()) {
      switch (field) {
        case 1 -> height = (int) fields.whole();
        case 2 -> width = (int) fields.whole();
        case 4 -> encoded = fields.bytes();
        default -> fields.skip();
      }
    }
    return new Image(width, height, encoded.toByteArray());
  }

  private static Histogram readHistogram(Fields fields) throws IOException {
    double[] moments = new double[6];
    List<Double> limits = new ArrayList<>();
    List<Double> counts = new ArrayList<>();
    for (int field = fields.next(); field != 0; field = fields.next()) {
      switch (field) {
        case 1, 2, 3, 4, 5 -> moments[field] = fields.number();
        case 6 -> fields.numbers(limits, MOST_BUCKETS);
        case 7 -> fields.numbers(counts, MOST_BUCKETS);
        default -> fields.skip();
      }
    }
    if (limits.isEmpty() && counts.isEmpty()) {
      limits.add(0.0);
      counts.add(0.0);
    }
    return new Histogram(
        moments[1], moments[2], moments[3], moments[4], moments[5], limits, counts, 0);
  }

  private static void readTensor(
      String tag, String plugin, TensorValue tensor, List<TaggedValue> to) throws IOException {
    if (tag.isEmpty()) {
      return;
    }
    boolean isScalar = tensor.isNumbers() && tensor.shape().isEmpty();
    if (isScalar && (plugin.isEmpty() || plugin.equals("scalars"))) {
      to.add(new TaggedValue(
          tag, new Scalar(tensor.numbers().isEmpty() ? 0 : tensor.numbers().get(0))));
    } else if (plugin.equals("histograms")) {
      to.add(new TaggedValue(tag, histogram(tensor)));
    } else if (plugin.equals("text")) {
      to.add(new TaggedValue(
          tag,
          new Text(String.join(
              "\n", tensor.strings().stream().map(ByteString::toStringUtf8).toList()))));
    } else if (plugin.equals("images")) {
      addImages(tag, tensor.strings(), to);
    } else if (plugin.equals("pr_curves")) {
      to.add(new TaggedValue(tag, curve(tensor)));
    } else {
      to.add(new TaggedValue(tag, new Other(plugin)));
    }
  }

  /** Rows of left edge, right edge and count. Buckets without a width, as constant numbers have, count with the one before. */
  private static Histogram histogram(TensorValue tensor) throws IOException {
    List<Double> rows = tensor.numbers();
    if (!tensor.isNumbers() || rows.size() % 3 != 0) {
      throw new InvalidProtocolBufferException(
          "a histogram has shape " + tensor.shape() + " where [buckets, 3] is expected");
    }
    if (rows.isEmpty()) {
      return Histogram.of(new double[0]);
    }
    List<Double> limits = new ArrayList<>(List.of(rows.get(0)));
    List<Double> counts = new ArrayList<>(List.of(0.0));
    double num = 0;
    for (int i = 0; i < rows.size(); i += 3) {
      int last = limits.size() - 1;
      double count = rows.get(i + 2);
      num += count;
      if (rows.get(i + 1) > limits.get(last)) {
        limits.add(rows.get(i + 1));
        counts.add(count);
      } else {
        counts.set(last, counts.get(last) + count);
      }
    }
    double max = limits.get(limits.size() - 1);
    return new Histogram(rows.get(0), max, num, Double.NaN, Double.NaN, limits, counts, 0);
  }

  /** Width, height and then images of that size. */
  private static void addImages(String tag, List<ByteString> strings, List<TaggedValue> to) {
    if (strings.size() < 2) {
      return;
    }
    int width = Integer.parseInt(strings.get(0).toStringUtf8());
    int height = Integer.parseInt(strings.get(1).toStringUtf8());
    for (ByteString encoded : strings.subList(2, strings.size())) {
      to.add(new TaggedValue(tag, new Image(width, height, encoded.toByteArray())));
    }
  }

  private static PrCurve curve(TensorValue tensor) throws IOException {
    int thresholds = tensor.numbers().size() / 6;
    if (!tensor.isNumbers() || thresholds * 6 != tensor.numbers().size()) {
      throw new InvalidProtocolBufferException(
          "a precision-recall curve has shape " + tensor.shape() + " where [6, n] is expected");
    }
    if (thresholds > MOST_THRESHOLDS) {
      throw new InvalidProtocolBufferException("a precision-recall curve has " + thresholds
          + " thresholds, more than " + MOST_THRESHOLDS);
    }
    List<List<Long>> counts = new ArrayList<>();
    for (int row = 0; row < 4; row++) {
      counts.add(tensor.numbers().subList(row * thresholds, (row + 1) * thresholds).stream()
          .map(Double::longValue)
          .toList());
    }
    return new PrCurve(counts.get(0), counts.get(1), counts.get(2), counts.get(3));
  }
}
