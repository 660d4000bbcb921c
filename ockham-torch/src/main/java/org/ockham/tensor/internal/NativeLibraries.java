package org.ockham.tensor.internal;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;
import org.ockham.file.AtomicFile;
import org.ockham.file.DirectoryClaim;

/**
 * The native libraries as files. JavaCPP unpacks each from its jar when it is about to load it, under its final name: a
 * process that is killed meanwhile leaves a part of a library, which the next one maps and dies of, since libraries load each
 * other before JavaCPP has looked at them. So they are unpacked here before JavaCPP is asked, to the places where it expects
 * them: by one process at a time, each under another name, compared with the jar's checksum and renamed.
 *
 * <p>Where all lengths and times are right and a mark says that the contents have been compared once, nothing is read again.
 * JavaCPP takes a file for what is in the jar if length and time are equal.
 */
final class NativeLibraries implements AutoCloseable {

  /** How the names of marks end: files with the checksums of a jar's libraries, written when all of them were right. */
  private static final String MARK = ".whole";

  private static final Pattern LIBRARY = Pattern.compile(".*\\.(so|dylib|dll)[.0-9]*");

  /** JavaCPP unpacks this one twice: under its name, and under another for the binding without LAPACK. */
  private static final Pattern OPENBLAS = Pattern.compile("^((lib)?openblas)(?=\\.)");

  /** Names the library to load in OpenBLAS' place. */
  static final String LOAD_BLAS = "org.bytedeco.openblas.load";

  /** In JavaCPP's folder, to be locked: its own lock there is held by whoever unpacks anything. */
  private static final String LOCK = "ockham";

  /** One of them: what it is in the jar, and where it belongs. */
  private record Library(JarEntry entry, Path file) {

    /** By length and time alone. */
    boolean looksRight() throws IOException {
      BasicFileAttributes found =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return found.isRegularFile()
          && found.size() == entry.getSize()
          && found.lastModifiedTime().toMillis() == entry.getTime();
    }

    boolean isRight() throws IOException {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          || Files.size(file) != entry.getSize()) {
        return false;
      }
      try (InputStream in = Files.newInputStream(file)) {
        return copy(in, null) == entry.getCrc();
      }
    }

