package org.ockham.watch;

import java.util.function.Function;
import org.ockham.search.storage.Storage;

/** What is asked of a storage. */
interface Reads {

  /** The answer to a question, all of it from one state of the storage; it may be asked several times. */
  <T> T of(Function<Storage, T> question);
}
