package org.ockham.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.SharedFolder;
import org.ockham.data.DataDirectory;
import org.ockham.data.DataException;
import org.ockham.data.Datasets;
import org.ockham.data.NamedSet;
import org.ockham.data.Source;

class KnownTablesTest {

  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "houses",
        "house-labels",
        "california-housing",
        "wine-quality",
        "wine-quality-classes"
      })
  @DisplayName("What is said of a table without opening it is what it has")
  void listsTables(String name) {
    Path place = SharedFolder.find("data").orElse(folder);
    Source source = DataDirectory.of(place);
    assumeThat(Datasets.present(name, source)).as("its file in ../shared/data").isTrue();
    NamedSet set = Datasets.named(name, source);
    Datasets.Listing listing = Datasets.listing(name);
    assertThat(set.train().size()).isEqualTo(listing.trainSize());
    assertThat(set.test().size()).isEqualTo(listing.testSize());
    assertThat(Arrays.stream(set.train().inputShape()).boxed().toList())
        .isEqualTo(listing.inputShape());
    assertThat(set.train().targets()).isEqualTo(listing.targets());
  }

  @Test
  @DisplayName("A table whose file is absent says which and where, and is never fetched")
  void saysWhatIsAbsent() {
    Source source = DataDirectory.of(folder);
    assertThat(Datasets.present("california-housing", source)).isFalse();
    assertThatThrownBy(() -> Datasets.named("california-housing", source))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("california_housing.csv, which is in none of " + folder)
        .hasMessageContaining("--data-dir");
  }

  @Test
  @DisplayName("Parts of parts of a set are its rows, encoded by what the first of them show")
  void takesParts() {
    TableSet houses = GeneratedTables.houses();
    var halves = houses.train().split(1, 0.5, 0.5);
    var quarters = halves.get(0).split(2, 0.5, 0.5);
    TableData data = houses.parts(quarters.get(0), quarters.get(1), halves.get(1));
    assertThat(data.train().size()).isEqualTo(1_000);
    assertThat(data.test().size()).isEqualTo(2_000);
    double mean = 0;
    for (int row = 0; row < 1_000; row++) {
      mean += data.train().input(row, 0) / 1_000.0;
    }
    assertThat(Math.abs(mean)).isLessThan(1e-6); // area, standardised by these rows
  }
}
