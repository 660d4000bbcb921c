package org.ockham.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gradle itself takes what is published, in a Java of its own: it brings its own edition of half of what is on this class path. */
@Tag("gradle")
final class GradleTest {

  /** As the page's script, in Java: its arguments are a folder, Maven's repository, Ockham's version, and cases. */
  private static final String RESOLVE = """
      import java.io.File;
      import java.util.List;
      import java.util.stream.Collectors;
      import org.gradle.api.Project;
      import org.gradle.api.attributes.AttributeContainer;
      import org.gradle.nativeplatform.MachineArchitecture;
      import org.gradle.nativeplatform.OperatingSystemFamily;
      import org.gradle.testfixtures.ProjectBuilder;

      class Resolve {
        public static void main(String[] arguments) {
          File folder = new File(arguments[0]);
          for (String each : List.of(arguments).subList(3, arguments.length)) {
            Project project = ProjectBuilder.builder()
                .withProjectDir(new File(folder, each))
                .withGradleUserHomeDir(new File(folder, "home"))
                .build();
            project.getPluginManager().apply("java");
            project.getRepositories().maven(own -> {
              own.setUrl(new File(folder, "repository").toURI());
              own.content(content -> content.includeGroup("org.ockham"));
            });
            project.getRepositories().maven(kept -> kept.setUrl(new File(arguments[1]).toURI()));
            project.getRepositories().mavenCentral();
            var dependencies = project.getDependencies();
            dependencies.add(
                "implementation", dependencies.platform("org.ockham:ockham-bom:" + arguments[2]));
            dependencies.add("implementation", "org.ockham:ockham-lab");
            var path = project.getConfigurations().getByName("runtimeClasspath");
            for (String word : each.split(" ")) {
              String[] parts = word.split("@");
              dependencies.add("runtimeOnly", "org.ockham:" + parts[0]);
              if (parts.length == 3) {
                AttributeContainer of = path.getAttributes();
                of.attribute(
                    OperatingSystemFamily.OPERATING_SYSTEM_ATTRIBUTE,
                    project.getObjects().named(OperatingSystemFamily.class, parts[1]));
                of.attribute(
                    MachineArchitecture.ARCHITECTURE_ATTRIBUTE,
                    project.getObjects().named(MachineArchitecture.class, parts[2]));
              }
            }
            System.out.println(each + ": " + path.getResolvedConfiguration().getResolvedArtifacts().stream()
                .filter(artifact -> artifact.getClassifier() != null)
                .map(artifact -> artifact.getName() + "-" + artifact.getClassifier())
                .sorted()
                .collect(Collectors.joining(" ")));
          }
          System.exit(0);
        }
      }
      """;

  @Test
  @DisplayName(
      "Gradle takes the natives of the platform that it is told, of every one where it is told none, and those named")
  void resolves(@TempDir Path folder) throws IOException, InterruptedException {
    assumeTrue(Runtime.version().feature() <= 23, "Gradle 8.11 knows no later Java");
    for (Published module : Published.all()) {
      module.installIn(folder.resolve("repository"));
    }
    String linux = engine("linux-x86_64");
    String macos = engine("macosx-arm64");
    String windows = engine("windows-x86_64");
    String every = Stream.of((linux + " " + macos + " " + windows).split(" "))
        .sorted()
        .collect(Collectors.joining(" "));
    List<List<String>> cases = List.of(
        List.of("ockham-natives", every),
        List.of("ockham-natives@linux@x86-64", linux),
        List.of("ockham-natives@macos@aarch64", macos),
        List.of("ockham-natives@windows@x86-64", windows),
        List.of("ockham-natives@macos@x86-64", every),
        List.of("ockham-natives-linux-x86_64", linux),
        List.of(
            "ockham-natives-linux-x86_64 ockham-mkl-linux-x86_64",
            linux.replace(" o", " mkl-linux-x86_64 mkl-linux-x86_64-redist o")),
        List.of(
            "ockham-natives-linux-x86_64-gpu",
            "cuda-linux-x86_64 cuda-redist-linux-x86_64 " + linux + "-gpu"));
    Path program = Files.writeString(folder.resolve("Resolve.java"), RESOLVE);
    List<String> arguments = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "--add-opens=java.base/java.util=ALL-UNNAMED",
        "-cp",
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(jar -> jar.matches(".*[/\\\\](gradle-api|groovy|kotlin-stdlib)-[^/\\\\]*"))
            .collect(Collectors.joining(File.pathSeparator)),
        program.toString(),
        folder.toString(),
        System.getProperty("maven.repository"),
        Published.named("ockham-bom").version()));
    cases.forEach(each -> arguments.add(each.get(0)));
    Path said = folder.resolve("said");
    Process gradle = new ProcessBuilder(arguments)
        .redirectErrorStream(true)
        .redirectOutput(said.toFile())
        .start();
    try {
      assertThat(gradle.waitFor(5, TimeUnit.MINUTES)).isTrue();
    } finally {
      gradle.destroyForcibly();
    }
    assertThat(Files.readAllLines(said))
        .containsExactlyElementsOf(
            cases.stream().map(each -> String.join(": ", each)).toList());
  }

  private static String engine(String platform) {
    return Stream.of("javacpp-", "openblas-", "pytorch-")
        .map(name -> name + platform)
        .collect(Collectors.joining(" "));
  }
}
