package org.ockham.lab.exercise;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.picture.Figure;
import org.ockham.lab.picture.LinePanel;
import org.ockham.lab.picture.Trace;
import org.ockham.nn.BatchNorm1d;
import org.ockham.nn.BatchNorm2d;
import org.ockham.nn.Fan;
import org.ockham.nn.Gain;
import org.ockham.nn.GroupNorm;
import org.ockham.nn.Init;
import org.ockham.nn.InstanceNorm2d;
import org.ockham.nn.Layer;
import org.ockham.nn.LayerNorm;
import org.ockham.nn.Linear;
import org.ockham.nn.ReLU;
import org.ockham.nn.Sequential;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;
import org.ockham.tensor.Threads;

/**
 * What four norms do to one batch of images, axis by axis; and what norms make of inputs that are not distributed as those that a
 * network knows.
 *
 * <p>Each norm brings mean 0 and deviation 1 along axes of its own: a batch norm in each channel over all images, a layer norm in each
 * image over all channels, as a group norm of one group does, an instance norm in each channel of each image.
 */
final class Normalizers implements Exercise {

  private static final int IMAGES = 4;
  private static final int CHANNELS = 3;
  private static final int SIDE = 224;

  private static final int DEPTH = 8;
  private static final int WIDTH = 100;
  private static final int SAMPLES = 500;

  /** Means and deviations are taken along these axes, of which the others are left. */
  private enum Axes {
    CHANNEL("in each channel"),
    IMAGE("in each image"),
    CHANNEL_OF_IMAGE("in each channel of each image");

    private final String words;

    Axes(String words) {
      this.words = words;
    }

    private int[] over() {
      return switch (this) {
        case CHANNEL -> new int[] {0, 2, 3};
        case IMAGE -> new int[] {1, 2, 3};
        case CHANNEL_OF_IMAGE -> new int[] {2, 3};
      };
    }

    /** How far the means are from 0 at most, and the deviations from 1. */
    double[] distances(Tensor x) {
      double mean = x.mean(over()).abs().max().item();
      double deviation = x.std(0, false, over()).sub(1).abs().max().item();
      return new double[] {mean, deviation};
    }

    String described(Tensor x) {
      Tensor means = x.mean(over());
      Tensor deviations = x.std(0, false, over());
      return range(means) + " / " + range(deviations);
    }

    private static String range(Tensor values) {
      String least = rounded(values.min().item());
      String greatest = rounded(values.max().item());
      return least.equals(greatest) ? least : least + " … " + greatest;
    }

    private static String rounded(double value) {
      return String.format(Locale.ROOT, "%.2f", value + 0.0).replace("-0.00", "0.00");
    }
  }

  @Override
  public String name() {
    return "normalizers";
  }

  @Override
  public String about() {
    return "what four norms do to a batch along each axis, and to inputs of another distribution";
  }

  @Override
  public Finding run(Setting setting) {
    Notebook notes = new Notebook(
        this,
        setting,
        "mean / deviation",
        Axes.CHANNEL.words,
        Axes.IMAGE.words,
        Axes.CHANNEL_OF_IMAGE.words);
    Threads.computing(() -> {
      axes(notes);
      return null;
    });
    LinePanel panel = Threads.computing(() -> shift(notes));
    notes.picture(
        name(),
        Figure.of("Brighter inputs, richer in contrast, on their way through a network")
            .size(760, 420)
            .panel(panel));
    return notes.finding();
  }

