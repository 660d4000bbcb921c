package org.ockham.search.storage;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A storage's address, as Optuna and SQLAlchemy write it. Two options are ours: "schema" (see {@link
 * SchemaVersion}) and "busy_timeout", the milliseconds to wait for a lock (60000); the others go to the driver.
 *
 * @param scheme {@code sqlite}, {@code postgresql}, {@code journal} or {@code memory}
 * @param location what follows the two slashes, without the query
 * @param options the query
 */
public record StorageUrl(String scheme, String location, Map<String, String> options) {

  /** Copies the options. */
  public StorageUrl {
    options = Map.copyOf(options);
  }

  /**
   * The parts of an address.
   *
   * @param url the address
   * @return its parts
   * @throws IllegalArgumentException if it has no scheme
   */
  public static StorageUrl parse(String url) {
    int colon = url.indexOf("://");
    if (colon < 0) {
      throw new IllegalArgumentException(
          "storage \"" + url
              + "\" is no URL: give sqlite:///study.db, postgresql://user@host/database or journal:///study.journal");
    }
    int plus = url.indexOf('+');
    int query = url.indexOf('?');
    Map<String, String> options = new LinkedHashMap<>();
    if (query >= 0) {
      for (String pair : url.substring(query + 1).split("&")) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          options.put(pair.substring(0, equals), decode(pair.substring(equals + 1)));
        }
      }
    }
    String scheme = url.substring(0, plus > 0 && plus < colon ? plus : colon);
    return new StorageUrl(
        scheme.equals("postgres") ? "postgresql" : scheme,
        url.substring(colon + 3, query < 0 ? url.length() : query),
        options);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /**
   * Opens the storage.
   *
   * @return it, made if there was none
   * @throws StorageException if it cannot be opened
   * @throws IllegalArgumentException if the scheme is not known
   */
  public Storage open() {
    return switch (scheme) {
      case "memory" -> new MemoryStorage();
      case "journal" -> new JournalStorage(path());
      case "sqlite" ->
        location.isEmpty() || location.equals("/:memory:")
            ? new MemoryStorage()
            : new JdbcStorage(new Sqlite(path(), driver(), timeout()), schema());
      case "postgresql" -> new JdbcStorage(postgres(), schema());
      default ->
        throw new IllegalArgumentException(
            "storage scheme \"" + scheme
                + "\" is not known: give sqlite:///study.db, postgresql://user@host/database or journal:///study.journal");
    };
  }

  /** Fails if it names a file that is not there. */
  void requireFile() {
    if ((scheme.equals("sqlite") || scheme.equals("journal")) && !Files.isRegularFile(path())) {
      throw new StorageException(path() + ": there is no such file");
    }
  }

  private Path path() {
    if (location.length() < 2 || location.charAt(0) != '/') {
      throw new IllegalArgumentException("storage " + scheme + "://" + location
          + ": give three slashes before a" + " relative path, four before an absolute one");
    }
    return Path.of(location.substring(1));
  }

  private Postgres postgres() {
    URI uri = URI.create("postgresql://" + location);
    String user = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
    int colon = user.indexOf(':');
    return new Postgres(
        "jdbc:postgresql://" + (uri.getHost() == null ? "localhost" : uri.getHost())
            + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
            + (uri.getRawPath() == null ? "/" : uri.getRawPath()),
        decode(colon < 0 ? user : user.substring(0, colon)),
        colon < 0 ? "" : decode(user.substring(colon + 1)),
        driver(),
        timeout());
  }

  private Map<String, String> driver() {
    Map<String, String> driver = new LinkedHashMap<>(options);
    driver.remove("schema");
    driver.remove("busy_timeout");
    return driver;
  }

  private Duration timeout() {
    return Duration.ofMillis(Long.parseLong(options.getOrDefault("busy_timeout", "60000")));
  }

  private SchemaVersion schema() {
    return SchemaVersion.of(options.getOrDefault("schema", "v3.2.0.a"));
  }
}
