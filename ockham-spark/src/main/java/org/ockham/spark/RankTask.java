package org.ockham.spark;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.util.DoubleAccumulator;
import org.ockham.lab.cluster.RankedRun;
import org.ockham.lab.cluster.RemoteOutcome;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

/** What an executor does for one rank of a run. */
final class RankTask extends AbstractFunction1<Iterator<RankedRun>, Iterator<RemoteOutcome>>
    implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Shipped shipped;
  private final DoubleAccumulator share;
  private final boolean isHere;

  /**
   * @param share becomes the share of the run that is done
   * @param isHere whether all ranks are threads of one process
   */
  RankTask(Shipped shipped, DoubleAccumulator share, boolean isHere) {
    this.shipped = shipped;
    this.share = share;
    this.isHere = isHere;
  }

  @Override
  public Iterator<RemoteOutcome> apply(Iterator<RankedRun> runs) {
    BarrierGathering ranks = new BarrierGathering(BarrierTaskContext.get(), isHere);
    RemoteOutcome outcome = shipped.training().run(runs.next(), ranks, done -> {
      if (ranks.rank() == 0) {
        share.add(done - share.value());
      }
    });
    return CollectionConverters.asScala(List.of(outcome).iterator());
  }
}
