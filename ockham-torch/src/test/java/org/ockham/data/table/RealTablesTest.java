package org.ockham.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ockham.SharedFolder;

/** Published tables; what they hold is counted with pandas 3.0. */
final class RealTablesTest {

  private static Path file(String name) {
    Optional<Path> file = SharedFolder.find("data/tabular/" + name);
    assumeTrue(
        file.isPresent(), name + " lies in no folder shared/data/tabular beside the checkout");
    return file.orElseThrow();
  }

  private static double mean(Column column) {
    return IntStream.range(0, column.size())
        .filter(row -> !column.isMissing(row))
        .mapToDouble(column::number)
        .average()
        .orElseThrow();
  }

  @Test
  void californiaHousing() {
    Table table = Table.read(file("california_housing.csv"));
    assertThat(table.size()).isEqualTo(20_640);
    assertThat(table.names()).hasSize(10).contains("ocean_proximity");
    assertThat(table.notices()).isEmpty();
    assertThat(table.column("total_bedrooms").missing()).isEqualTo(207);
    assertThat(mean(table.column("total_bedrooms"))).isEqualTo(537.8705525375618, within(1e-9));
    assertThat(mean(table.column("median_house_value")))
        .isEqualTo(206855.81690891474, within(1e-6));
    assertThat(FittedCategories.categories(table.column("ocean_proximity")))
        .containsExactly("<1H OCEAN", "INLAND", "ISLAND", "NEAR BAY", "NEAR OCEAN");

    TableData data = Preparation.of(Target.value("median_house_value").standardized())
        .categorical(OneHotEncoder.standard().handleUnknown(HandleUnknown.OWN_CODE))
        .split(table, 1, 0.6, 0.2, 0.2);
    assertThat(data.train().size() + data.validation().size() + data.test().size())
        .isEqualTo(20_640);
    assertThat(data.train().inputShape()[0]).isBetween(12L, 13L); // an island may be elsewhere
    assertThat(data.preparation().notices())
        .anySatisfy(notice -> assertThat(notice).contains("'total_bedrooms' lacks"));
  }

  @Test
  void wineQuality() {
    Table table = Csv.standard()
        .header(false)
        .names(
            "fixed acidity",
            "volatile acidity",
            "citric acid",
            "residual sugar",
            "chlorides",
            "free sulfur dioxide",
            "total sulfur dioxide",
            "density",
            "pH",
            "sulphates",
            "alcohol",
            "quality")
        .read(file("winequality-red.csv"));
    assertThat(table.size()).isEqualTo(1_599);
    assertThat(mean(table.column("alcohol"))).isEqualTo(10.422983114446529, within(1e-9));
    TableData data = Preparation.of(Target.category("quality")).split(table, 1, 0.6, 0.2, 0.2);
    assertThat(data.train().targets().toString()).contains("3, 4, 5, 6, 7, 8");
    assertThat(data.train().inputShape()).containsExactly(11);
  }
}
