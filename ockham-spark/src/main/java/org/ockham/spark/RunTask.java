package org.ockham.spark;

import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.SparkFiles;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.DoubleAccumulator;
import org.ockham.lab.cluster.RemoteOutcome;
import org.ockham.lab.cluster.RemoteRun;
import org.ockham.lab.cluster.RemoteTraining;
import org.ockham.lab.cluster.Shipment;

/** What an executor does with a run. */
final class RunTask implements Function<RemoteRun, RemoteOutcome> {

  private static final long serialVersionUID = 1L;

  private final Map<String, Broadcast<Shipment>> shipped;
  private final DoubleAccumulator share;

  /**
   * @param shipped what was shipped, by name; it travels only if it is asked for
   * @param share becomes the share of the run that is done
   */
  RunTask(Map<String, Broadcast<Shipment>> shipped, DoubleAccumulator share) {
    this.shipped = Map.copyOf(shipped);
    this.share = share;
  }

  @Override
  public RemoteOutcome call(RemoteRun run) {
    RemoteTraining training = new RemoteTraining(
        name -> {
          Broadcast<Shipment> broadcast = shipped.get(name);
          return broadcast == null ? null : broadcast.value();
        },
        Path.of(SparkFiles.getRootDirectory(), "ockham"));
    return training.run(run, done -> share.add(done - share.value()));
  }
}
