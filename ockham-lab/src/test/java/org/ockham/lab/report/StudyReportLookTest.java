package org.ockham.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.search.Study;
import org.ockham.search.sampler.Random;
import org.ockham.search.storage.Storage;

/** What a browser makes of a study's report. */
final class StudyReportLookTest {

  @TempDir
  private Path folder;

  private static String browser() {
    String found = Stream.of("chromium", "chromium-browser", "google-chrome", "chrome")
        .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .map(place -> Path.of(place, name)))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElse("");
    assumeTrue(!found.isEmpty(), "no chromium on the PATH");
    return found;
  }

  /** The page as the browser has read it, in a window so wide. */
  private String read(String html, int width) throws IOException, InterruptedException {
    Path page = Files.writeString(folder.resolve("page.html"), html);
    Path out = folder.resolve("dom.html");
    Process process = new ProcessBuilder(List.of(
            browser(),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--user-data-dir=" + folder.resolve("profile"),
            "--window-size=" + width + ",900",
            "--dump-dom",
            page.toUri().toString()))
        .redirectOutput(out.toFile())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();
    String dom = Files.readString(out);
    assumeTrue(ended && dom.contains("</html>"), "the browser found did not read the page");
    return dom;
  }

  @Test
  @DisplayName("A browser finds no element that hostile names brought")
  void nothingSmuggled() throws IOException, InterruptedException {
    String hostile =
        "</title></style></svg><script>document.body.remove()</script><img src=x>\"' x=\"";
    Study study = Study.minimize(hostile, Storage.memory(), Random.seeded(1));
    study.optimize(
        trial -> trial.suggestDouble(hostile, 0, 1)
            + trial.suggestInt(hostile + 2, 1, 9)
            + trial.suggestCategorical("c", hostile, "b").length(),
        20);
    String html = StudyReport.of(study).withObjectives(List.of(hostile)).html();
    String dom = read(html, 1200);
    assertThat(dom).doesNotContain("<script", "<img", " x=\"\"").contains("Made by Ockham.");
    assertThat(dom.split("<svg", -1)).hasSameSizeAs(html.split("<svg", -1));
    assertThat(dom.split("<section", -1)).hasSize(11);
  }

  @Test
  @DisplayName("No page is wider than its window, be it narrow or wide")
  void fits() throws IOException, InterruptedException {
    for (String html : List.of(
        StudyReport.of(Studies.mixed(40)).html(),
        StudyReport.of(Studies.several(3, 30)).html())) {
      String measured = html.replace(
          "</body>",
          "<script>document.title = document.documentElement.scrollWidth <= innerWidth ? 'fits' : 'wider'"
              + "</script></body>");
      for (int width : new int[] {400, 1200}) {
        assertThat(read(measured, width)).contains("<title>fits</title>");
      }
    }
  }
}
