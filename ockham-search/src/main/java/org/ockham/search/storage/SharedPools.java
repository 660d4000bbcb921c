package org.ockham.search.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The connections of this process: storages that are opened with one address have one pool, so that a server sees as many
 * connections as the address allows, however many studies are opened and whether or not their storages are closed.
 */
final class SharedPools {

  private static final Map<Postgres, Pool> OPEN = new ConcurrentHashMap<>();

  private record Pool(HikariDataSource connections, int users) {

    Pool with(int more) {
      return new Pool(connections, users + more);
    }
  }

  private SharedPools() {}

  /** The address's pool, made if nobody has it open. */
  static HikariDataSource open(Postgres address, Supplier<HikariDataSource> maker) {
    return Objects.requireNonNull(OPEN.compute(
            address, (same, pool) -> pool == null ? new Pool(maker.get(), 1) : pool.with(1)))
        .connections();
  }

  /** Gives it back; the last one closes it. */
  static void close(Postgres address) {
    OPEN.computeIfPresent(address, (same, pool) -> {
      if (pool.users() > 1) {
        return pool.with(-1);
      }
      pool.connections().close();
      return null;
    });
  }
}
