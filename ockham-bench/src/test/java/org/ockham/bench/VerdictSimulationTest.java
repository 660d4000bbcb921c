package org.ockham.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ockham.bench.VerdictSimulation.Kind;
import org.ockham.bench.VerdictSimulation.Line;

class VerdictSimulationTest {

  private static final int COMPARISONS = 200;

  private static Stream<Line> of(Kind kind) {
    return VerdictSimulation.lines().stream().filter(line -> line.kind() == kind);
  }

  /** 3.3 standard errors: one of 2,000 such shares lies farther away on one side by chance. */
  private static double error(double share, int comparisons) {
    return 3.3 * Math.sqrt(share * (1 - share) / comparisons);
  }

  static Stream<Line> claimsTooMuchOnNoPathToAVerdict() {
    return of(Kind.BOUND);
  }

  @ParameterizedTest
  @MethodSource
  void claimsTooMuchOnNoPathToAVerdict(Line line) {
    assertThat(line.share(COMPARISONS))
        .as(line.name())
        .isLessThanOrEqualTo(0.05 + error(0.05, COMPARISONS));
  }

  static Stream<Line> findsWhatIsKnown() {
    return of(Kind.KNOWN);
  }

  @ParameterizedTest
  @MethodSource
  void findsWhatIsKnown(Line line) {
    boolean isCheap = line.name().startsWith("normal scores");
    int comparisons = isCheap ? 5_000 : COMPARISONS;
    double error = error(line.expected(), comparisons) + (isCheap ? 0.003 : 0.02);
    assertThat(line.share(comparisons)).as(line.name()).isCloseTo(line.expected(), within(error));
  }

  @Test
  void isFooledByWhatIsNoPathToAVerdict() {
    List<String> fooled = List.of(
        "8 variants, 5 seeds, without Holm's correction",
        "Student's test after each of 5 to 30 seeds",
        "10 × 10 folds, Student's test",
        "the same, but only one side tuned",
        "the best of 20 equal settings, judged by the 10 seeds that chose it");
    assertThat(of(Kind.SHOWN).filter(line -> fooled.contains(line.name())))
        .hasSameSizeAs(fooled)
        .allSatisfy(line -> assertThat(line.share(COMPARISONS)).isGreaterThan(0.1));
  }

  @Test
  void writesItsTableBetweenTheMarks() throws IOException {
    String page = Files.readString(Path.of("../docs/statistics.md"));
    String written = VerdictSimulation.between(page, "| table |\n");
    assertThat(written)
        .startsWith(page.substring(0, page.indexOf(VerdictSimulation.BEGIN)))
        .contains(VerdictSimulation.BEGIN + "\n\n| table |\n\n" + VerdictSimulation.END)
        .endsWith(page.substring(page.indexOf(VerdictSimulation.END)));
    assertThat(VerdictSimulation.lines())
        .allSatisfy(line -> assertThat(page).contains("| " + line.name() + " |"));
    assertThatThrownBy(() -> VerdictSimulation.between("no marks", ""))
        .hasMessageContaining("has not both marks");
  }
}
