package org.ockham.cli;

import org.ockham.lab.catalogue.Catalogue;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option that lets recipes name classes of the user's. */
final class ClassPathOption {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  /** Opened as the command line is read, before any recipe is. */
  @Option(
      names = "--class-path",
      paramLabel = "JAR|DIR[:...]",
      description = {
        "Let recipes name your own classes there: model: {class: org.example.MyNet},",
        "and what Components there add. Nothing is loaded from anywhere else."
      })
  @SuppressWarnings("UnusedMethod") // picocli calls it
  private void open(String classPath) {
    try {
      Catalogue.open(classPath);
    } catch (IllegalArgumentException e) {
      throw Mistake.of(spec, "--class-path: " + e.getMessage());
    }
  }
}
