package org.ockham.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ockham.lab.catalogue.Catalogue;
import org.ockham.lab.catalogue.Kind;
import org.ockham.lab.recipe.Task;
import org.ockham.lab.training.ClassMetrics;
import org.ockham.lab.training.MetricPlan;
import org.ockham.metric.Averaging;

/** How numbers are read and written. */
final class CriterionTest {

  private static Criterion of(String name) {
    return new Criterion("test/" + name, 0, 0.95);
  }

  @Test
  @DisplayName(
      "Every metric of the catalogue and of the tasks is a share or a number, as people read it")
  void shares() {
    List<String> names = new ArrayList<>();
    for (String word : Catalogue.standard().words(Kind.METRIC)) {
      names.add(Catalogue.standard().chosen(Kind.METRIC, word).make(Map.of()).metric().name());
    }
    for (ClassMetrics.Score score : ClassMetrics.Score.values()) {
      for (Averaging averaging : Averaging.values()) {
        MetricPlan plan = new ClassMetrics.Counted(score, averaging, 0.5);
        names.add(plan.metric().name());
      }
    }
    names.add(new ClassMetrics.TopK(3).metric().name());
    for (Task task : Task.values()) {
      task.tags("test", List.of("cat", "loss")).forEach(tag -> names.add(tag.substring(5)));
    }
    assertThat(names.stream().filter(name -> of(name).isShare()).distinct())
        .containsExactlyInAnyOrder(
            "accuracy",
            "top5_accuracy",
            "top3_accuracy",
            "exact_match",
            "precision",
            "precision_micro",
            "precision_macro",
            "precision_weighted",
            "recall",
            "recall_micro",
            "recall_macro",
            "recall_weighted",
            "f1",
            "f1_micro",
            "f1_macro",
            "f1_weighted",
            "f1/cat",
            "f1/loss");
    assertThat(names.stream().filter(name -> !of(name).isShare()).distinct())
        .containsExactlyInAnyOrder(
            "auroc",
            "average_precision",
            "calibration_error",
            "entropy",
            "loss",
            "mae",
            "mse",
            "perplexity",
            "r2",
            "rmse");
  }
}
