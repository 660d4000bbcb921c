package org.ockham.search.storage;

import org.jspecify.annotations.Nullable;

/**
 * Which releases of Optuna accept a database that is made here. Each looks for its own revision and refuses the other.
 * The tables are the same.
 */
public enum SchemaVersion {
  /** Optuna 3.0 and 3.1. */
  V3_0("v3.0.0.d"),
  /** Optuna 3.2 and later: the default. */
  V3_2("v3.2.0.a"),
  /** Whichever Optuna opens the database first stamps its own; the browser's dashboard does not read it before. */
  OPEN(null);

  private final @Nullable String revision;

  SchemaVersion(@Nullable String revision) {
    this.revision = revision;
  }

  /**
   * What the table alembic_version holds.
   *
   * @return the revision, or null for an empty table
   */
  public @Nullable String revision() {
    return revision;
  }

  /**
   * The version with a revision.
   *
   * @param revision {@code v3.0.0.d}, {@code v3.2.0.a} or {@code open}
   * @return the version
   * @throws IllegalArgumentException for any other
   */
  public static SchemaVersion of(String revision) {
    for (SchemaVersion version : values()) {
      if (revision.equals(version.revision == null ? "open" : version.revision)) {
        return version;
      }
    }
    throw new IllegalArgumentException(
        "schema \"" + revision + "\" is not known: give v3.2.0.a, v3.0.0.d or open");
  }
}
