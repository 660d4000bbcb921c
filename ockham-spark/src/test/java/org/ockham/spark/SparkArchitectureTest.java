package org.ockham.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The house's rules for this module, which no other has on its class path. */
final class SparkArchitectureTest {

  private static final JavaClasses CLASSES = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .withImportOption(location -> !location.contains("/test-classes/"))
      .importPackages("org.ockham");

  @Test
  @DisplayName("Nothing else knows Spark, or this module")
  void nothingElseKnowsSpark() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.ockham.spark..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.ockham.spark..", "org.apache.spark..", "scala..")
        .check(CLASSES);
  }

  @Test
  @DisplayName("It uses the command and the lab, and of the libraries below only words for null")
  void usesOnlyTheLab() {
    classes()
        .that()
        .resideInAPackage("org.ockham.spark..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "org.ockham.spark..",
            "org.ockham.cli..",
            "org.ockham.lab..",
            "org.apache.spark..",
            "org.apache.logging..",
            "org.jspecify..",
            "scala..",
            "java..")
        .check(CLASSES);
  }

  @Test
  @DisplayName("Names are domain nouns")
  void namesAreNouns() {
    noClasses()
        .that()
        .resideInAPackage("org.ockham.spark..")
        .should()
        .haveNameMatching(".*(Manager|Helper|Helpers|Utils|Util|Impl)")
        .orShould()
        .haveSimpleNameStartingWith("Abstract")
        .check(CLASSES);
  }
}
