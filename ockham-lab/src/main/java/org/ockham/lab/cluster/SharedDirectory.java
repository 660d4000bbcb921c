package org.ockham.lab.cluster;

import java.io.Serializable;
import org.ockham.lab.CheckpointInterval;

/**
 * A directory that all machines of a cluster see, in which a run keeps what it can go on from elsewhere.
 *
 * @param path absolute, the same on all machines
 * @param interval how often it keeps it
 */
public record SharedDirectory(String path, CheckpointInterval interval) implements Serializable {

  /** One that is somewhere else. */
  public SharedDirectory at(String path) {
    return new SharedDirectory(path, interval);
  }
}
