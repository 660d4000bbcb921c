package org.ockham.data;

/** What becomes of an epoch's last batch if it is not full. */
public enum LastBatch {
  /** It is read as it is. */
  KEEP,
  /** It is left out (PyTorch's {@code drop_last}). */
  DROP,
  /** It is left out if it has one sample only, of which batch normalisation can take no variance. */
  DROP_SINGLE,
  /** If it has one sample only, that joins the batch before, which becomes larger by one. */
  JOIN_SINGLE;

  /** How many batches there are. */
  int batches(int samples, int batch) {
    int full = samples / batch;
    int rest = samples % batch;
    boolean kept = switch (this) {
      case KEEP -> rest > 0;
      case DROP -> false;
      case DROP_SINGLE -> rest > 1;
      case JOIN_SINGLE -> rest > 1 || (rest == 1 && full == 0);
    };
    return kept ? full + 1 : full;
  }
}
