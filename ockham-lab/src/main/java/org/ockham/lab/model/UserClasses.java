package org.ockham.lab.model;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.file.Excerpt;

/**
 * The classes that a user lets recipes name, from places that the user gave ({@code --class-path}). Without them no recipe can have a
 * class loaded, wherever it comes from.
 */
public final class UserClasses {

  private static final Map<List<URL>, ClassLoader> OPENED = new HashMap<>();
  private static @Nullable ClassLoader current;
  private static List<Path> opened = List.of();

  private UserClasses() {}

  /**
   * Lets recipes name the classes of these places from now on.
   *
   * @param classPath jars and folders, with the system's separator between them
   * @return what loads them; the same for the same places
   * @throws IllegalArgumentException if there is nothing at one of them
   */
  public static synchronized ClassLoader open(String classPath) {
    List<URL> places = new ArrayList<>();
    for (String place : classPath.split(File.pathSeparator)) {
      places.add(url(place));
    }
    ClassLoader loader = OPENED.computeIfAbsent(
        places,
        each -> new URLClassLoader(each.toArray(URL[]::new), UserClasses.class.getClassLoader()));
    current = loader;
    opened = Arrays.stream(classPath.split(File.pathSeparator)).map(Path::of).toList();
    return loader;
  }

  /** Lets recipes name no classes any more. */
  static synchronized void close() {
    current = null;
    opened = List.of();
  }

  /** The places that were opened last; none if none were. */
  public static synchronized List<Path> opened() {
    return opened;
  }

  private static URL url(String place) {
    try {
      Path path = Path.of(place);
      if (place.isBlank() || !Files.exists(path)) {
        throw new IllegalArgumentException("the class path names '" + Excerpt.of(place)
            + "', but there is nothing: give jars and folders of classes, with "
            + File.pathSeparator + " between them");
      }
      return path.toUri().toURL();
    } catch (InvalidPathException | MalformedURLException e) {
      throw new IllegalArgumentException(
          "the class path names '" + Excerpt.of(place) + "', which is no path", e);
    }
  }

  /**
   * The class of this name, not initialised.
   *
   * @throws IllegalArgumentException if no places were given, or none of them has it
   */
  static synchronized Class<?> named(String name) {
    if (current == null) {
      throw new IllegalArgumentException(
          "is " + name + ", but no classes were allowed: say where it is with --class-path");
    }
    try {
      Class<?> type = Class.forName(name, false, current);
      if (type.getClassLoader() == current) {
        return type;
      }
      throw new IllegalArgumentException("is " + name
          + ", which is not of the class path that was given: name a class of your own");
    } catch (ClassNotFoundException | LinkageError e) {
      throw new IllegalArgumentException(
          "is " + name + ", but the class path that was given has no such class ("
              + Excerpt.ofMessage(String.valueOf(e.getMessage())) + "): name it with its package",
          e);
    }
  }
}
