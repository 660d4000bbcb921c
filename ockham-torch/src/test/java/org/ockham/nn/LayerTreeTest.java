package org.ockham.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Generator;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Safetensors;
import org.ockham.tensor.Tensor;

/** Trees of layers: names, copies, states, summaries. */
final class LayerTreeTest {

  /** As a user writes one, children in final fields, a list, a map and an array. */
  private static final class Mlp extends Layer {
    private final Linear fc1 = child("fc1", new Linear(784, 256));
    private final Linear fc2 = child("fc2", new Linear(256, 256));
    private final Linear fc3 = child("fc3", new Linear(256, 10));
    private final Dropout drop = child("drop", new Dropout(0.2));
    private final List<Layer> list = List.of(fc1, drop);
    private final Map<String, Layer> map = Map.of("fc2", fc2);
    private final Layer[] array = {fc3};

    @Override
    protected Tensor forward(Tensor x) {
      Tensor h = list.get(1).apply(list.get(0).apply(x.flatten(1))).relu();
      return array[0].apply(map.get("fc2").apply(h).relu());
    }
  }

  /** One layer used twice. */
  private static final class Tied extends Layer {
    private final Linear shared = new Linear(3, 3);
    private final Layer first = child("first", shared);
    private final Layer second = child("second", shared);

    @Override
    protected Tensor forward(Tensor x) {
      return second.apply(first.apply(x).tanh());
    }
  }

  @Test
  void theSummaryCountsParameters() {
    Summary summary = new Mlp().summary(1, 28, 28);
    assertThat(summary.parameters()).isEqualTo(269_322);
    assertThat(summary.toString()).contains("269,322 parameters").contains("200,960");
    assertThat(summary.rows()).extracting(Summary.Row::name).contains("Mlp", "fc1", "fc2", "drop");
    Summary.Row fc1 = summary.rows().stream()
        .filter(row -> row.name().equals("fc1"))
        .findFirst()
        .orElseThrow();
    assertThat(fc1.output()).containsExactly(256L);
    assertThat(fc1.parameters()).isEqualTo(200_960);
    assertThat(fc1.layer()).isEqualTo("Linear(in_features=784, out_features=256, bias=true)");
  }

  @Test
  void theSummaryTakesABatchOfIndices() {
    Layer network = new Sequential(new Embedding(7, 4), new Flatten(), new Linear(8, 2));
    assertThat(network.summary(Tensor.ofLongs(new long[] {1, 2}, 1, 2)).toString())
        .contains("46 parameters");
  }

  @Test
  void circlesAreRefused() {
    assertThatThrownBy(() -> new Layer() {
          private final Layer self = child("self", this);

          @Override
          protected Tensor forward(Tensor x) {
            return self.apply(x);
          }
        })
        .hasMessage("the child 'self' holds this layer itself: a tree of layers has no circles");
  }

  @Test
  void aUsersFinalFieldsPointIntoTheCopy() {
    Mlp network = new Mlp();
    network.initialize(1).eval();
    Mlp copy = Layer.copyOf(network);
    Tensor x = Tensor.randn(Generator.seeded(2), 2, 1, 28, 28);
    Tensor before = network.apply(x);
    assertThat(copy.apply(x).equal(before)).isTrue();
    assertThat(copy.fc1).isNotSameAs(network.fc1).isSameAs(copy.list.get(0));
    assertThat(copy.map.get("fc2")).isSameAs(copy.fc2).isSameAs(copy.children().get("fc2"));
    assertThat(copy.array[0]).isSameAs(copy.fc3);
    assertThat(copy.fc3.path()).isEqualTo("fc3");
    try (NoGrad off = NoGrad.on()) {
      copy.parameters().get("fc1.weight").value().zero_();
    }
    assertThat(network.apply(x).equal(before)).isTrue();
    assertThat(copy.apply(x).equal(before)).isFalse();
  }

  @Test
  void sharedLayersHaveTheirParametersOnce() {
    Tied tied = new Tied();
    tied.initialize(1);
    assertThat(tied.parameters().keySet()).containsExactly("first.weight", "first.bias");
    assertThat(tied.parameterCount()).isEqualTo(12);
    assertThat(tied.stateDict()).hasSize(4);
    Tied copy = Layer.copyOf(tied);
    assertThat(copy.first).isSameAs(copy.second).isSameAs(copy.shared);
    assertThat(copy.shared).isNotSameAs(tied.shared);
    assertThat(new Tied().load(tied.stateDict()).apply(Tensor.ones(1, 3)).shape())
        .containsExactly(1, 3);
  }