    void unpack(JarFile jar, FileChannel draft) throws IOException {
      try (InputStream in = jar.getInputStream(entry)) {
        if (copy(in, draft) != entry.getCrc() || draft.size() != entry.getSize()) {
          throw new IOException(entry.getName() + " in " + jar.getName() + " is damaged");
        }
      }
    }
  }

  /** Where one jar's libraries belong. */
  private record Folder(JarFile jar, Path path, List<Library> libraries) {

    Path mark() {
      return path.resolve("." + fileName(jar) + MARK);
    }

    /** Names, lengths and checksums, as the mark has them. */
    String contents() {
      StringBuilder contents = new StringBuilder();
      for (Library library : libraries) {
        contents
            .append(Long.toHexString(library.entry.getCrc()))
            .append(' ')
            .append(library.entry.getSize())
            .append(' ')
            .append(library.file.getFileName())
            .append('\n');
      }
      return contents.toString();
    }

    boolean isWhole() {
      try {
        for (Library library : libraries) {
          if (!library.looksRight()) {
            return false;
          }
        }
        return Files.readString(mark()).equals(contents());
      } catch (IOException e) {
        return false;
      }
    }

    /** Unpacks what is missing or differs from the jar; adds what differed to these. */
    void mend(List<Path> damaged) throws IOException {
      Files.createDirectories(path);
      AtomicFile.sweep(path);
      for (Library library : libraries) {
        Path file = library.file;
        if (!library.isRight()) {
          if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            damaged.add(file);
          }
          AtomicFile.write(file, draft -> library.unpack(jar, draft));
        }
        Files.setLastModifiedTime(file, FileTime.fromMillis(library.entry.getTime()));
      }
    }
  }

  private final List<Folder> folders;
  private final List<Path> damaged;
  private final @Nullable DirectoryClaim claim;

  private NativeLibraries(
      List<Folder> folders, List<Path> damaged, @Nullable DirectoryClaim claim) {
    this.folders = folders;
    this.damaged = damaged;
    this.claim = claim;
  }

  /**
   * Makes the unpacked libraries whole; close it when they are loaded. Until then other processes that found something missing
   * wait, since JavaCPP links the libraries to each other while it loads them.
   *
   * @throws IOException if there is no place for them or they cannot be written
   */
  static NativeLibraries whole() throws IOException {
    List<Folder> folders = folders();
    return folders.stream().allMatch(Folder::isWhole)
        ? new NativeLibraries(folders, List.of(), null)
        : mend(folders);
  }

  /**
   * The same, with every byte compared, whatever the marks say.
   *
   * @throws IOException if there is no place for them or they cannot be written
   */
  static NativeLibraries compared() throws IOException {
    List<Folder> folders = folders();
    for (Folder folder : folders) {
      Files.deleteIfExists(folder.mark());
    }
    return mend(folders);
  }

  private static NativeLibraries mend(List<Folder> folders) throws IOException {
    Path lock = Loader.getCacheDir().toPath().resolve(LOCK);
    Files.createDirectories(lock);
    DirectoryClaim claim = DirectoryClaim.await(lock);
    List<Path> damaged = new ArrayList<>();
    try {
      for (Folder folder : folders) {
        if (!folder.isWhole()) {
          folder.mend(damaged);
        }
      }
      return new NativeLibraries(folders, damaged, claim);
    } catch (IOException | RuntimeException e) {
      claim.close();
      throw e;
    }
  }

  /** Those that were there and not as in the jar, and have been unpacked anew. */
  List<Path> damaged() {
    return damaged;
  }

  /** How many there are. */
  int count() {
    return folders.stream().mapToInt(folder -> folder.libraries.size()).sum();
  }

  /** How much room they take. */
  long bytes() {
    return folders.stream()
        .flatMap(folder -> folder.libraries.stream())
        .mapToLong(library -> library.entry.getSize())
        .sum();
  }

  /** Marks them as whole, and lets other processes in. */
  @Override
  public void close() throws IOException {
    if (claim == null) {
      return;
    }
    try (claim) {
      for (Folder folder : folders) {
        AtomicFile.write(folder.mark(), folder.contents());
      }
    }
  }

  /** Those on the class path. What is not in a jar is loaded from where it is, and needs no copy. */
  private static List<Folder> folders() throws IOException {
    String platform = Loader.getPlatform();
    Map<Path, Folder> folders = new LinkedHashMap<>();
    add(folders, "javacpp", platform, System.mapLibraryName("jnijavacpp"));
    add(folders, "openblas", platform, System.mapLibraryName("jniopenblas"));
    int others = folders.size();
    add(folders, "pytorch", platform, System.mapLibraryName("jnitorch"));
    if (folders.size() == others) {
      add(folders, "pytorch", platform + "-gpu", System.mapLibraryName("jnitorch"));
      add(folders, "cuda", platform, "");
    }
    if (asksForMkl()) {
      add(folders, "mkl", platform, "");
    }
    return List.copyOf(folders.values());
  }

  /** Whether Java was started to multiply by MKL. */
  static boolean asksForMkl() {
    return System.getProperty(LOAD_BLAS, "").startsWith("mkl");
  }

  /** Adds the folder with this library, or each of that name if no library is named. */
  private static void add(
      Map<Path, Folder> folders, String artifact, String platform, String library)
      throws IOException {
    String name = "org/bytedeco/" + artifact + "/" + platform + "/";
    ClassLoader loader = Natives.class.getClassLoader();
    URL found = library.isEmpty() ? null : loader.getResource(name + library);
    List<URL> places = library.isEmpty()
        ? Collections.list(loader.getResources(name))
        : found == null ? List.of() : List.of(found);
    for (URL place : places) {
      if (place.openConnection() instanceof JarURLConnection connection) {
        JarFile jar = connection.getJarFile();
        Folder folder = new Folder(jar, place(jar, name), new ArrayList<>());
        for (JarEntry entry : Collections.list(jar.entries())) {
          if (isLibrary(entry, name)) {
            Path file = folder.path.resolve(entry.getName().substring(name.length()));
            folder.libraries.add(new Library(entry, file));
            String copy =
                OPENBLAS.matcher(file.getFileName().toString()).replaceFirst("$1_nolapack");
            if (!file.endsWith(copy)) {
              folder.libraries.add(new Library(entry, file.resolveSibling(copy)));
            }
          }
        }
        folders.putIfAbsent(folder.mark(), folder);
      }
    }
  }

  /** Where JavaCPP unpacks what is in this folder of a jar. */
  private static Path place(JarFile jar, String folder) throws IOException {
    Path cache = Loader.getCacheDir().toPath();
    String flat = System.getProperty("org.bytedeco.javacpp.cachedir.nosubdir", "false");
    return List.of("true", "t", "").contains(flat.toLowerCase(Locale.ROOT))
        ? cache
        : cache.resolve(fileName(jar)).resolve(folder);
  }

  private static String fileName(JarFile jar) {
    return new File(jar.getName()).getName();
  }

  /** Directly in the folder and no source; MKL's own binding is large, and not used. */
  private static boolean isLibrary(JarEntry entry, String folder) {
    String name = entry.getName();
    return name.startsWith(folder)
        && name.indexOf('/', folder.length()) < 0
        && LIBRARY.matcher(name).matches()
        && !name.contains("jnimkl");
  }

  /** Copies to a file, if there is one; returns the checksum of what was read. */
  private static long copy(InputStream from, @Nullable FileChannel to) throws IOException {
    CRC32 checksum = new CRC32();
    byte[] buffer = new byte[1 << 16];
    for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
      checksum.update(buffer, 0, n);
      if (to != null) {
        AtomicFile.writeFully(to, ByteBuffer.wrap(buffer, 0, n));
      }
    }
    return checksum.getValue();
  }
}
