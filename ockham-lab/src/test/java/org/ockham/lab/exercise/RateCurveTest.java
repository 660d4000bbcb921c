package org.ockham.lab.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ockham.lab.catalogue.Catalogue;
import org.ockham.lab.catalogue.Kind;
import org.ockham.lab.catalogue.RecipeException;
import org.ockham.lab.recipe.Change;
import org.ockham.schedule.CosineAnnealingLR;
import org.ockham.schedule.OneCycleLR;
import org.ockham.schedule.StepLR;

final class RateCurveTest {

  @Test
  @DisplayName("What is not given is the gallery's, and a number of all steps is that of the curve")
  void settings() {
    assertThat(RateCurve.of("step", List.of(), 0.1, 60).schedule()).isEqualTo(StepLR.every(10));
    assertThat(RateCurve.of("step", List.of(set("gamma", "0.5")), 0.1, 60).schedule())
        .isEqualTo(StepLR.every(10).gamma(0.5));
    assertThat(RateCurve.of("cosine", List.of(), 0.1, 7).schedule())
        .isEqualTo(CosineAnnealingLR.over(7));
    RateCurve cycle = RateCurve.of("one-cycle", List.of(set("totalSteps", "30")), 0.1, 50);
    assertThat(cycle.schedule()).isEqualTo(OneCycleLR.upTo(0.5, 30));
    assertThat(cycle.momenta()).hasSize(50);
    assertThat(RateCurve.of("plateau", List.of(), 1, 60).rates()[59]).isLessThan(0.01);
  }

  @Test
  @DisplayName("Every schedule that recipes can name is drawn, given what it requires")
  void all() {
    for (String word : Catalogue.standard().words(Kind.SCHEDULE)) {
      List<Change> required = switch (word) {
        case "chained" -> List.of(set("curves", "[{kind: exponential, gamma: 0.9}]"));
        case "warmup" -> List.of(set("steps", "5"));
        case "swa" -> List.of(set("swaRate", "0.05"));
        default -> List.of();
      };
      double[] rates = RateCurve.of(word, required, 0.1, 20).rates();
      assertThat(rates).as(word).hasSize(20);
      assertThat(Arrays.stream(rates).min().orElseThrow()).as(word).isNotNegative();
    }
  }

  @Test
  @DisplayName("What is wrong is refused, with where it was given")
  void refuses() {
    assertThatThrownBy(() -> RateCurve.of("cosin", List.of(), 0.1, 60))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("There is no schedule 'cosin' (did you mean cosine?)");
    assertThatThrownBy(() -> RateCurve.of("step", List.of(set("gama", "1")), 0.1, 60))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("--set gama=1")
        .hasMessageContaining("did you mean gamma?");
    assertThatThrownBy(() -> RateCurve.of("swa", List.of(), 0.1, 60))
        .hasMessageContaining("swa.swaRate is missing");
  }

  private static Change set(String key, String value) {
    return Change.of(key, value, "--set " + key + "=" + value);
  }
}
