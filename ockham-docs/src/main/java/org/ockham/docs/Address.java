package org.ockham.docs;

import java.nio.file.Path;
import java.util.Set;

/** Where files of the repository lie in the site: what is below {@code docs} from its root, all else in {@code files}. */
final class Address {

  private static final String DOCS = "docs/";

  /** The pages outside {@code docs}. */
  static final Set<String> ABOVE = Set.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md");

  private Address() {}

  /** Of a file, by its path from the repository's root. */
  static String of(String path) {
    if (path.equals("README.md")) {
      return "index.html";
    }
    if (isPage(path)) {
      String name = path.startsWith(DOCS) ? path.substring(DOCS.length()) : path;
      return name.substring(0, name.length() - ".md".length()) + ".html";
    }
    if (path.startsWith(DOCS)) {
      return path.substring(DOCS.length());
    }
    return "files/" + path + ".txt"; // browsers show it rather than keep it
  }

  static boolean isPage(String path) {
    return path.endsWith(".md") && (path.startsWith(DOCS) || ABOVE.contains(path));
  }

  static boolean isTutorial(String path) {
    return path.matches("docs/(tutorials|fr/tutoriels)/\\d+-.*");
  }

  /** The path from one file's folder to another file. */
  static String relative(String from, String to) {
    Path folder = Path.of("/" + from).resolveSibling("");
    return folder.relativize(Path.of("/" + to)).toString().replace('\\', '/');
  }

  /** The file that a link means, by the path of the file that has it. */
  static String resolve(String from, String link) {
    return Path.of("/" + from)
        .resolveSibling(link)
        .normalize()
        .toString()
        .replace('\\', '/')
        .substring(1);
  }
}
