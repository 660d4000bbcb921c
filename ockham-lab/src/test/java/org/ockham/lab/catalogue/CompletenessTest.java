package org.ockham.lab.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ockham.augment.Transform;
import org.ockham.data.DataSampler;
import org.ockham.data.Dataset;
import org.ockham.data.Glyphs;
import org.ockham.lab.callback.CallbackPlan;
import org.ockham.lab.layer.LayerPlan;
import org.ockham.lab.training.MetricPlan;
import org.ockham.lab.training.SamplingPlan;
import org.ockham.loss.Loss;
import org.ockham.metric.Metric;
import org.ockham.nn.Layer;
import org.ockham.optim.GradientClipping;
import org.ockham.optim.OptimizerConfig;
import org.ockham.regularize.BatchMix;
import org.ockham.regularize.L1;
import org.ockham.regularize.WeightAverage;
import org.ockham.schedule.Schedule;
import org.ockham.search.pruner.Pruner;
import org.ockham.search.sampler.Sampler;
import org.ockham.train.Callback;

/** What the library has is held against what recipes can name; what stays closed has its reason here. */
final class CompletenessTest {

  /**
   * One kind of thing.
   *
   * @param type what they are in the library
   * @param anchor a class of the package where they are
   * @param opened the classes that recipes can have made
   * @param closed why a recipe cannot name these, by their class
   */
  record Case(Class<?> type, Class<?> anchor, Set<String> opened, Map<String, String> closed) {
    @Override
    public String toString() {
      return anchor.getPackageName() + " " + type.getSimpleName();
    }
  }

  private static final String THREE = "a loss of three inputs, where a network gives one";
  private static final String TWO = "it takes two inputs, where a list of layers has one";
  private static final String INDICES = "it reads indices, and data sets give fractions";
  private static final String CODE = "it is given code, which a recipe does not hold";

  static Stream<Case> cases() {
    return Stream.of(
        records(
            Kind.OPTIMIZER,
            OptimizerConfig.class,
            Map.of(
                "Maximized", "a recipe's loss is minimised",
                "Optimizers.Config", "it is for modules that step by themselves")),
        records(Kind.SCHEDULE, Schedule.class, Map.of("LambdaLR", CODE, "MultiplicativeLR", CODE)),
        records(Kind.REGULARIZER, L1.class, Map.of()),
        records(Kind.CLIPPING, GradientClipping.class, Map.of()),
        records(Kind.AVERAGE, WeightAverage.class, Map.of()),
        records(Kind.MIX, BatchMix.class, Map.of()),
        new Case(Loss.class, Loss.class, types(Kind.LOSS, Object::getClass), Map.of()),
        records(Kind.TRANSFORM, Transform.class, Map.of()),
        records(
            Kind.SAMPLER,
            Sampler.class,
            Map.of(
                "Grid", "the word grid tries every combination of a space that is cut",
                "PartialFixed", "a setting that is given is not searched")),
        records(Kind.PRUNER, Pruner.class, Map.of()),
        new Case(
            Metric.class,
            Metric.class,
            types(Kind.METRIC, plan -> ((MetricPlan) plan).metric().getClass()),
            Map.of(
                "ConfusionMatrix",
                "a table and no number; reports show it",
                "LabelF1",
                "of one label; each has its own where several are asked for")),
        new Case(
            DataSampler.class,
            DataSampler.class,
            types(Kind.SAMPLING, plan -> ((SamplingPlan) plan).over(someData()).getClass()),
            Map.of("DataSampler.Chosen", "it lists samples; data.limit takes the first")),
        new Case(
            Callback.class,
            org.ockham.callback.EarlyStopping.class,
            types(Kind.CALLBACK, plan -> ((CallbackPlan) plan).callback().getClass()),
            closedCallbacks()),
        new Case(
            Layer.class,
            Layer.class,
            types(Kind.LAYER, plan -> layer((LayerPlan) plan).getClass()),
            closedLayers()));
  }

  private static Map<String, String> closedCallbacks() {
    Map<String, String> closed = new TreeMap<>();
    closed.put("Checkpoint", "train.select says which epoch is kept");
    closed.put("PeriodicCheckpoint", "a run keeps checkpoints by itself, to go on from");
    closed.put("LambdaCallback", CODE);
    closed.put("ModelSummary", "ockham summary shows it");
    closed.put("PredictionWriter", "ockham predict says it");
    closed.put("ProgressBars", "the command shows progress");
    closed.put("ProgressLines", "the command shows progress");
    closed.put("Timer", "train.maxSeconds bounds the time");
    return closed;
  }

