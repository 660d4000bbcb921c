package org.ockham.search.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StorageUrlTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          ?:///                                          | is no URL
          study.db                                       | is no URL
          mysql://x/y                                    | "mysql" is not known
          sqlite://study.db                              | three slashes
          sqlite:////tmp/none.db?busy_timeout=abc        | busy_timeout=abc
          sqlite:////tmp/none.db?busy_timeout=-1         | busy_timeout=-1
          sqlite:////tmp/none.db?busy                    | of the form name=value
          sqlite:////tmp/none.db?bussy_timeout=5         | "bussy_timeout" of the storage is not known
          sqlite:////tmp/none.db?schema=v9               | v3.2.0.a
          sqlite:////tmp/none.db?busy_timeout=%zz        | hexadecimal
          journal:////tmp/none.journal?x=1               | "x" of the storage is not known
          sqlite:////tmp/none.db?pool=2                  | it has schema, busy_timeout and those
          postgresql://me@host/optuna?pool=0             | pool=0 of the storage is no number of connections
          postgresql://me@host/optuna?pool=many          | pool=many
          postgresql://me@host/optuna?pol=2              | it has schema, busy_timeout, pool and those
          memory://study                                 | names a place
          postgresql:///optuna                           | names no host
          postgresql://me:secret@/optuna                 | names no host
          postgresql://me@host                           | names no database
          postgresql://me@host/                          | names no database
          postgresql://me@host:0/optuna                  | port 0
          postgresql://me@host:99999/optuna              | port 99999
          postgresql://me@host:port/optuna               | is not understood
          postgresql://me:se@cret@host/optuna            | is not understood
          postgresql://me@host/optuna/more               | is not understood
          postgresql://me@ho st/optuna                   | is not understood
          postgresql://me@h1,h2/optuna                   | is not understood
          postgresql://me:%4@host/optuna                 | hexadecimal
          postgresql://me@host/optuna?color=red          | "color" of the storage is not known
          """)
  void whatIsNotUnderstoodIsRefused(String url, String words) {
    assertThatThrownBy(() -> Storage.of(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words)
        .message()
        .doesNotContain("secret", "cret@");
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://me:pw@my_db.invalid:5433/optuna, my_db.invalid:5433/optuna",
    "postgres://me@[::1]:1/optuna, [::1]:1/optuna",
    "postgresql+psycopg2://me:p%40ss%2Fw@localhost:1/a%20b, localhost:1/a+b",
    "postgresql://localhost:1/optuna?connect_timeout=1, localhost:1/optuna"
  })
  void theServerThatIsMeantIsAsked(String url, String place) {
    assertThatThrownBy(() -> Storage.of(url + (url.contains("?") ? "&" : "?") + "busy_timeout=10"))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("cannot be reached")
        .hasMessageContaining("//" + place + " ");
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://me:se:cr@et@host/db, postgresql://me:***@host/db",
    "postgresql+psycopg2://me:a:b@c@host:5432/db?pool=2, postgresql+psycopg2://me:***@host:5432/db?pool=2",
    "postgresql://me@host/db, postgresql://me@host/db",
    "postgresql://host:5432/db?user=me&password=secret&ssl=true, postgresql://host:5432/db?user=me&password=***&ssl=true",
    "me:secret@host/db, me:***@host/db",
    "sqlite:////tmp/a@b.db, sqlite:////tmp/a@b.db"
  })
  void whatIsShownHasNoPassword(String url, String shown) {
    assertThat(StorageUrl.withoutPassword(url)).isEqualTo(shown);
  }
}
