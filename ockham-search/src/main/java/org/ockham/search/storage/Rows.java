package org.ockham.search.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a database that others write, too: one that cannot be is refused with its place.
 *
 * @param database which, for the message
 */
record Rows(Database database) {

  /** Takes a row; what it refuses with an IllegalArgumentException is told with the row's place. */
  interface Taker {
    void take(ResultSet row) throws SQLException;
  }

  /** Reads rows whose first columns are the named ones, by which a row is known. */
  void read(
      Connection c,
      String table,
      String sql,
      List<String> keys,
      Taker taker,
      @Nullable Object... arguments)
      throws SQLException {
    Sql.query(
        c,
        sql,
        row -> {
          try {
            taker.take(row);
          } catch (IllegalArgumentException e) {
            StringBuilder place = new StringBuilder();
            for (int i = 0; i < keys.size(); i++) {
              place.append(i == 0 ? "" : ", ").append(keys.get(i)).append(' ');
              place.append(Cell.shortened(String.valueOf(row.getString(i + 1))));
            }
            throw new StorageException(
                database.place() + ", table " + table + ", row with " + place + ": "
                    + e.getMessage() + ": restore the database from a copy, or mend the row",
                e);
          }
          return true;
        },
        arguments);
  }
}
