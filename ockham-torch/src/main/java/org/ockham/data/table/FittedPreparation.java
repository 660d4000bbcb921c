package org.ockham.data.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ockham.data.DataException;
import org.ockham.data.Dataset;
import org.ockham.file.Excerpt;
import org.ockham.tensor.Tensor;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A {@link Preparation} and what it learnt from the training part. It goes with the model, as text, so that new rows are encoded as
 * those were, and predictions come back in the target's own words:
 *
 * <pre>{@code
 * Safetensors.write(file, network.stateDict(), Map.of(FittedPreparation.METADATA, preparation.toJson()));
 *
 * FittedPreparation known = FittedPreparation.fromJson(Safetensors.read(file).metadata().get(FittedPreparation.METADATA));
 * Table rows = known.read(Csv.standard(), Path.of("rows.csv"));
 * Table predictions = known.predictions(trainer.predict(Regressor.of(network), known.inputs(rows)));
 * }</pre>
 *
 * <p>A table's columns are found by name: their order does not matter, and those that are not needed are not looked at.
 *
 * @param columns that become inputs, in the order of these
 * @param target what is predicted
 * @param notices what the user should know of the training part: a sentence each
 */
public record FittedPreparation(
    List<FittedColumn> columns, FittedTarget target, List<String> notices) {

  /** What a model's file calls it. */
  public static final String METADATA = "preparation";

  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  private static final JsonMapper JSON = JsonMapper.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
      .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
      .build();

  public FittedPreparation {
    columns = List.copyOf(columns);
    notices = List.copyOf(notices);
    if (columns.isEmpty()) {
      throw new DataException("A preparation has no columns, but needs at least 1.");
    }
  }

  /**
   * What {@link #toJson} wrote. Nothing in it can execute.
   *
   * @throws DataException if it is anything else
   */
  public static FittedPreparation fromJson(String json) {
    try {
      return JSON.readValue(json, FittedPreparation.class);
    } catch (JacksonException e) {
      throw new DataException(
          "The model's preparation is damaged: " + Excerpt.ofMessage(e.getOriginalMessage())
              + ": use a model file as it was written.",
          e);
    }
  }

  /** As JSON, each number with all of its bits. */
  public String toJson() {
    return JSON.writeValueAsString(this);
  }

  /** How many inputs there are. */
  public int width() {
    return columns.stream().mapToInt(column -> column.inputs().size()).sum();
  }

  /** What the inputs are called, one name each. */
  public List<String> inputNames() {
    return columns.stream().flatMap(column -> column.inputs().stream()).toList();
  }

  /** Which inputs each column has become, in their order: codes come last. */
  public List<Feature> features() {
    List<Feature> features = new ArrayList<>();
    int start = 0;
    for (FittedColumn column : columns) {
      features.add(column.feature(start));
      start += features.get(features.size() - 1).width();
    }
    return List.copyOf(features);
  }

  /**
   * Reads a file of new rows, in which these columns have the types of the training part, whatever the file's own rows look like;
   * a number may have a fraction though all that was trained with were whole.
   *
   * @throws DataException if it cannot be read, or lacks one of them
   */
  public Table read(Csv csv, Path file) {
    Map<String, ColumnType> types = new LinkedHashMap<>();
    columns.forEach(column -> types.put(
        column.name(),
        column instanceof FittedNumeric && column.type() == ColumnType.INTEGER
            ? ColumnType.DECIMAL
            : column.type()));
    return csv.types(types).read(file);
  }

  /**
   * A table's rows with their targets.
   *
   * @throws DataException if a column is absent, or a cell cannot be encoded
   */
  public TableDataset dataset(Table table) {
    return new TableDataset(
        features(), width(), encode(table), target.targets(), target.read(table));
  }

  /**
   * A table's rows to predict for: their targets, which the table need not have, are 0.
   *
   * @throws DataException if a column is absent, or a cell cannot be encoded
   */
  public Dataset inputs(Table table) {
    int width = target instanceof FittedTarget.Labels labels ? labels.columns().size() : 1;
    return new TableDataset(
        features(), width(), encode(table), target.targets(), new float[table.size() * width]);
  }

  /**
   * What a network's outputs for some rows mean: the target's column or columns, and probabilities where it has classes or labels.
   *
   * @param outputs of shape [rows, width]
   * @throws DataException if they have another shape
   */
  public Table predictions(Tensor outputs) {
    return Table.of(target.predictions(outputs), List.of());
  }

  private float[] encode(Table table) {
    List<String> absent = columns.stream()
        .map(FittedColumn::name)
        .filter(name -> !table.has(name))
        .toList();
    if (!absent.isEmpty()) {
      throw new DataException("The table lacks " + Excerpt.ofNames(absent, 8)
          + ", which the model was trained with: it has " + Excerpt.ofNames(table.names(), 12)
          + ".");
    }
    int width = width();
    if ((long) width * table.size() > LONGEST_ARRAY) {
      throw new DataException(table.size() + " rows of " + width + " inputs have "
          + (long) width * table.size() + " numbers, but at most " + LONGEST_ARRAY
          + " fit into a data set: encode columns of many categories for an embedding, or take fewer"
          + " rows.");
    }
    float[] inputs = new float[width * table.size()];
    int at = 0;
    for (FittedColumn column : columns) {
      column.write(table.column(column.name()), inputs, width, at);
      at += column.inputs().size();
    }
    return inputs;
  }
}
