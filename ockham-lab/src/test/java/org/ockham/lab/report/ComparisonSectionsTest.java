package org.ockham.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.lab.compare.ComparisonResult;
import org.ockham.lab.evidence.Evidence;

final class ComparisonSectionsTest {

  @TempDir
  private static Path folder;

  private static ComparisonResult result;

  @BeforeAll
  static void make() throws IOException {
    result = MadeUpComparison.result(folder);
  }

  private static List<String> ids(List<Evidence> kept) {
    return ComparisonReport.page(result, kept).sections().stream()
        .map(Section::id)
        .toList();
  }

  @Test
  @DisplayName("The verdicts come first, and what there is no data of does not appear")
  void withoutEvidence() {
    assertThat(ids(List.of()))
        .containsExactly("verdicts", "result", "curves", "gap", "forest", "recipe");
  }

  @Test
  @DisplayName("What was kept beside the runs has a section each, in the order of the argument")
  void withEvidence() {
    assertThat(ids(List.of(MadeUpComparison.evidence("plain"))))
        .containsExactly(
            "verdicts",
            "result",
            "curves",
            "gap",
            "forest",
            "weights",
            "gradients",
            "entropy",
            "confusion",
            "reliability",
            "predictions",
            "labels",
            "worst",
            "augmentation",
            "rate",
            "recipe");
  }

  @Test
  @DisplayName("Evidence of a variant or a seed that was not compared is left out")
  void foreign() {
    assertThat(ids(List.of(MadeUpComparison.evidence("other")))).doesNotContain("weights");
  }

  @Test
  @DisplayName("Names are escaped, and no picture is asked of the network")
  void hostile() {
    String html = ComparisonReport.html(result, List.of(MadeUpComparison.evidence("plain")));
    assertThat(html)
        .contains("cat taken for &lt;dog&gt;", "A &lt;notice&gt;.", MadeUpComparison.PNG)
        .contains("ockham compare made-up &#39;&lt;b&gt;&#39;".replace("&#39;", "'"))
        .doesNotContain("https://x.org", "<dog>");
  }

  @Test
  @DisplayName("Each verdict is a sentence, and the best mean is marked once in each judged column")
  void verdicts() {
    Section verdicts = VerdictSection.of(ComparisonView.of(result, List.of())).get(0);
    assertThat(((Section.Words) verdicts.blocks().get(0)).paragraphs())
        .hasSize(2)
        .allMatch(sentence -> sentence.endsWith(".") && sentence.contains("plain"));
    DataTable table = (DataTable)
        ResultsSection.of(ComparisonView.of(result, List.of())).blocks().get(0);
    assertThat(table.rows().get(2).cells().get(3).best()).isTrue();
    assertThat(table.rows().get(0).cells().get(3).best()).isFalse();
    assertThat(table.rows())
        .allMatch(row -> row.cells().size() == table.columns().size());
  }
}
