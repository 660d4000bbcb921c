package org.ockham.spark;

import org.apache.spark.api.java.function.Function;
import org.apache.spark.util.DoubleAccumulator;
import org.ockham.lab.cluster.RemoteOutcome;
import org.ockham.lab.cluster.RemoteRun;

/** What an executor does with a run. */
final class RunTask implements Function<RemoteRun, RemoteOutcome> {

  private static final long serialVersionUID = 1L;

  private final Shipped shipped;
  private final DoubleAccumulator share;

  /** @param share becomes the share of the run that is done */
  RunTask(Shipped shipped, DoubleAccumulator share) {
    this.shipped = shipped;
    this.share = share;
  }

  @Override
  public RemoteOutcome call(RemoteRun run) {
    return shipped.training().run(run, done -> share.add(done - share.value()));
  }
}
