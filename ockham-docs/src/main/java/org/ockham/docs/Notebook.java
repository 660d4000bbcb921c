package org.ockham.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/**
 * A tutorial as a Jupyter notebook (format 4.5) for a kernel that runs Java: its text in cells of Markdown, its blocks in cells of code,
 * and before them one that fetches Ockham. A picture is the one that the code above it has just drawn: the notebook may lie where those
 * of the page are not.
 *
 * @param kernel what Jupyter calls the kernel
 * @param suffix of the file's name
 * @param installed the line that makes the kernel look into Maven's local repository, where snapshots are; empty if it does by itself
 * @param fetch the lines that fetch Ockham, in the kernel's own words; {@code %1$s} for the version
 */
record Notebook(String kernel, String suffix, String installed, List<String> fetch) {

  private static final String LAB = "org.ockham:ockham-lab:%1$s";
  /** Those of every platform: where the notebook will be opened, its writer cannot know. */
  private static final String NATIVES = "org.ockham:ockham-natives:pom:%1$s";

  /** For <a href="https://github.com/dflib/jjava">JJava</a>. */
  static final Notebook JJAVA =
      new Notebook("java", ".ipynb", "", List.of("%%maven " + LAB + " " + NATIVES));

  /** For <a href="https://github.com/padreati/rapaio-jupyter-kernel">rapaio's kernel</a>. */
  static final Notebook RAPAIO = new Notebook(
      "rapaio-jupyter-kernel",
      "-rapaio.ipynb",
      "%dependency /add-repo installed \\{java.nio.file.Path.of(System.getProperty(\"user.home\"), \".m2\", \"repository\").toUri()}",
      List.of("%%dependency /add " + LAB, "%%dependency /add " + NATIVES, "%%dependency /resolve"));

  // Keys in the order of their letters, as Jupyter itself writes them.
  private static final JsonMapper JSON = JsonMapper.builder()
      .enable(SerializationFeature.INDENT_OUTPUT)
      .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
      .build();

  /** A picture that stands by itself in a line. */
  private static final Pattern PICTURE =
      Pattern.compile("^!\\[(.*)]\\((?:.*/)?(.*)\\)$", Pattern.MULTILINE);

  Notebook {
    fetch = List.copyOf(fetch);
  }

  /** The notebook's JSON, of a document that is a tutorial. */
  String of(Document document, String version) {
    List<Map<String, Object>> cells = new ArrayList<>();
    boolean isFetched = false;
    for (Tutorial.Part part : Tutorial.of(document.text()).parts()) {
      if (part.isCode() && !isFetched) {
        cells.add(code(cells.size(), fetch(version)));
        isFetched = true;
      }
      if (part.isCode()) {
        cells.add(code(cells.size(), part.text()));
      } else {
        addProse(cells, Markdown.linked(part.text(), link -> moved(document, link)));
      }
    }
    Map<String, Object> notebook = new LinkedHashMap<>();
    notebook.put("cells", cells);
    notebook.put(
        "metadata",
        Map.of(
            "kernelspec", Map.of("name", kernel, "display_name", "Java", "language", "java"),
            "language_info", Map.of("name", "java")));
    notebook.put("nbformat", 4);
    notebook.put("nbformat_minor", 5);
    return JSON.writeValueAsString(notebook) + "\n";
  }

  private String fetch(String version) {
    List<String> lines = new ArrayList<>();
    if (version.endsWith("-SNAPSHOT") && !installed.isEmpty()) {
      lines.add(installed);
    }
    fetch.forEach(line -> lines.add(line.formatted(version)));
    return String.join("\n", lines);
  }

  /** Where a link of the document leads from the notebook, which lies beside the document's page: to notebooks for this kernel, and pages. */
  private String moved(Document document, String link) {
    String path = Address.resolve(document.path(), link);
    String address = Address.of(path);
    return Address.relative(
        document.address(),
        Address.isTutorial(path) ? address.replaceFirst("\\.html$", suffix) : address);
  }

  /** Each picture as code whose value it is, which both kernels show. */
  private static void addProse(List<Map<String, Object>> cells, String prose) {
    int end = 0;
    for (MatchResult picture : PICTURE.matcher(prose).results().toList()) {
      addText(cells, prose.substring(end, picture.start()));
      cells.add(code(
          cells.size(),
          "// %s\njavax.imageio.ImageIO.read(pictures.resolve(\"%s\").toFile())"
              .formatted(picture.group(1), picture.group(2))));
      end = picture.end();
    }
    addText(cells, prose.substring(end));
  }

  private static void addText(List<Map<String, Object>> cells, String text) {
    if (!text.isBlank()) {
      cells.add(cell(cells.size(), "markdown", text.strip()));
    }
  }

  private static Map<String, Object> code(int index, String text) {
    Map<String, Object> cell = cell(index, "code", text);
    cell.put("execution_count", NullNode.getInstance());
    cell.put("outputs", List.of());
    return cell;
  }

  private static Map<String, Object> cell(int index, String type, String text) {
    Map<String, Object> cell = new LinkedHashMap<>();
    cell.put("cell_type", type);
    cell.put("id", "cell-" + index);
    cell.put("metadata", Map.of());
    cell.put("source", text);
    return cell;
  }
}
