package org.ockham.lab.cluster;

import org.jspecify.annotations.Nullable;

/** A cluster cannot make runs, or not the ones that this machine would: one sentence with the remedy. It is no fault of any run. */
public final class ClusterException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ClusterException(String sentence) {
    super(sentence);
  }

  public ClusterException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }
}
