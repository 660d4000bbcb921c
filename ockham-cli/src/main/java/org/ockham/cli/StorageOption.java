package org.ockham.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.manifest.Work;
import org.ockham.search.storage.SqliteLibrary;
import org.ockham.search.storage.Storage;
import org.ockham.tensor.Engine;
import org.ockham.tensor.EngineException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option that says where studies are. */
final class StorageOption {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--storage",
      required = true,
      paramLabel = "URL",
      description = {
        "Where the studies are: sqlite:///study.db, postgresql://user@host/database,",
        "journal:///study.journal, or an SQLite file."
      })
  private String url = "";

  /** Opens what must be there already, to read it: not a byte of it changes. */
  Storage reading() {
    return open(spec, () -> Storage.reading(url(url)));
  }

  /** Opens what must be there already, to change it. */
  Storage open() {
    return open(spec, () -> Storage.existing(url(url)));
  }

  /** What is given, else what the environment says, which nobody else on the machine can read; null if neither says it. */
  static @Nullable String orEnvironment(@Nullable String given) {
    String variable = System.getenv(Work.STORAGE);
    return given == null && variable != null && !variable.isEmpty() ? variable : given;
  }

  /** A file's name as the URL that it means. */
  static String url(String urlOrFile) {
    return urlOrFile.contains("://") ? urlOrFile : "sqlite:///" + urlOrFile;
  }

  /** The same where a file may be made: a name that no database has is more likely a slip. */
  static String urlOfNew(CommandSpec spec, String urlOrFile) {
    if (!urlOrFile.contains("://")
        && !Files.exists(Path.of(urlOrFile))
        && !urlOrFile.matches(".*\\.(db|sqlite3?)")) {
      throw Mistake.of(
          spec,
          "--storage is '" + urlOrFile
              + "', but must be a URL such as postgresql://user@host/database, or an SQLite file: one that is there, or a new NAME.db");
    }
    return url(urlOrFile);
  }

  /** Opens a storage; a URL that is none is the command line's fault. */
  static Storage open(CommandSpec spec, Supplier<Storage> opener) {
    unpackSqliteBesideTheEngine();
    try {
      return opener.get();
    } catch (IllegalArgumentException e) {
      throw Mistake.of(spec, e);
    }
  }

  /** One place for all native libraries, unless the user has named one or there is none: then the driver takes its own. */
  static void unpackSqliteBesideTheEngine() {
    if (System.getProperty(SqliteLibrary.FOLDER) == null) {
      try {
        Path folder = Files.createDirectories(Engine.cacheDirectory().resolve("sqlite"));
        System.setProperty(SqliteLibrary.FOLDER, folder.toString());
      } catch (EngineException | IOException e) {
        // Nothing is wrong yet: the system's temporary directory may do.
      }
    }
  }
}
