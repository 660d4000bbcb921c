package org.ockham.lab.picture;

/** One chart of a {@link Figure}: lines over an axis, or a plane. */
public sealed interface Panel permits LinePanel, PlanePanel {

  /** What stands above it; may be empty. */
  String title();
}
