package org.ockham.lab.recipe;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ockham.lab.catalogue.Origin;

/**
 * Where the values of a file stand.
 *
 * @param whole the file
 * @param lines by dotted path the file and the line: {@code mnist.yaml:12}; an element of a list by its place, from 0
 */
record Places(String whole, Map<String, String> lines) implements Origin {

  /** Of something that has no lines. */
  static Places of(String whole) {
    return new Places(whole, Map.of());
  }

  @Override
  public String at(String path) {
    for (String outer = path; !outer.isEmpty(); outer = outer(outer)) {
      String line = lines.get(outer);
      if (line != null) {
        return line;
      }
    }
    return whole;
  }

  /** Where values stand that are put elsewhere: those under these keys of a map, at the root. */
  Places moved(String map, List<String> keys) {
    Map<String, String> moved = new HashMap<>(lines);
    lines.forEach((path, line) -> keys.stream()
        .map(key -> map + "." + key)
        .filter(from -> path.equals(from) || path.startsWith(from + "."))
        .forEach(from -> moved.put(path.substring(map.length() + 1), line)));
    return new Places(whole, moved);
  }

  /** The path without its last part; empty for one of one part. */
  static String outer(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }
}
