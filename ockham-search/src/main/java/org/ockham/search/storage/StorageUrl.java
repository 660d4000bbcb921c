package org.ockham.search.storage;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sqlite.SQLiteConfig;

/**
 * A storage's address, as Optuna and SQLAlchemy write it. Three options are ours: "schema" (see {@link
 * SchemaVersion}), "busy_timeout", the milliseconds to wait for a lock, a connection or a server that is down (60000), and for
 * PostgreSQL "pool", how many connections a process has at most (4); the others go to the driver. What is not understood is
 * refused, so that no other database is opened than the one that was meant.
 *
 * @param scheme {@code sqlite}, {@code postgresql}, {@code journal} or {@code memory}
 * @param location what follows the two slashes, without the query
 * @param options the query
 */
public record StorageUrl(String scheme, String location, Map<String, String> options) {

  private static final String FORMS =
      "give sqlite:///study.db, postgresql://user@host/database or journal:///study.journal";

  private static final Pattern URL =
      Pattern.compile("([A-Za-z]+)(?:\\+[A-Za-z0-9_]+)?://([^?]*)(?:\\?(.*))?", Pattern.DOTALL);

  /** User and password, host or IPv6 address in brackets, port, database. */
  private static final Pattern SERVER = Pattern.compile(
      "(?:([^:@/]*)(?::([^@]*))?@)?(\\[[0-9A-Fa-f:.%]+]|[\\p{L}\\p{N}._-]*)(?::(\\d{1,5}))?(?:/([^/]*))?");

  /** What psycopg2 and libpq call the driver's options. */
  private static final Map<String, String> LIBPQ = Map.of(
      "connect_timeout", "connectTimeout",
      "application_name", "ApplicationName");

  /** More would not help: a trial needs a connection for a few milliseconds. */
  private static final String POOL = "4";

  /** Copies the options. */
  public StorageUrl {
    options = Map.copyOf(options);
  }

