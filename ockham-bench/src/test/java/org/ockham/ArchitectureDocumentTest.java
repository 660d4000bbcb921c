package org.ockham;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code docs/architecture.md} and the decisions beside it say what is. */
final class ArchitectureDocumentTest {

  private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w*)(\\.\\w+)?(\\([^`]*\\))?`");
  private static final Pattern ARROW = Pattern.compile("(?m)^    ([\\w.]+) --> ([\\w.]+)$");
  private static final String ROOT = "org.ockham.";

  /** Names that are another library's, and the tests themselves. */
  private static final Set<String> ELSEWHERE =
      Set.of("Module", "ArchitectureTest", "ArchitectureDocumentTest");

  private static JavaClasses classes;

  @BeforeAll
  static void readClasses() {
    classes = new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .withImportOption(location -> !location.contains("/test-classes/"))
        .importPackages("org.ockham");
  }

  private static Path docs() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
        .limit(3)
        .map(folder -> folder.resolve("docs"))
        .filter(folder -> Files.exists(folder.resolve("architecture.md")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @DisplayName("Every class that is named exists")
  void classesExist() throws IOException {
    Set<String> known = classes.stream().map(JavaClass::getSimpleName).collect(Collectors.toSet());
    Set<String> unknown = new TreeSet<>();
    try (Stream<Path> decisions = Files.list(docs().resolve("adr"))) {
      for (Path page :
          Stream.concat(Stream.of(docs().resolve("architecture.md")), decisions).toList()) {
        CLASS
            .matcher(Files.readString(page))
            .results()
            .map(match -> match.group(1))
            .filter(name -> !known.contains(name) && !ELSEWHERE.contains(name))
            .forEach(name -> unknown.add(page.getFileName() + ": " + name));
      }
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  @DisplayName("The drawing of packages has the arrows that there are, and no others")
  void thePackagesAreDrawnAsTheyAre() throws IOException {
    Map<String, Set<String>> drawn = drawing(1);
    Map<String, Set<String>> used = new TreeMap<>();
    for (JavaClass each : classes) {
      String from = name(each);
      for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
        String to = name(dependency.getTargetClass().getBaseComponentType());
        if (!to.isEmpty() && !to.equals(from) && !isLeftOut(from) && !isLeftOut(to)) {
          used.computeIfAbsent(from, package_ -> new TreeSet<>()).add(to);
        }
      }
    }
    Set<String> missing = new TreeSet<>();
    used.forEach((from, targets) -> targets.stream()
        .filter(to -> !reachable(drawn, from).contains(to))
        .forEach(to -> missing.add(from + " --> " + to)));
    assertThat(missing).as("arrows that are not drawn").isEmpty();
    Set<String> invented = new TreeSet<>();
    drawn.forEach((from, targets) -> targets.stream()
        .filter(to -> !used.getOrDefault(from, Set.of()).contains(to))
        .forEach(to -> invented.add(from + " --> " + to)));
    assertThat(invented).as("arrows that are not there").isEmpty();
  }

  /** The arrows of the page's so-many-th drawing. */
  private static Map<String, Set<String>> drawing(int number) throws IOException {
    List<String> parts =
        List.of(Files.readString(docs().resolve("architecture.md")).split("```mermaid"));
    Map<String, Set<String>> arrows = new TreeMap<>();
    ARROW
        .matcher(parts.get(number + 1))
        .results()
        .forEach(match ->
            arrows.computeIfAbsent(match.group(1), from -> new TreeSet<>()).add(match.group(2)));
    return arrows;
  }

  private static Set<String> reachable(Map<String, Set<String>> arrows, String from) {
    Set<String> reached = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      for (String to : arrows.getOrDefault(open.pop(), Set.of())) {
        if (reached.add(to)) {
          open.push(to);
        }
      }
    }
    return reached;
  }

  private static String name(JavaClass each) {
    String name = each.getPackageName();
    return name.startsWith(ROOT) ? name.substring(ROOT.length()) : "";
  }

  /** They use what they like, and templates are compiled into packages of their own. */
  private static boolean isLeftOut(String name) {
    return Set.of("bench", "examples", "lab.report.template", "watch.template").contains(name);
  }
}
