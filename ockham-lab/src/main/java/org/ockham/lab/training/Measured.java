package org.ockham.lab.training;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ockham.metric.Metric;
import org.ockham.nn.Layer;
import org.ockham.train.ModuleWrapper;
import org.ockham.train.TrainingModule;

/**
 * A module that is measured by more metrics than its own. Of two that have one name the further one counts, whose settings were asked for.
 *
 * @param module what is trained
 * @param more further metrics
 */
public record Measured(TrainingModule module, Collection<MetricPlan> more)
    implements ModuleWrapper {

  @Override
  public Measured withNetwork(Layer network) {
    return new Measured(module.withNetwork(network), more);
  }

  @Override
  public List<Metric> metrics() {
    Map<String, Metric> byName = new LinkedHashMap<>();
    Stream.concat(module.metrics().stream(), more.stream().map(MetricPlan::metric))
        .forEach(metric -> byName.put(metric.name(), metric));
    return List.copyOf(byName.values());
  }
}
