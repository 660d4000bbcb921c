package org.ockham.lab.catalogue;

import java.util.Map;
import org.ockham.augment.Transform;
import org.ockham.data.Datasets;
import org.ockham.lab.callback.CallbackPlan;
import org.ockham.lab.layer.LayerPlan;
import org.ockham.lab.model.Architecture;
import org.ockham.lab.training.MetricPlan;
import org.ockham.lab.training.SamplingPlan;
import org.ockham.loss.Loss;
import org.ockham.optim.GradientClipping;
import org.ockham.optim.OptimizerConfig;
import org.ockham.regularize.BatchMix;
import org.ockham.regularize.WeightAverage;
import org.ockham.schedule.Schedule;
import org.ockham.search.pruner.Pruner;
import org.ockham.search.sampler.Sampler;
import org.ockham.train.Regularizer;

/**
 * A kind of thing that recipes name by a word. These are Ockham's; make another as they are made.
 *
 * @param name in one or two words, the singular
 * @param type what all of the kind are
 * @param words of settings that recipes call otherwise than the records do, by the component's name
 * @param <T> the same type
 */
public record Kind<T>(String name, Class<T> type, Map<String, String> words) {

  public static final Kind<OptimizerConfig> OPTIMIZER =
      new Kind<>("optimizer", OptimizerConfig.class, Map.of("rate", "lr"));
  public static final Kind<Schedule> SCHEDULE = of("schedule", Schedule.class);
  public static final Kind<Regularizer> REGULARIZER = of("regularizer", Regularizer.class);
  public static final Kind<GradientClipping> CLIPPING = of("clipping", GradientClipping.class);
  public static final Kind<Loss> LOSS = of("loss", Loss.class);
  public static final Kind<Architecture> MODEL =
      new Kind<>("model", Architecture.class, Map.of("className", "class"));
  public static final Kind<LayerPlan> LAYER = of("layer", LayerPlan.class);
  public static final Kind<Datasets.Listing> DATA_SET = of("data set", Datasets.Listing.class);
  public static final Kind<Transform> TRANSFORM = of("transform", Transform.class);
  public static final Kind<CallbackPlan> CALLBACK = of("callback", CallbackPlan.class);
  public static final Kind<WeightAverage.Config> AVERAGE =
      of("average", WeightAverage.Config.class);
  public static final Kind<MetricPlan> METRIC = of("metric", MetricPlan.class);
  public static final Kind<SamplingPlan> SAMPLING = of("sampling", SamplingPlan.class);
  public static final Kind<BatchMix> MIX = of("mix", BatchMix.class);
  public static final Kind<Sampler> SAMPLER = of("sampler", Sampler.class);
  public static final Kind<Pruner> PRUNER = of("pruner", Pruner.class);

  /** Without words of its own. */
  public static <T> Kind<T> of(String name, Class<T> type) {
    return new Kind<>(name, type, Map.of());
  }
}
