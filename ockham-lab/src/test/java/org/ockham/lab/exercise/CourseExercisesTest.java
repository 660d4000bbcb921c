package org.ockham.lab.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.lab.TinyRecipe;

/** The exercises on foundations and hyper-parameters, each done small: what it must show is seen, and its picture drawn. */
final class CourseExercisesTest {

  private static final List<String> NAMES = List.of(
      "perceptron",
      "two-linear-neurons",
      "vanishing-gradient",
      "one-cycle",
      "gradient-clipping",
      "sgd-bias",
      "schedule-gallery",
      "momentum",
      "normalizers",
      "search-strategies");

  @TempDir
  private static Path folder;

  @TestFactory
  Stream<DynamicTest> exercises() {
    assertThat(Exercises.all())
        .extracting(Exercise::name)
        .containsAll(NAMES)
        .doesNotHaveDuplicates();
    assumeThatCode(() -> ScheduleGallery.figure().write(folder.resolve("fonts.png")))
        .as("Java finds fonts on this machine")
        .doesNotThrowAnyException();
    Setting setting = new Setting(TinyRecipe.nowhere(folder), true, folder, 1, line -> {});
    return Exercises.all().stream()
        .filter(exercise -> NAMES.contains(exercise.name()))
        .map(exercise -> DynamicTest.dynamicTest(exercise.name(), () -> {
          Finding finding = exercise.run(setting);
          assertThat(finding.checks()).isNotEmpty().allMatch(Finding.Check::isMet);
          assertThat(finding.isMet()).isTrue();
          assertThat(finding.rows())
              .isNotEmpty()
              .allSatisfy(row -> assertThat(row).hasSameSizeAs(finding.columns()));
          assertThat(finding.pictures())
              .isNotEmpty()
              .allSatisfy(picture -> assertThat(picture).isNotEmptyFile());
          assertThat(exercise.about()).isNotBlank();
        }));
  }
}
