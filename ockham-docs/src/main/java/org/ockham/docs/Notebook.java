package org.ockham.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/**
 * A tutorial as a Jupyter notebook (format 4.5) for a kernel that runs Java: its text in cells of Markdown, its blocks in cells of code,
 * and before them one that fetches Ockham.
 *
 * @param kernel what Jupyter calls the kernel
 * @param suffix of the file's name
 * @param fetch the lines that fetch Ockham, in the kernel's own words; {@code %1$s} for the version
 */
record Notebook(String kernel, String suffix, List<String> fetch) {

  private static final String LAB = "org.ockham:ockham-lab:%1$s";
  /** Those of every platform: where the notebook will be opened, its writer cannot know. */
  private static final String NATIVES = "org.ockham:ockham-natives:pom:%1$s";

  /** For <a href="https://github.com/dflib/jjava">JJava</a>. */
  static final Notebook JJAVA =
      new Notebook("java", ".ipynb", List.of("%%maven " + LAB + " " + NATIVES));

  /** For <a href="https://github.com/padreati/rapaio-jupyter-kernel">rapaio's kernel</a>. */
  static final Notebook RAPAIO = new Notebook(
      "rapaio-jupyter-kernel",
      "-rapaio.ipynb",
      List.of("%%dependency /add " + LAB, "%%dependency /add " + NATIVES, "%%dependency /resolve"));

  // Keys in the order of their letters, as Jupyter itself writes them.
  private static final JsonMapper JSON = JsonMapper.builder()
      .enable(SerializationFeature.INDENT_OUTPUT)
      .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
      .build();

  Notebook {
    fetch = List.copyOf(fetch);
  }

  /** The notebook's JSON. */
  String of(Tutorial tutorial, String version) {
    List<Map<String, Object>> cells = new ArrayList<>();
    boolean isFetched = false;
    for (Tutorial.Part part : tutorial.parts()) {
      if (part.isCode() && !isFetched) {
        cells.add(code(cells.size(), String.join("\n", fetch).formatted(version)));
        isFetched = true;
      }
      cells.add(
          part.isCode()
              ? code(cells.size(), part.text())
              : cell(cells.size(), "markdown", part.text()));
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
