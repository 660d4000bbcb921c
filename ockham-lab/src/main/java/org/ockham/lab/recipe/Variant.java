package org.ockham.lab.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ockham.nn.Layer;
import org.ockham.optim.OptimizerConfig;
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
 */
public record Variant(
    String recipe,
    String name,
    String about,
    DataPlan data,
    Architecture model,
    OptimizerConfig optimizer,
    TrainingPlan train) {

  private static final JsonMapper JSON = new JsonMapper();

  /** The network for its data, without values yet. */
  public Layer network() {
    return model.build(data.inputShape(), data.classes());
  }

  /** The sizes of its network in one word: {@code 784-256-256-10}. */
  public String sizes() {
    return model.sizes(data.inputShape(), data.classes());
  }

  /** Every setting, defaults included, section by section. */
  public Map<String, Map<String, Object>> settings() {
    Map<String, Map<String, Object>> settings = new LinkedHashMap<>();
    settings.put("data", data.settings());
    settings.put("model", model.settings());
    settings.put("optimizer", Optimizers.settings(optimizer));
    settings.put("train", train.settings());
    return settings;
  }

  /** The settings that differ from another variant's, by dotted key. */
  public Map<String, Object> differencesFrom(Variant other) {
    Map<String, Map<String, Object>> theirs = other.settings();
    Map<String, Object> differences = new LinkedHashMap<>();
    settings()
        .forEach((section, values) -> values.forEach((key, value) -> {
          if (!value.equals(theirs.getOrDefault(section, Map.of()).get(key))) {
            differences.put(section + "." + key, value);
          }
        }));
    return differences;
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
    tree.putAll(settings());
    tree.put("variants", Map.of(name, Map.of()));
    tree.put("seeds", List.of(seed));
    return JSON.valueToTree(tree);
  }
}
