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
      names.add(
          Catalogue.standard().chosen(Kind.METRIC, word).make(Map.of()).metric().name());
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

  @Test
  @DisplayName("A p-value is written on the side of the limit that it is on")
  void probabilities() {
    Criterion criterion = of("accuracy");
    assertThat(criterion.p(0.04945)).isEqualTo("0.049");
    assertThat(criterion.p(0.0499999)).isEqualTo("0.050");
    assertThat(criterion.p(0.05)).isEqualTo("0.050");
    assertThat(criterion.p(0.05015)).isEqualTo("0.0502");
    assertThat(criterion.p(0.0500001)).isEqualTo("0.0500001");
    assertThat(criterion.p(0.0694)).isEqualTo("0.069");
    assertThat(criterion.p(0.61)).isEqualTo("0.61");
    assertThat(criterion.p(1)).isEqualTo("1.00");
    assertThat(criterion.p(0.0061)).isEqualTo("0.006");
    assertThat(criterion.p(0.00019)).isEqualTo("0.0002");
    assertThat(criterion.p(0.00002)).isEqualTo("< 0.0001");
    assertThat(criterion.p(Double.NaN)).isEqualTo("–");
    assertThat(new Criterion("test/accuracy", 0, 0.9).p(0.1004)).isEqualTo("0.1004");
  }

  @Test
  @DisplayName("What is not 0 is not written as 0, in whatever unit it is")
  void small() {
    Criterion loss = of("loss");
    assertThat(loss.number(0.0184)).isEqualTo("0.0184");
    assertThat(loss.number(45.10321)).isEqualTo("45.1032");
    assertThat(loss.signed(-0.00123456)).isEqualTo("−0.00123");
    assertThat(loss.signed(-1.234e-5)).isEqualTo("−0.0000123");
    assertThat(loss.amount(-2e-8)).isEqualTo("2.00e−8");
    assertThat(loss.number(0)).isEqualTo("0.0000");
    assertThat(loss.signed(-0.0)).isEqualTo("+0.0000");
    assertThat(loss.withMargin(2e-8).marginInWords()).isEqualTo("2e−8");
    assertThat(loss.withMargin(300).marginInWords()).isEqualTo("300");
    assertThat(loss.withMargin(0).marginInWords()).isEqualTo("0");
    Criterion share = of("accuracy");
    assertThat(share.number(0.9337)).isEqualTo("93.37");
    assertThat(share.signed(-0.000042)).isEqualTo("−0.004");
    assertThat(share.signed(0.00006)).isEqualTo("+0.01");
    assertThat(share.value(0)).isEqualTo("0.00 %");
    assertThat(share.withMargin(0.007).marginInWords()).isEqualTo("0.7 points");
  }
}
