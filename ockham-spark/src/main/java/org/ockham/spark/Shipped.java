package org.ockham.spark;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.SparkFiles;
import org.apache.spark.broadcast.Broadcast;
import org.ockham.lab.cluster.RemoteTraining;
import org.ockham.lab.cluster.Shipment;

/**
 * What a task finds at its executor.
 *
 * @param shipments by name; they travel only if they are asked for
 */
record Shipped(Map<String, Broadcast<Shipment>> shipments) implements Serializable {

  Shipped {
    shipments = new HashMap<>(shipments); // which all machines can read
  }

  /** What makes runs there. */
  RemoteTraining training() {
    return new RemoteTraining(
        name -> {
          Broadcast<Shipment> broadcast = shipments.get(name);
          return broadcast == null ? null : broadcast.value();
        },
        Path.of(SparkFiles.getRootDirectory(), "ockham"));
  }
}
