package org.ockham.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.lab.TinyRecipe;
import org.ockham.lab.compare.Comparison;
import org.ockham.lab.compare.ComparisonListener;
import org.ockham.lab.compare.ComparisonResult;
import org.ockham.lab.compare.RunFailure;

final class ComparisonReportTest {

  @TempDir
  private Path folder;

  /** The page without the scripts that every page has. */
  private static String own(String html) {
    return html.replace(PageFile.ECHARTS.text(), "").replace(PageFile.SCRIPT.text(), "");
  }

  private ComparisonResult result() throws IOException {
    return Comparison.of(TinyRecipe.in(folder))
        .run(2, TinyRecipe.nowhere(folder), "ockham compare '<b>'", new ComparisonListener() {});
  }

  @Test
  @DisplayName(
      "The report has every variant with its numbers and curves, and needs nothing from outside")
  void whole() throws IOException {
    String html = ComparisonReport.html(result());
    assertThat(html)
        .contains(
            "<td>plain<small>",
            "<td>dropout<small>",
            "<td>batchnorm<small>",
            "model.dropout 0.3",
            "model.norm batch")
        .contains("120 images to train (60 %)", "784-16-10", "libtorch")
        .contains("(prefers-color-scheme: dark)");
    assertThat(own(html)).doesNotContain("http:", "https:", "<link", "@import", "NaN");
    assertThat(html.split("\"type\":\"line\"", -1)).hasSize(1 + 3 * 3);
    assertThat(html.split("class=\"best\"", -1).length - 1).isGreaterThanOrEqualTo(4);
  }

  @Test
  @DisplayName("All text is escaped, and what is missing is said")
  void escaped() throws IOException {
    ComparisonResult good = result();
    ComparisonResult bad = new ComparisonResult(
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        good.variants(),
        good.seeds(),
        good.runs().subList(0, 1),
        List.of(new RunFailure("dropout", 0, "a < b & c", new RuntimeException())),
        true,
        good.environment(),
        1,
        good.design(),
        List.of(),
        List.of(),
        List.of());
    String html = ComparisonReport.html(bad);
    assertThat(own(html))
        .doesNotContain("<script>alert", "<img", "'<b>'")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "a &lt; b &amp; c")
        .contains("interrupted: 1 of 6 runs finished", "1 of 6 runs failed");
  }
}
