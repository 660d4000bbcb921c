package org.ockham.lab.recipe;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ockham.data.DataModule;
import org.ockham.data.NamedSet;
import org.ockham.data.table.TableData;
import org.ockham.file.Excerpt;
import org.ockham.lab.callback.CallbackPlan;
import org.ockham.lab.catalogue.Catalogue;
import org.ockham.lab.catalogue.Component;
import org.ockham.lab.catalogue.Spelling;
import org.ockham.lab.model.Architecture;
import org.ockham.lab.model.Mlp;
import org.ockham.lab.training.Measured;
import org.ockham.lab.training.MetricPlan;
import org.ockham.lab.training.Penalised;
import org.ockham.lab.training.SamplingPlan;
import org.ockham.loss.BceLoss;
import org.ockham.loss.CrossEntropyLoss;
import org.ockham.loss.Loss;
import org.ockham.loss.Reduced;
import org.ockham.nn.Layer;
import org.ockham.optim.Adam;
import org.ockham.optim.GradientClipping;
import org.ockham.optim.OptimizerConfig;
import org.ockham.regularize.BatchMix;
import org.ockham.regularize.GradientPenalty;
import org.ockham.regularize.Mixing;
import org.ockham.regularize.WeightAverage;
import org.ockham.tensor.Reduction;
import org.ockham.train.RateSchedule;
import org.ockham.train.Regularizer;
import org.ockham.train.TrainingModule;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Complete settings: a recipe with one variant's changes applied. Together with a seed it determines a run.
 *
 * @param recipe the recipe's name
 * @param name the variant's name
 * @param about what the recipe is for
 * @param data which data
 * @param model which network
 * @param optimizer how it learns
 * @param train for how long
 * @param schedule how its rate changes, if it does
 * @param regularizers what keeps it simple, by the names that the recipe gives them
 * @param clipping how gradients are bounded, if they are
 * @param loss what is minimised; default that of the {@linkplain Task#loss task}
 * @param callbacks who looks on, by the names that the recipe gives them
 * @param average how the weights are averaged that are validated and kept, if they are
 * @param metrics what training, validation and test are measured by besides the task's own, by the names that the recipe gives them
 * @param sampling which samples an epoch reads, if not all in a new order
 * @param mix how the samples of a batch are mixed, if they are
 * @param gradientPenalty what the slope of the outputs in the input costs, if anything
 * @param asked the task that the recipe names, as {@code task}; null for what the data {@linkplain DataPlan#asks asks for}
 */
public record Variant(
    String recipe,
    String name,
    String about,
    DataPlan data,
    Architecture model,
    OptimizerConfig optimizer,
    TrainingPlan train,
    @Nullable SchedulePlan schedule,
    Map<String, Regularizer> regularizers,
    @Nullable GradientClipping clipping,
    Loss loss,
    Map<String, CallbackPlan> callbacks,
    WeightAverage.@Nullable Config average,
    Map<String, MetricPlan> metrics,
    @Nullable SamplingPlan sampling,
    @Nullable BatchMix mix,
    @Nullable GradientPenalty gradientPenalty,
    @Nullable Task asked) {

  private static final Component<GradientPenalty> GRADIENT_PENALTY =
      Catalogue.standard().part(GradientPenalty.of(1)).requires("lambda");

  static final Component<Variant> COMPONENT = Catalogue.standard()
      .part(
          new Variant(
              "",
              "",
              "",
              new DataPlan("glyphs", 0.8, 0.2, 0, 0),
              Mlp.of(),
              Adam.rate(1e-3),
              new TrainingPlan(1, 64, 1, "val/accuracy")),
          Map.of("asked", "task"))
      .hides("recipe", "name", "about")
      .requires("data", "model", "optimizer", "train")
      .part("data", DataPlan.COMPONENT)
      .part("train", TrainingPlan.COMPONENT)
      .part("schedule", SchedulePlan.COMPONENT)
      .part("gradientPenalty", GRADIENT_PENALTY)
      .derives("loss", variant -> variant.task().loss())
      .idle("loss", variant -> variant.loss.equals(variant.task().loss()));

  public Variant {
    Task known = data.asks();
    if (asked != null && known != null && asked != known) {
      throw new IllegalArgumentException("asked is " + asked.word() + ", but " + data.name()
          + " asks for " + known.word() + ": leave task out, or take other data");
    }
    Task task = asked == null ? known : asked;
    if (task == null) {
      throw new IllegalArgumentException(
          "asked must be given, for the target of a table may be a number or a class: regression or classification");
    }
    asked = known == null ? task : null; // said by the data
    data = data.as(task);
    if (train.select().equals(TrainingPlan.AUTO)) {
      train = train.selecting(task.select());
    }
    checkMeasured("train.select", train.select(), tags(task, data, metrics, "val"));
    regularizers = Collections.unmodifiableMap(new LinkedHashMap<>(regularizers));
    callbacks = Collections.unmodifiableMap(new LinkedHashMap<>(callbacks));
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    if (mix != null && task != Task.CLASSIFICATION) {
      throw new IllegalArgumentException(
          "mix is for one of several classes, but the task is " + task.word() + ": leave it out");
    }
    if (loss instanceof Reduced reduced && reduced.reduction() == Reduction.NONE) {
      throw new IllegalArgumentException(
          "loss.reduction is none, but training minimises one number: take mean or sum");
    }
    if (loss instanceof BceLoss && task == Task.MULTILABEL) {
      throw new IllegalArgumentException(
          "loss is bce, which takes probabilities, but what labels are measured by is before the sigmoid: take"
              + " bce-with-logits, and leave the last sigmoid out of the model");
    }
    checkNames(metrics);
    if (!data.isFile()) {
      model.sizes(data.inputShape(), data.outputs()); // refuses data that it cannot take
    }
  }

  /** With a constant rate, the loss of what the data asks for, and nothing that the other settings do not say. */
  public Variant(
      String recipe,
      String name,
      String about,
      DataPlan data,
      Architecture model,
      OptimizerConfig optimizer,
      TrainingPlan train) {
    this(
        recipe,
        name,
        about,
        data,
        model,
        optimizer,
        train,
        null,
        Map.of(),
        null,
        data.asks() == null ? new CrossEntropyLoss() : data.asks().loss(),
        Map.of(),
        null,
        Map.of(),
        null,
        null,
        null,
        null);
  }

  private static void checkNames(Map<String, MetricPlan> metrics) {
    Map<String, String> keys = new HashMap<>();
    metrics.forEach((key, plan) -> {
      String other = keys.putIfAbsent(plan.metric().name(), key);
      if (other != null) {
        throw new IllegalArgumentException("metrics." + other + " and metrics." + key
            + " both measure " + plan.metric().name() + ", but only one can: leave the other out");
      }
    });
  }

  /** Refuses a metric that networks cannot be chosen by. */
  void checkMeasured(String name, String metric) {
    checkMeasured(name, metric, tags("val"));
  }

  private static void checkMeasured(String name, String metric, List<String> measured) {
    if (!measured.contains(metric)) {
      throw new IllegalArgumentException(name + " is '" + Excerpt.of(metric)
          + "', but must be one of " + String.join(", ", measured)
          + Spelling.hint(metric, measured));
    }
  }

  private static final JsonMapper JSON = new JsonMapper();

  /** What is asked of its network. */
  public Task task() {
    Task known = asked == null ? data.asks() : asked;
    return Objects.requireNonNull(known, "the constructor refuses data without");
  }

  /** What a run of it measures of a stage ({@code val}, {@code test}): the headline first, the loss last. */
  public List<String> tags(String stage) {
    return tags(task(), data, metrics, stage);
  }

  private static List<String> tags(
      Task task, DataPlan data, Map<String, MetricPlan> metrics, String stage) {
    String loss = stage + "/loss";
    return Stream.of(
            task.tags(stage, data.labels()).stream().filter(tag -> !tag.equals(loss)),
            metrics.values().stream().map(plan -> stage + "/" + plan.metric().name()),
            Stream.of(loss))
        .flatMap(tags -> tags)
        .distinct()
        .toList();
  }

  /** The tag of what its task is judged by: {@code test/accuracy} of {@code test}. */
  public String headline(String stage) {
    return task().headline().tag(stage);
  }

  /** The network for its data, without values yet. */
  public Layer network() {
    return model.build(data.inputShape(), data.outputs());
  }

  /** The network for these parts of its data: a table has as many inputs as its training part's encoding makes. */
  public Layer network(DataModule parts) {
    return parts instanceof TableData table
        ? model.build(table.train().inputShape(), DataPlan.outputs(table.train().targets()))
        : network();
  }

  /**
   * A module with what it is measured by, how its batches are mixed, and what is added to its loss.
   *
   * @param outputs how many its network has
   */
  public TrainingModule completed(TrainingModule module, int outputs) {
    TrainingModule whole = mix == null ? module : Mixing.of(module, mix, outputs);
    whole = gradientPenalty == null ? whole : new Penalised(whole, gradientPenalty);
    return metrics.isEmpty() ? whole : new Measured(whole, metrics.values());
  }

  /**
   * How its learning rate changes in a run.
   *
   * @param images its data
   * @param samples how many an epoch has; in a fold fewer than where they are split once
   */
  public RateSchedule rates(NamedSet images, int samples) {
    return schedule == null
        ? RateSchedule.none()
        : schedule.rates(train, data.fitted(images), samples);
  }

  /** The sizes of its network in one word: {@code 784-256-256-10}. */
  public String sizes() {
    return model.sizes(data.inputShape(), data.outputs());
  }

  /** Every setting, defaults included, section by section. */
  public Map<String, Map<String, Object>> settings() {
    Map<String, Map<String, Object>> settings = new LinkedHashMap<>();
    COMPONENT.write(this).forEach((section, values) -> settings.put(section, map(values)));
    settings.remove("task"); // which is no section
    return settings;
  }

  /** The settings that differ from another variant's, by dotted key. */
  public Map<String, Object> differencesFrom(Variant other) {
    Map<String, Object> theirs = other.flat();
    Map<String, Object> differences = flat();
    differences.entrySet().removeIf(entry -> entry.getValue().equals(theirs.get(entry.getKey())));
    return differences;
  }

  /** Every setting, defaults included, by dotted key. */
  public Map<String, Object> flat() {
    Map<String, Object> dotted = new LinkedHashMap<>();
    if (asked != null) {
      dotted.put("task", asked.word());
    }
    settings().forEach((section, values) -> flatten(section, values, dotted));
    return dotted;
  }

  private static void flatten(String path, Map<String, Object> values, Map<String, Object> into) {
    values.forEach((key, value) -> {
      if (value instanceof Map) {
        flatten(path + "." + key, map(value), into);
      } else {
        into.put(path + "." + key, value);
      }
    });
  }

  /** A component without settings is written as its word alone. */
  @SuppressWarnings("unchecked") // as the catalogue writes it
  private static Map<String, Object> map(Object written) {
    return written instanceof Map<?, ?> ? (Map<String, Object>) written : Map.of("kind", written);
  }

  /** A recipe file with these settings, this one variant and this seed: training by it repeats the run. */
  public String yaml(long seed) {
    return Yaml.write(tree(seed));
  }

  /** The same as JSON, in one line, for a model file: of a table's files their names alone. {@link Recipe#ofJson} reads it. */
  public String json(long seed) {
    return TablePaths.names(tree(seed)).toString();
  }

  private ObjectNode tree(long seed) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", recipe);
    tree.put("about", about);
    if (asked != null) {
      tree.put("task", asked.word());
    }
    tree.putAll(settings());
    tree.put("variants", Map.of(name, Map.of()));
    tree.put("seeds", List.of(seed));
    return JSON.valueToTree(tree);
  }
}