  private static void axes(Notebook notes) {
    Map<String, Layer> norms = new LinkedHashMap<>();
    norms.put("BatchNorm2d(3)", new BatchNorm2d(CHANNELS));
    norms.put("LayerNorm([3, 224, 224])", new LayerNorm(CHANNELS, SIDE, SIDE));
    norms.put("InstanceNorm2d(3)", new InstanceNorm2d(CHANNELS));
    norms.put("GroupNorm(1, 3)", new GroupNorm(1, CHANNELS));
    Map<String, Axes> own = Map.of(
        "BatchNorm2d(3)", Axes.CHANNEL,
        "LayerNorm([3, 224, 224])", Axes.IMAGE,
        "InstanceNorm2d(3)", Axes.CHANNEL_OF_IMAGE,
        "GroupNorm(1, 3)", Axes.IMAGE);
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      Tensor images = images();
      row(notes, "before", images);
      norms.forEach((name, norm) -> {
        Tensor after = norm.initialize(0).apply(images);
        row(notes, name, after);
        for (Axes axes : Axes.values()) {
          double[] distances = axes.distances(after);
          boolean isNormal = distances[0] < 1e-3 && distances[1] < 1e-3;
          // What is normal in each channel of each image is so in sums of them, too.
          boolean expected = axes == own.get(name) || own.get(name) == Axes.CHANNEL_OF_IMAGE;
          notes.check(
              name + ": mean and deviation " + axes.words,
              expected ? "0 and 1" : "not all 0 and 1",
              axes.described(after),
              isNormal == expected);
        }
      });
    }
  }

  private static void row(Notebook notes, String name, Tensor x) {
    notes.row(
        name,
        Axes.CHANNEL.described(x),
        Axes.IMAGE.described(x),
        Axes.CHANNEL_OF_IMAGE.described(x));
  }

  /** A batch whose images and channels differ in brightness and in contrast. */
  private static Tensor images() {
    Tensor noise =
        Tensor.randn(RandomKey.of(0).fold("images").generator(), IMAGES, CHANNELS, SIDE, SIDE);
    Tensor contrast = Tensor.of(new float[] {1, 2, 4}, 1, CHANNELS, 1, 1)
        .mul(Tensor.of(new float[] {0.5f, 1, 1.5f, 2}, IMAGES, 1, 1, 1));
    Tensor brightness = Tensor.of(new float[] {-1, 0, 3}, 1, CHANNELS, 1, 1)
        .add(Tensor.of(new float[] {0, 1, 2, 5}, IMAGES, 1, 1, 1));
    return noise.mul(contrast).add(brightness);
  }

  /** Through networks without and with norms go inputs as they know them, and others: by how much more do these vary in each layer? */
  private static LinePanel shift(Notebook notes) {
    Layer plain = network(layer -> null);
    Layer layers = network(layer -> new LayerNorm(WIDTH));
    Layer batch = network(layer -> BatchNorm1d.of(WIDTH).momentum(1.0).build());
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      Tensor known = Tensor.randn(RandomKey.of(1).fold("known").generator(), SAMPLES, WIDTH);
      Tensor other = Tensor.randn(RandomKey.of(1).fold("other").generator(), SAMPLES, WIDTH)
          .mul(3)
          .add(2);
      Trace without = ratios("no norm", plain, known, other);
      Trace layer = ratios("layer norm", layers, known, other);
      Trace training = ratios("batch norm in training", batch, known, other);
      // What it keeps is what it saw last, the known ones: its momentum is 1.
      batch.eval();
      Trace after = ratios("batch norm after training", batch, known, other);
      passesOn(notes, without, true);
      passesOn(notes, layer, false);
      passesOn(notes, training, false);
      passesOn(notes, after, true);
      return LinePanel.of("", "layer", "deviation for other inputs / for known ones")
          .line(without)
          .line(layer)
          .line(training)
          .line(after);
    }
  }

  private static void passesOn(Notebook notes, Trace ratios, boolean expected) {
    double last = ratios.y().get(DEPTH - 1);
    String what =
        "deviation in the last layer for other inputs, by that for known ones: " + ratios.name();
    if (expected) {
      notes.atLeast(what, 2, last);
    } else {
      notes.near(what, 1, last, 0.1);
    }
  }

  private static Trace ratios(String name, Layer network, Tensor known, Tensor other) {
    double[] ratios = deviations(network, other);
    double[] usual = deviations(network, known); // the last that a batch norm in training sees
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] /= usual[i];
    }
    return Trace.of(name, 1, ratios);
  }

  /** The deviation of what each activation gives. */
  private static double[] deviations(Layer network, Tensor x) {
    List<Double> deviations = new ArrayList<>();
    Tensor at = x;
    for (Layer layer : network.children().values()) {
      at = layer.apply(at);
      if (layer instanceof ReLU) {
        deviations.add(at.std().item());
      }
    }
    return deviations.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static Layer network(IntFunction<@Nullable Layer> norm) {
    Map<String, Layer> layers = new LinkedHashMap<>();
    for (int i = 1; i <= DEPTH; i++) {
      layers.put("fc" + i, new Linear(WIDTH, WIDTH));
      Layer between = norm.apply(i);
      if (between != null) {
        layers.put("norm" + i, between);
      }
      layers.put("act" + i, new ReLU());
    }
    Layer network = new Sequential(layers);
    network.parameters().forEach((name, parameter) -> {
      if (name.startsWith("fc")) {
        parameter.init(
            parameter.dimensions() == 2 ? Init.kaimingNormal(Fan.IN, Gain.RELU) : Init.zeros());
      }
    });
    return network.initialize(0);
  }
}
