package org.ockham.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

final class JarVersionTest {

  @Test
  @DisplayName("A jar has the same version on the class path and on the module path")
  void jar() throws URISyntaxException, ClassNotFoundException {
    Path jar =
        Path.of(Logger.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    ModuleLayer boot = ModuleLayer.boot();
    Configuration modules =
        boot.configuration().resolve(ModuleFinder.of(jar), ModuleFinder.of(), Set.of("org.slf4j"));
    Class<?> named = boot.defineModulesWithOneLoader(modules, null)
        .findLoader("org.slf4j")
        .loadClass(Logger.class.getName());
    assertThat(named.getModule().isNamed()).isTrue();
    assertThat(JarVersion.of(Logger.class).orElseThrow())
        .matches("2\\.\\d+\\.\\d+")
        .isEqualTo(JarVersion.of(named).orElseThrow());
  }

  @Test
  @DisplayName("A folder of classes has none, and Java itself does not say")
  void none() {
    assertThat(JarVersion.of(JarVersionTest.class)).isEmpty();
    assertThat(JarVersion.of(java.net.http.HttpClient.class)).isEmpty();
  }
}
