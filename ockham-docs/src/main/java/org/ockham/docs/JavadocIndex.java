package org.ockham.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages of the Javadoc by the simple names of the classes. */
final class JavadocIndex {

  static final String FOLDER = "apidocs";

  private static final Pattern PAGE = Pattern.compile("(?:\\w+\\.)*[A-Z]\\w*\\.html");
  /** A class's name as code, alone or with what is called of it. */
  private static final Pattern CLASS = Pattern.compile("([A-Z]\\w+)(?:[.(<].*)?");

  private final Map<String, String> pages = new HashMap<>();

  private JavadocIndex() {}

  /** Of the Javadoc in a site; empty where it has none. */
  static JavadocIndex in(Path site) throws IOException {
    JavadocIndex index = new JavadocIndex();
    Path folder = site.resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      return index;
    }
    Set<String> twice = new HashSet<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(file -> PAGE.matcher(file.getFileName().toString()).matches())
          .filter(file -> folder.relativize(file).getNameCount() > 1)
          .filter(file -> !file.toString().contains("class-use"))
          .forEach(file -> {
            String page = site.relativize(file).toString().replace('\\', '/');
            String name = file.getFileName().toString().replace(".html", "");
            if (index.pages.put(name, page) != null) {
              twice.add(name); // which of them is meant, only a reader knows
            }
          });
    }
    index.pages.keySet().removeAll(twice);
    return index;
  }

  /** The page of the class that a piece of code begins with. */
  Optional<String> page(String code) {
    Matcher name = CLASS.matcher(code);
    return name.matches() ? Optional.ofNullable(pages.get(name.group(1))) : Optional.empty();
  }

  boolean isEmpty() {
    return pages.isEmpty();
  }
}
