package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ockham.lab.recipe.Recipe;

final class RecipeCommandTest {

  @TempDir
  private Path folder;

  @Test
  @DisplayName("It lists what comes with Ockham, with their variants")
  void list() {
    Command list = Command.run("recipe", "list");
    assertThat(list.code()).isZero();
    assertThat(list.out()).contains("mnist-mlp (plain, l2, dropout, batchnorm)");
    assertThat(Command.run("recipe", "list", "--json").json())
        .hasSize(Recipe.shipped().size());
    assertThat(Command.run("recipes").code()).isEqualTo(2);
  }

  @Test
  @DisplayName("A good recipe is told to be good in a line; a bad one is refused with line and key")
  void check() throws IOException {
    Path file = Files.writeString(folder.resolve("tiny.yaml"), Command.TINY);
    Command good = Command.run("recipe", "check", file);
    assertThat(good.code()).isZero();
    assertThat(good.out().strip())
        .isEqualTo(
            file + ": is good: 2 variants × 2 seeds = 4 runs on glyphs, networks 784-16-10.");
    Files.writeString(file, Command.TINY.replace("epochs: 2", "epochs: 0"));
    Command bad = Command.run("recipe", "check", file);
    assertThat(bad.code()).isEqualTo(4);
    assertThat(bad.err().strip())
        .isEqualTo(
            "ockham: " + file + ":6: train.epochs is 0: it must lie between 1 and 10000000.");
    Files.writeString(
        file, Command.TINY.replace("{kind: mlp, hidden: [16]}", "{class: org.example.Net}"));
    assertThat(Command.run("recipe", "check", file).err())
        .contains(file + ":4: model.class is org.example.Net, but no classes were allowed: say"
            + " where it is with --class-path.");
    assertThat(Command.run("recipe", "check", file, "--class-path", folder).err())
        .contains("but the class path that was given has no such class");
    assertThat(Command.run("recipe", "show", file, "--class-path", folder).err())
        .contains("but the class path that was given has no such class");
    Command nowhere = Command.run("train", file, "--class-path", folder.resolve("no.jar"));
    assertThat(nowhere.code()).isEqualTo(2);
    assertThat(nowhere.err())
        .contains("--class-path: the class path names '", "no.jar', but there");
  }

  @Test
  @DisplayName("A recipe to begin with is one, is no other's, and replaces nothing")
  void create() {
    Path mine = folder.resolve("mine");
    Command created = Command.run("recipe", "new", mine);
    assertThat(created.out()).contains("mine.yaml is written. Try: ockham recipe check");
    Path file = folder.resolve("mine.yaml");
    assertThat(Recipe.read(file).variants()).hasSize(3);
    assertThat(Recipe.read(file).quick().variant().data().limit()).isEqualTo(2000);
    assertThat(Command.run("recipe", "new", file).err())
        .contains("mine.yaml: is there already, and is left as it is");
    Path over = folder.resolve("over.yaml");
    assertThat(Command.run("recipe", "new", over, "--from", "mine.yaml").code()).isZero();
    assertThat(Recipe.read(over).variants())
        .extracting(variant -> variant.model())
        .containsExactlyElementsOf(Recipe.read(file).variants().stream()
            .map(variant -> variant.model())
            .toList());
    assertThat(Command.run("recipe", "new", folder.resolve("x"), "--from", "mnist-mlpp")
            .code())
        .isEqualTo(4);
    assertThat(folder.resolve("x.yaml")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "classification, glyphs, val/accuracy",
    "regression, houses, val/rmse",
    "multilabel, house-labels, val/f1_micro"
  })
  @DisplayName("A recipe is begun for each task, on data that is drawn, and is good")
  void begins(String task, String set, String select) throws IOException {
    Path file = folder.resolve(task + ".yaml");
    assertThat(Command.run("recipe", "new", file, "--task", task).code()).isZero();
    Recipe draft = Recipe.read(file);
    assertThat(draft.variant().task().word()).isEqualTo(task);
    assertThat(draft.variant().data().name()).isEqualTo(set);
    assertThat(draft.variant().train().select()).isEqualTo(select);
    assertThat(draft.quick().variants()).hasSize(3);
    assertThat(Command.run("recipe", "check", file).code()).isZero();
    assertThat(Files.readString(file)).doesNotContain("TASK", "DATA", "LAYERS", "SELECT", "QUICK");
  }

  @Test
  @DisplayName("A task is one of three, and is not asked of a recipe that stands over another")
  void taskOfDraft() {
    Path file = folder.resolve("x.yaml");
    assertThat(Command.run("recipe", "new", file, "--task", "ranking").err())
        .contains("ranking", "classification, regression, multilabel");
    Command both =
        Command.run("recipe", "new", file, "--task", "regression", "--from", "mnist-mlp");
    assertThat(both.code()).isEqualTo(2);
    assertThat(both.err()).contains("--task is regression, but a recipe --from another has its");
    assertThat(file).doesNotExist();
    assertThat(Command.run("recipe", "new", "--help").out()).contains("--task");
  }

  @Test
  @DisplayName("A variant is shown as a recipe with all its settings")
  void show() throws IOException {
    Command shown = Command.run("recipe", "show", "mnist-mlp", "--variant", "dropout");
    assertThat(shown.code()).isZero();
    Path file = Files.writeString(folder.resolve("shown.yaml"), shown.out());
    assertThat(Recipe.read(file).variants())
        .containsExactly(Recipe.of("mnist-mlp").variant("dropout"));
  }

  @Test
  @DisplayName("So it is in its short form and changed, and what cannot be set is refused")
  void showChanged() throws IOException {
    Command shown =
        Command.run("recipe", "show", "mnist-mlp", "--quick", "--set", "optimizer.lr=0.0625");
    assertThat(shown.code()).isZero();
    Path file = Files.writeString(folder.resolve("changed.yaml"), shown.out());
    assertThat(shown.out()).contains("lr: 0.0625");
    assertThat(Recipe.read(file).variant().train().epochs())
        .isEqualTo(Recipe.of("mnist-mlp").quick().variant().train().epochs())
        .isNotEqualTo(Recipe.of("mnist-mlp").variant().train().epochs());
    Command refused = Command.run("recipe", "show", "mnist-mlp", "--set", "optimizer.lrr=1");
    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.err()).contains("lrr", "did you mean lr?");
  }

  @Test
  @DisplayName("All kinds are explained, one kind, and one word with what its settings must be")
  void explain() {
    assertThat(Command.run("recipe", "explain").out())
        .contains("optimizer: adam, adamw, sgd,", "schedule: step,", "data-set: glyphs,");
    assertThat(Command.run("recipe", "explain", "schedule").out())
        .contains("cosine: falls along half a cosine", "one-cycle: ");
    assertThat(Command.run("recipe", "explain", "optimizer", "adam").out())
        .contains(
            "lr: a number of at least 0; 0.001 if not given",
            "beta1: a number from 0 to below 1; 0.9 if not given");
    assertThat(Command.run("recipe", "explain", "schedule", "step").out())
        .contains("stepSize: a whole number of at least 1; must be given");
    assertThat(Command.run("recipe", "explain", "optimizer", "adm").err())
        .contains("there is no optimizer 'adm' (did you mean adam?)");
  }

  @Test
  @DisplayName("The schema is printed as JSON")
  void schema() {
    Command schema = Command.run("recipe", "schema");
    assertThat(schema.json().at("/$defs/optimizer.adam/properties/lr/minimum").asDouble())
        .isZero();
  }
}