  /**
   * The parts of an address.
   *
   * @param url the address
   * @return its parts
   * @throws IllegalArgumentException if it is none
   */
  public static StorageUrl parse(String url) {
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "storage \"" + withoutPassword(url) + "\" is no URL: " + FORMS);
    }
    String scheme = parts.group(1);
    String location = parts.group(2);
    Map<String, String> options = new LinkedHashMap<>();
    if (parts.group(3) != null && !parts.group(3).isEmpty()) {
      for (String pair : parts.group(3).split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals < 1) {
          throw new IllegalArgumentException("storage " + scheme + "://"
              + withoutPassword(location) + " has the option \"" + pair
              + "\", which is not of the form name=value; a ? in a password is written %3F");
        }
        options.put(
            pair.substring(0, equals), decode(pair.substring(equals + 1), "the option " + pair));
      }
    }
    return new StorageUrl(scheme.equals("postgres") ? "postgresql" : scheme, location, options);
  }

  /**
   * An address as it may be shown: with three stars for a password, wherever in it that stands.
   *
   * @param url the address
   * @return the address without its password
   */
  public static String withoutPassword(String url) {
    return url.replaceFirst("(?s)(^|//)([^:@/]*):(?!//).*@", "$1$2:***@")
        .replaceAll("(?i)([?&](?:ssl)?password=)[^&]*", "$1***");
  }

  private static String decode(String text, String what) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          what
              + " of the storage's URL has a % that is followed by no two hexadecimal digits: write %25 for %",
          e);
    }
  }

  /**
   * Opens the storage.
   *
   * @return it, made if there was none
   * @throws StorageException if it cannot be opened
   * @throws IllegalArgumentException if the address is not understood
   */
  public Storage open() {
    return open(Access.MAKE);
  }

  Storage open(Access access) {
    return switch (scheme) {
      case "memory" -> {
        requireOptions(Set.of());
        if (!location.isEmpty()) {
          throw new IllegalArgumentException("storage memory://" + location
              + " names a place: a study in memory has none, give memory://");
        }
        yield new MemoryStorage();
      }
      case "journal" -> {
        requireOptions(Set.of());
        yield new JournalStorage(file(access), access);
      }
      case "sqlite" ->
        location.isEmpty() || location.equals("/:memory:")
            ? new MemoryStorage()
            : new JdbcStorage(sqlite(access), schema(), access);
      case "postgresql" -> new JdbcStorage(postgres(access), schema(), access);
      default ->
        throw new IllegalArgumentException(
            "storage scheme \"" + scheme + "\" is not known: " + FORMS);
    };
  }

  private void requireOptions(Set<String> known) {
    for (String option : options.keySet()) {
      if (!known.contains(option)) {
        throw new IllegalArgumentException("option \"" + option + "\" of the storage is not known"
            + (known.isEmpty()
                ? ": a " + scheme + " storage has none"
                : ": it has "
                    + (known.contains("pool")
                        ? "schema, busy_timeout, pool"
                        : "schema, busy_timeout")
                    + " and those of the " + scheme + " driver"));
      }
    }
  }

  /** The file that the address names; one that is no file is refused, and so is one that should be there and is not. */
  private Path file(Access access) {
    if (location.length() < 2 || location.charAt(0) != '/') {
      throw new IllegalArgumentException("storage " + scheme + "://" + location
          + ": give three slashes before a relative path, four before an absolute one");
    }
    Path file;
    try {
      file = Path.of(location.substring(1));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "storage " + scheme + "://" + location + " names no file (" + e.getReason() + ")", e);
    }
    if (access != Access.MAKE && !Files.exists(file)) {
      throw new StorageException(file + ": there is no such file");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new StorageException(file + " is no file: give the file in which the studies are");
    }
    return file;
  }

  private Sqlite sqlite(Access access) {
    requireOptions(names(Arrays.stream(SQLiteConfig.Pragma.values()).map(p -> p.pragmaName)));
    return new Sqlite(file(access), driver(), timeout(), access);
  }

  private static Set<String> names(Stream<String> driver) {
    Set<String> names = driver.collect(Collectors.toSet());
    names.addAll(Set.of("schema", "busy_timeout"));
    return names;
  }

  private static Stream<String> postgresOptions() {
    String any = "jdbc:postgresql://localhost/any";
    try {
      return Arrays.stream(DriverManager.getDriver(any).getPropertyInfo(any, new Properties()))
          .map(property -> property.name);
    } catch (SQLException e) {
      throw new StorageException("the PostgreSQL driver is missing from the class path", e);
    }
  }

  private Postgres postgres(Access access) {
    Set<String> known = names(postgresOptions());
    known.addAll(LIBPQ.keySet());
    known.add("pool");
    requireOptions(known);
    Matcher parts = SERVER.matcher(location);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "storage postgresql://" + withoutPassword(location)
              + " is not understood: give postgresql://user:password@host:5432/database, with % and two hexadecimal"
              + " digits for characters such as @ (%40), / (%2F) and : (%3A) in a user's name or password");
    }
    String host = parts.group(3);
    if (host.isEmpty()) {
      throw new IllegalArgumentException("storage postgresql://" + withoutPassword(location)
          + " names no host: give one, postgresql://user@localhost/database for this machine");
    }
    String database = parts.group(5) == null ? "" : decode(parts.group(5), "the database's name");
    if (database.isEmpty()) {
      throw new IllegalArgumentException("storage postgresql://" + withoutPassword(location)
          + " names no database: give it after the host, postgresql://user@host/database");
    }
    int port = parts.group(4) == null ? 5432 : Integer.parseInt(parts.group(4));
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("storage postgresql://" + withoutPassword(location)
          + " has the port " + port + ": ports are 1 to 65535, PostgreSQL's is 5432");
    }
    return new Postgres(
        "jdbc:postgresql://" + host + ":" + port + "/"
            + URLEncoder.encode(database, StandardCharsets.UTF_8),
        parts.group(1) == null ? "" : decode(parts.group(1), "the user's name"),
        parts.group(2) == null ? "" : decode(parts.group(2), "the password"),
        driver(),
        pool(),
        timeout(),
        access.isReading());
  }

  private int pool() {
    String text = options.getOrDefault("pool", POOL);
    if (!text.matches("[1-9]\\d{0,3}")) {
      throw new IllegalArgumentException("pool=" + text
          + " of the storage is no number of connections: give at least 1 and at most 9999, such as "
          + POOL);
    }
    return Integer.parseInt(text);
  }

  private Map<String, String> driver() {
    Map<String, String> driver = new LinkedHashMap<>();
    options.forEach((name, value) -> driver.put(LIBPQ.getOrDefault(name, name), value));
    driver.remove("schema");
    driver.remove("busy_timeout");
    driver.remove("pool");
    return driver;
  }

  private Duration timeout() {
    String text = options.getOrDefault("busy_timeout", "60000");
    if (!text.matches("\\d{1,9}")) {
      throw new IllegalArgumentException("busy_timeout=" + text
          + " of the storage is no number of milliseconds: give one, such as 60000");
    }
    return Duration.ofMillis(Long.parseLong(text));
  }

  private SchemaVersion schema() {
    return SchemaVersion.of(options.getOrDefault("schema", "v3.2.0.a"));
  }
}
