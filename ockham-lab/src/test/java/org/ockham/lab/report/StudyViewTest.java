package org.ockham.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ockham.search.StudyResult;
import org.ockham.search.trial.FrozenTrial;

final class StudyViewTest {

  @Test
  @DisplayName("Places are evenly spaced, with both ends")
  void places() {
    assertThat(StudyView.spread(10, 4)).containsExactly(0, 3, 6, 9);
    assertThat(StudyView.spread(3, 10)).containsExactly(0, 1, 2);
    assertThat(StudyView.spread(5, 1)).containsExactly(0);
    assertThat(StudyView.spread(0, 5)).isEmpty();
  }

  @Test
  @DisplayName("Of many trials about a thousand are drawn, the best among them, by number")
  void best() {
    double[] values = new double[3001];
    for (int i = 0; i < values.length; i++) {
      values[i] = i == 1234 ? -1 : i;
    }
    StudyResult result = Studies.values(values.length, values);
    List<FrozenTrial> drawn = new StudyView(result, List.of("v")).drawn(0);
    assertThat(drawn).hasSizeBetween(1000, 1001).contains(result.best());
    assertThat(drawn).extracting(FrozenTrial::number).isSorted();
  }
}
