package org.ockham.board;

import java.util.List;
import java.util.Map;

/** Values as messages: Summary.Value of TensorFlow, with what each of TensorBoard's plugins wants. */
final class SummaryWriter {

  private static final int DATA_CLASS_TENSOR = 2;

  private SummaryWriter() {}

  /**
   * A value under its tag.
   *
   * @param isFirst whether readers must be told which plugin shows the tag, which they remember
   */
  static Message message(byte[] tag, Value value, boolean isFirst, double wallTime) {
    Message message = new Message().bytes(1, tag);
    if (value instanceof Scalar scalar) {
      return message.single(2, (float) scalar.value());
    } else if (value instanceof Histogram histogram) {
      return message.message(5, message(histogram));
    } else if (value instanceof Image image) {
      return message.message(
          4,
          new Message().whole(1, image.height()).whole(2, image.width()).bytes(4, image.encoded()));
    } else if (value instanceof Text text) {
      Message tensor = TensorValue.string(Utf8.bytes(text.text()), 1);
      return tensor(message, tensor, isFirst, "text", new Message());
    } else if (value instanceof HyperParameters hyperParameters) {
      return session(message, 3, message(hyperParameters, wallTime));
    } else if (value instanceof SessionEnd end) {
      return session(message, 4, new Message().whole(1, end.status().code()).number(2, wallTime));
    } else if (value instanceof Layout layout) {
      Message tensor = TensorValue.string(layout.message().toByteArray());
      return tensor(message, tensor, isFirst, "custom_scalars", new Message());
    } else if (value instanceof PrCurve curve) {
      Message content = new Message().whole(1, 0).whole(2, curve.thresholds());
      return tensor(message, curve.tensor(), isFirst, "pr_curves", content);
    }
    throw new IllegalArgumentException("a value of " + value + " can be read, not written");
  }

  private static Message message(Histogram histogram) {
    return new Message()
        .number(1, histogram.min())
        .number(2, histogram.max())
        .number(3, histogram.num())
        .number(4, histogram.sum())
        .number(5, histogram.sumSquares())
        .numbers(6, histogram.limits())
        .numbers(7, histogram.counts());
  }

  private static Message message(HyperParameters hyperParameters, double wallTime) {
    Message start = new Message();
    for (Map.Entry<String, Object> entry : hyperParameters.values().entrySet()) {
      start.message(1, new Message().text(1, entry.getKey()).message(2, message(entry.getValue())));
    }
    return start.number(5, wallTime);
  }

  private static Message message(Object value) {
    if (value instanceof Boolean truth) {
      return new Message().whole(4, truth ? 1 : 0);
    }
    return value instanceof Double number
        ? new Message().number(2, number)
        : new Message().text(3, value.toString());
  }

  /** The hparams plugin reads the description of the value; the value itself is nothing. */
  private static Message session(Message message, int field, Message info) {
    Message content = new Message().whole(1, 0).message(field, info);
    Message nothing = TensorValue.floats(List.of(), 0);
    return tensor(message, nothing, true, "hparams", content);
  }

  private static Message tensor(
      Message message, Message tensor, boolean isFirst, String plugin, Message content) {
    if (isFirst) {
      Message shownBy = new Message().text(1, plugin).bytes(2, content.toByteArray());
      message.message(9, new Message().message(1, shownBy).whole(4, DATA_CLASS_TENSOR));
    }
    return message.message(8, tensor);
  }
}
