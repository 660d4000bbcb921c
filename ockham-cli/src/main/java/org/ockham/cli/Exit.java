package org.ockham.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.ockham.checkpoint.CheckpointException;
import org.ockham.data.DataException;
import org.ockham.distributed.RankException;
import org.ockham.lab.LabException;
import org.ockham.lab.catalogue.RecipeException;
import org.ockham.lab.cluster.ClusterException;
import org.ockham.onnx.OnnxException;
import org.ockham.search.storage.StorageException;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.SafetensorsException;
import org.ockham.train.TrainingException;

/** How the command ends: the code that a script sees. */
enum Exit {
  OK(0, "all went well"),
  FAILURE(1, "an unexpected failure (--debug shows where)"),
  USAGE(2, "the command line is wrong"),
  ENVIRONMENT(3, "this machine lacks something (ockham doctor says what), or cannot write"),
  BAD_INPUT(4, "a file, recipe, data set or model is wrong"),
  UNREACHABLE(5, "data cannot be fetched, or a database cannot be reached"),
  DIFFERENT(6, "a model was trained again, and other bits came out (ockham reproduce)"),
  UNMET(7, "an exercise did not show what it must (ockham exercise)"),
  RANK(8, "ranks could not meet, or one of them failed or is gone (ockham train --ranks)"),
  HANGUP(129, "the terminal was closed (SIGHUP); what was finished is kept"),
  INTERRUPTED(130, "interrupted; what was finished is kept"),
  CLOSED_PIPE(141, "nobody reads the output any more; what was finished is kept"),
  TERMINATED(143, "told to end (SIGTERM); what was finished is kept");

  private final int code;
  private final String meaning;

  Exit(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  int code() {
    return code;
  }

  /** Whether the command ends by itself with this code. */
  static boolean isKnown(int code) {
    return Arrays.stream(values()).anyMatch(exit -> exit.code == code);
  }

  /** Every code with its meaning, in order; codes are set to the right. */
  static Map<String, String> meanings() {
    Map<String, String> meanings = new LinkedHashMap<>();
    for (Exit exit : values()) {
      meanings.put(String.format(Locale.ROOT, "%3d", exit.code), exit.meaning);
    }
    return meanings;
  }

  /** The one that a failure ends with. */
  static Exit of(Throwable failure) {
    if (failure instanceof RankException) {
      return RANK;
    }
    if (failure instanceof InvalidPathException) {
      return USAGE;
    }
    if (isAboutNatives(failure)) {
      return ENVIRONMENT;
    }
    if (failure instanceof DataException data) {
      return switch (data.kind()) {
        case BAD -> BAD_INPUT;
        case UNREACHABLE -> UNREACHABLE;
        case UNWRITABLE -> ENVIRONMENT;
      };
    }
    if (failure instanceof ClusterException) {
      return ENVIRONMENT;
    }
    if (failure instanceof LabException lab) {
      return lab.kind() == LabException.Kind.BAD ? BAD_INPUT : ENVIRONMENT;
    }
    if (failure instanceof StorageException storage) {
      return switch (storage.kind()) {
        case BAD, FOREIGN -> BAD_INPUT;
        case UNREACHABLE -> UNREACHABLE;
        case UNWRITABLE -> ENVIRONMENT;
      };
    }
    if (failure instanceof CheckpointException) {
      return failure.getCause() instanceof IOException ? ENVIRONMENT : BAD_INPUT;
    }
    if (failure instanceof RecipeException
        || failure instanceof SafetensorsException
        || failure instanceof EngineException
        || failure instanceof OnnxException
        || failure instanceof TrainingException) {
      return BAD_INPUT;
    }
    return failure instanceof OutOfMemoryError || failure instanceof UncheckedIOException
        ? ENVIRONMENT
        : FAILURE;
  }

  /** What is said of a failure: one sentence. */
  static String sentence(Throwable failure) {
    if (failure instanceof LinkageError) {
      return "the engine cannot be loaded on " + System.getProperty("os.name") + " "
          + System.getProperty("os.arch") + " (" + oneLine(failure)
          + "): ockham doctor says what to do.";
    }
    if (failure instanceof OutOfMemoryError) {
      return "the memory does not suffice (" + oneLine(failure)
          + "): give Java more with OCKHAM_JAVA_OPTS=-Xmx8g.";
    }
    if (failure instanceof InvalidPathException path) {
      return Screen.line(Converters.sentence(path));
    }
    return of(failure) == FAILURE
        ? "unexpected failure: " + failure.getClass().getSimpleName() + ": " + oneLine(failure)
            + " (--debug shows where)"
        : oneLine(failure);
  }

  /** The engine's libraries are missing, there is no place for them, or they compute wrongly. */
  private static boolean isAboutNatives(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof LinkageError
          || (cause instanceof EngineException engine
              && engine.kind() == EngineException.Kind.MACHINE)) {
        return true;
      }
    }
    return false;
  }

  private static String oneLine(Throwable failure) {
    Throwable root = failure;
    while (root.getMessage() == null && root.getCause() != null) {
      root = root.getCause();
    }
    String message =
        root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    return Screen.line(message);
  }
}
