package org.ockham;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** Reference files that lie beside a checkout, in a folder named {@code shared}, and not in it. */
@NullMarked
public final class SharedFolder {

  private SharedFolder() {}

  /** The file or folder of this name there, if there is one. */
  public static Optional<Path> find(String name) {
    return Stream.iterate(
            Path.of("").toAbsolutePath(), folder -> folder != null, folder -> folder.getParent())
        .map(folder -> folder.resolve("shared"))
        .filter(shared -> Files.exists(shared.resolve("DESIGN.md")))
        .map(shared -> shared.resolve(name))
        .filter(Files::exists)
        .findFirst();
  }
}
