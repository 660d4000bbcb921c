package org.ockham.spark;

import java.util.List;
import org.apache.spark.BarrierTaskContext;
import org.ockham.lab.cluster.ClusterException;
import org.ockham.lab.cluster.Gathering;

/** The tasks of a barrier stage, as one of them sees the others. */
final class BarrierGathering implements Gathering {

  private static final String LOOPBACK = "127.0.0.1";

  private final BarrierTaskContext context;
  private final boolean isHere;

  /** @param isHere whether all are threads of one process */
  BarrierGathering(BarrierTaskContext context, boolean isHere) {
    this.context = context;
    this.isHere = isHere;
  }

  @Override
  public int rank() {
    return context.partitionId();
  }

  /** By which Spark knows this executor, as {@code host:port}: the others reach it so too. */
  @Override
  public String host() {
    if (isHere) {
      return LOOPBACK;
    }
    String address = context.getTaskInfos()[rank()].address();
    return address.substring(0, address.lastIndexOf(':')).replaceAll("[\\[\\]]", "");
  }

  @Override
  public int cores() {
    return context.cpus();
  }

  @Override
  public List<String> gather(String word) {
    try {
      return List.of(context.allGather(word));
    } catch (RuntimeException e) { // it is killed
      throw e;
    } catch (Exception e) { // which Scala does not declare
      throw new ClusterException(
          "the ranks did not come together (" + Words.firstLine(e)
              + "): see what the executors' logs say, or give them more time by "
              + Application.SYNC_TIMEOUT + ".",
          e);
    }
  }
}
