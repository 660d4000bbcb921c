package org.ockham.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.ockham.data.DataCheck;
import org.ockham.data.Dataset;
import org.ockham.data.Datasets;
import org.ockham.data.NamedSet;
import org.ockham.lab.LabException;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The data set that a command is about. */
final class DataSubject {

  /** A part of a data set. */
  enum Part {
    train,
    test
  }

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      completionCandidates = Completion.DataSets.class,
      description = "The data set (ockham data list).")
  private String name = "";

  @Mixin
  private DataOption data = new DataOption();

  /** As it was given. */
  String name() {
    return name;
  }

  /** One of its parts. */
  Dataset open(Screen screen, Part part) {
    return part(Datasets.named(name, data.source(screen)), part);
  }

  /** The first so many samples of a part; what is drawn when it is asked for is drawn only that far. */
  Dataset first(Screen screen, Part part, int count) {
    Datasets.Listing listing = Datasets.listing(name);
    NamedSet whole = Datasets.named(name, data.source(screen));
    int train = Math.min(count, listing.trainSize());
    int test = Math.min(count, listing.testSize());
    return part(listing.downloadBytes() == 0 && count > 0 ? whole.first(train, test) : whole, part);
  }

  /** All of its parts, training first. */
  List<DataCheck.Part> parts(Screen screen) {
    NamedSet whole = Datasets.named(name, data.source(screen));
    return List.of(
        new DataCheck.Part("train", whole.train()), new DataCheck.Part("test", whole.test()));
  }

  private static Dataset part(NamedSet whole, Part part) {
    return part == Part.train ? whole.train() : whole.test();
  }

  /** What options describe; numbers out of bounds are a mistake on the command line. */
  <T> T checked(Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /** Refuses a place where something is already. */
  static void checkFree(Path place) {
    if (Files.exists(place)) {
      throw new LabException(
          place + ": is there already, and is not overwritten: give another place with --out.");
    }
  }
}
