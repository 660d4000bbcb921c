package org.ockham.lab.onnx;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.ockham.augment.CenterCrop;
import org.ockham.augment.ImageShape;
import org.ockham.augment.Normalize;
import org.ockham.augment.Transform;
import org.ockham.data.table.FittedPreparation;
import org.ockham.data.table.FittedTarget;
import org.ockham.lab.Calibration;
import org.ockham.lab.TrainedModel;
import org.ockham.nn.Layer;
import org.ockham.onnx.Graph;
import org.ockham.onnx.OnnxException;
import org.ockham.onnx.Value;
import org.ockham.tensor.DType;
import org.ockham.tensor.Generator;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Tensor;
import org.ockham.train.FloatPrecision;

/**
 * How a trained model is written as ONNX: one file with the preparation of its inputs, the network in inference form, and outputs that
 * say what they mean.
 *
 * <p>Inputs are {@code image} (bytes, [n, height, width, 3], of any size), or the columns of a table ([n, 1] each: doubles, or texts where
 * they are categories), or {@code x}, what the network itself takes. Outputs are {@code names} (of the classes, labels or
 * numbers) and {@code probabilities}, or {@code values} in the target's own units; where there are classes {@code class} is the
 * likeliest, and {@code set}, if the model is {@linkplain Calibration calibrated}, says of each class whether it is in the set. The file's metadata are the model's: recipe, data, provenance.
 *
 * @param opset the version of ONNX' operators
 * @param networkOnly whether inputs come prepared
 */
public record OnnxExport(int opset, boolean networkOnly) {

  private static final int BATCH = 64;

  /** With all that belongs to it, in the usual opset. */
  public static final OnnxExport STANDARD = new OnnxExport(Graph.OPSET, false);

  public OnnxExport {
    Graph.opset(opset); // judges
  }

  /**
   * Writes a model.
   *
   * @throws OnnxException if ONNX cannot say what it computes; the message names what, and the remedy
   */
  public Graph write(TrainedModel model) {
    Graph graph = Graph.opset(opset);
    model.metadata().forEach((key, value) -> graph.metadata(key, JavaText.escaped(value)));
    graph.metadata("ockham.names", JavaText.lines(model.classes()));
    Value answers = model.network().apply(input(graph, model));
    graph.output("names", graph.constant(model.classes()));
    switch (model.variant().task()) {
      case CLASSIFICATION -> {
        Calibration calibration = model.calibration();
        Value probabilities =
            (calibration == null ? answers : answers.div(calibration.temperature())).softmax(1);
        graph.output("probabilities", probabilities);
        if (calibration != null) {
          graph.output(
              "set",
              probabilities
                  .op("GreaterOrEqual", graph.constant(calibration.least(), DType.FLOAT32))
                  .typed(DType.BOOL));
        }
        Value likeliest =
            probabilities.op("ArgMax", Map.of("axis", 1, "keepdims", 0)).typed(DType.INT64);
        graph.output(
            "class", graph.constant(model.classes()).op("Gather", likeliest).shaped(Graph.FREE));
      }
      case MULTILABEL -> graph.output("probabilities", answers.sigmoid());
      case REGRESSION -> graph.output("values", inUnits(answers, model));
    }
    return graph;
  }

  /**
   * By how much at the most the outputs of a network that was trained in FLOAT64 are others in FLOAT32, in which it is written since ONNX Runtime
   * has not all layers in FLOAT64: measured here, on a batch of noise (of zeros, where inputs are codes). Empty for other networks.
   */
  public static OptionalDouble narrowing(TrainedModel model) {
    if (model.variant().train().precision() != FloatPrecision.FLOAT64) {
      return OptionalDouble.empty();
    }
    long[] batch = LongStream.concat(LongStream.of(BATCH), LongStream.of(model.inputShape()))
        .toArray();
    Tensor noise =
        model.rows() == null ? Tensor.randn(Generator.seeded(0), batch) : Tensor.zeros(batch);
    double[] wide = outputs(model, noise.to(DType.FLOAT64));
    double[] narrow = outputs(model, noise);
    return OptionalDouble.of(IntStream.range(0, wide.length)
        .mapToDouble(i -> Math.abs(wide[i] - narrow[i]))
        .max()
        .orElse(0));
  }

  private static double[] outputs(TrainedModel model, Tensor input) {
    Layer network = Layer.copyOf(model.network());
    network.to(input.dtype());
    network.eval();
    try (NoGrad off = NoGrad.on()) {
      return network.apply(input).to(DType.FLOAT64).toDoubles();
    }
  }

  private static Value inUnits(Value answers, TrainedModel model) {
    FittedPreparation rows = model.preparation();
    return rows != null && rows.target() instanceof FittedTarget.Value target
        ? answers.to(DType.FLOAT64).mul(target.scale()).add(target.mean()).to(DType.FLOAT32)
        : answers;
  }

  private Value input(Graph graph, TrainedModel model) {
    FittedPreparation rows = model.rows();
    if (!networkOnly && rows != null) {
      return RowEncoding.encoded(graph, rows);
    }
    long[] shape = model.inputShape();
    if (networkOnly || shape.length != 3) {
      return graph.input(
          "x",
          DType.FLOAT32,
          LongStream.concat(LongStream.of(Graph.FREE), LongStream.of(shape)).toArray());
    }
    return image(graph, model);
  }

  private static Value image(Graph graph, TrainedModel model) {
    List<Transform> transforms = model.variant().data().transforms();
    List<Long> raw = model.variant().data().set().inputShape();
    ImageShape to =
        new ImageShape(raw.get(0).intValue(), raw.get(1).intValue(), raw.get(2).intValue());
    if (to.isVarying() || (to.channels() != 1 && to.channels() != 3)) {
      throw new OnnxException("the model learnt from images of shape " + raw
          + ", to which a picture cannot be fitted in ONNX: export the network alone, and give it"
          + " images that are made so");
    }
    Value x = ImageFitting.fitted(
        graph.input("image", DType.UINT8, Graph.FREE, Graph.FREE, Graph.FREE, 3),
        to,
        !transforms.isEmpty());
    for (Transform each : transforms) {
      x = transformed(x, each);
    }
    return x;
  }

  private static Value transformed(Value x, Transform by) {
    if (by instanceof Normalize normalize) {
      return normalized(x, normalize, (int) x.size(1));
    } else if (by instanceof CenterCrop crop
        && crop.height() <= x.size(2)
        && crop.width() <= x.size(3)) {
      return x.narrow(2, crop.top((int) x.size(2)), crop.height())
          .narrow(3, crop.left((int) x.size(3)), crop.width());
    }
    throw new OnnxException("the model's images are changed by " + by.getClass().getSimpleName()
        + ", which has no form in ONNX: export the network alone, and give it images that are"
        + " changed so");
  }

  private static Value normalized(Value x, Normalize by, int channels) {
    float[] mean = new float[channels];
    float[] std = new float[channels];
    for (int c = 0; c < channels; c++) {
      mean[c] = by.meanOf(c);
      std[c] = by.stdOf(c);
    }
    return x.sub(ofChannels(x.graph(), mean)).div(ofChannels(x.graph(), std));
  }

  private static Value ofChannels(Graph graph, float... values) {
    return graph.constant(Tensor.of(values, values.length, 1, 1));
  }
}
