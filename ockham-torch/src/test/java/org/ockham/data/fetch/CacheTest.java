package org.ockham.data.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.data.DataException;

class CacheTest {

  private static Path standard(String system, String... environment) {
    Map<String, String> map =
        environment.length == 0 ? Map.of() : Map.of(environment[0], environment[1]);
    return Cache.standard(map, system, "/home/ada");
  }

  @Test
  void itStandsWhereTheSystemKeepsCaches() {
    assertThat(standard("Linux")).isEqualTo(Path.of("/home/ada/.cache/ockham"));
    assertThat(standard("Linux", "XDG_CACHE_HOME", "/var/ada"))
        .isEqualTo(Path.of("/var/ada/ockham"));
    assertThat(standard("Linux", "XDG_CACHE_HOME", "relative"))
        .isEqualTo(Path.of("/home/ada/.cache/ockham"));
    assertThat(standard("Mac OS X")).isEqualTo(Path.of("/home/ada/Library/Caches/ockham"));
    assertThat(standard("Windows 11")).isEqualTo(Path.of("/home/ada/AppData/Local/ockham"));
    assertThat(standard("Windows 11", "LOCALAPPDATA", "/c/local"))
        .isEqualTo(Path.of("/c/local/ockham"));
  }

  @Test
  void theUsersChoiceComesFirst() {
    assertThat(standard("Linux", "OCKHAM_HOME", "/data/o")).isEqualTo(Path.of("/data/o"));
    assertThat(standard("Linux", "OCKHAM_HOME", " ")).isEqualTo(Path.of("/home/ada/.cache/ockham"));
  }

  @Test
  void nothingIsMadeBeforeItIsNeeded(@TempDir Path directory) {
    Cache cache = Cache.in(directory.resolve("new"));
    assertThat(cache.data("mnist"))
        .isEqualTo(directory.resolve("new/data/mnist"))
        .doesNotExist();
    assertThat(cache.writable("mnist")).isEmptyDirectory();
  }

  @Test
  void aCacheThatCannotBeWrittenNamesTheRemedy(@TempDir Path directory) throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> Cache.in(file).writable("mnist"))
        .hasMessageContaining("cannot be written")
        .hasMessageContaining("OCKHAM_HOME")
        .extracting(e -> ((DataException) e).kind())
        .isEqualTo(DataException.Kind.UNWRITABLE);
  }
}
