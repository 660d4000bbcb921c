package org.ockham.watch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ockham.file.DirectoryClaim;
import org.ockham.lab.SeedsRequest;
import org.ockham.lab.compare.KeptRuns;
import org.ockham.lab.report.KeptRunsReport;
import org.ockham.lab.report.Page;
import tools.jackson.databind.JsonNode;

/** The directory of a comparison. */
final class WatchedComparison implements Watched {

  private final Path directory;
  private final String name;
  private final Fresh<KeptRuns> runs = new Fresh<>();
  private final Fresh<Page> page = new Fresh<>();
  private @Nullable KeptRuns kept;
  private Stamp plan = new Stamp("");
  private final JsonFile planned;
  private final JsonFile results;

  WatchedComparison(Path directory, String name) {
    this.directory = directory;
    this.name = name;
    this.planned = new JsonFile(directory.resolve("plan.json"));
    this.results = new JsonFile(directory.resolve("comparison.json"));
  }

  @Override
  public String kind() {
    return "comparison";
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String place() {
    return directory.toString();
  }

  @Override
  public String glance() {
    KeptRuns now = kept();
    return now.runs().size() + " of " + now.planned() + " runs, " + state();
  }

  @Override
  public Stamp stamp() {
    return Stamp.settled(directory.resolve("plan.json"), directory.resolve("parts"))
        .with(state());
  }

  @Override
  public Page page() {
    return page.get(
        stamp(), () -> KeptRunsReport.page(kept()).with(new Page.Fact("status", state())));
  }

  @Override
  public boolean isThere() {
    return KeptRuns.isAt(directory);
  }

  @Override
  public void forget() {
    page.forget();
  }

  @Override
  public long due() {
    return page.due();
  }

  @Override
  public List<Action> actions() {
    if (!isUnderWay()) {
      return List.of();
    }
    List<Action> actions = new ArrayList<>();
    actions.add(StopAction.of(directory, "comparison", "The same command with --out " + directory));
    KeptRuns now = kept();
    if (!now.design().isSequential() && now.runs().size() < now.planned()) {
      actions.add(SeedsAction.of(directory));
    }
    return actions;
  }

  private String state() {
    if (isUnderWay()) {
      int more = SeedsRequest.left(directory);
      return more == 0 ? "running" : "running; " + SeedsAction.asked(more);
    } else if (!hasResults()) {
      return "cut short: nobody on this machine has it";
    }
    return isFinished() ? "finished" : "interrupted";
  }

  private boolean isUnderWay() {
    return DirectoryClaim.isHeld(directory).orElse(!hasResults());
  }

  /** They are written when it ends; one that was interrupted has some too. */
  private boolean hasResults() {
    return results.content().isObject();
  }

  /** Whether the results are whole, and of all seeds: a finished one can go on with more. */
  private boolean isFinished() {
    JsonNode there = results.content();
    return !there.path("interrupted").asBoolean(false)
        && there.path("seeds").size() >= planned.content().path("seeds").size();
  }

  private KeptRuns kept() {
    return runs.get(stamp(), this::read);
  }

  private KeptRuns read() {
    Stamp now = Stamp.settled(directory.resolve("plan.json"));
    KeptRuns before = kept;
    KeptRuns fresh =
        before == null || !now.equals(plan) ? KeptRuns.read(directory) : before.again(directory);
    plan = now;
    kept = fresh;
    return fresh;
  }
}
