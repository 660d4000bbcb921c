package org.ockham.lab.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run keeps beside its result, for a report: small, and nothing of the run depends on it. What it says of the test data comes from
 * a second look with the selected weights, after they were selected and judged: nothing is chosen by it.
 *
 * @param variant the variant's name
 * @param seed the run's seed
 * @param weights of each layer, at the start and as selected
 * @param gradients the Euclidean norm of each weight's gradient, by its name, penalties and clipping done
 * @param rate the learning rate, under {@code rate}
 * @param classification of a classifier that answers with numbers
 * @param regression of a network that predicts values
 * @param labels of a network that tells several labels
 * @param worst the test samples with the largest losses, the largest first
 * @param augmented training images before and after augmentation, if there is any
 */
public record Evidence(
    String variant,
    long seed,
    List<WeightHistogram> weights,
    Series gradients,
    Series rate,
    @Nullable Classification classification,
    @Nullable Regression regression,
    List<LabelScore> labels,
    List<WorstSample> worst,
    List<AugmentedImage> augmented) {

  /** The name of its file, or the end of it. */
  public static final String FILE = "evidence.json";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public Evidence {
    weights = List.copyOf(weights);
    labels = List.copyOf(labels);
    worst = List.copyOf(worst);
    augmented = List.copyOf(augmented);
  }

  /** Where that of a run is whose result is kept in this file: {@code 0-none-1.evidence.json} beside {@code 0-none-1.json}. */
  public static Path beside(Path result) {
    String name = String.valueOf(result.getFileName()).replaceFirst("\\.json$", "");
    return result.resolveSibling(name + "." + FILE);
  }

  /**
   * That of all runs whose results are kept in this directory, in the order of the files' names: what is missing or damaged is left out.
   *
   * @param parts of a comparison, {@code parts}
   */
  public static List<Evidence> readAll(Path parts) {
    try (Stream<Path> files = Files.list(parts)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).endsWith("." + FILE))
          .sorted()
          .flatMap(file -> read(file).stream())
          .toList();
    } catch (IOException none) {
      return List.of();
    }
  }

  /** As JSON that {@link #read} reads. */
  public String json() {
    return JSON.writeValueAsString(this) + "\n";
  }

  /**
   * What {@link #json} wrote; nothing if there is no such file, or it is damaged or another version's: a report does without.
   */
  public static Optional<Evidence> read(Path file) {
    try {
      return Optional.of(JSON.readValue(Files.readString(file), Evidence.class));
    } catch (IOException | JacksonException e) {
      return Optional.empty();
    }
  }
}
