package org.ockham.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ockham.data.DataModule;
import org.ockham.data.Glyphs;
import org.ockham.nn.BatchNorm1d;
import org.ockham.nn.Dropout;
import org.ockham.nn.Flatten;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.nn.ReLU;
import org.ockham.nn.Sequential;

/** Small data and small networks for the tests of the trainer. */
public final class Toys {

  private Toys() {}

  public static DataModule digits() {
    return Glyphs.standard().first(400, 100).split(0.75, 0.25, 1);
  }

  /** With everything that draws or remembers: batch norm and dropout. */
  public static Layer network() {
    Map<String, Layer> layers = new LinkedHashMap<>();
    layers.put("flatten", new Flatten());
    layers.put("fc1", new Linear(784, 32));
    layers.put("norm1", new BatchNorm1d(32));
    layers.put("relu1", new ReLU());
    layers.put("drop1", new Dropout(0.2));
    layers.put("fc2", new Linear(32, 10));
    return new Sequential(layers);
  }
}
