package org.ockham.lab.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ockham.augment.Normalize;
import org.ockham.augment.RandomCrop;
import org.ockham.augment.RandomHorizontalFlip;
import org.ockham.callback.EarlyStopping;
import org.ockham.lab.callback.EarlyStop;
import org.ockham.lab.callback.GradientNorms;
import org.ockham.lab.catalogue.RecipeException;
import org.ockham.lab.model.Mlp;
import org.ockham.optim.Adam;
import org.ockham.optim.AdamW;
import org.ockham.optim.OptimizerConfig;
import org.ockham.optim.Sgd;
import org.ockham.regularize.WeightAverage;

final class RecipeTest {

  private static final String GOOD = """
      about: A test.
      data: {set: glyphs, train: 0.5, validation: 0.5, limit: 100, testLimit: 50}
      model: {kind: mlp, hidden: [8]}
      optimizer: {kind: adam, lr: 0.01}
      train: {epochs: 2, batch: 10}
      variants:
        plain: {}
        l2: {optimizer.weightDecay: 1e-4}
      seeds: [3, 4]
      """;

  @TempDir
  private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("mine.yaml"), text);
  }

  private Recipe recipe(String text) throws IOException {
    return Recipe.read(file(text));
  }

  @Test
  @DisplayName("A recipe is read whole, with defaults for what it leaves out")
  void reads() throws IOException {
    Recipe recipe = recipe(GOOD);
    assertThat(recipe.name()).isEqualTo("mine");
    assertThat(recipe.about()).isEqualTo("A test.");
    assertThat(recipe.seeds()).containsExactly(3L, 4L);
    assertThat(recipe.variants()).extracting(Variant::name).containsExactly("plain", "l2");
    Variant plain = recipe.variant("plain");
    assertThat(plain.data()).isEqualTo(new DataPlan("glyphs", 0.5, 0.5, 100, 50));
    assertThat(plain.model())
        .isEqualTo(new Mlp(
            List.of(8),
            Mlp.Activation.RELU,
            Mlp.Norm.NONE,
            0.1,
            true,
            0,
            Mlp.DropoutPlace.AFTER_ACTIVATION));
    assertThat(plain.optimizer()).isEqualTo(Adam.rate(0.01));
    assertThat(plain.train()).isEqualTo(new TrainingPlan(2, 10, 1, "val/accuracy"));
    Variant l2 = recipe.variant("l2");
    assertThat(l2.optimizer()).isEqualTo(Adam.rate(0.01).weightDecay(1e-4));
    assertThat(l2.differencesFrom(plain)).isEqualTo(Map.of("optimizer.weightDecay", 1e-4));
  }

  @Test
  @DisplayName(
      "Augmentation is read, changed by --set, kept in what a run writes, and refused with its key")
  void augmentation() throws IOException {
    Recipe recipe = recipe(GOOD + """
        quick: {data.augment: [random-horizontal-flip]}
        """);
    Recipe set = recipe.with(
        "data.transforms",
        "[{kind: random-crop, height: 24, width: 24}, {kind: normalize, mean: 0.1, std: 0.3}]",
        "--set data.transforms");
    Variant plain = set.quick().variant("plain");
    assertThat(plain.data().augment()).containsExactly(RandomHorizontalFlip.of(0.5));
    assertThat(plain.data().transforms())
        .containsExactly(RandomCrop.of(24), Normalize.of(0.1, 0.3));
    assertThat(plain.sizes()).isEqualTo("576-8-10");
    assertThat(Recipe.ofJson("model", plain.json(3)).variant().data()).isEqualTo(plain.data());
    assertThat(recipe.variant("plain").yaml(3)).doesNotContain("augment", "transforms");
    assertThatThrownBy(() -> recipe.with(
            "data.augment", "[{kind: random-crop, height: 40, width: 40}]", "--set data.augment"))
        .isInstanceOf(RecipeException.class)
        .hasMessageStartingWith("--set data.augment: data.augment does not fit glyphs: RandomCrop"
            + " takes a window of 40x40");
    assertThatThrownBy(() -> recipe.with("data.augment", "[random-flip]", "--set data.augment"))
        .hasMessageContaining("data.augment.0 is 'random-flip', but must be one of");
  }

  @Test
  @DisplayName(
      "Callbacks, averages and bounds of training are read, changed by --set, kept, and refused by their key")
  void callbacks() throws IOException {
    Recipe recipe = recipe(GOOD + """
        callbacks: {early-stopping: {patience: 5}, norms: {kind: gradient-monitor, inputHistograms: 20}}
        average: {kind: ema, decay: 0.99}
        """);
    Variant plain = recipe.variant("plain");
    assertThat(plain.callbacks())
        .containsExactly(
            Map.entry("early-stopping", new EarlyStop("val/loss", 5, 0, null, null)),
            Map.entry("norms", new GradientNorms(50, 20)));
    assertThat(plain.callbacks().get("early-stopping").callback())
        .isInstanceOf(EarlyStopping.class)
        .isNotSameAs(plain.callbacks().get("early-stopping").callback());
    assertThat(plain.average()).isEqualTo(new WeightAverage.Config(0.99, 0, false));
    Variant again = Recipe.ofJson("model", plain.json(3)).variant();
    assertThat(again.callbacks()).isEqualTo(plain.callbacks());
    assertThat(again.average()).isEqualTo(plain.average());
    Variant swa = recipe.with("average", "{kind: swa, fromEpoch: 2}", "--set").variant("plain");
    assertThat(swa.average()).isEqualTo(new WeightAverage.Config(0, 2, true));
    assertThat(Recipe.ofJson("model", swa.json(3)).variant().average()).isEqualTo(swa.average());
    assertThatThrownBy(
            () -> recipe.with("callbacks.early-stopping.monitor", "test/loss", "--set x"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("callbacks.early-stopping")
        .hasMessageContaining("test set");
    assertThatThrownBy(() -> recipe.with("callbacks.early-stopping.patience", "0", "--set x"))
        .hasMessageContaining("callbacks.early-stopping.patience is 0");

    Variant bounded = recipe
        .with("train.accumulate", "2", "")
        .with("train.maxSteps", "7", "")
        .with("train.minEpochs", "1", "")
        .with("train.maxSeconds", "60", "")
        .variant("plain");
    assertThat(bounded.train())
        .isEqualTo(new TrainingPlan(2, 10, 1, "val/accuracy", 2, 1, 7, 60, false));
    assertThat(Recipe.ofJson("model", bounded.json(3)).variant().train())
        .isEqualTo(bounded.train());
    assertThat(recipe(GOOD).variant("plain").yaml(3))
        .doesNotContain("callbacks", "average", "accumulate", "maxS", "minEpochs", "testCurve");
    assertThatThrownBy(() -> recipe.with("train.minEpochs", "3", "--set x"))
        .hasMessageContaining("train.minEpochs is 3");
  }

  @Test
  @DisplayName("A network that cannot take the data is refused as the model's fault")
  void networkThatDoesNotFit() throws IOException {
    Recipe recipe = recipe(GOOD.replace("{kind: mlp, hidden: [8]}", "{kind: cnn}"));
    assertThat(recipe.variant("plain").sizes()).isEqualTo("1x28x28-16c5-32c5-120-84-10");
    assertThatThrownBy(() -> recipe.with("model.kernel", "15", "--set model.kernel=15"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("model is a cnn whose convolution 2 with a window of 15");
  }

  @Test
  @DisplayName("Every recipe that comes with Ockham can be followed, short form included")
  void shippedRecipes() {
    assertThat(Recipe.shipped()).contains("mnist-mlp", "mnist-5pct");
    for (String name : Recipe.shipped()) {
      Recipe recipe = Recipe.of(name);
      assertThat(recipe.about()).isNotEmpty();
      assertThat(recipe.quick().variants().get(0).data().set().name())
          .as("what Ockham makes itself")
          .matches("glyphs|houses|house-labels|points-.+");
    }
    assertThat(Recipe.of("mnist-mlp").variants())
        .extracting(Variant::name)
        .containsExactly("plain", "l2", "dropout", "batchnorm");
    assertThat(Recipe.of("mnist-mlp").variants())
        .extracting(variant -> variant.network().parameterCount())
        .containsExactly(269_322L, 269_322L, 269_322L, 270_346L);
  }

  @Test
  @DisplayName("Variants name the layers they share alike, in PyTorch's words")
  void sharedNames() {
    Recipe recipe = Recipe.of("mnist-mlp");
    List<String> plain =
        List.copyOf(recipe.variant("plain").network().parameters().keySet());
    assertThat(plain)
        .containsExactly(
            "fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias", "fc3.weight", "fc3.bias");
    assertThat(recipe.variant("batchnorm").network().parameters().keySet()).containsAll(plain);
    assertThat(recipe.variant("dropout").network().layers().keySet())
        .containsSubsequence("fc1", "drop1", "act1", "fc2", "drop2", "act2", "fc3");
    assertThat(Recipe.of("mnist-5pct").variant("dropout").network().layers().keySet())
        .containsSubsequence("fc1", "act1", "drop1", "fc2");
  }

  @Test
  @DisplayName("A setting given outside the recipe wins over every variant")
  void overrides() throws IOException {
    Recipe changed = recipe(GOOD)
        .with("optimizer.weightDecay", "0.5", "--set")
        .with("model.hidden", "[3, 2]", "--set")
        .with("seeds", "[9]", "--set");
    assertThat(changed.variants())
        .allSatisfy(
            variant -> assertThat(variant.optimizer()).isEqualTo(Adam.rate(0.01).weightDecay(0.5)));
    assertThat(changed.variant("plain").sizes()).isEqualTo("784-3-2-10");
    assertThat(changed.seeds()).containsExactly(9L);
    assertThat(recipe(GOOD)
            .with("optimizer.lr", "1e-4", "--set")
            .variant("plain")
            .optimizer()
            .rate())
        .isEqualTo(1e-4);
  }

  @Test
  @DisplayName("Settings given together are judged together, in whichever order they come")
  void together() {
    Recipe recipe = Recipe.of("mnist-5pct"); // 5 % to train, 95 % for validation
    Change train = Change.of("data.train", "0.9", "--set data.train=0.9");
    Change validation = Change.of("data.validation", "0.1", "--set data.validation=0.1");
    for (List<Change> order : List.of(List.of(train, validation), List.of(validation, train))) {
      assertThat(recipe.with(order).variant("none").data().train()).isEqualTo(0.9);
    }
    assertThatThrownBy(() -> recipe.with(List.of(train)))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("together they must be at most 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "optimizer.lr | fast | --set optimizer.lr=fast: optimizer.lr is 'fast', but must be a number of at least 0.",
        "optimizer.lr | -1 | --set optimizer.lr=-1: optimizer.lr is -1.0: it must be at least 0 and finite.",
        "optimizer.eps | 0 | --set optimizer.eps=0: optimizer.eps is 0.0: it must be at least 1.0E-30 and finite.",
        "optimizer.lr | .inf | optimizer.lr is Infinity: it must be at least 0 and finite.",
        "optimizer.lr | '' | optimizer.lr is empty, but must be a number of at least 0.",
        "optimizer.rate | 1 | there is no key optimizer.rate, only kind, lr,",
        "optimizer | 5 | --set optimizer=5: optimizer is 5, but must be a map of keys.",
        "optimizer.lr.x | 5 | there is no key optimizer.lr.x: lr is 0.01.",
        "optimizer.kind | adamm | must be one of adam, adamw, sgd, adadelta, adafactor, adagrad, adamax, asgd, lamb, lbfgs, lion, muon, nadam, radam, rmsprop, rprop, sam, groups, toy (did you mean adam?).",
        "model.dropout | 1.5 | model.dropout is 1.5: a probability lies between 0 and 1.",
        "model.hidden | 7 | model.hidden is 7, but must be a list of whole numbers",
        "model.hidden | [0] | model.hidden is 0: it must lie between 1 and",
        "model.norm | btach | must be one of none, batch, layer (did you mean batch?).",
        "train.epochs | 1.5 | train.epochs is 1.5, but must be a whole number from 1 to",
        "train.epochs | -1 | train.epochs is -1: it must lie between 1 and",
        "train.select | test/accuracy | must be one of val/accuracy, val/loss",
        "data.set | minst | must be one of glyphs, mnist, fashion-mnist, kmnist, emnist-balanced, emnist-byclass, emnist-bymerge, emnist-digits, emnist-letters, emnist-mnist, cifar10, cifar100, points-separable, points-xor, points-cubic, points-moons, houses, house-labels, california-housing, wine-quality, wine-quality-classes, csv (did you mean mnist?).",
        "data.limit | 60001 | glyphs has only 60000 images",
        "seeds | 3 | seeds is 3, but must be a list of different whole numbers",
        "seeds | '[1, 1]' | seeds is [1,1], but must be a list of different whole numbers",
        "variants.x | 1 | there is no setting 'variants.x', only those in data, model, optimizer, train, schedule, regularizers, clipping, loss, callbacks, average, metrics, sampling, mix, gradientPenalty, task, seeds",
        "lr | 1 | there is no setting 'lr'",
        "optimizer.lr | '[1' | is not valid YAML",
      })
  @DisplayName("A wrong change is refused with the place, the value and what is allowed")
  void refusesChanges(String key, String value, String sentence) throws IOException {
    Recipe recipe = recipe(GOOD);
    assertThatThrownBy(() -> recipe.with(key, value, "--set " + key + "=" + value))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining(sentence)
        .hasMessageStartingWith("--set " + key)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "adam | Adam",
        "adamw | AdamW",
        "sgd | Sgd",
      })
  @DisplayName("Each optimiser's settings survive being written and read")
  void optimizers(String kind, String type) throws IOException {
    Recipe recipe = recipe(
        GOOD.replace("kind: adam, lr: 0.01", "kind: " + kind + ", lr: 0.25, weightDecay: 0.125"));
    OptimizerConfig config = recipe.variant("plain").optimizer();
    assertThat(config.getClass().getSimpleName()).isEqualTo(type);
    assertThat(config)
        .isIn(
            Adam.rate(0.25).weightDecay(0.125),
            AdamW.rate(0.25).weightDecay(0.125),
            Sgd.rate(0.25).weightDecay(0.125));
    Variant again =
        Recipe.ofJson("model", recipe.variant("plain").json(7)).variants().get(0);
    assertThat(again.optimizer()).isEqualTo(config);
  }

  @Test
  @DisplayName("Nesterov without momentum is refused")
  void nesterov() {
    assertThatThrownBy(() ->
            recipe(GOOD.replace("kind: adam, lr: 0.01", "kind: sgd, lr: 0.1, nesterov: true")))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("optimizer.nesterov with momentum 0.0");
  }

  @Test
  @DisplayName("The resolved recipe of a run is a recipe that gives the same settings")
  void resolved() throws IOException {
    Variant l2 = recipe(GOOD).variant("l2");
    Recipe again = recipe(l2.yaml(4));
    assertThat(again.variants()).containsExactly(l2);
    assertThat(again.seeds()).containsExactly(4L);
    assertThat(Recipe.ofJson("model", l2.json(4)).variants()).containsExactly(l2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: mlp, | '' | model.kind is missing: give one of mlp, cnn, layers, class.",
        "lr: 0.01 | lrr: 0.01 | there is no key optimizer.lrr (did you mean lr?), only kind, lr,",
        "about: A test. | abuot: A test. | there is no key abuot (did you mean about?), only name, about,",
        "seeds: [3, 4] | sedes: [3, 4] | there is no key sedes (did you mean seeds?)",
        "'epochs: 2, ' | '' | train.epochs is missing: give a whole number from 1 to",
        "weightDecay: 1e-4 | weightDecay: x | variants.l2: optimizer.weightDecay is 'x', but must be a number of at least 0.",
        "optimizer.weightDecay: 1e-4 | l2: 1 | variants.l2.l2 changes nothing",
        "'l2: {' | 'l/2: {' | variants.l/2 is no name for a variant",
        "'plain: {}' | 'plain: 3' | variants.plain is 3, but must be a map of keys.",
        "'train: 0.5' | 'train: 0.9' | data.validation is 0.5 and train 0.9, but together they must be at most 1",
        "'about: A test.' | 'name: ../x' | name is '../x', but must be letters",
        "'[8]' | '&a [8]' | ''",
        "'[8]' | '*a' | mine.yaml:3: refers to '*a', but recipes have no aliases: write the value out.",
        "'[8]' | '!!java.net.URL [8]' | recipes have no tags",
        "'train: {epochs' | 'data: {epochs' | is not valid YAML",
        "'about: A test.' | 'about: {' | is not valid YAML",
        "'about: A test.' | '- a' | is not valid YAML",
      })
  @DisplayName("A wrong recipe is refused with the file, the place, the value and what is allowed")
  void refuses(String good, String bad, String sentence) throws IOException {
    Path file = file(GOOD.replace(good, bad));
    if (sentence.isEmpty()) {
      assertThat(Recipe.read(file).variants())
          .hasSize(2); // an anchor that nothing refers to does no harm
      return;
    }
    assertThatThrownBy(() -> Recipe.read(file))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining(sentence)
        .hasMessageStartingWith(file.toString())
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lr: 0.01 | lr: -1 | :4: optimizer.lr is -1.0",
        "lr: 0.01 | lrr: 1 | :4: there is no key optimizer.lrr (did you mean lr?)",
        "'{epochs: 2, batch: 10}' | '{batch: 10}' | :5: train.epochs is missing",
        "weightDecay: 1e-4 | weightDecay: x | :8, variants.l2: optimizer.weightDecay is 'x'",
        "weightDecay: 1e-4 | weigthDecay: 1 | :8, variants.l2: there is no key optimizer.weigthDecay (did you mean weightDecay?)",
        "optimizer.weightDecay | optimiser.lr | :8: variants.l2.optimiser.lr changes nothing (did you mean optimizer?)",
        "'limit: 100' | 'augment: [random-horizontal-flip, {kind: random-crop, height: 9}]' | :2: data.augment.1.width is missing",
        "'[3, 4]' | '3' | :9: seeds is 3",
        "'model: {kind: mlp, hidden: [8]}' | '' | mine.yaml: model.kind is missing",
      })
  @DisplayName("What is refused is told with its line and its key, in variants and in lists too")
  void lines(String good, String bad, String sentence) {
    assertThatThrownBy(() -> Recipe.read(file(GOOD.replace(good, bad))))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seach: {} | no key seach (did you mean search?)",
        "search: {trails: 5, space: {optimizer.lr: [1, 2]}} | no key search.trails (did you mean trials?)",
        "search: {sampler: {kind: tpe, startpu: 5}, space: {optimizer.lr: [1, 2]}} | no key search.sampler.startpu (did you mean startup?)",
        "search: {space: {optimiser.lr: [1, 2]}} | search.space.optimiser.lr is no setting (did you mean optimizer?)",
        "search: {space: {optimizer.beta3: [0.1, 0.2]}} | there is no key optimizer.beta3 (did you mean beta1?)",
        "callbacks: {early-stoping: {}} | callbacks.early-stoping is no callback (did you mean early-stopping?)",
        "callbacks: {early-stopping: {patiense: 1}} | no key callbacks.early-stopping.patiense (did you mean patience?)",
        "schedule: {kind: step, stepSize: 1, gama: 1} | no key schedule.gama (did you mean gamma?)",
        "schedule: {kind: step, stepSise: 1} | no key schedule.stepSise (did you mean stepSize?)",
        "regularizers: {l1: {lamda: 1}} | no key regularizers.l1.lamda (did you mean lambda?)",
        "average: {kind: emma} | average.kind is 'emma', but must be one of ema, swa (did you mean ema?)",
        "compare: {margn: 1} | no key compare.margn (did you mean margin?)",
        "quick: {tran.epochs: 1} | quick.tran.epochs changes nothing (did you mean train?)",
      })
  @DisplayName("An unknown key is refused with the nearest known one at every level")
  void hints(String section, String sentence) {
    assertThatThrownBy(() -> recipe(GOOD + section + "\n"))
        .isInstanceOf(RecipeException.class)
        .hasMessageStartingWith(folder.resolve("mine.yaml") + ":10")
        .hasMessageContaining(sentence);
  }

  @Test
  @DisplayName("Each of several lines is told as its own, in a list and in the short form as well")
  void linesOfBlocks() throws IOException {
    String text = GOOD + """
        quick:
          train.epochs: 1
          data.augment:
            - random-horizontal-flip
            - kind: random-crop
              height: 28
              width: 0
        """;
    assertThatThrownBy(() -> recipe(text))
        .hasMessageContaining("mine.yaml:16, quick: data.augment.1.width is 0");
    Recipe quick = recipe(text.replace("width: 0", "width: 28")).quick();
    assertThatThrownBy(() -> quick.with("data.train", "0.9", "--set data.train=0.9"))
        .hasMessageContaining("mine.yaml:2: data.validation is 0.5");
    assertThatThrownBy(() -> quick.with("train.minEpochs", "2", "--set train.minEpochs=2"))
        .hasMessageStartingWith("--set train.minEpochs=2: train.minEpochs is 2");
  }

  @ParameterizedTest
  @CsvSource({"1e-4, 1.0E-4", "1E2, 100.0", "+.5e1, 5.0", "2, 2.0", "1.0e-3, 0.001"})
  @DisplayName("A number is one without a point before its exponent too; in quotes it is a text")
  void numbers(String written, double number) throws IOException {
    assertThat(recipe(GOOD.replace("0.01", written)).variant().optimizer().rate())
        .isEqualTo(number);
    assertThatThrownBy(() -> recipe(GOOD.replace("0.01", "'" + written + "'")))
        .hasMessageContaining("optimizer.lr is '" + written + "', but must be a number");
  }

  @Test
  @DisplayName("What is no map, empty, huge, deep, absent or a directory is refused")
  void refusesFiles() throws IOException {
    assertThatThrownBy(() -> recipe("just text"))
        .hasMessageContaining("is 'just text', but a recipe is a map");
    assertThatThrownBy(() -> recipe("")).hasMessageContaining("is empty, but a recipe is a map");
    assertThatThrownBy(() -> recipe("about: " + "x".repeat(70_000)))
        .hasMessageContaining("but a recipe has at most 65536");
    assertThatThrownBy(() -> recipe("about: " + "[".repeat(1000) + "]".repeat(1000)))
        .isInstanceOf(RecipeException.class);
    assertThatThrownBy(() -> recipe(GOOD + "---\n" + GOOD)).isInstanceOf(RecipeException.class);
    Path absent = folder.resolve("absent.yaml");
    assertThatThrownBy(() -> Recipe.of(absent.toString()))
        .hasMessage(absent + ": there is no such file.");
    assertThatThrownBy(() -> Recipe.read(folder))
        .hasMessageContaining("is a directory, not a recipe");
  }

  @Test
  @DisplayName("A name that no recipe has is refused with those there are")
  void unknownNames() throws IOException {
    assertThatThrownBy(() -> Recipe.of("mnist-mpl"))
        .hasMessage("There is no recipe named 'mnist-mpl' (did you mean mnist-mlp?): the names are "
            + String.join(", ", Recipe.shipped()) + "; a file ends in .yaml.");
    Recipe recipe = recipe(GOOD);
    assertThatThrownBy(() -> recipe.variant("L3"))
        .hasMessageContaining("there is no variant 'L3' (did you mean l2?), only plain, l2.");
    assertThatThrownBy(recipe::quick).hasMessageContaining("has no section quick");
  }

  @Test
  @DisplayName("A change that does not go with one variant leaves the others")
  void unfitVariant() {
    Recipe recipe =
        Recipe.of("mnist-mlp").with("optimizer.kind", "rprop", "--set optimizer.kind=rprop");

    assertThat(recipe.variant().name()).isEqualTo("plain");
    assertThatThrownBy(() -> recipe.variant("l2"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("variants.l2: there is no key optimizer.weightDecay");
    assertThatThrownBy(recipe::variants).isInstanceOf(RecipeException.class);
  }
}
