package org.ockham.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinksTest {

  @TempDir
  Path folder;

  @Test
  @DisplayName("Every link of the documentation leads to a file, and to a heading in it")
  void theDocumentation() throws IOException {
    Path root = Path.of("..").toAbsolutePath().normalize();
    Links links = new Links(root);
    List<String> broken = Navigation.pages(root).stream()
        .flatMap(page -> links.broken(Path.of(page)).stream())
        .toList();
    assertThat(broken).isEmpty();
  }

  @Test
  @DisplayName("Links to what is not there are found, each with its reason")
  void broken() throws IOException {
    Files.writeString(folder.resolve("b.md"), "# B\n\n## Règles & limites\n");
    Files.writeString(folder.resolve("a.md"), """
        # A
        [there](b.md) [place](b.md#règles--limites) [here](#a) [web](https://example.org/x#y)
        [no file](c.md) [no place](b.md#other) [out](../b.md) ![no image](d.png)
        """);
    assertThat(new Links(folder).broken(Path.of("a.md")))
        .satisfiesExactly(
            no -> assertThat(no).contains("a.md").contains("'c.md'").contains("there is no c.md"),
            no -> assertThat(no).contains("b.md has no heading #other"),
            no -> assertThat(no).contains("'../b.md' leaves the folder"),
            no -> assertThat(no).contains("there is no d.png"));
  }

  @Test
  @DisplayName("A page leads to pages in its own language where they exist")
  void language() throws IOException {
    page("a.html", "en", "fr/a.html", "");
    page("b.html", "en", "", "<a href='a.html'>a</a>, <a href='fr/a.html'>in French too</a>");
    page("fr/a.html", "fr", "../a.html", "<a href='../a.html'>the same in English</a>");
    page("fr/c.html", "fr", "", """
        <nav><a href="../a.html">all pages</a></nav>
        <a href="../a.html#top">there is one in French</a> <a href="../b.html">there is none</a>
        """);
    Links links = new Links(folder);
    assertThat(links.broken(Path.of("fr/a.html"))).isEmpty();
    assertThat(links.broken(Path.of("b.html"))).isEmpty();
    assertThat(links.broken(Path.of("fr/c.html")))
        .containsExactly(
            "fr/c.html: the link '../a.html#top' leads to another language: in this one there is fr/a.html");
  }

  private void page(String name, String language, String translation, String body)
      throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        "<html lang='" + language + "'><head>"
            + (translation.isEmpty()
                ? ""
                : "<link rel='alternate' hreflang='" + (language.equals("fr") ? "en" : "fr")
                    + "' href='" + translation + "'>")
            + "</head><body id='top'>" + body + "</body></html>");
  }
}
