package org.ockham.watch;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.report.Page;
import org.ockham.lab.report.StudyReport;
import org.ockham.search.StudyResult;

/** A study in a storage, Ockham's or Optuna's. */
final class WatchedStudy implements Watched {

  private final StudySource source;
  private final String name;
  private final Fresh<Page> page = new Fresh<>();
  private volatile @Nullable StudyResult trials;

  WatchedStudy(StudySource source, String name) {
    this.source = source;
    this.name = name;
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
    return source.shown();
  }

  @Override
  public Stamp stamp() {
    return source.stamp();
  }

  @Override
  public Page page() {
    try {
      return made();
    } catch (OutOfMemoryError e) {
      throw new IllegalStateException(
          "The study " + name
              + " takes more memory than there is: start again with more, as with OCKHAM_JAVA_OPTS=-Xmx1g.",
          e);
    }
  }

  private Page made() {
    return page.get(
        stamp(),
        () -> source.read(name, (record, result) -> {
          trials = result;
          return StudyReport.of(result)
              .withObjectives(
                  record.metricNames().size() == result.directions().size()
                      ? record.metricNames()
                      : List.of())
              .page();
        }));
  }

  @Override
  public List<Action> actions() {
    StudyResult known = trials;
    return known == null || !source.isWritable()
        ? List.of()
        : List.of(EnqueueAction.of(source, known));
  }

  @Override
  public long due() {
    return page.due();
  }
}
