package org.ockham.lab.exercise;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.DoubleStream;
import org.ockham.data.Batch;
import org.ockham.data.Dataset;
import org.ockham.data.Epoch;
import org.ockham.data.Loader;
import org.ockham.lab.picture.Grid;
import org.ockham.lab.picture.PlanePanel;
import org.ockham.lab.picture.Trace;
import org.ockham.nn.Layer;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;
import org.ockham.tensor.Threads;

/** Points of the plane of two classes. */
final class PlanePoints {

  private static final int SIDE = 160;

  /** How much of the plane is drawn around them, as a part of theirs. */
  private static final double MARGIN = 0.08;

  private final double[] x1;
  private final double[] x2;
  private final int[] y;

  /** @param y −1 for a point of the first class, 1 for one of the second */
  PlanePoints(double[] x1, double[] x2, int[] y) {
    this.x1 = x1.clone();
    this.x2 = x2.clone();
    this.y = y.clone();
  }

  /** All samples of a data set, in its order. */
  static PlanePoints of(Dataset set) {
    try (Scope scope = Scope.open();
        Epoch epoch = Loader.over(set).batch(set.size()).epoch(0)) {
      Batch batch = epoch.next();
      float[] inputs = batch.input().toFloats();
      long[] labels = batch.target().toLongs();
      double[] x1 = new double[labels.length];
      double[] x2 = new double[labels.length];
      int[] y = new int[labels.length];
      for (int i = 0; i < labels.length; i++) {
        x1[i] = inputs[2 * i];
        x2[i] = inputs[2 * i + 1];
        y[i] = labels[i] == 0 ? -1 : 1;
      }
      return new PlanePoints(x1, x2, y);
    }
  }

  int size() {
    return y.length;
  }

  /** The first coordinate of a point. */
  double x1(int i) {
    return x1[i];
  }

  /** The second. */
  double x2(int i) {
    return x2[i];
  }

  /** −1 for the first class, 1 for the second. */
  int y(int i) {
    return y[i];
  }

  /** What a function decides, and the points. */
  PlanePanel panel(String title, DoubleBinaryOperator function) {
    return withPoints(
        title, Grid.of(least(x1), greatest(x1), least(x2), greatest(x2), SIDE, function));
  }

  /** What a network of two outputs decides, and the points. */
  PlanePanel panel(String title, Layer network) {
    float[] places = Grid.places(least(x1), greatest(x1), least(x2), greatest(x2), SIDE);
    List<Double> leads = new ArrayList<>();
    for (double lead : leads(network, places)) {
      leads.add(lead);
    }
    return withPoints(
        title, new Grid(least(x1), greatest(x1), least(x2), greatest(x2), SIDE, leads));
  }

  private PlanePanel withPoints(String title, Grid grid) {
    return PlanePanel.decision(title, grid).points(ofClass(-1)).points(ofClass(1));
  }

  /**
   * By how much the second output leads at each place, which is what the network decides by.
   *
   * @param places coordinates, two a place
   */
  static double[] leads(Layer network, float[] places) {
    return Threads.computing(() -> {
      try (Scope scope = Scope.open();
          NoGrad off = NoGrad.on()) {
        Tensor outputs = network.apply(Tensor.of(places, places.length / 2, 2));
        return outputs.select(1, 1).sub(outputs.select(1, 0)).toDoubles();
      }
    });
  }

  private Trace ofClass(int which) {
    List<Double> across = new ArrayList<>();
    List<Double> up = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      if (y[i] == which) {
        across.add(x1[i]);
        up.add(x2[i]);
      }
    }
    return new Trace(which < 0 ? "class 0" : "class 1", across, up);
  }

  private static double least(double[] values) {
    double least = DoubleStream.of(values).min().orElse(-1);
    return least - MARGIN * (DoubleStream.of(values).max().orElse(1) - least);
  }

  private static double greatest(double[] values) {
    double greatest = DoubleStream.of(values).max().orElse(1);
    return greatest + MARGIN * (greatest - DoubleStream.of(values).min().orElse(-1));
  }
}
