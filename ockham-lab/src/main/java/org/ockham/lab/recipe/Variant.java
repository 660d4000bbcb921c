package org.ockham.lab.recipe;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ockham.data.DataModule;
import org.ockham.data.table.TableData;
import org.ockham.file.Excerpt;
import org.ockham.lab.callback.CallbackPlan;
import org.ockham.lab.catalogue.Catalogue;
import org.ockham.lab.catalogue.Component;
import org.ockham.lab.model.Architecture;
import org.ockham.lab.model.Mlp;
import org.ockham.loss.CrossEntropyLoss;
import org.ockham.loss.Loss;
import org.ockham.nn.Layer;
import org.ockham.optim.Adam;
import org.ockham.optim.GradientClipping;
import org.ockham.optim.OptimizerConfig;
import org.ockham.regularize.WeightAverage;
import org.ockham.train.Regularizer;
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
    @Nullable Task asked) {

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
    if (task != Task.CLASSIFICATION && loss.equals(Task.CLASSIFICATION.loss())) {
      loss = task.loss(); // the prototype's, which says nothing
    }
    if (train.select().equals(TrainingPlan.AUTO)) {
      train = train.selecting(task.select());
    }
    if (!task.tags("val", data.labels()).contains(train.select())) {
      throw new IllegalArgumentException("train selects by '" + Excerpt.of(train.select())
          + "', but select must be one of " + String.join(", ", task.tags("val", data.labels())));
    }
    regularizers = Collections.unmodifiableMap(new LinkedHashMap<>(regularizers));
    callbacks = Collections.unmodifiableMap(new LinkedHashMap<>(callbacks));
    if (!data.isFile()) {
      model.sizes(data.inputShape(), data.outputs()); // refuses data that it cannot take
    }
  }

  /** With a constant rate, cross-entropy as the loss, and nothing that the other settings do not say. */
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
        new CrossEntropyLoss(),
        Map.of(),
        null,
        null);
  }

  private static final JsonMapper JSON = new JsonMapper();

  /** What is asked of its network. */
  public Task task() {
    Task known = asked == null ? data.asks() : asked;
    return Objects.requireNonNull(known, "the constructor refuses data without");
  }

  /** What a run of it measures of a stage ({@code val}, {@code test}): the headline first, the loss last. */
  public List<String> tags(String stage) {
    return task().tags(stage, data.labels());
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

  /** The same as JSON, in one line. {@link Recipe#ofJson} reads it. */
  public String json(long seed) {
    return tree(seed).toString();
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
