package org.ockham.data.table;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.ockham.data.DataException;
import org.ockham.data.Datasets;
import org.ockham.data.KnownSets;
import org.ockham.data.NamedSet;
import org.ockham.data.Source;
import org.ockham.data.Targets;

/** The tables that are known by name: two that Ockham makes itself, and two that courses use, whose files the user has. */
public final class KnownTables implements KnownSets {

  /** The seed of the rows that are set apart as the test, the same in every run. */
  public static final long TEST_SEED = 0;

  private static final double TEST_SHARE = 0.2;

  /** Where others keep tables below their root. */
  private static final String FOLDER = "tabular";

  private static final String[] WINE = {
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
    "quality"
  };

  /** For {@link java.util.ServiceLoader}. */
  public KnownTables() {}

  @Override
  public List<Datasets.Known> sets() {
    return List.of(
        drawn(
            "houses",
            "houses and their prices, drawn by Ockham itself, with missing cells",
            10,
            Targets.values(1),
            List.of(),
            GeneratedTables::houses),
        drawn(
            "house-labels",
            "houses and three labels of each, drawn by Ockham itself, with missing cells",
            10,
            Targets.values(3),
            GeneratedTables.LABELS,
            GeneratedTables::houseLabels),
        file(
            new Datasets.Listing(
                "california-housing",
                "median house values in California's districts in 1990 (Pace, Barry), from your california_housing.csv",
                16_512,
                4_128,
                0,
                List.of(13L),
                Targets.values(1)),
            "california_housing.csv",
            Csv.standard(),
            Target.value("median_house_value").standardized()),
        file(
            wine("wine-quality", "the marks that tasters gave red wines", Targets.values(1)),
            "winequality-red.csv",
            Csv.standard().header(false).names(WINE),
            Target.value("quality").standardized()),
        file(
            wine(
                "wine-quality-classes",
                "the same marks as classes",
                Targets.classes("3", "4", "5", "6", "7", "8")),
            "winequality-red.csv",
            Csv.standard().header(false).names(WINE),
            Target.category("quality")));
  }

  private static Datasets.Listing wine(String name, String summary, Targets targets) {
    return new Datasets.Listing(
        name,
        summary + " (Cortez et al.), from your winequality-red.csv",
        1_280,
        319,
        0,
        List.of(11L),
        targets);
  }

  private static Datasets.Known drawn(
      String name,
      String summary,
      long width,
      Targets targets,
      List<String> labels,
      Supplier<NamedSet> make) {
    return new Datasets.Known(
        new Datasets.Listing(name, summary, 4_000, 1_000, 0, List.of(width), targets, labels),
        source -> make.get(),
        source -> true);
  }

  private static Datasets.Known file(
      Datasets.Listing listing, String file, Csv csv, Target target) {
    return new Datasets.Known(
        listing,
        source -> TableSet.of(
            listing.name(),
            csv.read(find(listing.name(), file, source)
                .orElseThrow(() -> absent(listing.name(), file, source))),
            TEST_SHARE,
            Preparation.of(target)),
        source -> find(listing.name(), file, source).isPresent());
  }

  private static Optional<Path> find(String set, String file, Source source) {
    return source.directories(set, FOLDER).stream()
        .map(directory -> directory.resolve(file))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private static DataException absent(String set, String file, Source source) {
    return new DataException("The data set " + set + " is read from " + file
        + ", which is in none of "
        + source.directories(set, FOLDER).stream()
            .map(Path::toString)
            .collect(Collectors.joining(", "))
        + ": it is never fetched, so put it there, or train with --data-dir and its directory.");
  }
}
