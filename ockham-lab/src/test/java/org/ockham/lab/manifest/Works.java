package org.ockham.lab.manifest;

import java.util.List;

/** Works of both forms. */
final class Works {

  private Works() {}

  static Work search(String... options) {
    return new Work(Work.Form.SEARCH, "mnist-5pct", List.of(options), "runs/mine");
  }

  static Work ranks(String... options) {
    return new Work(Work.Form.RANKS, "cifar-cnn", List.of(options), "runs/mine");
  }
}
