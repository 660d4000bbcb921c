package org.ockham;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** How tests start a process of Java. */
@NullMarked
public final class JavaCommand {

  private JavaCommand() {}

  /** By the Java that runs the tests; options, class path and program are to be added. */
  public static List<String> start() {
    return start(Path.of(System.getProperty("java.home"), "bin", "java").toString());
  }

  /**
   * By this Java. Code that runs for seconds is not worth the second compiler: without it a start takes half of the processor's time.
   */
  public static List<String> start(String java) {
    return new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1"));
  }
}
