package org.ockham.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.data.DataModule;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.nn.Parameter;
import org.ockham.nn.Sequential;
import org.ockham.optim.Sgd;

/** A fit goes on from the weights that are there, and draws those that are not. */
final class WarmStartTest {

  private static final DataModule DATA =
      DataModule.of(Samples.threeClasses(40), Samples.threeClasses(10));

  private static Layer network() {
    Map<String, Layer> layers = new LinkedHashMap<>();
    layers.put("body", new Linear(2, 4));
    layers.put("head", new Linear(4, 3));
    return new Sequential(layers);
  }

  private static Trainer trainer(long seed) {
    return Trainer.builder().maxEpochs(2).batchSize(10).seed(seed).build();
  }

  private static Classifier task(Layer network, double rate) {
    return Classifier.of(network).optimizer(Sgd.rate(rate));
  }

  private static Map<String, List<Float>> values(Layer network) {
    Map<String, List<Float>> values = new TreeMap<>();
    network.stateDict().forEach((name, tensor) -> {
      float[] floats = tensor.detach().toFloats();
      List<Float> list = new ArrayList<>();
      for (float value : floats) {
        list.add(value);
      }
      values.put(name, list);
    });
    return values;
  }

  @Test
  void aNewNetworkIsDrawnFromTheSeed() {
    Layer network = network();
    FitResult fit = trainer(3).fit(task(network, 0), DATA);
    assertThat(fit.drawn()).containsExactly("body.weight", "body.bias", "head.weight", "head.bias");
    assertThat(values(network)).isEqualTo(values(network().initialize(3)));
  }

  @Test
  void whatWasLoadedIsGoneOnFrom(@TempDir Path directory) {
    Path file = directory.resolve("model.safetensors");
    Layer trained = network();
    trainer(3).fit(task(trained, 0.1), DATA);
    trained.save(file);

    Layer loaded = network().load(file);
    FitResult fit = trainer(4).fit(task(loaded, 0), DATA);
    assertThat(fit.drawn()).isEmpty();
    assertThat(values(loaded)).isEqualTo(values(trained));
  }

  @Test
  void trainingTwiceGoesOn() {
    Layer network = network();
    FitResult first = trainer(3).fit(task(network, 0.1), DATA);
    FitResult second = trainer(4).fit(task(network, 0), DATA);
    assertThat(second.drawn()).isEmpty();
    assertThat(values(second.last().network())).isEqualTo(values(first.last().network()));
  }

  @Test
  void whatWasInitialisedByHandIsAsItWouldHaveBeenDrawn() {
    FitResult byHand = trainer(3).fit(task(network().initialize(3), 0.1), DATA);
    FitResult drawn = trainer(3).fit(task(network(), 0.1), DATA);
    assertThat(values(byHand.last().network())).isEqualTo(values(drawn.last().network()));
  }

  @Test
  void onlyANewHeadIsDrawnAndAFrozenBodyStays() {
    Layer network = network();
    Layer donor = new Linear(2, 4).initialize(9);
    Layer body = network.layers().get("body");
    body.load(donor.stateDict());
    body.parameters().values().forEach(Parameter::freeze);

    FitResult fit = trainer(3).fit(task(network, 0.1), DATA);
    assertThat(fit.drawn()).containsExactly("head.weight", "head.bias");
    assertThat(values(body)).isEqualTo(values(donor));
    assertThat(values(network.layers().get("head")))
        .isNotEqualTo(values(network().initialize(3).layers().get("head")));
  }

  @Test
  void fitAnewForgetsWhatWasThere() {
    Layer network = network();
    trainer(3).fit(task(network, 0.1), DATA);
    FitResult again = trainer(3).fitAnew(task(network, 0.1), DATA);
    FitResult fresh = trainer(3).fit(task(network(), 0.1), DATA);
    assertThat(again.drawn()).isEqualTo(fresh.drawn());
    assertThat(values(again.last().network())).isEqualTo(values(fresh.last().network()));
  }
}
