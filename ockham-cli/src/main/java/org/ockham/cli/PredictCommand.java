package org.ockham.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ockham.lab.Picture;
import org.ockham.lab.Prediction;
import org.ockham.lab.RunDirectory;
import org.ockham.lab.TrainedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ockham predict}: what a model says of images. */
@Command(
    name = "predict",
    description = {
      "Says what a model sees in image files (PNG, JPEG, WebP).",
      "Each is scaled to the images that it learnt from (grey ones are inverted if their background is bright), and transformed as they were."
    })
final class PredictCommand implements Callable<Integer> {

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private Main main;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A model file: model.safetensors of a run.")
  @SuppressWarnings("NullAway.Init")
  private Path file;

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "IMAGE", description = "Image files.")
  private List<Path> images = List.of();

  @Mixin
  private ModelOptions options = new ModelOptions();

  @Option(names = "--json", description = "Print the predictions as JSON, with all probabilities.")
  private boolean json;

  @Override
  public Integer call() {
    Screen screen = main.screen();
    TrainedModel model = options.read(file);
    // All are read before the first is answered: one that is no image is refused with nothing said.
    List<Picture> pictures = images.stream().map(model::picture).toList();
    List<Map<String, Object>> answers = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      Picture picture = pictures.get(i);
      Prediction prediction = model.predict(picture);
      screen
          .people(json)
          .println(images.get(i) + ": " + screen.bold(prediction.best()) + " ("
              + Screen.percent(prediction.probability()) + ")"
              + (picture.inverted() ? "  inverted: its background is bright" : ""));
      answers.add(entries(images.get(i), picture, prediction));
    }
    if (json) {
      screen.out().print(RunDirectory.json(answers));
    }
    return Exit.OK.code();
  }

  private static Map<String, Object> entries(Path image, Picture picture, Prediction prediction) {
    Map<String, Object> probabilities = new LinkedHashMap<>();
    for (int i = 0; i < prediction.classes().size(); i++) {
      probabilities.put(prediction.classes().get(i), prediction.probabilities().get(i));
    }
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("image", image.toString());
    entries.put("class", prediction.best());
    entries.put("probability", prediction.probability());
    entries.put("inverted", picture.inverted());
    entries.put("probabilities", probabilities);
    return entries;
  }
}
