package org.ockham.examples;

import java.util.ArrayList;
import java.util.List;
import org.ockham.data.table.*;
import org.ockham.nn.*;
import org.ockham.optim.*;
import org.ockham.tensor.*;
import org.ockham.train.*;

/**
 * A table with categories and missing cells: what houses cost, by a network that learns a vector for each category. Numbers come first
 * in its input, then a code for each column of categories.
 */
public final class TableRegression {
  static final class Houses extends Layer {
    private final List<Feature> codes;
    private final List<Embedding> vectors = new ArrayList<>();
    private final Layer rest;

    Houses(List<Feature> features) {
      codes = features.stream().filter(f -> f.kind() == Feature.Kind.CODE).toList();
      codes.forEach(f -> vectors.add(child(f.column(), new Embedding(f.codes(), 2))));
      int inputs = codes.get(0).start() + 2 * codes.size();
      rest = child("rest", new Sequential(new Linear(inputs, 64), new ReLU(), new Linear(64, 1)));
    }

    @Override
    protected Tensor forward(Tensor x) {
      List<Tensor> parts = new ArrayList<>(List.of(x.narrow(1, 0, codes.get(0).start())));
      for (int i = 0; i < vectors.size(); i++) {
        parts.add(vectors.get(i).apply(x.select(1, codes.get(i).start()).to(DType.INT64)));
      }
      return rest.apply(Tensor.cat(parts, 1));
    }
  }

  public static void main(String[] args) {
    System.out.println(run() + " (no prediction does better than " + GeneratedTables.NOISE + ")");
  }

  static double run() {
    TableData data = Preparation.of(Target.value("price").standardized())
        .numeric(Numeric.standard().imputer(SimpleImputer.median().addIndicator(true)))
        .categorical(EmbeddingEncoder.standard()) // or OneHotEncoder, for any network
        .split(GeneratedTables.regression(1, 5_000), 1, 0.6, 0.2, 0.2);
    Regressor task = Regressor.of(new Houses(data.preparation().features()));
    Trainer trainer = Trainer.builder().maxEpochs(30).batchSize(50).seed(1).build();
    FitResult fit = trainer.fit(task.optimizer(Adam.rate(5e-3)), data);
    double scale = ((FittedTarget.Value) data.preparation().target()).scale();
    return scale * Math.sqrt(trainer.test(fit.last(), data.test()).get("test/loss"));
  }
}
