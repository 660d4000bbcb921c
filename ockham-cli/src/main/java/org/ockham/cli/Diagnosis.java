package org.ockham.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.ockham.data.Datasets;
import org.ockham.data.fetch.Cache;
import org.ockham.file.FileProblem;
import org.ockham.file.WritableDirectory;
import org.ockham.lab.Environment;
import org.ockham.search.storage.SqliteLibrary;
import org.ockham.tensor.Device;
import org.ockham.tensor.Engine;
import org.ockham.tensor.EngineException;

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

  private static final List<String> ALLOCATOR = List.of(
      "MALLOC_ARENA_MAX", "MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_", "GLIBC_TUNABLES");

  private final List<Finding> findings = new ArrayList<>();

  private Diagnosis() {}

  /** Looks at everything; nothing that is missing stops it. */
  static List<Finding> make(Cache cache) {
    Diagnosis diagnosis = new Diagnosis();
    diagnosis.ok("ockham", Environment.version());
    diagnosis.java();
    diagnosis.natives();
    diagnosis.sqlite();
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

  /** Compares them with their jars, so that a damaged one cannot end the process when it is loaded below. */
  private void natives() {
    try {
      Engine.Libraries libraries = Engine.compareLibraries();
      if (libraries.count() == 0) {
        note("native libraries", "none for " + Engine.platform(), "");
        return;
      }
      String found = libraries.count() + " of libtorch and its like, " + (libraries.bytes() >> 20)
          + " MB, all as in their jars, in " + Engine.cacheDirectory();
      if (libraries.damaged().isEmpty()) {
        ok("native libraries", found);
      } else {
        note(
            "native libraries",
            found + "; damaged were, and have been unpacked anew: "
                + libraries.damaged().stream()
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.joining(", ")),
            "");
      }
    } catch (LinkageError | RuntimeException e) {
      problem(
          "native libraries",
          String.valueOf(e.getMessage()),
          "set OCKHAM_JAVA_OPTS=-Dorg.bytedeco.javacpp.cachedir=DIR to a directory that can be written and has room");
    }
  }

  /** SQLite's library, which each process unpacks for itself. */
  private void sqlite() {
    StorageOption.unpackSqliteBesideTheEngine();
    try {
      SqliteLibrary.load();
      ok("sqlite", "unpacked to " + SqliteLibrary.folder() + " and loaded");
    } catch (LinkageError | RuntimeException e) {
      problem(
          "sqlite",
          String.valueOf(e.getMessage()),
          "set OCKHAM_JAVA_OPTS=-D" + SqliteLibrary.FOLDER
              + "=DIR to a directory that can be written and has room");
    }
  }

  private void engine() {
    try {
      Engine.check();
      ok(
          "engine",
          "libtorch " + Engine.version() + " for " + Engine.platform() + ", kernels: "
              + Engine.kernels());
      blas();
      for (Engine.KnownAnswers known : Engine.knownAnswers()) {
        ok(
            "known answers, " + known.kind(),
            known.questions() + " right, the largest error is "
                + (known.error() == 0 ? "0" : String.format(Locale.ROOT, "%.1e", known.error())));
      }
      if (Engine.usesOneDnn()) {
        ok("onednn", "used for convolutions");
      } else {
        note(
            "onednn",
            "not used: this build lacks it, or it computes wrongly on this processor",
            "large convolutions are slow without it: try ONEDNN_MAX_CPU_ISA=AVX in the environment");
      }
      ok(
          "threads",
          Runtime.getRuntime().availableProcessors()
              + " processors; training uses what is best for its network and batch, at most --threads of them");
      allocator();
      gpu();
    } catch (LinkageError | RuntimeException e) {
      problem(
          "engine",
          "libtorch cannot be used on " + Engine.platform() + ": " + e.getMessage(),
          "do what it says; ockham runs on linux-x86_64, macosx-arm64 and windows-x86_64");
    }
  }

  private void blas() {
    String remedy = Engine.mklMissing();
    if (remedy.isEmpty()) {
      ok("blas", Engine.blas());
    } else {
      note("blas", Engine.blas(), remedy);
    }
  }

  /** Each graphics processor by the word of {@code --device}; why there is none. */
  private void gpu() {
    int there = Engine.cudaDevices();
    for (int i = 0; i < there; i++) {
      ok("gpu", Device.cuda(i) + ", for --device " + Device.cuda(i));
    }
    if (there == 0) {
      try {
        Device.cuda().checked();
      } catch (EngineException e) {
        note(
            "gpu",
            "none that the engine can use: it computes on the CPU",
            String.valueOf(e.getMessage()));
      }
    }
  }

  /** What glibc was told when this process started: the launcher says it, a service that embeds the library must itself. */
  private void allocator() {
    if (!System.getProperty("os.name").startsWith("Linux")) {
      return;
    }
    String set = ALLOCATOR.stream()
        .filter(name -> System.getenv(name) != null)
        .map(name -> name + "=" + System.getenv(name))
        .collect(Collectors.joining(" "));
    if (set.isEmpty()) {
      note(
          "allocator",
          "as glibc has it, which gives a step's memory back to the system only to ask for it again: a step of a convolutional"
              + " network takes about a quarter longer",
          "start with MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=33554432 MALLOC_TRIM_THRESHOLD_=268435456 in the environment, as"
              + " the ockham launcher does");
    } else {
      ok("allocator", set);
    }
  }

  private void data(Datasets.Listing listing, Cache cache) {
    if (Datasets.present(listing.name(), cache)) {
      ok(
          "data " + listing.name(),
          listing.downloadBytes() == 0 ? "always there" : "in " + cache.data(listing.folder()));
    } else {
      note(
          "data " + listing.name(),
          "not in the cache",
          "ockham data fetch " + listing.name() + ", or --data-dir DIR where you have it");
    }
  }

  /** Whether a directory can be written, or made. */
  private void writable(String subject, Path directory, String remedy) {
    Path place = directory.toAbsolutePath().normalize();
    try {
      WritableDirectory.attempt(place);
      ok(subject, place + (Files.exists(place) ? "" : " (made when it is first needed)"));
    } catch (IOException e) {
      problem(subject, place + " cannot be written (" + FileProblem.reason(e) + ")", remedy);
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
