package org.ockham.search.storage;

import static org.junit.jupiter.api.Assumptions.abort;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL server of few connections for the tests of one JVM, started by the first of them; it ends with the JVM. */
public final class PostgresServer {

  /** What the server allows, its own processes' and the tests' look at it among them. */
  static final int MAX_CONNECTIONS = 10;

  private static EmbeddedPostgres server;
  private static int databases;

  private PostgresServer() {}

  /** The address of a new database; the test is skipped where no server can be started. */
  public static synchronized String database() {
    if (server == null) {
      try {
        server = EmbeddedPostgres.builder()
            .setServerConfig("max_connections", Integer.toString(MAX_CONNECTIONS))
            .start();
      } catch (IOException | IllegalStateException e) {
        abort("no PostgreSQL server can be started here: " + e.getMessage());
      }
    }
    databases++;
    execute("create database s" + databases);
    return "postgresql://postgres@localhost:" + server.getPort() + "/s" + databases;
  }

  /** A connection that belongs to no storage. */
  static Connection connect(String url) throws SQLException {
    return server.getDatabase("postgres", name(url)).getConnection();
  }

  static String name(String url) {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  /** Runs a statement outside of the tests' databases. */
  static void execute(String sql) {
    execute("/postgres", sql);
  }

  /** Runs a statement in a database. */
  public static void execute(String url, String sql) {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first number that a query gives. */
  public static long number(String url, String sql) {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Cuts the connections of all storages in a database. */
  static void cut(String url) {
    execute(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname='" + name(url) + "'");
  }

  /** Waits until nobody is connected to a database: the server needs a moment to notice that somebody left. */
  static void awaitNobody(String url) throws InterruptedException {
    while (connections(url) > 0) {
      Thread.sleep(20);
    }
  }

  /** How many connections storages have to a database. */
  static long connections(String url) {
    return number(
        "/postgres", "select count(*) from pg_stat_activity where datname='" + name(url) + "'");
  }
}
