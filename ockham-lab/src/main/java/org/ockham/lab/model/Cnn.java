package org.ockham.lab.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.ockham.check.Check;
import org.ockham.nn.BatchNorm2d;
import org.ockham.nn.Conv2d;
import org.ockham.nn.GroupNorm;
import org.ockham.nn.Layer;
import org.ockham.nn.MaxPool2d;
import org.ockham.nn.Sequential;

/**
 * Convolutions conv1, conv2 …, each with a norm if there is to be one, an activation and a max pooling after it, and then a multi-layer perceptron: LeNet's plan
 * (LeCun, Bottou, Bengio, Haffner 1998, <a href="https://doi.org/10.1109/5.726791">Gradient-based learning applied to document
 * recognition</a>). With its defaults the network of <a
 * href="https://docs.pytorch.org/tutorials/beginner/blitz/cifar10_tutorial.html">PyTorch's tutorial</a>, with 16 and 32
 * channels in place of 6 and 16.
 *
 * @param channels what comes out of each convolution; default 16, 32
 * @param kernel rows and columns of a convolution's window; default 5
 * @param padding zeros around what goes into a convolution; default 0
 * @param pool rows and columns that become one after each convolution; 1 for no pooling, default 2
 * @param hidden the widths of the hidden linear layers; default 120, 84
 * @param activation after each convolution and hidden linear layer; default relu
 * @param norm of what comes out of each of them: a batch norm of each channel or unit, or a layer norm of each sample; default none
 * @param normMomentum the share of the new batch in the running statistics of a batch norm
 * @param normAffine whether the norm learns a scale and a shift
 * @param dropout the probability with which a hidden unit of the linear layers is dropped; 0 for no dropout
 * @param dropoutPlace where the dropping happens
 */
public record Cnn(
    List<Integer> channels,
    int kernel,
    int padding,
    int pool,
    List<Integer> hidden,
    Mlp.Activation activation,
    Mlp.Norm norm,
    double normMomentum,
    boolean normAffine,
    double dropout,
    Mlp.DropoutPlace dropoutPlace)
    implements Architecture {

  private static final int WIDEST = 1 << 14;
  private static final int DEEPEST = 20;

  public Cnn {
    channels = List.copyOf(channels);
    hidden = List.copyOf(hidden);
    if (channels.isEmpty() || channels.size() > DEEPEST) {
      throw new IllegalArgumentException(
          "channels has " + channels.size() + " convolutions, but there must be 1 to " + DEEPEST);
    }
    channels.forEach(width -> Check.between("channels", width, 1, WIDEST));
    Check.between("kernel", kernel, 1, 1000);
    Check.between("padding", padding, 0, 1000);
    Check.between("pool", pool, 1, 1000);
    new Mlp(hidden, activation, norm, normMomentum, normAffine, dropout, dropoutPlace); // judges
  }

  /** With convolutions of so many channels, and nothing besides its defaults. */
  public static Cnn of(Integer... channels) {
    Mlp head = Mlp.of(120, 84);
    return new Cnn(
        List.of(channels),
        5,
        0,
        2,
        head.hidden(),
        head.activation(),
        head.norm(),
        head.normMomentum(),
        head.normAffine(),
        head.dropout(),
        head.dropoutPlace());
  }

  private Mlp head() {
    return new Mlp(hidden, activation, norm, normMomentum, normAffine, dropout, dropoutPlace);
  }

  @Override
  public Layer build(long[] inputShape, int outputs) {
    Map<String, Layer> layers = new LinkedHashMap<>();
    long in = inputShape[0];
    for (int i = 1; i <= channels.size(); i++) {
      int out = channels.get(i - 1);
      layers.put("conv" + i, Conv2d.of(in, out, kernel).padding(padding).build());
      switch (norm) {
        case NONE -> {}
        case BATCH ->
          layers.put(
              "convNorm" + i,
              BatchNorm2d.of(out).momentum(normMomentum).affine(normAffine).build());
        case LAYER ->
          layers.put("convNorm" + i, GroupNorm.of(1, out).affine(normAffine).build());
      }
      layers.put("convAct" + i, activation.layer());
      if (pool > 1) {
        layers.put("pool" + i, new MaxPool2d(pool));
      }
      in = out;
    }
    layers.putAll(head().layers(features(inputShape), outputs));
    return new Sequential(layers);
  }

  /** The shape that comes out of the convolutions. */
  private long[] features(long[] inputShape) {
    if (inputShape.length != 3) {
      throw new IllegalArgumentException("model is a cnn, which takes images, but an input has the"
          + " shape " + LongStream.of(inputShape).boxed().toList() + ": take an mlp");
    }
    long[] shape = {channels.get(channels.size() - 1), inputShape[1], inputShape[2]};
    for (int i = 1; i <= channels.size(); i++) {
      for (int side = 1; side <= 2; side++) {
        long before = shape[side];
        shape[side] = (before + 2L * padding - kernel + 1) / pool;
        if (before + 2L * padding < kernel || shape[side] < 1) {
          throw new IllegalArgumentException(
              "model is a cnn whose convolution " + i + " with a window of " + kernel + ", padding "
                  + padding + " and pooling " + pool + " leaves nothing of " + before
                  + " rows or columns: take a smaller kernel or pool, more padding, or fewer convolutions");
        }
      }
    }
    return shape;
  }

  /** {@code 3x32x32-16c5-32c5-120-84-10}. */
  @Override
  public String sizes(long[] inputShape, int outputs) {
    features(inputShape);
    return LongStream.of(inputShape).mapToObj(Long::toString).collect(Collectors.joining("x"))
        + channels.stream().map(out -> "-" + out + "c" + kernel).collect(Collectors.joining())
        + hidden.stream().map(width -> "-" + width).collect(Collectors.joining())
        + "-" + outputs;
  }
}
