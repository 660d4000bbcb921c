package org.ockham.file;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loggers of this module. SLF4J prints three lines where a program brings no provider for it, which is the normal case for a library's
 * user and nothing that he did wrong: it is asked to keep them to itself, unless he set {@code slf4j.internal.verbosity}.
 */
public final class Log {

  private static final String VERBOSITY = "slf4j.internal.verbosity";

  static {
    boolean isUnset = System.getProperty(VERBOSITY) == null;
    if (isUnset) {
      System.setProperty(VERBOSITY, "ERROR");
    }
    try {
      LoggerFactory
          .getILoggerFactory(); // looks for a provider, and reads the property, once in a process
    } finally {
      if (isUnset) {
        System.clearProperty(VERBOSITY);
      }
    }
  }

  private Log() {}

  /** The logger of a class. */
  public static Logger of(Class<?> owner) {
    return LoggerFactory.getLogger(owner);
  }
}
