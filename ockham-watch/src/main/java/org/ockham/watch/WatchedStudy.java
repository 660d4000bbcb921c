package org.ockham.watch;

import java.util.List;
import org.ockham.lab.report.Page;
import org.ockham.lab.report.StudyReport;

/** A study in a storage, Ockham's or Optuna's. */
final class WatchedStudy implements Watched {

  private final StudySource source;
  private final String name;
  private final Fresh<Page> page = new Fresh<>();

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
    return page.get(
        stamp(),
        () -> source.read(
            name,
            (record, result) -> StudyReport.of(result)
                .withObjectives(
                    record.metricNames().size() == result.directions().size()
                        ? record.metricNames()
                        : List.of())
                .page()));
  }

  @Override
  public long due() {
    return page.due();
  }
}
