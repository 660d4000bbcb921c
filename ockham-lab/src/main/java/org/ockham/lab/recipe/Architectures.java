package org.ockham.lab.recipe;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The kinds of networks by name. */
final class Architectures {

  private static final Map<String, Function<Section, Architecture>> KINDS =
      Map.of("mlp", Mlp::read);

  private Architectures() {}

  static Architecture read(Section section) {
    String kind = section.choice("kind", null, List.copyOf(KINDS.keySet()));
    Architecture architecture = requireNonNull(KINDS.get(kind)).apply(section);
    section.done();
    return architecture;
  }
}
