package org.ockham.callback;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ockham.check.Check;
import org.ockham.data.Dataset;
import org.ockham.file.AtomicFile;
import org.ockham.file.FileProblem;
import org.ockham.file.WritableDirectory;
import org.ockham.tensor.DType;
import org.ockham.tensor.Safetensors;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;
import org.ockham.train.Callback;
import org.ockham.train.Fit;

/**
 * Writes a network's outputs for a data set, at the end of training or after every so many epochs: as {@code predictions.csv}, a line a
 * sample with its index and its outputs, or as {@code predictions.safetensors}, whose tensor {@code predictions} is [n, …]. Those of an
 * epoch are called {@code predictions-epoch=7.csv}.
 *
 * <pre>{@code
 * PredictionWriter.of(data.validation(), directory).everyEpochs(5).format(PredictionWriter.Format.SAFETENSORS)
 * }</pre>
 */
public final class PredictionWriter implements Callback {

  /** What is written. */
  public enum Format {
    /** Text, which holds every number exactly. */
    CSV,
    /** Numbers as they are. */
    SAFETENSORS
  }

  private final Dataset data;
  private final Path directory;
  private final int everyEpochs;
  private final Format format;
  private boolean hasFailed;

  private PredictionWriter(Dataset data, Path directory, int everyEpochs, Format format) {
    this.data = data;
    this.directory = directory;
    this.everyEpochs = everyEpochs;
    this.format = format;
  }

  /** For these samples, into this directory, once at the end, as CSV. The directory is made before the first step, or refused. */
  public static PredictionWriter of(Dataset data, Path directory) {
    return new PredictionWriter(data, directory, 0, Format.CSV);
  }

  /** After every so many epochs, and no longer at the end alone. */
  public PredictionWriter everyEpochs(int epochs) {
    return new PredictionWriter(data, directory, Check.positive("everyEpochs", epochs), format);
  }

  /** In this format. */
  public PredictionWriter format(Format format) {
    return new PredictionWriter(data, directory, everyEpochs, format);
  }

  @Override
  public void onFitStart(Fit fit) {
    hasFailed = false;
    if (fit.rank() > 0) {
      return;
    }
    try {
      WritableDirectory.make(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "predictions cannot be written into " + directory + ": " + FileProblem.reason(e), e);
    }
  }

  @Override
  public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
    if (fit.rank() == 0 && everyEpochs > 0 && fit.epoch() % everyEpochs == 0) {
      write(fit, "predictions-epoch=" + fit.epoch());
    }
  }

  @Override
  public void onException(Fit fit, Throwable failure) {
    hasFailed = true;
  }

  @Override
  public void onFitEnd(Fit fit) {
    if (fit.rank() == 0 && everyEpochs == 0 && !hasFailed) {
      write(fit, "predictions");
    }
  }

  private void write(Fit fit, String name) {
    try (Scope scope = Scope.open()) {
      Tensor outputs = fit.predict(data);
      if (format == Format.SAFETENSORS) {
        Safetensors.write(
            directory.resolve(name + ".safetensors"), Map.of("predictions", outputs), Map.of());
      } else {
        writeCsv(directory.resolve(name + ".csv"), outputs);
      }
    }
  }

  private static void writeCsv(Path file, Tensor outputs) {
    Tensor rows = outputs.to(DType.FLOAT32).reshape(outputs.size(0), -1);
    int width = Math.toIntExact(rows.size(1));
    float[] numbers = rows.toFloats();
    StringWriter text = new StringWriter();
    List<String> header = new ArrayList<>(List.of("index"));
    for (int i = 0; i < width; i++) {
      header.add("output_" + i);
    }
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      csv.writeRecord(header);
      for (int row = 0; row < rows.size(0); row++) {
        List<String> cells = new ArrayList<>(List.of(Integer.toString(row)));
        for (int i = 0; i < width; i++) {
          cells.add(Float.toString(numbers[row * width + i]));
        }
        csv.writeRecord(cells);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a text in memory has none
    }
    try {
      AtomicFile.write(file, text.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the predictions " + file + " cannot be written: " + FileProblem.reason(e), e);
    }
  }
}