  @Test
  void whatHasNoValuesIsDrawnAsInAWholeInitialisation() {
    for (Supplier<Layer> made : List.<Supplier<Layer>>of(
        Tied::new,
        () -> new Sequential(SpectralNorm.on(new Linear(3, 4)), WeightNorm.on(new Linear(4, 2))))) {
      Layer network = made.get();
      assertThat(network.initializeMissing(4)).isNotEmpty();
      Layer whole = made.get().initialize(4);
      whole
          .stateDict()
          .forEach((name, tensor) ->
              assertThat(tensor.equal(network.stateDict().get(name))).as(name).isTrue());
      assertThat(network.initializeMissing(5)).isEmpty();
    }
  }

  @Test
  void frozenParametersAreNotCountedAsTrained() {
    Mlp network = new Mlp();
    long all = network.parameterCount();
    network.fc1.parameters().values().forEach(Parameter::freeze);
    long frozen = 784 * 256 + 256;
    assertThat(network.parameterCount()).isEqualTo(all - frozen);
    Summary summary = network.summary(1, 28, 28);
    assertThat(summary.parameters()).isEqualTo(all);
    assertThat(summary.trained()).isEqualTo(all - frozen);
    assertThat(summary.toString())
        .contains(
            String.format(Locale.ROOT, "%,d parameters, %,d of them trained", all, all - frozen));
    network.fc1.parameters().values().forEach(Parameter::unfreeze);
    assertThat(network.summary(1, 28, 28).toString())
        .contains(String.format(Locale.ROOT, "%,d parameters", all))
        .doesNotContain("trained");
  }

  /** As PyTorch reads a state that has no version, which is what safetensors files hold. */
  @Test
  void theBatchCounterOfANormMayBeMissing(@TempDir Path directory) {
    Layer saved = new Sequential(new Linear(3, 2), new BatchNorm1d(2)).initialize(1);
    saved.apply(Tensor.randn(Generator.seeded(1), 4, 3));
    Map<String, Tensor> state = new LinkedHashMap<>(saved.stateDict());
    state.remove("1.num_batches_tracked");
    Path file = directory.resolve("old.safetensors");
    Safetensors.write(file, state, Map.of());
    Layer loaded = new Sequential(new Linear(3, 2), new BatchNorm1d(2)).initialize(2);
    loaded.apply(Tensor.randn(Generator.seeded(1), 4, 3));
    loaded.load(file);
    assertThat(loaded.stateDict().get("1.num_batches_tracked").itemLong()).isZero();
    assertThat(loaded.stateDict().get("1.running_mean").equal(state.get("1.running_mean")))
        .isTrue();
    // everything else is as strict as ever
    state.remove("1.running_var");
    assertThatThrownBy(() -> loaded.load(state))
        .hasMessage("the state does not fit the network: it lacks 1.running_var");
    assertThatThrownBy(() -> new Counting().load(Map.of()))
        .hasMessage("the state does not fit the network: it lacks num_batches_tracked");
    assertThatThrownBy(() -> new Linear(3, 2)
            .load(Map.of(
                "weight",
                Tensor.ones(2, 3),
                "bias",
                Tensor.ones(2),
                "num_batches_tracked",
                Tensor.scalar(0))))
        .hasMessageContaining("it has num_batches_tracked, which the network has not");
  }

  /** A user's own layer whose buffer only has the name. */
  private static final class Counting extends Layer {
    Counting() {
      buffer("num_batches_tracked", Tensor.scalar(0));
    }

    @Override
    protected Tensor forward(Tensor x) {
      return x;
    }
  }

  /** A user's own layer that draws. */
  private static final class Jitter extends Layer {
    @Override
    protected Tensor forward(Tensor x) {
      return isTraining()
          ? x.add(Tensor.empty(x.dtype(), x.shape()).normal_(0, 1, generator()))
          : x;
    }
  }

  @Test
  void aUsersLayerDrawsFromAStreamOfItsOwn() {
    Tensor x = Tensor.zeros(5);
    Layer one = new Sequential(Map.of("jitter", new Jitter()));
    assertThatThrownBy(() -> one.apply(x))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("call initialize(seed) or randomize(key)");
    one.initialize(1);
    Map<String, Layer> more = new LinkedHashMap<>();
    more.put("drop", new Dropout(0.5));
    more.put("jitter", new Jitter());
    Layer other = new Sequential(more).initialize(1);
    Tensor first = one.apply(x);
    assertThat(other.apply(x).equal(first)).isTrue();
    assertThat(one.apply(x).equal(first)).isFalse();
    one.randomize(RandomKey.of(1).fold("mask"));
    assertThat(one.apply(x).equal(first)).isTrue();
    assertThat(Layer.copyOf(one).apply(x).equal(first)).isTrue();
  }

  @Test
  void aLayerThatGivesNothingIsNamed() {
    Layer forgetful = new Layer() {
      @Override
      @SuppressWarnings("NullAway") // as who writes without annotations may
      protected Tensor forward(Tensor x) {
        return null;
      }

      @Override
      public String toString() {
        return "Forgetful";
      }
    };
    assertThatThrownBy(() ->
            new Sequential(new Linear(3, 2), forgetful).initialize(1).apply(Tensor.ones(1, 3)))
        .hasMessageContaining("1")
        .hasMessageContaining("forward gave null: return the layer's output");
  }

