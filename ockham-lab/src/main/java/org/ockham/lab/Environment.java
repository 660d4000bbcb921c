package org.ockham.lab;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.ockham.file.JarVersion;
import org.ockham.tensor.Device;
import org.ockham.tensor.Engine;

/**
 * Where something was computed: what a result can depend on besides recipe and seed.
 *
 * @param ockham Ockham's version
 * @param commit the commit it was built from
 * @param java Java's version and vendor
 * @param system operating system and architecture
 * @param engine libtorch's version, and in brackets the {@linkplain Engine#kernels kernels} it chose for the processor
 * @param blas {@linkplain Engine#blas what} did the matrix products, and with which kernels
 * @param device where tensors were: {@code cpu}, or a graphics processor such as {@code cuda:0}
 * @param processors how many processors Java saw
 * @param threads threads inside one operation, as asked for
 * @param command the command line, or how else it was started
 */
public record Environment(
    String ockham,
    String commit,
    String java,
    String system,
    String engine,
    String blas,
    String device,
    int processors,
    String threads,
    String command) {

  /** This one, of what is computed on the CPU. */
  public static Environment here(String threads, String command) {
    return here(Device.cpu(), threads, command);
  }

  /** This one. */
  public static Environment here(Device device, String threads, String command) {
    Engine.check();
    return new Environment(
        version(),
        builtFrom(),
        System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        "libtorch " + Engine.version() + " (" + Engine.kernels() + ")",
        Engine.blas(),
        device.toString(),
        Runtime.getRuntime().availableProcessors(),
        threads,
        command);
  }

  /** What the numbers of a run on the CPU depend on besides its settings, seed and threads. */
  public static Map<String, Object> kernels() {
    return kernels(Device.cpu());
  }

  /** What the numbers of a run on this device depend on besides its settings, seed and threads. */
  public static Map<String, Object> kernels(Device device) {
    Map<String, Object> kernels = here(device, "", "").entries();
    kernels
        .keySet()
        .removeAll(List.of("commit", "java", "system", "processors", "threads", "command"));
    return kernels;
  }

  /** Ockham's version, as the build wrote it into the jar. */
  public static String version() {
    return JarVersion.of(Environment.class).orElse("(unpackaged)");
  }

  /**
   * The commit that Ockham was built from, as the build wrote it into the jar: {@code -dirty} behind it if there were changes that are
   * in none.
   */
  static String builtFrom() {
    return Build.COMMIT;
  }

  /** Reads the jar when it is first asked for. */
  private static final class Build {

    private static final String COMMIT = commit();

    private static String commit() {
      try (JarFile jar = new JarFile(Path.of(Environment.class
              .getProtectionDomain()
              .getCodeSource()
              .getLocation()
              .toURI())
          .toFile())) {
        String commit = jar.getManifest().getMainAttributes().getValue("Ockham-Commit");
        return commit == null ? "unknown" : commit;
      } catch (IOException | URISyntaxException | RuntimeException e) {
        return "(unpackaged)"; // a folder of classes, or part of another jar
      }
    }
  }

  /** Its parts by name. */
  public Map<String, Object> entries() {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("ockham", ockham);
    entries.put("commit", commit);
    entries.put("java", java);
    entries.put("system", system);
    entries.put("engine", engine);
    entries.put("blas", blas);
    entries.put("device", device);
    entries.put("processors", processors);
    entries.put("threads", threads);
    entries.put("command", command);
    return entries;
  }
}