  private static Map<String, String> closedLayers() {
    Map<String, String> closed = new TreeMap<>();
    for (String name : List.of(
        "Bilinear",
        "CosineSimilarity",
        "PairwiseDistance",
        "Transformer",
        "TransformerDecoder",
        "MaxUnpool1d",
        "MaxUnpool2d",
        "MaxUnpool3d")) {
      closed.put(name, TWO);
    }
    closed.put("Embedding", INDICES);
    closed.put("EmbeddingBag", INDICES);
    return closed;
  }

  private static Case records(Kind<?> kind, Class<?> anchor, Map<String, String> closed) {
    return new Case(kind.type(), anchor, types(kind, Object::getClass), closed);
  }

  private static Set<String> types(Kind<?> kind, Function<Object, Class<?>> type) {
    return Catalogue.standard().of(kind).stream()
        .map(component -> component.settings().isEmpty()
            ? component.read(Section.empty("it"), Map.of())
            : component.make(component.defaults()))
        .map(type)
        .filter(each -> !each.getPackageName().startsWith("org.ockham.lab"))
        .map(CompletenessTest::inPackage)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The name in its package: {@code WeightAverage.Config}. */
  private static String inPackage(Class<?> type) {
    return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
  }

  private static Dataset someData() {
    return Glyphs.of(1, 10);
  }

  /** Built for the first kind of sample that it takes. */
  private static Layer layer(LayerPlan plan) {
    for (long[] sample : List.of(
        new long[] {12}, new long[] {12, 12}, new long[] {12, 8, 8}, new long[] {12, 8, 8, 8})) {
      try {
        return plan.build(sample, 10);
      } catch (IllegalArgumentException e) {
        // It is for samples of another shape.
      }
    }
    throw new AssertionError(plan + " takes none of the samples");
  }

  @ParameterizedTest
  @MethodSource("cases")
  @DisplayName("Recipes can name all that there is, but for what has its reason")
  void complete(Case one) throws IOException, URISyntaxException {
    Set<String> there = publicClasses(one.type, one.anchor);
    assertThat(there).as("what the library has").isNotEmpty();
    assertThat(one.closed.keySet()).as("what is closed is there").isSubsetOf(there);
    assertThat(one.closed.keySet())
        .as("what is closed is not open")
        .noneMatch(one.opened::contains);
    assertThat(one.closed.values()).allSatisfy(reason -> assertThat(reason).hasSizeGreaterThan(10));
    there.removeAll(one.closed.keySet());
    assertThat(there).as("what recipes can name").isSubsetOf(one.opened);
  }

  @Test
  @DisplayName("A loss of three inputs is no loss of a recipe")
  void losses() throws IOException, URISyntaxException {
    List<String> others = new ArrayList<>(publicClasses(Record.class, Loss.class));
    others.removeAll(publicClasses(Loss.class, Loss.class));
    assertThat(others)
        .as(THREE)
        .containsExactlyInAnyOrder(
            "CosineEmbeddingLoss",
            "GaussianNllLoss",
            "MarginRankingLoss",
            "TripletMarginLoss",
            "TripletMarginWithDistanceLoss");
  }

  /** The public classes that can be made of a type, in the package of another. */
  private static Set<String> publicClasses(Class<?> type, Class<?> anchor)
      throws IOException, URISyntaxException {
    URI place = anchor.getProtectionDomain().getCodeSource().getLocation().toURI();
    String folder = anchor.getPackageName().replace('.', '/');
    if (Files.isDirectory(Path.of(place))) {
      return publicClasses(type, anchor.getPackageName(), Path.of(place).resolve(folder));
    }
    try (FileSystem jar = FileSystems.newFileSystem(Path.of(place))) {
      return publicClasses(type, anchor.getPackageName(), jar.getPath(folder));
    }
  }

  private static Set<String> publicClasses(Class<?> type, String name, Path folder)
      throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.matches("[A-Za-z0-9$]+\\.class"))
          .map(file -> named(name + "." + file.replace(".class", "")))
          .filter(found -> type.isAssignableFrom(found)
              && Modifier.isPublic(found.getModifiers())
              && !Modifier.isAbstract(found.getModifiers()))
          .map(CompletenessTest::inPackage)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Class<?> named(String name) {
    try {
      return Class.forName(name, false, CompletenessTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
