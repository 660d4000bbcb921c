package org.ockham.data.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.loss.BceWithLogitsLoss;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.nn.ReLU;
import org.ockham.nn.Sequential;
import org.ockham.optim.Adam;
import org.ockham.tensor.Safetensors;
import org.ockham.train.FitResult;
import org.ockham.train.Regressor;
import org.ockham.train.Trainer;

/** From a table to a model, and from the model's file to predictions for new rows. */
final class TableTrainingTest {

  private static Layer network(int inputs, int outputs) {
    return new Sequential(new Linear(inputs, 32), new ReLU(), new Linear(32, outputs));
  }

  @Test
  void aModelsFileIsEnoughToPredictForAFileOfNewRows(@TempDir Path folder) {
    Table table = GeneratedTables.regression(1, 600);
    Preparation preparation = Preparation.of(Target.value("price").standardized())
        .column("area", Numeric.of(QuantileTransformer.normal()));
    TableData data = preparation.split(table, 1, 0.6, 0.2, 0.2);
    int width = data.preparation().width();
    Trainer trainer = Trainer.builder().maxEpochs(3).batchSize(30).seed(1).build();
    FitResult fit = trainer.fit(Regressor.of(network(width, 1)).optimizer(Adam.rate(1e-2)), data);
    Table expected = data.preparation().predictions(trainer.predict(fit.last(), data.test()));

    Path model = folder.resolve("model.safetensors");
    Safetensors.write(
        model,
        fit.last().network().stateDict(),
        Map.of(FittedPreparation.METADATA, data.preparation().toJson()));
    Path rows = folder.resolve("rows.csv");
    Table test = table.split(1, 0.6, 0.2, 0.2).get(2);
    test.select("garden", "age", "district", "rooms", "area").write(rows);

    Safetensors read = Safetensors.read(model);
    FittedPreparation known =
        FittedPreparation.fromJson(read.metadata().get(FittedPreparation.METADATA));
    Layer loaded = network(known.width(), 1).load(read.tensors());
    Table predicted = known.predictions(
        trainer.predict(Regressor.of(loaded), known.inputs(known.read(Csv.standard(), rows))));
    assertThat(predicted.size()).isEqualTo(120);
    for (int row = 0; row < 120; row++) {
      assertThat(predicted.column("price").number(row))
          .isEqualTo(expected.column("price").number(row));
    }
    double mean = IntStream.range(0, 120)
        .mapToDouble(predicted.column("price")::number)
        .average()
        .orElseThrow();
    assertThat(mean).isBetween(250.0, 450.0); // in the price's own units
  }

  @Test
  void labelsAreLearntAsWellAsTheyCanBe() {
    TableSet set = GeneratedTables.houseLabels();
    TableData data = set.split(0.8, 0.2, 1);
    Regressor task = Regressor.of(network(data.preparation().width(), 3))
        .loss(new BceWithLogitsLoss())
        .optimizer(Adam.rate(5e-3));
    Trainer trainer = Trainer.builder().maxEpochs(20).batchSize(50).seed(1).build();
    FitResult fit = trainer.fit(task, data);
    Table predicted = data.preparation().predictions(trainer.predict(fit.last(), data.test()));
    Table truth = GeneratedTables.multiLabel(2, 1_000);
    for (String label : List.of("large", "family", "old")) {
      long right = IntStream.range(0, 1_000)
          .filter(row ->
              predicted.column(label).text(row).equals(truth.column(label).text(row)))
          .count();
      assertThat(right / 1000.0).as(label).isBetween(0.84, 0.94); // the best there is has 0.9
    }
  }
}
