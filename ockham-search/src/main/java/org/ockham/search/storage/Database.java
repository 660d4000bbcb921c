package org.ockham.search.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** What SQLite and PostgreSQL do each in their own way. */
sealed interface Database permits Sqlite, Postgres {

  /** Opens the connections. Nothing is made or changed by that. */
  HikariDataSource open();

  /** Closes what {@link #open} gave, unless somebody else in this process uses it. */
  void close(HikariDataSource connections);

  /** Which database, in words for a message. */
  String place();

  /** Whether nothing may be changed. */
  boolean reading();

  /** A query for the names of all tables. */
  String tables();

  /** The first thing done on a connection, once it is known that the database is one of ours and may be changed. */
  void welcome(Connection connection) throws SQLException;

  /** How long to try again while somebody holds a lock or the connection is down. */
  Duration patience();

  /** The type of a key that counts by itself. */
  String keyType();

  /** The type of a column that holds one of these names. */
  String enumType(String type, int longest);

  /** What makes an enum type known before a table uses it; empty where there is none. */
  String declareEnum(String type, String... names);

  /** How a transaction that writes begins. */
  String begin();

  /** What follows a SELECT so that its rows stay as they are until the commit. */
  String forUpdate();

  /** As {@link #forUpdate}, but leaves rows out that others hold. */
  String skipLocked();

  /** The time, by the database's clock. */
  String now();

  /** The time so long before now, by the database's clock. */
  String ago(Duration time);

  /** Whether to try again. */
  boolean passing(SQLException error);

  /** Whether a server is there, and has no room for a connection yet. */
  boolean crowded(SQLException error);

  /** The error in words, with a remedy. */
  StorageException explain(SQLException error);

  /** That all connections of this process are in use, in words, with a remedy. */
  StorageException busy();

  /** The last thing done on a connection before all are closed; undoes {@link #welcome}. */
  void farewell(Connection connection) throws SQLException;
}
