package org.ockham.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.data.Cifar10;
import org.ockham.data.DataDirectory;
import org.ockham.data.Datasets;
import org.ockham.data.Generated;
import org.ockham.data.Glyphs;
import org.ockham.data.Source;
import org.ockham.data.fetch.Cache;
import org.ockham.lab.compare.ComparisonResult;
import org.ockham.lab.recipe.Recipe;
import org.ockham.train.Metrics;

class ExamplesTest {

  @Test
  void firstNetworkTrainsAndReadsBackWhatItWrote(@TempDir Path directory) {
    Path file = directory.resolve("mlp.safetensors");
    FirstNetwork.main(new String[] {file.toString()});
    assertThat(file).isNotEmptyFile();
  }

  @Test
  void readmeShowsTheFirstNetworkAsItIs() throws IOException {
    Path examples = Path.of("").toAbsolutePath();
    String readme = Files.readString(examples.resolveSibling("README.md"));
    Matcher block = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL).matcher(readme);
    assertThat(block.find()).as("the README has a Java example").isTrue();
    String source =
        Files.readString(examples.resolve("src/main/java/org/ockham/examples/FirstNetwork.java"));
    String body = source.substring(source.indexOf("public final class"));
    assertThat(block.group(1)).isEqualTo(body);
    assertThat(body.lines().count()).isLessThanOrEqualTo(35);
  }

  @Test
  void readmeShowsTheComparisonAsItIs() throws IOException {
    Path examples = Path.of("").toAbsolutePath();
    String readme = Files.readString(examples.resolveSibling("README.md"));
    String source = Files.readString(
        examples.resolve("src/main/java/org/ockham/examples/CompareVariants.java"));
    Matcher blocks = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL).matcher(readme);
    assertThat(blocks.find()).as("the README has an example").isTrue();
    assertThat(blocks.find()).as("the README has a second example").isTrue();
    String shown = blocks.group(1);
    assertThat(shown.lines().count()).isLessThanOrEqualTo(10);
    shown.lines().forEach(line -> assertThat(source).contains(line.strip()));
  }

  @Test
  void compareVariants() {
    Recipe recipe = Recipe.of("mnist-mlp")
        .quick()
        .with("data.limit", "300", "the test")
        .with("data.testLimit", "100", "the test")
        .with("seeds", "[0, 1]", "the test");
    ComparisonResult result = CompareVariants.run(recipe);
    assertThat(result.runs()).hasSize(8);
    assertThat(result.differences())
        .hasSize(3)
        .allSatisfy(each -> assertThat(each.verdict().sentence()).isNotBlank());
  }

  @Test
  void twoSlips() {
    List<TwoSlips.Cost> costs = TwoSlips.run(Glyphs.standard().first(1_500, 500), 3);
    assertThat(costs).hasSize(3);
    TwoSlips.Cost dropout = costs.get(0);
    assertThat(dropout.slipped()).isLessThan(dropout.right());
    // One pair of statistics for two places fits neither, and is hidden by the statistics of each
    // test batch.
    TwoSlips.Cost shared = costs.get(2);
    assertThat(shared.slipped()).isLessThan(shared.right() - 0.02);
    assertThat(costs.get(1).slipped()).isGreaterThan(shared.slipped());
  }

  @Test
  void ownLayer() {
    OwnLayer.main(new String[0]);
    assertThat(new OwnLayer.Gate(4).stateDict().keySet())
        .containsExactly("scale", "gate.weight", "gate.bias");
  }

  @Test
  void ownDataset() {
    assertThat(OwnDataset.run().get("test/accuracy")).isGreaterThan(0.9);
  }

  @Test
  void tableRegression() {
    assertThat(TableRegression.run()).isBetween(18.0, 24.0); // the noise is 20
  }

  @Test
  void ownCallback() {
    List<Double> gaps = OwnCallback.run();
    assertThat(gaps).hasSizeBetween(2, 199);
    assertThat(gaps.get(gaps.size() - 1)).isGreaterThan(3);
  }

  @Test
  void ownModule(@TempDir Path directory) throws IOException {
    OwnModule.main(new String[] {directory.toString()});
    assertThat(directory.resolve("tensorboard"))
        .isDirectoryContaining("glob:**/events.out.tfevents.*");
    String source = Files.readString(
        Path.of("src/main/java/org/ockham/examples/OwnModule.java").toAbsolutePath());
    assertThat(source.substring(source.indexOf("public final class")).lines().count())
        .isLessThan(40);
  }

  @Test
  void gan() {
    assertThat(Gan.run()).isLessThan(0.4); // before training it is about 2
  }

  @Test
  void fineTuning() {
    assertThat(FineTuning.run(true)).isGreaterThan(FineTuning.run(false) + 0.05);
  }

  @Test
  void bareLoop() {
    assertThat(BareLoop.run()).isLessThan(1.5);
  }

  @Test
  void perceptronByHand() {
    assertThat(PerceptronByHand.mistakes(Generated.separable(100, 0.1, 1)))
        .hasSizeLessThan(20)
        .endsWith(0);
    assertThat(PerceptronByHand.mistakes(Generated.xor())).hasSize(20).doesNotContain(0);
  }

  @Test
  void augmentedCifar() {
    Optional<Path> shared = Stream.iterate(
            Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
        .map(folder -> folder.resolve("shared/data"))
        .filter(Files::isDirectory)
        .filter(data -> Datasets.present("cifar10", DataDirectory.of(data)))
        .findFirst();
    Source source = shared.<Source>map(DataDirectory::of).orElseGet(Cache::standard);
    assumeThat(Datasets.present("cifar10", source))
        .as("CIFAR-10 in shared/data beside the checkout, or in the cache")
        .isTrue();
    Metrics test = AugmentedCifar.run(Cifar10.from(source).first(1_500, 500), 3, 16);
    assertThat(test.get("test/accuracy")).isGreaterThan(0.15); // guessing has 0.1
  }
}
