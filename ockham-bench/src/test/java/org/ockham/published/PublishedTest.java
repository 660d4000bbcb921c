package org.ockham.published;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ockham.published.Published.elements;
import static org.ockham.published.Published.named;
import static org.ockham.published.Published.text;
import static org.ockham.published.Published.texts;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ockham.onnx.Graph;
import org.ockham.tensor.DType;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** POMs, jars and metadata are such that others can take them: Maven Central, Maven, Gradle, JBang and Java's module path. */
final class PublishedTest {

  private static final String NATIVES = "ockham-natives";
  private static final String BOM = "ockham-bom";

  static List<Published> all() {
    return Published.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  @DisplayName("A POM says what Maven Central wants to know")
  void central(Published module) {
    assertThat(List.of("name", "description", "url", "version"))
        .allSatisfy(element -> assertThat(text(module.pom(), element)).isNotBlank());
    assertThat(texts(module.pom(), "licenses", "license", "url")).hasSize(1);
    assertThat(texts(module.pom(), "developers", "developer", "name")).isNotEmpty();
    assertThat(texts(module.pom(), "scm", "url")).hasSize(1);
    assertThat(texts(module.pom(), "scm", "connection")).hasSize(1);
    assertThat(elements(module.pom(), "repositories")).isEmpty();
    assertThat(elements(module.pom(), "parent")).isEmpty();
    assertThat(elements(module.pom(), "profiles")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("all")
  @DisplayName(
      "Each dependency has a version and a scope, is for users, and no snapshot of others'")
  void dependencies(Published module) {
    Set<String> own = all().stream().map(Published::artifact).collect(Collectors.toSet());
    assertThat(elements(module.pom(), "dependencies", "dependency")).allSatisfy(dependency -> {
      assertThat(text(dependency, "version")).matches("[0-9][\\w.-]*");
      assertThat(text(dependency, "scope")).isIn("compile", "runtime", "provided");
      if (text(dependency, "groupId").equals("org.ockham")) {
        assertThat(own).contains(text(dependency, "artifactId"));
        assertThat(text(dependency, "version")).isEqualTo(module.version());
      } else {
        assertThat(text(dependency, "version")).doesNotContain("SNAPSHOT");
      }
    });
  }

  @ParameterizedTest
  @MethodSource("all")
  @DisplayName("What is published leaves nothing to a property")
  void concrete(Published module) {
    assertThat(module.files())
        .filteredOn(file -> !file.toString().endsWith(".jar"))
        .allSatisfy(file -> assertThat(file).content().doesNotContain("${"));
  }

  @ParameterizedTest
  @MethodSource("all")
  @DisplayName("Only the artifacts of natives name operating systems and processors")
  void noMachine(Published module) throws IOException {
    for (Element dependency : elements(module.pom(), "dependencies", "dependency")) {
      String classifier = text(dependency, "classifier");
      if (module.artifact().startsWith(NATIVES + "-")
          || module.artifact().startsWith("ockham-mkl-")) {
        // The platform that its own name has, and no other.
        assertThat("-" + module.artifact().replaceFirst("-gpu$", ""))
            .endsWith(
                classifier.isEmpty() ? "" : "-" + classifier.replaceFirst("-(gpu|redist)$", ""));
      } else {
        assertThat(classifier).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  @DisplayName("Who compiles against a jar has the annotations that its interface bears")
  void annotations(Published module) {
    assertThat(reached(module).contains("jspecify")).isEqualTo(module.hasJar());
  }

  /** What a POM brings to those who compile: what it names, and what Ockham's artifacts among that name. */
  private static Set<String> reached(Published module) {
    return elements(module.pom(), "dependencies", "dependency").stream()
        .filter(dependency -> text(dependency, "scope").equals("compile"))
        .flatMap(dependency -> {
          String name = text(dependency, "artifactId");
          return text(dependency, "groupId").equals("org.ockham")
              ? reached(named(name)).stream()
              : Stream.of(name);
        })
        .collect(Collectors.toSet());
  }

  @Test
  @DisplayName(
      "OpenBLAS and MKL are everywhere in the one release that works, and bring no JavaCPP of their own")
  void forced() {
    Set<String> releases = new HashSet<>();
    for (Published module : all()) {
      List<Element> dependencies = Stream.concat(
              elements(module.pom(), "dependencies", "dependency").stream(),
              elements(module.pom(), "dependencyManagement", "dependencies", "dependency").stream())
          .toList();
      for (Element dependency : dependencies) {
        List<String> exclusions = texts(dependency, "exclusions", "exclusion", "artifactId");
        switch (text(dependency, "artifactId")) {
          case "openblas", "mkl" -> {
            assertThat(exclusions).containsExactly("javacpp");
            releases.add(text(dependency, "artifactId") + " " + text(dependency, "version"));
          }
          case "pytorch" -> {
            assertThat(exclusions).containsExactly("openblas");
            assertThat(dependencies)
                .anyMatch(other -> text(other, "artifactId").equals("openblas"));
          }
          default -> {
            // nothing else is held to a release
          }
        }
      }
    }
    assertThat(releases).hasSize(2);
  }

  @Test
  @DisplayName(
      "The BOM has each published artifact, and each jar of the engine with each classifier")
  void bom() {
    List<Element> entries =
        elements(named(BOM).pom(), "dependencyManagement", "dependencies", "dependency");
    assertThat(entries)
        .allSatisfy(entry -> assertThat(text(entry, "version")).matches("[0-9][\\w.-]*"));
    Set<String> managed =
        entries.stream().map(PublishedTest::coordinates).collect(Collectors.toSet());
    Set<String> wanted = new HashSet<>();
    for (Published module : all()) {
      if (module.hasJar() || module.artifact().matches("ockham-(natives|mkl)(-.*64.*)?")) {
        wanted.add("org.ockham:" + module.artifact() + ":" + (module.hasJar() ? "" : "pom") + ":");
      }
      elements(module.pom(), "dependencies", "dependency").stream()
          .filter(dependency -> text(dependency, "groupId").equals("org.bytedeco"))
          .map(PublishedTest::coordinates)
          .forEach(wanted::add);
    }
    assertThat(managed).containsExactlyInAnyOrderElementsOf(wanted);
  }

  private static String coordinates(Element dependency) {
    return Stream.of("groupId", "artifactId", "type", "classifier")
        .map(part -> text(dependency, part))
        .collect(Collectors.joining(":"));
  }

  @Test
  @DisplayName("Each jar is a module by a legal name that does not come of the file's")
  void moduleNames() {
    Map<String, String> names = new TreeMap<>();
    for (Published module : all()) {
      if (module.hasJar()) {
        ModuleDescriptor descriptor = descriptor(module.jar());
        names.put(module.artifact(), descriptor.name());
        assertThat(descriptor.packages()).doesNotContain("");
      }
    }
    assertThat(names).isNotEmpty().allSatisfy((artifact, name) -> {
      assertThat(name).isEqualTo(artifact.replaceFirst("ockham-", "org.ockham."));
      assertThat(javax.lang.model.SourceVersion.isName(name)).isTrue();
    });
  }

  @Test
  @DisplayName("No package is in two jars")
  void packages() {
    Map<String, String> owners = new HashMap<>();
    for (Published module : all()) {
      if (module.hasJar()) {
        for (String each : descriptor(module.jar()).packages()) {
          assertThat(owners.put(each, module.artifact())).as(each).isNull();
        }
      }
    }
    assertThat(owners).hasSizeGreaterThan(30);
  }

  @Test
  @DisplayName(
      "The command computes on the module path, with all jars that it needs and those of prediction")
  void modulePath() throws IOException, InterruptedException {
    Published command = named("ockham-cli");
    assertThat(onModulePath(
            Stream.concat(
                Stream.of(
                    command.jar().toString(), command.built("classpath"), command.built("engine")),
                withDependencies(named("ockham-predict"))),
            "--enable-native-access=org.bytedeco.javacpp",
            "--module",
            "org.ockham.cli/org.ockham.cli.Main",
            "doctor"))
        .contains("ok  ockham: " + command.version(), "ok  sqlite: ", "ok  engine: libtorch 2.");
  }

  @Test
  @DisplayName("A model answers on the module path, with no jars but those of prediction")
  void predictsOnModulePath(@TempDir Path folder) throws IOException, InterruptedException {
    Graph graph = Graph.opset(Graph.OPSET);
    graph.output("names", graph.constant(List.of("even", "odd")));
    graph.output("probabilities", graph.input("x", DType.FLOAT32, Graph.FREE, 2).softmax(1));
    Path model = Files.write(folder.resolve("model.onnx"), graph.toBytes());
    Path program = Files.writeString(folder.resolve("Asks.java"), """
        import java.nio.FloatBuffer;
        import java.nio.file.Path;
        import org.ockham.predict.Model;

        class Asks {
          public static void main(String[] arguments) {
            try (Model model = Model.read(Path.of(arguments[0]))) {
              FloatBuffer x = FloatBuffer.wrap(new float[] {1, 2});
              System.out.println(Model.class.getModule().getName() + " " + model.predict(x).get(0).values());
            }
          }
        }
        """);
    assertThat(onModulePath(
            withDependencies(named("ockham-predict")),
            "--enable-native-access=com.microsoft.onnxruntime",
            program.toString(),
            model.toString()))
        .startsWith("org.ockham.predict {even=0.2689");
  }

  @Test
  @DisplayName("A module of somebody's own requires two of these and computes")
  void requires(@TempDir Path folder) throws IOException, InterruptedException {
    Files.writeString(
        folder.resolve("module-info.java"),
        "module com.example { requires org.ockham.lab; requires org.ockham.torch; }");
    Files.writeString(folder.resolve("Pair.java"), """
        package com.example;

        import org.ockham.lab.Seeds;
        import org.ockham.tensor.Tensor;

        class Pair {
          public static void main(String[] arguments) {
            System.out.println(Pair.class.getModule().getDescriptor().requires());
            System.out.println(Tensor.of(1, 2, Seeds.of(3).mask()).sum().item());
          }
        }
        """);
    Published command = named("ockham-cli");
    String jars = command.built("classpath") + File.pathSeparator + command.built("engine");
    int code = ToolProvider.findFirst("javac")
        .orElseThrow()
        .run(
            System.out,
            System.err,
            "--module-path",
            jars,
            "-d",
            folder.resolve("classes").toString(),
            folder.resolve("module-info.java").toString(),
            folder.resolve("Pair.java").toString());
    assertThat(code).isZero();
    assertThat(onModulePath(
            Stream.of(folder.resolve("classes").toString(), jars),
            "--enable-native-access=org.bytedeco.javacpp",
            "--module",
            "com.example/com.example.Pair"))
        .contains("org.ockham.lab", "org.ockham.torch", "\n6.0\n");
  }

  /** A module's jar, and those that its POM names, as they are on this class path. */
  private static Stream<String> withDependencies(Published module) {
    Set<String> names = elements(module.pom(), "dependencies", "dependency").stream()
        .map(each -> text(each, "artifactId") + "-" + text(each, "version") + ".jar")
        .collect(Collectors.toSet());
    List<String> jars = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(jar -> names.contains(Path.of(jar).getFileName().toString()))
        .toList();
    assertThat(jars).hasSameSizeAs(names);
    return Stream.concat(Stream.of(module.jar().toString()), jars.stream());
  }

  /** What Java says when all of these are modules. */
  private static String onModulePath(Stream<String> jars, String... line)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(
        "-XX:TieredStopAtLevel=1",
        "--module-path",
        jars.collect(Collectors.joining(File.pathSeparator)),
        "--add-modules",
        "ALL-MODULE-PATH"));
    arguments.addAll(List.of(line));
    return java(arguments);
  }

  private static String java(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
      return said;
    } finally {
      process.destroyForcibly();
    }
  }

  private static ModuleDescriptor descriptor(Path jar) {
    return ModuleFinder.of(jar).findAll().iterator().next().descriptor();
  }

  @Test
  @DisplayName("Gradle finds a variant for each platform, and one for who does not say which")
  void gradle() throws IOException {
    Published natives = named(NATIVES);
    Path file = natives.files().stream()
        .filter(each -> each.toString().endsWith(".module"))
        .findFirst()
        .orElseThrow();
    assertThat(Files.readString(natives.files().get(0)))
        .as("what makes Gradle look for the file")
        .contains("do_not_remove: published-with-gradle-metadata");

    JsonNode metadata = JsonMapper.shared().readTree(file);
    assertThat(metadata.path("formatVersion").asString()).isEqualTo("1.1");
    JsonNode component = metadata.path("component");
    assertThat(List.of("group", "module", "version").stream()
            .map(key -> component.path(key).asString()))
        .containsExactly("org.ockham", NATIVES, natives.version());

    Map<String, List<String>> runtime = new TreeMap<>();
    Set<String> names = new HashSet<>();
    for (JsonNode variant : metadata.path("variants")) {
      assertThat(names.add(variant.path("name").asString())).isTrue();
      JsonNode attributes = variant.path("attributes");
      assertThat(attributes.path("org.gradle.category").asString()).isEqualTo("library");
      if (attributes.path("org.gradle.usage").asString().equals("java-runtime")) {
        String key = attributes.path("org.gradle.native.operatingSystem").asString("") + " "
            + attributes.path("org.gradle.native.architecture").asString("");
        assertThat(runtime).as("no two variants are alike").doesNotContainKey(key);
        runtime.put(
            key,
            Stream.of(variant.path("dependencies"))
                .flatMap(JsonNode::valueStream)
                .map(dependency -> {
                  assertThat(dependency.path("version").path("requires").asString())
                      .isEqualTo(natives.version());
                  return dependency.path("module").asString();
                })
                .toList());
      }
    }
    List<String> every = texts(natives.pom(), "dependencies", "dependency", "artifactId");
    assertThat(runtime)
        .containsExactlyInAnyOrderEntriesOf(Map.of(
            " ", every,
            "linux x86-64", List.of(NATIVES + "-linux-x86_64"),
            "macos aarch64", List.of(NATIVES + "-macosx-arm64"),
            "windows x86-64", List.of(NATIVES + "-windows-x86_64")));
    assertThat(every).hasSize(runtime.size() - 1);
  }

  @Test
  @DisplayName("JBang's catalogue and the page name what there is, and natives not as a POM")
  void jbang() throws IOException, InterruptedException {
    JsonNode alias = JsonMapper.shared()
        .readTree(Published.ROOT.resolve("jbang-catalog.json"))
        .path("aliases")
        .path("ockham");
    Published command = named("ockham-cli");
    assertThat(alias.path("script-ref").asString())
        .isEqualTo("org.ockham:ockham-cli:" + command.version());
    try (JarFile jar = new JarFile(command.jar().toFile())) {
      assertThat(jar.getEntry(alias.path("main").asString().replace('.', '/') + ".class"))
          .isNotNull();
    }

    String page = Files.readString(Published.ROOT.resolve("docs/use.md"));
    assertThat(dependencies(strings(alias.path("dependencies")))).containsExactly(NATIVES);
    assertThat(dependencies(Pattern.compile("(?m)^//DEPS (.+)$")
            .matcher(page)
            .results()
            .map(line -> line.group(1))
            .toList()))
        .containsExactly("ockham-lab", NATIVES, BOM, "ockham-lab", "ockham-predict", NATIVES);

    List<String> options = strings(alias.path("runtime-options"));
    assertThat(page).contains("\n//RUNTIME_OPTIONS " + String.join(" ", options) + "\n");
    assertThat(java(Stream.concat(options.stream(), Stream.of("-version")).toList()))
        .contains(System.getProperty("java.version"));
  }

  private static List<String> strings(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }

  /**
   * Whose these coordinates of JBang's are; each is of a file that is installed and brings its dependencies, which a POM does not. What a
   * BOM may leave out is a jar's version.
   */
  private static List<String> dependencies(List<String> coordinates) {
    return coordinates.stream()
        .map(each -> {
          Matcher parts =
              Pattern.compile("org\\.ockham:([^:@]+)(?::([^:@]+))?(?:@(.+))?").matcher(each);
          assertThat(parts.matches()).as(each).isTrue();
          Published module = named(parts.group(1));
          String type = parts.group(3) == null ? "jar" : parts.group(3);
          assertThat(parts.group(2))
              .as(each)
              .isIn(module.version(), type.equals("jar") ? null : module.version());
          assertThat(type.equals("pom")).as(each).isEqualTo(module.artifact().equals(BOM));
          assertThat(module.files())
              .as(each)
              .anyMatch(file -> file.getFileName().toString().endsWith("." + type));
          return module.artifact();
        })
        .toList();
  }
}
