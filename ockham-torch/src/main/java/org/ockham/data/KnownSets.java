package org.ockham.data;

import java.util.List;

/**
 * Data sets that are known by name besides Ockham's images and points: a class of this type that is named in {@code
 * META-INF/services/org.ockham.data.KnownSets} adds its own to {@link Datasets}.
 */
public interface KnownSets {

  /** The sets, in the order in which to show them. */
  List<Datasets.Known> sets();
}
