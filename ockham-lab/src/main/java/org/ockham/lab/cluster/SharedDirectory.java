package org.ockham.lab.cluster;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.ockham.file.Sha256;
import org.ockham.lab.CheckpointInterval;

/**
 * A directory that all machines of a cluster see, in which a run keeps what it can go on from elsewhere.
 *
 * @param path absolute, the same on all machines
 * @param interval how often it keeps it
 */
public record SharedDirectory(String path, CheckpointInterval interval) implements Serializable {

  /** How much of a hash tells one run's directory from another's. */
  private static final int HASH_LENGTH = 16;

  /**
   * One below it, of a run's own.
   *
   * @param name of the run
   * @param words all that tells it from other runs of this name
   */
  public SharedDirectory below(String name, String words) {
    MessageDigest digest = Sha256.start();
    digest.update(words.getBytes(StandardCharsets.UTF_8));
    String hash = Sha256.hex(digest).substring(0, HASH_LENGTH);
    return new SharedDirectory(Path.of(path).resolve(name + "-" + hash).toString(), interval);
  }
}
