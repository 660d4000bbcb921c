package org.ockham.lab.cluster;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.Seeds;
import org.ockham.lab.TestFold;

/**
 * All that a run is a function of, for a machine that knows nothing of it yet.
 *
 * @param name of the run, another for each of a comparison
 * @param recipe a recipe of one variant, with its settings as resolved, as JSON
 * @param seed that it is known by
 * @param seeds of each thing that it draws
 * @param fold what it is tested on; null for the test set
 * @param isTested whether it is tested at all
 * @param isShown whether what there is to show of it is gathered
 * @param isPictured whether images are among that
 * @param data which data it is of
 * @param computedBy version, engine and kernels of the machine that asks: by others the last bits would be others
 * @param needsClasses whether the recipe may name classes of the user's, which are {@linkplain Cluster#ship shipped} as {@link #CLASSES}
 * @param trial which it trains for and reports to; null for none
 * @param shared where it keeps what it can go on from, a directory of its own; null for nowhere
 */
public record RemoteRun(
    String name,
    String recipe,
    long seed,
    Seeds seeds,
    @Nullable TestFold fold,
    boolean isTested,
    boolean isShown,
    boolean isPictured,
    RemoteData data,
    Map<String, Object> computedBy,
    boolean needsClasses,
    @Nullable RemoteTrial trial,
    @Nullable SharedDirectory shared)
    implements Serializable {

  /** What the user's classes are shipped by. */
  public static final String CLASSES = "classes";

  public RemoteRun {
    computedBy = new LinkedHashMap<>(computedBy);
  }

  /** With this place for what it can go on from. */
  public RemoteRun in(SharedDirectory shared) {
    return new RemoteRun(
        name,
        recipe,
        seed,
        seeds,
        fold,
        isTested,
        isShown,
        isPictured,
        data,
        computedBy,
        needsClasses,
        trial,
        shared);
  }
}
