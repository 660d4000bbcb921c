package org.ockham.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.lab.LabException;
import org.ockham.lab.PartsDirectory;
import org.ockham.lab.TinyRecipe;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.report.KeptRunsReport;

final class KeptRunsTest {

  @TempDir
  private Path folder;

  private ComparisonResult keep(Path place, int runs) throws IOException {
    Recipe recipe = TinyRecipe.in(folder);
    Design design = Design.of(recipe).withSeeds(LongStream.range(0, 12).boxed().toList());
    Comparison comparison = new Comparison(recipe, Comparison.variants(recipe), design);
    Simulated runner = Simulated.of(task ->
            0.9 + 0.01 * Math.sin(17.0 * task.seed() + task.variant().name().length()))
        .upTo(runs);
    try (PartsDirectory directory = PartsDirectory.at(place, comparison.plan())) {
      return comparison.run(
          1, runner, "a test", directory, new Progress(new ComparisonListener() {}));
    }
  }

  @Test
  @DisplayName("What is kept is judged as the comparison judges it, in the order of the seeds")
  void sameVerdicts() throws IOException {
    Path place = folder.resolve("whole");
    ComparisonResult result = keep(place, Integer.MAX_VALUE);
    KeptRuns kept = KeptRuns.read(place);
    assertThat(kept.planned()).isEqualTo(result.runs().size());
    assertThat(kept.runs()).usingRecursiveComparison().isEqualTo(result.runs());
    assertThat(kept.differences()).isEqualTo(result.differences());
    String variant = kept.variants().get(1);
    List<KeptRuns.Estimate> estimates = kept.estimates(variant);
    assertThat(estimates).hasSize(11);
    assertThat(estimates.get(10).mean()).isEqualTo(result.differences().get(0).mean());
    assertThat(estimates.get(10).interval())
        .isEqualTo(result.differences().get(0).interval());
  }

  @Test
  @DisplayName("Of a comparison under way the finished runs are there, and later the others")
  void goesOn() throws IOException {
    Path place = folder.resolve("half");
    keep(place, 1);
    assertThat(KeptRunsReport.page(KeptRuns.read(place)).html())
        .contains("A difference takes two seeds");
    keep(place, 4);
    KeptRuns before = KeptRuns.read(place);
    assertThat(before.runs()).hasSize(5);
    assertThat(KeptRunsReport.page(before).html())
        .contains("Not all runs have finished", "no verdict yet", "5 of 36");
    keep(place, Integer.MAX_VALUE);
    KeptRuns after = before.again(place);
    assertThat(after.runs()).hasSize(36);
    assertThat(after.runs().get(0)).isSameAs(before.runs().get(0));
    assertThat(KeptRunsReport.page(after).notes()).isEmpty();
  }

  @Test
  @DisplayName("A directory without a comparison is refused")
  void refuses() throws IOException {
    assertThat(KeptRuns.isAt(folder)).isFalse();
    assertThatThrownBy(() -> KeptRuns.read(folder)).isInstanceOf(LabException.class);
    Files.writeString(folder.resolve("plan.json"), "{\"work\": \"strategies\"}");
    assertThatThrownBy(() -> KeptRuns.read(folder))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("holds no comparison");
    Files.writeString(folder.resolve("plan.json"), "{\"work\": \"comparison\"}");
    assertThatThrownBy(() -> KeptRuns.read(folder))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("plan.json is damaged");
  }
}
