package org.ockham.search.sampler;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.search.space.Distribution;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.History;
import org.ockham.search.trial.Parameters;

/**
 * Some parameters at given values, the others by another sampler.
 *
 * @param values the given values by name
 * @param others who chooses the others
 */
public record PartialFixed(Map<String, @Nullable Object> values, Sampler others)
    implements Sampler {

  /** Copies the values. */
  public PartialFixed {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  @Override
  public Proposer open(List<Direction> directions) {
    Proposer inner = others.open(directions);
    return new Proposer() {
      @Override
      public Parameters joint(Ask ask) {
        Parameters proposed = inner.joint(ask);
        Parameters kept = Parameters.NONE;
        for (int i = 0; i < proposed.size(); i++) {
          if (!values.containsKey(proposed.name(i))) {
            kept = kept.with(proposed.name(i), proposed.distribution(i), proposed.internal(i));
          }
        }
        return kept;
      }

      @Override
      public double single(Ask ask, String name, Distribution distribution) {
        return values.containsKey(name)
            ? distribution.toInternal(name, values.get(name))
            : inner.single(ask, name, distribution);
      }

      @Override
      public boolean exhausted(History history) {
        return inner.exhausted(history);
      }
    };
  }
}
