package dev.attune.conformance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The invariants of ARCHITECTURE.md, over the product's classes of all modules. */
final class ArchitectureTest {
  private static final String[] COMPUTING = {
    "dev.attune.torch..",
    "dev.attune.model..",
    "dev.attune.training..",
    "dev.attune.inference..",
    "dev.attune.worker..",
    "dev.attune.starter..",
    "dev.attune.benchmarks.."
  };

  /** What modules lend to the tests of others. */
  private static final Pattern TEST_JAR = Pattern.compile(".*-tests\\.jar!.*");

  @SuppressWarnings("NullAway.Init")
  private static JavaClasses product;

  @BeforeAll
  static void importClasses() {
    product =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.matches(TEST_JAR))
            .importPackages("dev.attune");
  }

  @Test
  void theControlPlaneHasNoPathToTorch() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                "dev.attune.wire..",
                "dev.attune.data..",
                "dev.attune.protocol..",
                "dev.attune.platform..",
                "dev.attune.server..",
                "dev.attune.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(COMPUTING));
  }

  @Test
  void onlyTorchImportsLibtorch() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.attune.torch..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bytedeco.."));
  }

  @Test
  void onlyTheServerKnowsSpring() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.attune.server..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework.."));
  }

  @Test
  void onlyTheStoreKnowsSql() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.attune.platform.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "java.sql..", "javax.sql..", "org.jdbi..", "org.flywaydb..", "com.zaxxer.."));
  }

  @Test
  void wireAndProtocolSeeNothingOfOurs() {
    check(
        classes()
            .that()
            .resideInAPackage("dev.attune.wire..")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackage("dev.attune..")
            .orShould()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "dev.attune.wire..",
                "java..",
                "tools.jackson..",
                "com.fasterxml..",
                "org.jspecify.."));
    check(
        classes()
            .that()
            .resideInAPackage("dev.attune.protocol..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "dev.attune.protocol..",
                "java..",
                "tools.jackson..",
                "com.fasterxml..",
                "org.jspecify.."));
  }

  @Test
  void trainingAndInferenceKnowNeitherJobsNorHttp() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                "dev.attune.torch..",
                "dev.attune.model..",
                "dev.attune.training..",
                "dev.attune.inference..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "dev.attune.wire..",
                "dev.attune.protocol..",
                "dev.attune.platform..",
                "dev.attune.worker..",
                "java.net.http..",
                "com.sun.net.httpserver.."));
  }

  @Test
  void modelsKnowNoTrainingAndNoSampling() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("dev.attune.torch..", "dev.attune.model..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "dev.attune.training..", "dev.attune.inference..", "dev.attune.data.."));
  }

  @Test
  void thePlatformKnowsNoHttp() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.attune.platform..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "java.net.http..", "jakarta.servlet..", "com.sun.net.httpserver.."));
  }

  @Test
  void theCommandLineSpeaksOnlyTheWire() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.attune.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "dev.attune.platform..", "dev.attune.server..", "dev.attune.data..", "java.sql.."));
  }

  @Test
  void environmentVariablesAreReadOnlyWhereSettingsAreMade() {
    check(
        noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Settings")
            .and()
            .haveSimpleNameNotEndingWith("Main")
            .should()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getenv"));
  }

  @Test
  void nothingReadsSerializedObjects() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.ObjectInputStream")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.beans.XMLDecoder"));
  }

  @Test
  void noClassHasANameThatSaysNothing() {
    check(
        noClasses()
            .should()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Processor"));
  }

  @Test
  void packagesHaveNoCycles() {
    check(slices().matching("dev.attune.(**)").should().beFreeOfCycles());
  }

  private static void check(ArchRule rule) {
    rule.check(product);
  }
}
