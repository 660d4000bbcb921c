package org.ockham;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The house's rules, checked on the compiled classes of every module: this one has them all on its class path. */
final class ArchitectureTest {

  /** Each module's packages. */
  private static final Map<String, List<String>> PACKAGES = Map.of(
      "search", List.of("org.ockham.search.."),
      "board", List.of("org.ockham.board.."),
      "torch",
          List.of(
              "org.ockham.file..",
              "org.ockham.check..",
              "org.ockham.tensor..",
              "org.ockham.distributed..",
              "org.ockham.nn..",
              "org.ockham.onnx..",
              "org.ockham.loss..",
              "org.ockham.optim..",
              "org.ockham.schedule..",
              "org.ockham.regularize..",
              "org.ockham.data..",
              "org.ockham.distributed..",
              "org.ockham.augment..",
              "org.ockham.metric..",
              "org.ockham.state..",
              "org.ockham.checkpoint..",
              "org.ockham.logger..",
              "org.ockham.callback..",
              "org.ockham.train.."),
      "predict", List.of("org.ockham.predict.."),
      "lab", List.of("org.ockham.lab.."),
      "watch", List.of("org.ockham.watch.."),
      "cli", List.of("org.ockham.cli.."),
      "examples", List.of("org.ockham.examples.."),
      "bench", List.of("org.ockham.bench..", "org.ockham.browser.."));

  /** The modules that each module may use besides itself. */
  private static final Map<String, List<String>> ARROWS = Map.of(
      "search", List.of(),
      "board", List.of(),
      "torch", List.of("board"),
      "predict", List.of(),
      "lab", List.of("torch", "search", "board"),
      "watch", List.of("lab", "torch", "search", "board"),
      "cli", List.of("watch", "lab", "torch", "search", "board"),
      "examples", List.of("torch", "lab", "predict", "search", "board"),
      "bench", List.of("torch", "lab", "predict", "search", "board"));

  private static JavaClasses classes;

  @BeforeAll
  static void readClasses() {
    classes = new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .withImportOption(location -> !location.contains("/test-classes/"))
        .importPackages("org.ockham");
  }

  @Test
  @DisplayName("Only org.ockham.tensor.internal and the benchmarks know the binding")
  void onePackageKnowsTheBinding() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.ockham.tensor.internal..", "org.ockham.bench..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bytedeco..")
        .allowEmptyShould(true)
        .check(classes);
  }

  @Test
  @DisplayName("No cycles between packages")
  void packagesFormNoCycle() {
    slices().matching("org.ockham.(**)").should().beFreeOfCycles().check(classes);
  }

  @TestFactory
  @DisplayName("Modules use only the modules below them")
  List<DynamicTest> arrowsRunDown() {
    return PACKAGES.keySet().stream()
        .sorted()
        .map(module -> DynamicTest.dynamicTest(
            module,
            () -> noClasses()
                .that()
                .resideInAnyPackage(packages(List.of(module)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(PACKAGES.keySet().stream()
                    .filter(
                        other -> !other.equals(module) && !ARROWS.get(module).contains(other))
                    .toList()))
                .allowEmptyShould(true)
                .check(classes)))
        .toList();
  }

  @Test
  @DisplayName("Every class lives in a package of a known module")
  void everyPackageIsKnown() {
    String[] known = packages(List.copyOf(PACKAGES.keySet()));
    noClasses().should().resideOutsideOfPackages(known).check(classes);
  }

  @Test
  @DisplayName("Names are domain nouns")
  void namesAreNouns() {
    noClasses()
        .should()
        .haveNameMatching(".*(Manager|Helper|Helpers|Utils|Util|Impl)")
        .orShould()
        .haveSimpleNameStartingWith("Abstract")
        .check(classes);
  }

  private static String[] packages(List<String> modules) {
    return modules.stream().flatMap(module -> PACKAGES.get(module).stream()).toArray(String[]::new);
  }
}
