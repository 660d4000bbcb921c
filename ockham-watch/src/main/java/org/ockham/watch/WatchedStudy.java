package org.ockham.watch;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.report.Page;
import org.ockham.lab.report.StudyParts;
import org.ockham.lab.report.StudyReport;
import org.ockham.search.StudyResult;
import org.ockham.watch.StudyReading.Read;
import org.ockham.watch.StudySource.Known;

/** A study in a storage, Ockham's or Optuna's. */
final class WatchedStudy implements Watched {

  private static final long AGAIN = Duration.ofSeconds(2).toNanos();

  private final StudySource source;
  private final String name;
  private final Fresh<Page> page = new Fresh<>();
  private final StudyReading reading;
  private final StudyAnalysis analysis = new StudyAnalysis();
  private final StudyParts parts = new StudyParts();
  private volatile @Nullable StudyResult analysed;

  WatchedStudy(StudySource source, String name) {
    this.source = source;
    this.name = name;
    this.reading = new StudyReading(source, name);
  }

  boolean isOf(StudySource other) {
    return source == other;
  }

  @Override
  public String kind() {
    return "study";
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String place() {
    return source.shown() + "\0" + name;
  }

  @Override
  public String glance() {
    Known known = reading.known(); // it is not read for a list
    String states = known == null ? "" : StudyReport.states(known.result());
    return states.isEmpty() ? source.shown() : states + " when last read; " + source.shown();
  }

  @Override
  public Stamp stamp() {
    Stamp stamp = source.stamp().with(reading.unawaited() + " " + analysis.count());
    // What could not be read may be so again while it looks the same.
    return reading.problem() == null ? stamp : stamp.with(" " + System.nanoTime() / AGAIN);
  }

  @Override
  public Page report() {
    return noted(report(reading.at(source.stamp(), true).known()).page());
  }

  /** Of a large study that is being read for the first time, what has been read; its analyses come later. */
  @Override
  @SuppressWarnings(
      "ReferenceEquality") // every reading gives other trials, and to compare them takes long
  public Page page() {
    int analyses = analysis.count(); // of what comes after it there will be another page
    Read read = reading.at(source.stamp(), false);
    Known known = read.known();
    return page.get(new Stamp(read.number() + " " + analyses + " " + reading.problem()), () -> {
      StudyReport report = report(known);
      if (analysed != known.result() && reading.isWhole(known)) {
        analysed = known.result();
        analysis.ask(report);
      }
      return noted(report.page(analysis.sections(), parts));
    });
  }

  private Page noted(Page page) {
    String problem = reading.problem();
    return problem == null ? page : page.noted(problem);
  }

  private static StudyReport report(Known known) {
    List<String> names = known.record().metricNames();
    return StudyReport.of(known.result())
        .withObjectives(names.size() == known.result().directions().size() ? names : List.of());
  }

  @Override
  public List<Action> actions() {
    Known known = reading.known();
    return known == null || !source.isWritable()
        ? List.of()
        : List.of(EnqueueAction.of(source, known.result(), parts.best(known.result())));
  }

  @Override
  public void forget() {
    page.forget();
  }

  @Override
  public long due() {
    return page.due();
  }
}
