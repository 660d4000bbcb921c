package org.ockham.lab.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.lab.TinyRecipe;

class TableExercisesTest {

  @TempDir
  Path folder;

  private Finding run(Exercise exercise) {
    return exercise.run(new Setting(TinyRecipe.nowhere(folder), true, folder, 1, line -> {}));
  }

  @Test
  @DisplayName(
      "housing: tanh units are better than a line, both than the mean, and missing cells are told")
  void housing() {
    Finding finding = run(new Housing());
    assertThat(finding.checks()).hasSize(4).allMatch(Finding.Check::isMet);
    assertThat(finding.rows()).hasSize(3);
    assertThat(finding.checks().get(3).measured()).contains("age in ", "garden in ");
  }

  @Test
  @DisplayName("multilabel: F1 of each label and over all")
  void multilabel() {
    Finding finding = run(new Multilabel());
    assertThat(finding.checks()).hasSize(8).allMatch(Finding.Check::isMet);
    assertThat(finding.columns())
        .contains("f1_micro", "f1_macro", "f1/large", "f1/family", "f1/old");
  }
}
