package org.ockham.docs;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.report.PageFile;

/** The site of the documentation: a page for each Markdown file, which needs no server and no network. */
public final class Site {

  private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
      null, ContentType.Html, Site.class.getClassLoader(), "org.ockham.docs.template");

  private static final Pattern DRAWING =
      Pattern.compile("<pre><code class=\"language-mermaid\">(.*?)</code></pre>", Pattern.DOTALL);

  private static final String MERMAID =
      "/META-INF/resources/webjars/mermaid/%s/dist/mermaid.min.js";

  private final Path root;
  private final Path out;
  private final Navigation navigation;
  private final JavadocIndex javadoc;
  private final String version;

  private Site(Path root, Path out, String version) throws IOException {
    this.root = root;
    this.out = out;
    this.version = version;
    navigation = Navigation.read(root);
    javadoc = JavadocIndex.in(out);
  }

  /**
   * Builds it, and checks its links.
   *
   * @param arguments the repository's root, the folder of the site, where the Javadoc may be already, and Ockham's version
   * @throws IllegalStateException if a link leads nowhere
   */
  public static void main(String[] arguments) throws IOException {
    Path out = Path.of(arguments[1]);
    List<Path> pages = build(Path.of(arguments[0]).toAbsolutePath().normalize(), out, arguments[2]);
    List<String> broken = broken(out, pages);
    if (!broken.isEmpty()) {
      throw new IllegalStateException(
          broken.size() + " links lead nowhere:\n" + String.join("\n", broken));
    }
    System.out.println(pages.size() + " pages, and every link of them leads somewhere: "
        + out.resolve("index.html"));
  }

  /** Writes the pages and what they link to, and returns the pages. */
  static List<Path> build(Path root, Path out, String version) throws IOException {
    return new Site(root, out, version).write();
  }

  /** What is wrong with the links of these pages. */
  static List<String> broken(Path out, List<Path> pages) {
    Links links = new Links(out);
    return pages.stream().flatMap(page -> links.broken(page).stream()).toList();
  }

  private List<Path> write() throws IOException {
    List<Document> all = navigation.all();
    List<Path> pages = new ArrayList<>();
    Set<String> files = new TreeSet<>();
    for (int i = 0; i < all.size(); i++) {
      Document before = i == 0 ? null : all.get(i - 1);
      Document after = i + 1 == all.size() ? null : all.get(i + 1);
      Weaving.Woven woven = Weaving.of(all.get(i), javadoc);
      files.addAll(woven.files());
      Path page = Path.of(all.get(i).address());
      StringOutput html = new StringOutput();
      ENGINE.render("page.jte", page(all.get(i), woven, before, after), html);
      put(page, html.toString());
      pages.add(page);
    }
    for (Document tutorial : all.stream().filter(Document::isTutorial).toList()) {
      put(Path.of(tutorial.named(".jsh")), Tutorial.of(tutorial.text()).script());
      for (Notebook notebook : List.of(Notebook.JJAVA, Notebook.RAPAIO)) {
        put(Path.of(tutorial.named(notebook.suffix())), notebook.of(tutorial, version));
      }
    }
    for (String file : files) {
      Path from = root.resolve(file);
      if (Files.isRegularFile(from)) { // what is not there, the check of links says
        Path to = out.resolve(Address.of(file));
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    put(Path.of("site.css"), PageFile.STYLE.text() + resource("site.css"));
    put(Path.of("mermaid.js"), resource(MERMAID.formatted(mermaid())));
    return pages;
  }

  private SitePage page(
      Document document, Weaving.Woven woven, @Nullable Document before, @Nullable Document after) {
    String address = document.address();
    return new SitePage(
        document.title(),
        document.language(),
        "../".repeat((int) address.chars().filter(c -> c == '/').count()),
        document.path(),
        DRAWING.matcher(woven.html()).replaceAll("<pre class=\"mermaid\">$1</pre>"),
        navigation.parts().stream()
            .map(part -> new SitePage.Group(
                part.title(),
                part.pages().stream().map(to -> entry(document, to)).toList()))
            .toList(),
        document.isTutorial() ? document.address().replaceAll(".*/|\\.html$", "") : "",
        translation(document).map(to -> entry(document, to)).orElse(null),
        before == null ? null : entry(document, before),
        after == null ? null : entry(document, after),
        woven.hasDrawings(),
        !javadoc.isEmpty());
  }

  private static SitePage.Entry entry(Document here, Document to) {
    return new SitePage.Entry(
        to.title(), Address.relative(here.address(), to.address()), to.language(), here.equals(to));
  }

  /** The page in the other language that this one links to above its text. */
  private Optional<Document> translation(Document document) {
    return navigation.all().stream()
        .filter(other -> !other.language().equals(document.language()))
        .filter(other -> document
            .text()
            .lines()
            .limit(5)
            .anyMatch(line ->
                line.contains("](" + Address.relative(document.path(), other.path()) + ")")))
        .findFirst();
  }

  private void put(Path file, String text) throws IOException {
    Path to = out.resolve(file);
    Files.createDirectories(to.toAbsolutePath().getParent());
    Files.writeString(to, text);
  }

  /** The version of Mermaid on the class path. */
  private static String mermaid() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = open("/META-INF/maven/org.webjars.npm/mermaid/pom.properties")) {
      properties.load(in);
    }
    return properties.getProperty("version");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream open(String name) {
    InputStream in = Site.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException("the class path has no " + name + ": build with Maven");
    }
    return in;
  }
}
