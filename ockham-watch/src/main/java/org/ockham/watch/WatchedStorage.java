package org.ockham.watch;

import java.util.List;
import org.ockham.lab.report.Page;

/** A storage of studies that cannot be read, as it was at one look: it is listed with the reason, so that nobody looks for what is missing. */
final class WatchedStorage implements Watched {

  private final String shown;
  private final String problem;
  private final long look = System.nanoTime();

  WatchedStorage(StudySource source, RuntimeException failure) {
    this.shown = source.shown();
    this.problem = String.valueOf(failure.getMessage());
  }

  @Override
  public String kind() {
    return "study";
  }

  @Override
  public String name() {
    return shown;
  }

  @Override
  public String place() {
    return shown;
  }

  @Override
  public String glance() {
    return "cannot be read: " + problem;
  }

  @Override
  public Stamp stamp() {
    return new Stamp(problem);
  }

  @Override
  public Page page() {
    return new Page(
        "Storage: " + shown,
        "A storage of studies that cannot be read; when it can, the list shows its studies.",
        List.of(problem + "."),
        List.of(),
        List.of());
  }

  @Override
  public void forget() {
    // Nothing was read of it.
  }

  @Override
  public long due() {
    return look;
  }
}
