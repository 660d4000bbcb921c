package org.ockham.lab.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ockham.data.DataDirectory;
import org.ockham.data.NamedSet;
import org.ockham.data.Source;
import org.ockham.lab.Seeds;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;

/** A short run on a table of 60 rows that no process has open yet, as it is sent to another machine. */
record TableRun(Path file, Variant variant, Source source, NamedSet opened) {

  static TableRun in(Path folder) throws IOException {
    Path file = folder.resolve("here/rows-" + System.nanoTime() + ".csv");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        IntStream.range(0, 60)
            .mapToObj(i -> i + "," + i * System.nanoTime() % 7 + "," + 3 * i)
            .collect(Collectors.joining("\n", "a,b,y\n", "\n")));
    Path recipe = Files.writeString(folder.resolve("rows.yaml"), """
        task: regression
        data: {set: csv, table: {file: %s, target: y}, train: 0.8, validation: 0.2}
        model: {kind: mlp, hidden: [8]}
        optimizer: {kind: adam, lr: 0.01}
        train: {epochs: 2, batch: 10}
        """.formatted(file));
    Variant variant = Recipe.of(recipe.toString()).variant();
    Source source = DataDirectory.of(file.getParent());
    return new TableRun(file, variant, source, variant.data().open(source));
  }

  /** What is sent. */
  RemoteRun remote(Map<String, Object> computedBy, @Nullable SharedDirectory shared) {
    return new RemoteRun(
        "0-rows-7",
        variant.json(0),
        7,
        Seeds.of(7),
        null,
        true,
        true,
        true,
        RemoteData.of(variant.data(), opened, source, true),
        computedBy,
        false,
        null,
        shared);
  }

  Shipment shipment() throws IOException {
    return Shipment.of(variant.data(), opened, source).orElseThrow();
  }

  /** No machine finds the table any more where it was. */
  void moveAway() throws IOException {
    Files.move(file.getParent(), file.getParent().resolveSibling("elsewhere"));
  }
}
