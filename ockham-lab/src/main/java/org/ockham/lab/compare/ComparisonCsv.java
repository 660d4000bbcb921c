package org.ockham.lab.compare;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.RunResult;
import org.ockham.train.Metrics;

/**
 * The runs of a comparison as CSV (<a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>), a line a run, for whoever computes
 * on: every number as it is, an empty field where there is none.
 */
public final class ComparisonCsv {

  private ComparisonCsv() {}

  /**
   * The file: {@code variant,seed,fold,varied,}, a column for each metric of the selected weights, {@code epoch,epochs,seconds,sparsity},
   * and a column for each setting that was tuned.
   */
  public static String of(ComparisonResult result) {
    Set<String> tags = new TreeSet<>();
    List<RunResult> all = new ArrayList<>(result.runs());
    result.variations().forEach(each -> all.addAll(each.runs()));
    for (RunResult run : all) {
      tags.addAll(run.validation().values().keySet());
      Metrics test = run.test();
      if (test != null) {
        tags.addAll(test.values().keySet());
      }
    }
    Set<String> tuned = new LinkedHashSet<>();
    result.tuned().forEach(each -> tuned.addAll(each.settings().keySet()));
    List<String> headings = new ArrayList<>(List.of("variant", "seed", "fold", "varied"));
    headings.addAll(tags);
    headings.addAll(List.of("epoch", "epochs", "seconds", "sparsity"));
    headings.addAll(tuned);
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      csv.writeRecord(headings);
      result.runs().forEach(run -> csv.writeRecord(line(result, run, null, tags, tuned)));
      for (Variation variation : result.variations()) {
        variation.runs().stream()
            .filter(run -> run.seed() != result.design().seeds().get(0)) // that is an ordinary run
            .forEach(run -> csv.writeRecord(line(result, run, variation, tags, tuned)));
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return text.toString();
  }

  private static List<String> line(
      ComparisonResult result,
      RunResult run,
      @Nullable Variation variation,
      Set<String> tags,
      Set<String> tuned) {
    List<String> line = new ArrayList<>();
    line.add(run.variant());
    line.add(Long.toString(run.seed()));
    line.add(run.fold() == null ? "" : Integer.toString(run.fold().index() + 1));
    line.add(variation == null ? "" : variation.chance().name().toLowerCase(Locale.ROOT));
    tags.forEach(tag -> line.add(number(run.selected(tag))));
    line.add(Integer.toString(run.bestEpoch()));
    line.add(Integer.toString(run.epochs().size()));
    line.add(number(run.seconds()));
    line.add(number(run.sparsity()));
    Map<String, Object> found = result.tuned().stream()
        .filter(each -> each.variant().equals(run.variant()))
        .findFirst()
        .map(Tuned::settings)
        .orElse(Map.of());
    tuned.forEach(key -> line.add(String.valueOf(found.getOrDefault(key, ""))));
    return line;
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }
}
