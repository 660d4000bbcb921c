package org.ockham.lab.onnx;

import org.ockham.augment.ImageShape;
import org.ockham.onnx.Graph;
import org.ockham.onnx.Value;
import org.ockham.tensor.DType;
import org.ockham.tensor.Tensor;

/** What {@link org.ockham.lab.Picture} does to an image of any size, in ONNX: along each axis a matrix whose entries follow from the size. */
final class ImageFitting {

  private static final DType DOUBLE = DType.FLOAT64;

  private final Graph graph;
  private final Value image;
  private final Value height;
  private final Value width;

  private ImageFitting(Value image) {
    this.graph = image.graph();
    this.image = image;
    Value sizes = image.op("Shape").shaped(4).typed(DType.INT64);
    height = sizes.narrow(0, 1, 1).squeeze(0);
    width = sizes.narrow(0, 2, 1).squeeze(0);
  }

  /**
   * Fits images.
   *
   * @param image bytes of red, green and blue: [n, height, width, 3]
   * @param to what the images of training were
   * @param rounded whether what comes out is rounded to bytes, as it is before transforms
   * @return numbers from 0 to 1: [n, channels, height, width]
   */
  static Value fitted(Value image, ImageShape to, boolean rounded) {
    ImageFitting fitting = new ImageFitting(image);
    return to.channels() == 1 ? fitting.strokes(to, rounded) : fitting.window(to);
  }

  /** Grey, inverted if the border is bright, in the middle, averaged over areas. */
  private Value strokes(ImageShape to, boolean rounded) {
    Value colours = image.to(DType.FLOAT32);
    Value luma = colours
        .matmul(graph.constant(Tensor.of(new float[] {299, 587, 114}, 3, 1)))
        .add(500)
        .div(1000);
    Value grey = luma.op("Floor").div(255).squeeze(3).to(DOUBLE);
    Value scale = size(width).div(to.width()).maximum(size(height).div(to.height()));
    Value down = overlaps(height, to.height(), scale);
    Value across = overlaps(width, to.width(), scale);
    Value border = border(grey);
    Value area = scale.mul(scale);
    Value means = along(along(grey, across).div(scale), down).div(scale);
    Value covered = down.sum(1).matmul(across.sum(1).transpose(0, 1)).div(area);
    Value values = means.add(border.mul(covered.neg().add(1))).to(DType.FLOAT32);
    Value turned = border.le(0.5).where(values, values.neg().add(1));
    Value bytes = turned.mul(255).add(0.5).op("Floor").div(255);
    return (rounded ? bytes : turned)
        .shaped(Graph.FREE, to.height(), to.width())
        .unsqueeze(1);
  }

  /** How much of each pixel lies within each of the result: [to, from]. */
  private Value overlaps(Value count, int to, Value scale) {
    Value begins = column(to).mul(scale).sub(scale.mul(to).sub(size(count)).div(2));
    Value pixels = pixels(count);
    Value overlap = pixels.add(1).minimum(begins.add(scale)).sub(pixels.maximum(begins));
    return overlap.maximum(graph.constant(0, DOUBLE)).shaped(to, Graph.FREE);
  }

  /** The mean of the outermost pixels of each image, in FLOAT32 as there, where half and a little more may be one: [n, 1, 1]. */
  private Value border(Value grey) {
    Value edges = outermost(height).unsqueeze(1).maximum(outermost(width));
    return grey.mul(edges).sum(1, 2).div(edges.sum(0, 1)).to(DType.FLOAT32).to(DOUBLE);
  }

  /** 1 for the first and the last pixel, 0 for those between. */
  private Value outermost(Value count) {
    Value pixels = pixels(count);
    Value fromEnd = size(count).sub(1).sub(pixels);
    return pixels.minimum(fromEnd).le(0).to(DOUBLE);
  }

  /** The largest window of these proportions in the middle, resized. */
  private Value window(ImageShape to) {
    Value planes = image.permute(0, 3, 1, 2).to(DOUBLE);
    Value scale = size(height).div(to.height()).minimum(size(width).div(to.width()));
    Value down = taps(height, to.height(), scale);
    Value across = taps(width, to.width(), scale);
    Value narrowed = along(planes, across).to(DType.FLOAT32).to(DOUBLE); // as it is there
    Value resized = along(narrowed, down).to(DType.FLOAT32);
    return resized.add(0.5).op("Floor").div(255).shaped(Graph.FREE, 3, to.height(), to.width());
  }

  /** With which weight each pixel is in each of the result, which averages those that become one: [to, from]. */
  private Value taps(Value count, int to, Value scale) {
    Value one = graph.constant(1, DOUBLE);
    Value side = scale.mul(to).add(0.5).op("Floor").maximum(one);
    Value first = size(count).sub(side).div(2).op("Round"); // halves to the even one
    Value step = side.div(to);
    Value stretch = step.maximum(one);
    Value centers = column(to).add(0.5).mul(step);
    Value places = pixels(count).sub(first);
    Value distance = places.add(0.5).sub(centers).div(stretch).abs();
    Value triangle = one.sub(distance).maximum(graph.constant(0, DOUBLE));
    Value inside = places
        .le(-0.5)
        .where(graph.constant(0, DOUBLE), one)
        .mul(places.sub(side).le(-0.5).where(one, graph.constant(0, DOUBLE)));
    Value weights = triangle.mul(inside).shaped(to, Graph.FREE);
    return weights.div(weights.sum(1)).to(DType.FLOAT32).to(DOUBLE);
  }

  /**
   * The rows' pixels made fewer by these weights, and rows and columns changed: twice, and both are done. Images stand first in the product,
   * for there may be none. Between the two something must be computed: of a transposition with a product after it the runtime makes one
   * operator, which takes no empty batch.
   */
  private static Value along(Value planes, Value weights) {
    return planes.matmul(weights.transpose(0, 1)).transpose(-2, -1);
  }

  private static Value size(Value count) {
    return count.to(DOUBLE);
  }

  /** The pixels' places: [from]. */
  private Value pixels(Value count) {
    return graph
        .constant(0, DType.INT64)
        .op("Range", count, graph.constant(1, DType.INT64))
        .shaped(Graph.FREE)
        .to(DOUBLE);
  }

  /** The result's places: [to, 1]. */
  private Value column(int to) {
    return graph.constant(Tensor.arange(to).to(DOUBLE).unsqueeze(1), DOUBLE);
  }
}
