package org.ockham.lab.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ockham.nn.Layer;
import org.ockham.nn.Sequential;
import org.ockham.tensor.EngineException;

/**
 * Layers one after the other, each made for the shape that the one before gives: {@link Sequential}.
 *
 * @param layers at least one
 */
public record Stacked(List<NamedLayer> layers) implements LayerPlan {

  private static final int LONGEST = 1000;

  /** Why one of the layers cannot be. */
  private static final class Misfit extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private Misfit(String message, Throwable cause) {
      super(message, cause);
    }
  }

  public Stacked {
    layers = List.copyOf(layers);
    if (layers.isEmpty() || layers.size() > LONGEST) {
      throw new IllegalArgumentException(
          "layers has " + layers.size() + " layers, but there must be 1 to " + LONGEST);
    }
    Set<String> names = new HashSet<>();
    for (int place = 0; place < layers.size(); place++) {
      String name = name(layers, place);
      if (!names.add(name)) {
        throw new IllegalArgumentException(
            "layers has two layers of the name " + name + ": give one of them another");
      }
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if a layer does not take what arrives; the message begins with {@code layers}, a dot and its place
   */
  @Override
  public Sequential build(long[] input, int outputs) {
    return build("layers", layers, input, outputs);
  }

  /** The shapes of a sample after each of the layers, tried once for each layer and what arrives. */
  public List<long[]> shapes(long[] input, int outputs) {
    return shapes("layers", layers, input, outputs);
  }

  static Sequential build(String key, List<NamedLayer> layers, long[] input, int outputs) {
    List<long[]> after = shapes(key, layers, input, outputs);
    Map<String, Layer> built = new LinkedHashMap<>();
    for (int place = 0; place < layers.size(); place++) {
      long[] arriving = place == 0 ? input : after.get(place - 1);
      built.put(name(layers, place), layers.get(place).layer().build(arriving, outputs));
    }
    return new Sequential(built);
  }

  private static List<long[]> shapes(
      String key, List<NamedLayer> layers, long[] input, int outputs) {
    List<long[]> after = new ArrayList<>();
    long[] shape = input;
    for (int place = 0; place < layers.size(); place++) {
      LayerPlan layer = layers.get(place).layer();
      long[] arriving = shape;
      try {
        shape = KnownShapes.of(layer, arriving, outputs);
      } catch (Misfit e) {
        throw new Misfit(key + "." + place + "." + e.getMessage(), e);
      } catch (IllegalArgumentException | EngineException e) {
        throw new Misfit(
            key + "." + place + " cannot stand where samples of shape " + Arrays.toString(arriving)
                + " arrive: " + e.getMessage(),
            e);
      }
      after.add(shape);
    }
    return after;
  }

  private static String name(List<NamedLayer> layers, int place) {
    String name = layers.get(place).name();
    return name == null ? Integer.toString(place) : name;
  }
}
