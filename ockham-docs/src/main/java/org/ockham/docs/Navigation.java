package org.ockham.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The order of the pages. {@code docs/site.txt} has a part's name in brackets, and below it the pages, one a line. What it names and is
 * not there is left out; what is there and it does not name comes last: a page needs no line to be in the site.
 *
 * @param parts none empty
 */
record Navigation(List<Part> parts) {

  static final String FILE = "docs/site.txt";

  Navigation {
    parts = List.copyOf(parts);
  }

  /** Pages under one heading. */
  record Part(String title, List<Document> pages) {
    Part {
      pages = List.copyOf(pages);
    }
  }

  static Navigation read(Path root) throws IOException {
    Set<String> left = pages(root);
    List<Part> parts = new ArrayList<>();
    String title = "";
    List<Document> pages = new ArrayList<>();
    for (String line : Files.readAllLines(root.resolve(FILE))) {
      if (line.startsWith("[")) {
        add(parts, title, pages);
        title = line.substring(1, line.length() - 1);
      } else if (left.remove(line.strip())) {
        pages.add(Document.read(root, line.strip()));
      }
    }
    add(parts, title, pages);
    left.forEach(path -> pages.add(Document.read(root, path)));
    add(parts, "More", pages);
    return new Navigation(parts);
  }

  private static void add(List<Part> parts, String title, List<Document> pages) {
    if (!pages.isEmpty()) {
      parts.add(new Part(title, pages));
      pages.clear();
    }
  }

  /** The paths of all Markdown files that are pages. */
  static Set<String> pages(Path root) throws IOException {
    Set<String> paths = new LinkedHashSet<>();
    Address.ABOVE.stream()
        .sorted()
        .filter(path -> Files.exists(root.resolve(path)))
        .forEach(paths::add);
    try (Stream<Path> files = Files.walk(root.resolve("docs"))) {
      files
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .filter(Address::isPage)
          .sorted()
          .forEach(paths::add);
    }
    return paths;
  }

  /** All pages in order. */
  List<Document> all() {
    return parts.stream().flatMap(part -> part.pages().stream()).toList();
  }
}
