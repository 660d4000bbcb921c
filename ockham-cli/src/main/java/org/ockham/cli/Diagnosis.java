package org.ockham.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ockham.data.Cache;
import org.ockham.data.Datasets;
import org.ockham.lab.Environment;
import org.ockham.tensor.Engine;
import org.ockham.tensor.Threads;

/** What there is on this machine, and what it lacks. */
final class Diagnosis {

  /** How it stands. */
  enum Status {
    OK,
    NOTE,
    PROBLEM
  }

  /**
   * One thing that was looked at.
   *
   * @param subject what
   * @param status how it stands
   * @param found what was found
   * @param remedy what to do; empty if nothing
   */
  record Finding(String subject, Status status, String found, String remedy) {}

  private static final int LEAST_JAVA = 17;

  private final List<Finding> findings = new ArrayList<>();

  private Diagnosis() {}

  /** Looks at everything; nothing that is missing stops it. */
  static List<Finding> make(Cache cache) {
    Diagnosis diagnosis = new Diagnosis();
    diagnosis.ok("ockham", Environment.version());
    diagnosis.java();
    diagnosis.natives();
    diagnosis.engine();
    diagnosis.writable(
        "data cache", cache.directory(), "set OCKHAM_HOME to a directory that can be written");
    for (Datasets.Listing listing : Datasets.list()) {
      diagnosis.data(listing, cache);
    }
    diagnosis.writable(
        "current directory",
        Path.of(""),
        "runs are kept in runs/ below it: go elsewhere, or give --out");
    return diagnosis.findings;
  }

  private void java() {
    String found = System.getProperty("java.version") + " (" + System.getProperty("java.vendor")
        + "), " + System.getProperty("java.home") + ", heap "
        + Runtime.getRuntime().maxMemory() / (1 << 20) + " MB";
    if (Runtime.version().feature() < LEAST_JAVA) {
      problem("java", found, "install a JDK " + LEAST_JAVA + " or later");
    } else {
      ok("java", found);
    }
  }

  private void natives() {
    try {
      ok("native libraries", "unpacked to " + Engine.cacheDirectory());
    } catch (LinkageError | RuntimeException e) {
      problem(
          "native libraries",
          "there is no place to unpack them to",
          "set OCKHAM_JAVA_OPTS=-Dorg.bytedeco.javacpp.cachedir=DIR to a directory that can be written");
    }
  }

  private void engine() {
    try {
      Engine.check();
      ok("engine", "libtorch " + Engine.version() + " for " + Engine.platform());
      ok("blas", Engine.blas());
      Threads threads = Threads.current();
      ok(
          "threads",
          Runtime.getRuntime().availableProcessors() + " processors; " + threads.intraOp()
              + " in an operation, " + threads.blas()
              + " in a matrix product (--threads changes that)");
      if (Engine.cudaDevices() > 0) {
        ok("gpu", Engine.cudaDevices() + " CUDA devices");
      } else {
        note("gpu", "none that this build can use: it computes on the processor", "");
      }
    } catch (LinkageError | RuntimeException e) {
      problem(
          "engine",
          "libtorch cannot be loaded on " + Engine.platform() + ": " + e.getMessage(),
          "run Ockham on one of those platforms; if this is one, build it anew: rm -r ockham-cli/target, then"
              + " ./ockham doctor");
    }
  }

  private void data(Datasets.Listing listing, Cache cache) {
    if (Datasets.present(listing.name(), cache)) {
      ok(
          "data " + listing.name(),
          listing.downloadBytes() == 0 ? "always there" : "in " + cache.data(listing.name()));
    } else {
      note(
          "data " + listing.name(),
          "not in the cache",
          "ockham data fetch " + listing.name() + ", or --data-dir DIR where you have it");
    }
  }

  /** Whether a directory can be written, or made. What asks the file system leaves nothing behind. */
  private void writable(String subject, Path directory, String remedy) {
    Path place = directory.toAbsolutePath().normalize();
    Path existing = place;
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    try {
      if (!Files.isDirectory(existing)) {
        throw new IOException(existing + " is not a directory");
      }
      Files.delete(Files.createTempFile(existing, ".ockham", ".test"));
      ok(subject, place + (existing.equals(place) ? "" : " (made when it is first needed)"));
    } catch (IOException e) {
      problem(subject, place + " cannot be written (" + e.getClass().getSimpleName() + ")", remedy);
    }
  }

  private void ok(String subject, String found) {
    findings.add(new Finding(subject, Status.OK, found, ""));
  }

  private void note(String subject, String found, String remedy) {
    findings.add(new Finding(subject, Status.NOTE, found, remedy));
  }

  private void problem(String subject, String found, String remedy) {
    findings.add(new Finding(subject, Status.PROBLEM, found, remedy));
  }
}