  @Test
  void statesThatDoNotFitNameWhatDiffers() {
    Layer network = new Sequential(new Linear(3, 2), new Linear(2, 2), new Linear(2, 2));
    assertThatThrownBy(() -> network.load(Map.of("stranger", Tensor.ones(1))))
        .hasMessage("the state does not fit the network: it lacks 0.weight, 0.bias, 1.weight and 3"
            + " more and it has stranger, which the network has not");
    assertThatThrownBy(() -> network.apply(Tensor.ones(1, 3)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the parameter 'weight' of Linear has no values yet")
        .hasMessageContaining("a layer that is no child of it");
    Map<String, Tensor> misshapen = new LinkedHashMap<>(network.stateDict());
    misshapen.put("1.weight", Tensor.ones(3, 2));
    assertThatThrownBy(() -> network.load(misshapen))
        .hasMessage("the state does not fit the network: 1.weight has shape [3, 2] where the"
            + " network has [2, 2]");
  }

  @Test
  void statesGoThroughFiles(@TempDir Path folder) {
    Layer network = new Sequential(new Linear(3, 2), new BatchNorm1d(2)).initialize(1);
    network.save(folder.resolve("model.safetensors"));
    Layer other = new Sequential(new Linear(3, 2), new BatchNorm1d(2))
        .load(folder.resolve("model.safetensors"));
    Tensor x = Tensor.randn(Generator.seeded(2), 4, 3);
    assertThat(other.eval().apply(x).equal(network.eval().apply(x))).isTrue();
  }

  @Test
  void errorsNameTheLayerByItsPath() {
    Layer inner = new Sequential(Map.of("fc", new Linear(3, 2)));
    Layer network = new Sequential(Map.of("block", inner)).initialize(1);
    assertThatThrownBy(() -> network.apply(Tensor.ones(2, 4)))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith(
            "block.fc = Linear(in_features=3, out_features=2, bias=true): linear: ")
        .hasMessageEndingWith("(shapes [2, 4] and [2, 3])");
  }

  @Test
  void namesAreChecked() {
    assertThatThrownBy(() -> new Sequential(Map.of("a.b", new Tanh())))
        .hasMessageContaining("'a.b' is empty or has a dot");
    assertThatThrownBy(() -> new Layer() {
          private final Layer one = child("one", new Tanh());
          private final Layer two = child("one", new Tanh());

          @Override
          protected Tensor forward(Tensor x) {
            return two.apply(one.apply(x));
          }
        })
        .hasMessageContaining("'one' is taken");
  }

  @Test
  void layersPrintAsInPyTorch() {
    assertThat(new Sequential(new Linear(3, 2), new Sequential(new ReLU())).toString())
        .isEqualTo("""
            Sequential(
              (0): Linear(in_features=3, out_features=2, bias=true)
              (1): Sequential(
                (0): ReLU()
              )
            )""");
  }

  @Test
  void observersSeeInputsAndOutputs() throws Exception {
    Layer layer = new ReLU();
    List<String> seen = new ArrayList<>();
    AutoCloseable watch =
        layer.observe((applied, x, y) -> seen.add(applied.describe() + x.item() + ">" + y.item()));
    layer.apply(Tensor.scalar(-1));
    watch.close();
    layer.apply(Tensor.scalar(-2));
    assertThat(seen).containsExactly("ReLU()-1.0>0.0");
  }

  @Test
  void frozenParametersHaveNoGradient() {
    Layer layer = new Linear(2, 1).initialize(1);
    Parameter weight = layer.parameters().get("weight");
    weight.freeze();
    assertThat(weight.isTrained()).isFalse();
    layer.apply(Tensor.ones(1, 2)).sum().backward();
    assertThat(weight.grad()).isNull();
    assertThat(layer.parameters().get("bias").grad()).isNotNull();
    weight.unfreeze();
    layer.apply(Tensor.ones(1, 2)).sum().backward();
    assertThat(weight.grad().toFloats()).containsExactly(1, 1);
    weight.clearGrad();
    assertThat(weight.grad()).isNull();
    assertThat(weight.toString()).isEqualTo("weight[1, 2]");
    assertThat(weight.count()).isEqualTo(2);
  }

  @Test
  void aStateIsComparedWithAnOutlineThatTakesNoMemory() {
    assertThat(Tensor.outline(1L << 20, 1L << 20).shape()).containsExactly(1L << 20, 1L << 20);
    Map<String, Tensor> state = new Linear(3, 2).initialize(0).stateDict();
    Layer.checkState(() -> new Linear(3, 2), state);
    assertThatThrownBy(() -> Layer.checkState(() -> new Linear(1L << 20, 1L << 20), state))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[1048576, 1048576]");
  }
}
