package org.ockham.published;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * What the build makes for others, as it lies in the folders of its modules.
 *
 * @param folder the module's
 * @param pom the POM that is installed and published
 */
record Published(Path folder, Element pom) {

  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** Where each module's build lies, below its folder. */
  private static final String BUILD = System.getProperty("ockham.build");

  /** All but what is never published, in the order of the build. */
  static List<Published> all() {
    return below(ROOT).filter(module -> !module.isKeptBack()).toList();
  }

  static Published named(String artifact) {
    return all().stream()
        .filter(each -> each.artifact().equals(artifact))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<Published> below(Path folder) {
    Published module = new Published(folder, parse(folder.resolve(BUILD).resolve("published.pom")));
    return Stream.concat(
        Stream.of(module),
        texts(parse(folder.resolve("pom.xml")), "modules", "module").stream()
            .flatMap(name -> below(folder.resolve(name))));
  }

  private boolean isKeptBack() {
    return texts(parse(folder.resolve("pom.xml")), "properties", "maven.deploy.skip")
        .contains("true");
  }

  /** The POM as it stands in the tree. */
  static Element parse(Path file) {
    try {
      Document document =
          DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
      return document.getDocumentElement();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException(file + " is no XML", e);
    }
  }

  /** The children of this name, and so on down. */
  static List<Element> elements(Element from, String... path) {
    List<Element> found = List.of(from);
    for (String name : path) {
      found = found.stream()
          .flatMap(parent -> Stream.iterate(
                  parent.getFirstChild(), node -> node != null, Node::getNextSibling)
              .filter(node -> node.getNodeName().equals(name))
              .map(Element.class::cast))
          .toList();
    }
    return found;
  }

  /** What stands in them. */
  static List<String> texts(Element from, String... path) {
    return elements(from, path).stream()
        .map(element -> element.getTextContent().strip())
        .toList();
  }

  /** What stands in the one element of this name; empty where there is none. */
  static String text(Element from, String name) {
    return String.join(",", texts(from, name));
  }

  String artifact() {
    return text(pom, "artifactId");
  }

  String version() {
    return text(pom, "version");
  }

  boolean hasJar() {
    return !text(pom, "packaging").equals("pom");
  }

  /** The jar that is installed. */
  Path jar() {
    Path build = folder.resolve(BUILD);
    Path named = build.resolve(artifact() + ".jar");
    return Files.exists(named) ? named : build.resolve(artifact() + "-" + version() + ".jar");
  }

  /** What stands in a file that the build has written. */
  String built(String name) throws IOException {
    return Files.readString(folder.resolve(BUILD).resolve(name));
  }

  /** The files that are installed, by what their names end in. */
  List<Path> files() {
    Path build = folder.resolve(BUILD);
    return Stream.of(
            build.resolve("published.pom"),
            hasJar() ? jar() : build.resolve("none"),
            build.resolve("gradle").resolve(artifact() + ".module"))
        .filter(Files::exists)
        .toList();
  }

  /** Lays them where Maven keeps what was installed. */
  void installIn(Path repository) throws IOException {
    for (Path file : files()) {
      String name = file.getFileName().toString();
      Path place = installed(repository, name.substring(name.lastIndexOf('.')));
      Files.createDirectories(place.getParent());
      Files.copy(file, place);
    }
  }

  /** Where Maven keeps the file that ends so. */
  Path installed(Path repository, String ending) {
    return repository
        .resolve("org/ockham")
        .resolve(artifact())
        .resolve(version())
        .resolve(artifact() + "-" + version() + ending);
  }
}
