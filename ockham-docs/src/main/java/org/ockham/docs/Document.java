package org.ockham.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;

/**
 * A Markdown file of the repository.
 *
 * @param path from the repository's root, with slashes
 * @param title its first heading
 * @param text all of it
 */
record Document(String path, String title, String text) {

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it has no heading
   */
  static Document read(Path root, String path) {
    try {
      String text = Files.readString(root.resolve(path));
      for (Node node = Markdown.parse(text).getFirstChild(); node != null; node = node.getNext()) {
        if (node instanceof Heading) {
          return new Document(path, Markdown.plain(node), text);
        }
      }
      throw new IllegalArgumentException(path
          + " has no heading: begin it with a line '# ' and its title, which navigation shows");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The language's code in HTML. */
  String language() {
    return path.startsWith("docs/fr/") ? "fr" : "en";
  }

  /** Where its page lies in the site. */
  String address() {
    return Address.of(path);
  }

  /** Whether its code is a program. */
  boolean isTutorial() {
    return Address.isTutorial(path);
  }

  /** The address of a file beside its page that has its name. */
  String named(String suffix) {
    return address().replaceFirst("\\.html$", suffix);
  }
}
