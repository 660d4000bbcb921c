package org.ockham.optim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.ockham.nn.Layer;
import org.ockham.nn.Parameter;
import org.ockham.nn.Selection;
import org.ockham.tensor.Tensor;

/**
 * An optimiser for each part of a network, which step on their own: for parts that are trained against each other, such as the generator
 * and the discriminator of a GAN.
 *
 * <pre>{@code
 * Optimizers optimizers = Optimizers.of(Map.of("generator", Adam.rate(1e-4), "discriminator", Adam.rate(4e-4))).over(network);
 * optimizers.zeroGrad();
 * loss.backward();
 * optimizers.of("generator").step();
 * }</pre>
 *
 * For what looks at rates and memory they are one: {@link #groups} has those of all parts, in the order of their names, {@link #state} is
 * by the parameters' full names, and a schedule over it changes all rates, each from its own initial one.
 */
public final class Optimizers extends Optimizer {

  /**
   * Which optimiser for which part.
   *
   * @param parts by the part's path in the network: the name of a child; sorted by it
   */
  public record Config(Map<String, OptimizerConfig> parts) implements OptimizerConfig {

    private static final String REFUSAL = "a part of a network with an optimiser that evaluates the"
        + " loss itself: who trains parts calls it after going backward; take another for the part";

    public Config {
      SortedMap<String, OptimizerConfig> sorted = new TreeMap<>(parts);
      if (sorted.isEmpty()) {
        throw new IllegalArgumentException(
            "optimisers of no part: name at least one part of the network");
      }
      sorted.values().forEach(config -> GradientConfig.require(config, REFUSAL));
      parts = Collections.unmodifiableMap(sorted);
    }

    /** The first part's. */
    @Override
    public double rate() {
      return parts.values().iterator().next().rate();
    }

    /**
     * Over the parameters below each part's path. What is below none is not trained.
     *
     * @throws IllegalArgumentException if there is nothing below one, or one parameter is below two
     */
    @Override
    public Optimizers over(Map<String, Parameter> parameters) {
      Map<String, GradientOptimizer> optimizers = new LinkedHashMap<>();
      Map<Parameter, String> owners = new LinkedHashMap<>();
      parts.forEach((part, config) -> {
        Map<String, Parameter> own = Selection.named(part + ".*").of(parameters);
        if (own.isEmpty()) {
          throw new IllegalArgumentException("there is an optimiser for '" + part
              + "', but the network has no parameters below that; there are "
              + parameters.keySet());
        }
        own.forEach((name, parameter) -> {
          String other = owners.put(parameter, part);
          if (other != null) {
            throw new IllegalArgumentException("the parameter '" + name + "' is below '" + other
                + "' and '" + part + "': one of both can have an optimiser");
          }
        });
        optimizers.put(part, GradientConfig.require(config, REFUSAL).over(own));
      });
      return new Optimizers(optimizers);
    }

    @Override
    public Optimizers over(Layer network) {
      return over(network.parameters());
    }
  }

  private final Map<String, GradientOptimizer> parts;

  private Optimizers(Map<String, GradientOptimizer> parts) {
    this.parts = parts;
  }

  /** These optimisers, by the paths of the parts that they are for. */
  public static Config of(Map<String, OptimizerConfig> parts) {
    return new Config(parts);
  }

  /**
   * That of a part.
   *
   * @throws IllegalArgumentException if there is none
   */
  public GradientOptimizer of(String part) {
    GradientOptimizer optimizer = parts.get(part);
    if (optimizer == null) {
      throw new IllegalArgumentException(
          "there is no optimiser for '" + part + "'; there are those for " + parts.keySet());
    }
    return optimizer;
  }

  /** Not possible: which part is to step? */
  @Override
  public double step(Supplier<Tensor> closure) {
    throw new UnsupportedOperationException(
        "optimisers of parts do not step together: step of(part), one of " + parts.keySet());
  }

  @Override
  public List<ParameterGroup> groups() {
    List<ParameterGroup> groups = new ArrayList<>();
    parts.values().forEach(optimizer -> groups.addAll(optimizer.groups()));
    return groups;
  }

  /** Not possible: to which part? */
  @Override
  public void addGroup(OptimizerConfig config, Map<String, Parameter> parameters) {
    throw new UnsupportedOperationException(
        "a group is added to the optimiser of a part: to of(part), one of " + parts.keySet());
  }

  @Override
  protected Map<String, Tensor> slots() {
    Map<String, Tensor> slots = new LinkedHashMap<>();
    parts.values().forEach(optimizer -> slots.putAll(optimizer.slots()));
    return slots;
  }

  @Override
  protected void take(Map<String, Tensor> saved) {
    parts.values().forEach(optimizer -> optimizer.take(saved));
  }
}
