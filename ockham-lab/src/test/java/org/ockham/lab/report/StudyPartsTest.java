package org.ockham.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ockham.search.StudyResult;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

final class StudyPartsTest {

  private static final int SIZE = 7;

  private static String anew(StudyResult study) {
    return StudyReport.of(study).page(Map.of(), new StudyParts()).body();
  }

  private static String with(StudyParts known, StudyResult study) {
    return StudyReport.of(study).page(Map.of(), known).body();
  }

  private static StudyResult of(StudyResult study, List<FrozenTrial> trials) {
    return new StudyResult(study.name(), study.directions(), trials);
  }

  private static FrozenTrial running(FrozenTrial trial) {
    return new FrozenTrial(
        trial.id(),
        trial.number(),
        TrialState.RUNNING,
        List.of(),
        trial.parameters(),
        trial.intermediateValues(),
        trial.userAttributes(),
        trial.systemAttributes(),
        trial.start(),
        null);
  }

  private static void follow(StudyResult study) {
    StudyParts known = new StudyParts(SIZE);
    List<FrozenTrial> trials = study.trials();
    for (int count = 0; count <= trials.size(); count += 1 + count / 4) {
      StudyResult some = of(study, trials.subList(0, count));
      assertThat(with(known, some)).isEqualTo(anew(some));
    }
    List<FrozenTrial> others = new ArrayList<>(trials);
    for (int i : List.of(0, 10, trials.size() - 1)) {
      others.set(i, running(trials.get(i)));
      assertThat(with(known, of(study, others))).isEqualTo(anew(of(study, others)));
    }
    assertThat(with(known, study)).isEqualTo(anew(study));
    others.remove(11);
    assertThat(with(known, of(study, others))).isEqualTo(anew(of(study, others)));
    assertThat(known.best(study)).isEqualTo(StudyPart.best(study));
  }

  @Test
  @DisplayName("A page set from what was known of parts is the same as one set anew")
  void isTheSame() {
    follow(Studies.mixed(120));
    follow(Studies.several(2, 60).result());
    follow(Studies.values(60, 3, 1, Double.NaN, 1, Double.POSITIVE_INFINITY, 1e9, -2, 0.001));
  }

  @Test
  @DisplayName("Of a study of another kind in the place of one nothing is taken over")
  void anotherStudy() {
    StudyParts known = new StudyParts(SIZE);
    for (StudyResult study :
        List.of(Studies.mixed(40), Studies.several(2, 40).result(), Studies.values(40, 1, 2))) {
      assertThat(with(known, study)).isEqualTo(anew(study));
    }
  }

  @Test
  @DisplayName("Of trials that are the same objects nothing is found out again")
  void keeps() {
    StudyParts known = new StudyParts(SIZE);
    StudyResult study = Studies.values(20, 3, 1, 2);
    List<StudyPart> before = known.of(of(study, study.trials().subList(0, 15)));
    List<StudyPart> now = known.of(study);
    assertThat(before).hasSize(3);
    assertThat(now).hasSize(3);
    assertThat(now.get(0)).isSameAs(before.get(0));
    assertThat(now.get(1)).isSameAs(before.get(1));
    assertThat(now.get(2)).isNotSameAs(before.get(2));
  }
}
