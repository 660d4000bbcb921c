package org.ockham.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir
  Path folder;

  @Test
  @DisplayName(
      "Every Markdown file is a page, named in the navigation of each, and every link leads somewhere")
  void allPages() throws IOException {
    List<Path> pages = Site.build(ROOT, folder, "1.2.3");
    assertThat(pages).hasSameSizeAs(Navigation.pages(ROOT));
    assertThat(Site.broken(folder, pages)).isEmpty();
    Element index = Jsoup.parse(Files.readString(folder.resolve("index.html")));
    assertThat(index.select("aside nav a")).hasSameSizeAs(pages);
    assertThat(index.select("aside nav a[aria-current]")).hasSize(1);
    Element protocol = Jsoup.parse(Files.readString(folder.resolve("protocol.html")));
    assertThat(protocol.select("header a[hreflang=fr]").attr("href"))
        .isEqualTo("fr/protocole.html");
    Element french = Jsoup.parse(Files.readString(folder.resolve("fr/protocole.html")));
    assertThat(french.select("html").attr("lang")).isEqualTo("fr");
    assertThat(french.select("header a[hreflang=en]").attr("href")).isEqualTo("../protocol.html");
  }

  @Test
  @DisplayName(
      "A tutorial is also a script for JShell, which reads each statement whole, and a notebook for each kernel")
  void programs() throws IOException {
    Site.build(ROOT, folder, "1.2.3");
    List<Path> tutorials = new ArrayList<>(Tutorial.in(ROOT.resolve("docs/tutorials")));
    tutorials.addAll(Tutorial.in(ROOT.resolve("docs/fr/tutoriels")));
    assertThat(tutorials).hasSize(10);
    for (Path file : tutorials) {
      String name = ROOT.resolve("docs").relativize(file).toString().replaceFirst("\\.md$", "");
      String script = Files.readString(folder.resolve(name + ".jsh"));
      Document tutorial = Document.read(ROOT, "docs/" + name + ".md");
      List<String> blocks = Tutorial.of(tutorial.text()).blocks();
      assertThat(script)
          .contains(blocks.get(0).stripTrailing(), blocks.get(1).stripTrailing())
          .endsWith("\n/exit\n");
      checkWhole(script.replace("/exit\n", ""));
      for (Notebook notebook : List.of(Notebook.JJAVA, Notebook.RAPAIO)) {
        assertThat(folder.resolve(name + notebook.suffix()))
            .hasContent(notebook.of(tutorial, "1.2.3"));
      }
    }
  }

  /** As JShell reads it: a statement ends with the first line after which it could. */
  private static void checkWhole(String script) {
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      StringBuilder piece = new StringBuilder();
      for (String line : script.lines().toList()) {
        piece.append(line).append("\n");
        CompletionInfo read = shell.sourceCodeAnalysis().analyzeCompletion(piece.toString());
        if (read.completeness().isComplete()) {
          assertThat(read.completeness()).as(piece.toString()).isNotEqualTo(Completeness.UNKNOWN);
          piece.setLength(0);
        }
      }
      assertThat(piece.toString().replaceAll("(?m)^//.*", "")).isBlank();
    }
  }

  @Test
  @DisplayName(
      "Pages come in the order of the file, those that it does not name last; names of classes lead to their Javadoc")
  void order() throws IOException {
    Path docs = Files.createDirectories(folder.resolve("in/docs"));
    Files.writeString(docs.getParent().resolve("README.md"), "# Home\n\n[b](docs/b.md#b)\n");
    Files.writeString(docs.resolve("a.md"), "# A\n");
    Files.writeString(
        docs.resolve("b.md"),
        "# B\n\n`Adam` and `Adam.rate(1e-3)`, `Twice`, `adam`; [`Adam`](a.md)\n");
    Files.writeString(
        docs.resolve("site.txt"), "[First]\ndocs/b.md\ndocs/later.md\n\n[Empty]\ndocs/none.md\n");
    Path out = folder.resolve("out");
    for (String page : List.of("optim/Adam.html", "a/Twice.html", "b/Twice.html")) {
      Path file = out.resolve("apidocs/org").resolve(page);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
    }
    Files.writeString(out.resolve("apidocs/index.html"), "");
    List<Path> pages = Site.build(docs.getParent(), out, "1.2.3");
    assertThat(pages).extracting(Path::toString).containsExactly("b.html", "index.html", "a.html");
    assertThat(Site.broken(out, pages)).isEmpty();
    Element b = Jsoup.parse(Files.readString(out.resolve("b.html")));
    assertThat(b.select("main p a").eachAttr("href"))
        .containsExactly("apidocs/org/optim/Adam.html", "apidocs/org/optim/Adam.html", "a.html");
    assertThat(b.select("aside h2").eachText()).containsExactly("First", "More");
    Element home = Jsoup.parse(Files.readString(out.resolve("index.html")));
    assertThat(home.select("main p a").attr("href")).isEqualTo("b.html#b");
  }
}
