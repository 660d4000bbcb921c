package org.ockham.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** The version that a build wrote into a jar. */
public final class JarVersion {

  private JarVersion() {}

  /** Of the jar that this class is in; empty where it is in a folder of classes, or the jar does not say. */
  public static Optional<String> of(Class<?> member) {
    String version = member.getPackage().getImplementationVersion();
    return Optional.ofNullable(version == null ? inManifest(member.getModule()) : version);
  }

  /** On the module path Java does not tell packages what is in the manifest. */
  private static @Nullable String inManifest(Module module) {
    if (!module.isNamed()) {
      return null; // the first manifest on the class path would answer
    }
    try (InputStream in = module.getResourceAsStream("META-INF/MANIFEST.MF")) {
      return in == null
          ? null
          : new Manifest(in).getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
    } catch (IOException e) {
      return null;
    }
  }
}
