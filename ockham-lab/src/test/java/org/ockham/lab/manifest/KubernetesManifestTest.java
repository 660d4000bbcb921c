package org.ockham.lab.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.checkpoint.CheckpointDirectory;
import org.ockham.lab.LabException;
import org.ockham.lab.catalogue.RecipeException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The manifests, read by the classes of Kubernetes' own schema. */
final class KubernetesManifestTest {

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** The classes put what they do not know aside: here that is a failure. */
  private static final JsonMapper STRICT = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .annotationIntrospector(new JacksonAnnotationIntrospector() {
        @Override
        public Boolean hasAnySetter(MapperConfig<?> config, Annotated annotated) {
          return false;
        }
      })
      .build();

  private static final Machines FOUR = new Machines("mine", 4, 2, 6, 12);

  @TempDir
  private Path folder;

  private static KubernetesManifest manifest(Work work) {
    return new KubernetesManifest(work, FOUR, "example.org/ockham:0.1", "study", "volume", null);
  }

  private static List<JsonNode> documents(KubernetesManifest manifest) {
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(manifest.yaml())) {
      return documents.readAll();
    }
  }

  private static <T> T read(KubernetesManifest manifest, Class<T> type) {
    return documents(manifest).stream()
        .filter(document -> document.path("kind").asString().equals(type.getSimpleName()))
        .map(document -> STRICT.treeToValue(document, type))
        .findFirst()
        .orElseThrow();
  }

  private static Container container(KubernetesManifest manifest) {
    return pod(manifest).getContainers().get(0);
  }

  private static PodSpec pod(KubernetesManifest manifest) {
    return read(manifest, Job.class).getSpec().getTemplate().getSpec();
  }

  /**
   * What the kubelet makes of a text: {@code $(NAME)} is the variable if there is one, {@code $$} is a dollar sign, and all else is itself.
   */
  private static String expanded(String text, Map<String, String> variables) {
    return Pattern.compile("\\$(\\$|\\(([^)]*)\\))")
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(
            match.group(1).equals("$")
                ? "$"
                : variables.getOrDefault(match.group(2), match.group())));
  }

  /** The variables of a pod, as the kubelet gives them to its container. */
  private static Map<String, String> variables(KubernetesManifest manifest, int index) {
    Map<String, String> variables = new HashMap<>();
    for (EnvVar variable : container(manifest).getEnv()) {
      String value = variable.getValue();
      if (value == null) {
        value = variable.getValueFrom().getFieldRef() == null
            ? "postgresql://secret"
            : Integer.toString(index);
      }
      variables.put(variable.getName(), expanded(value, variables));
    }
    variables.put("JOB_COMPLETION_INDEX", Integer.toString(index));
    return variables;
  }

  private static List<String> command(KubernetesManifest manifest, int index) {
    Map<String, String> variables = variables(manifest, index);
    return container(manifest).getCommand().stream()
        .map(word -> expanded(word, variables))
        .toList();
  }

  @Test
  @DisplayName(
      "The schema is read strictly: a field that is none, or of another type, is a failure")
  void strict() {
    ObjectNode job = (ObjectNode) documents(manifest(Works.search())).get(0);
    ((ObjectNode) job.get("spec").get("template").get("spec").get("containers").get(0))
        .put("cores", 4);
    assertThatThrownBy(() -> STRICT.treeToValue(job, Job.class)).hasMessageContaining("cores");
    ObjectNode other = (ObjectNode) documents(manifest(Works.search())).get(0);
    ((ObjectNode) other.get("spec")).put("completions", "many");
    assertThatThrownBy(() -> STRICT.treeToValue(other, Job.class)).hasMessageContaining("many");
  }

  @Test
  @DisplayName("A search is an Indexed Job whose workers die alone, with the URL from a Secret")
  void workers() {
    KubernetesManifest manifest = manifest(Works.search("--trials", "200", "--jobs", "2"));
    assertThat(documents(manifest)).hasSize(1);
    Job job = read(manifest, Job.class);
    assertThat(job.getApiVersion()).isEqualTo("batch/v1");
    assertThat(job.getMetadata().getName()).isEqualTo("mine");
    JobSpec spec = job.getSpec();
    assertThat(spec.getCompletionMode()).isEqualTo("Indexed");
    assertThat(spec.getCompletions()).isEqualTo(4);
    assertThat(spec.getParallelism()).isEqualTo(4);
    assertThat(spec.getActiveDeadlineSeconds()).isEqualTo(12 * 3600L);
    assertThat(spec.getBackoffLimitPerIndex()).isEqualTo(6);
    assertThat(spec.getBackoffLimit()).isNull();
    assertThat(spec.getPodFailurePolicy().getRules())
        .satisfiesExactly(
            evicted -> {
              assertThat(evicted.getAction()).isEqualTo("Ignore");
              assertThat(evicted.getOnPodConditions().get(0).getType())
                  .isEqualTo("DisruptionTarget");
            },
            hopeless -> {
              assertThat(hopeless.getAction()).isEqualTo("FailJob");
              assertThat(hopeless.getOnExitCodes().getContainerName())
                  .isEqualTo(container(manifest).getName());
              assertThat(hopeless.getOnExitCodes().getValues()).containsExactly(2, 4);
            });
    assertThat(command(manifest, 3))
        .containsExactly(
            "ockham",
            "tune",
            "mnist-5pct",
            "--trials",
            "200",
            "--jobs",
            "2",
            "--out",
            "runs/mine/worker-3");
    EnvVar storage = container(manifest).getEnv().stream()
        .filter(variable -> variable.getName().equals(Work.STORAGE))
        .findFirst()
        .orElseThrow();
    assertThat(storage.getValue()).isNull();
    assertThat(storage.getValueFrom().getSecretKeyRef().getName()).isEqualTo("study");
    assertThat(storage.getValueFrom().getSecretKeyRef().getKey()).isEqualTo("url");
    assertThat(manifest.secretCommand("postgresql://me:it's@host/db"))
        .isEqualTo("kubectl create secret generic study"
            + " '--from-literal=url=postgresql://me:it'\\''s@host/db'");
  }

  @ParameterizedTest
  @EnumSource(Work.Form.class)
  @DisplayName(
      "Pods ask for what they may use, are nobody in particular, and write to volumes only")
  void pods(Work.Form form) {
    KubernetesManifest manifest =
        manifest(form == Work.Form.SEARCH ? Works.search() : Works.ranks());
    PodSpec pod = pod(manifest);
    assertThat(pod.getRestartPolicy()).isEqualTo("Never"); // what failure policies need
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    Container container = container(manifest);
    assertThat(container.getImage()).isEqualTo("example.org/ockham:0.1");
    assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
    assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    Map<String, Quantity> size = Map.of("cpu", new Quantity("2"), "memory", new Quantity("6Gi"));
    assertThat(container.getResources().getRequests()).isEqualTo(size);
    assertThat(container.getResources().getLimits()).isEqualTo(size);
    Map<String, String> places = container.getVolumeMounts().stream()
        .collect(Collectors.toMap(VolumeMount::getName, VolumeMount::getMountPath));
    Map<String, Volume> volumes =
        pod.getVolumes().stream().collect(Collectors.toMap(Volume::getName, volume -> volume));
    assertThat(places.keySet()).isEqualTo(volumes.keySet());
    assertThat(places.get("home")).isEqualTo(variables(manifest, 0).get("OCKHAM_HOME"));
    assertThat(volumes.get("home").getEmptyDir()).isNotNull();
    assertThat(places.get("work")).isEqualTo(container.getWorkingDir());
    assertThat(volumes.get("work").getPersistentVolumeClaim().getClaimName()).isEqualTo("volume");
  }

  @Test
  @DisplayName(
      "Ranks meet at the host name of rank 0, which a headless Service gives it before it is ready")
  void rendezvous() {
    KubernetesManifest manifest = manifest(Works.ranks("--seed", "1"));
    Service service = read(manifest, Service.class);
    Job job = read(manifest, Job.class);
    String name = service.getMetadata().getName();
    assertThat(service.getSpec().getClusterIP()).isEqualTo("None");
    assertThat(service.getSpec().getPublishNotReadyAddresses()).isTrue();
    assertThat(job.getSpec().getTemplate().getMetadata().getLabels())
        .containsAllEntriesOf(service.getSpec().getSelector());
    assertThat(pod(manifest).getSubdomain()).isEqualTo(name);
    assertThat(job.getSpec().getBackoffLimit()).isEqualTo(24);
    assertThat(job.getSpec()
            .getPodFailurePolicy()
            .getRules()
            .get(1)
            .getOnExitCodes()
            .getValues())
        .containsExactly(2);
    Map<String, String> variables = variables(manifest, 2);
    assertThat(variables)
        .containsEntry("MASTER_ADDR", job.getMetadata().getName() + "-0." + name)
        .containsEntry(
            "MASTER_PORT", service.getSpec().getPorts().get(0).getPort().toString())
        .containsEntry("WORLD_SIZE", "4")
        .containsEntry("RANK", "2");
    List<String> command = command(manifest, 2);
    assertThat(command.subList(4, command.size()))
        .containsExactly(
            "train",
            "cifar-cnn",
            "--seed",
            "1",
            "--out",
            "runs/mine",
            "--ranks",
            "4",
            "--rendezvous",
            "mine-0.mine:29500",
            "--rank",
            "2");
  }

  /** Runs what a rank runs, with a command that writes its words down; the first is the exit code. */
  private List<String> run(KubernetesManifest manifest) throws IOException, InterruptedException {
    return Shell.in(folder)
        .stub("ockham", "printf '%s\\0' \"$@\" >words")
        .run(command(manifest, 1), variables(manifest, 1))
        .words("words");
  }

  @ParameterizedTest
  @CsvSource({"checkpoint", ".checkpoint.old"})
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the pods' shell is not Windows'")
  @DisplayName(
      "A rank that comes again goes on from the run's checkpoint, wherever a kill has left that")
  void goesOn(String checkpoint) throws IOException, InterruptedException {
    KubernetesManifest manifest = manifest(Works.ranks());
    assertThat(run(manifest)).doesNotContain("--resume").startsWith("train", "cifar-cnn");
    Path run = folder.resolve("runs/mine");
    Files.createDirectories(run.resolve(checkpoint));
    assertThat(CheckpointDirectory.exists(run.resolve("checkpoint"))).isTrue();
    assertThat(run(manifest)).endsWith("--resume", "runs/mine").contains("--rank", "1");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the pods' shell is not Windows'")
  @DisplayName("A rank that comes again when the run has finished has nothing to do")
  void finished() throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("runs/mine"));
    Files.createFile(folder.resolve("runs/mine/model.safetensors"));
    assertThat(run(manifest(Works.ranks()))).isEmpty();
    assertThat(folder.resolve("words")).doesNotExist();
  }

  /** What YAML, a shell or the kubelet would act on. */
  static final List<String> HOSTILE = List.of(
      "a\"b'c",
      "two\nlines\n",
      "$(RANK)",
      "$$(RANK)",
      "$$$",
      "a: b",
      "# no",
      "--study=-x",
      "- x",
      "`id`",
      "$(touch broken)",
      "{a: [b",
      "*x",
      "&x",
      "!!int 3",
      "yes",
      "0x1F",
      "1_000",
      "12:30:45",
      "~",
      "%s %n",
      "\\",
      "\t",
      " ",
      "; exit 7",
      "|| true",
      "\u2028é\u0085",
      "---\nkind: Pod",
      "'\n#SBATCH --wrap=x\n'",
      "\r\n",
      "");

  @ParameterizedTest
  @EnumSource(Work.Form.class)
  @DisplayName("Nothing that is given breaks out: the command has the words that were typed")
  void hostile(Work.Form form) {
    List<String> options = new ArrayList<>();
    HOSTILE.forEach(word -> options.addAll(List.of("--set", word)));
    Work work = new Work(form, "$(HOME).yaml", options, "runs/$(RANK) \"x\"");
    KubernetesManifest manifest = manifest(work);
    assertThat(documents(manifest)).hasSize(form == Work.Form.SEARCH ? 1 : 2);
    List<String> command = command(manifest, 1);
    int start = command.indexOf(form.command());
    assertThat(command.subList(start + 1, start + 2 + options.size()))
        .startsWith("$(HOME).yaml")
        .endsWith(options.toArray(String[]::new));
    assertThat(command.get(command.indexOf("--out") + 1)).startsWith("runs/$(RANK) \"x\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Mine: x", "--help", "7", "", "naïve_name", "a\n\"b", "$(id)", "-", "A.B.C"})
  @DisplayName("Names become labels of DNS, and leave room for the number of a worker")
  void names(String name) {
    for (String given : List.of(name, (name + "x").repeat(100))) {
      for (int workers : new int[] {1, 10, 11, 9999}) {
        String label = new Machines(given, workers, 1, 1, 1).label();
        assertThat(label + "-" + (workers - 1)).matches("[a-z]([-a-z0-9]{0,61}[a-z0-9])");
        assertThat(label).matches("[a-z]([-a-z0-9]*[a-z0-9])?");
      }
    }
  }

  private Path recipe(String text) throws IOException {
    return Files.writeString(folder.resolve("my recipe.yaml"), text);
  }

  private static final String RECIPE = """
      # Whatever: "is" {said} #here \t
      about: 'Mine.'
      data: {set: glyphs, train: 0.5, validation: 0.5}
      model: {kind: mlp, hidden: [8]}
      optimizer: {kind: adam}
      train: {epochs: 1, batch: 20}
      """;

  private static KubernetesManifest with(@Nullable RecipeFile recipe) {
    return new KubernetesManifest(
        Works.search("--trials", "3"), FOUR, "ockham", "study", null, recipe);
  }

  @Test
  @DisplayName("A recipe of the user's own goes along, as it is written")
  void ownRecipe() throws IOException {
    KubernetesManifest manifest = with(RecipeFile.read(recipe(RECIPE)));
    ConfigMap map = read(manifest, ConfigMap.class);
    assertThat(map.getData().values()).containsExactly(RECIPE);
    Volume volume = pod(manifest).getVolumes().stream()
        .filter(each -> each.getConfigMap() != null)
        .findFirst()
        .orElseThrow();
    assertThat(volume.getConfigMap().getName()).isEqualTo(map.getMetadata().getName());
    assertThat(map.getData())
        .containsKey(volume.getConfigMap().getItems().get(0).getKey());
    VolumeMount mount = container(manifest).getVolumeMounts().stream()
        .filter(each -> each.getName().equals(volume.getName()))
        .findFirst()
        .orElseThrow();
    assertThat(mount.getReadOnly()).isTrue();
    assertThat(command(manifest, 0).get(2))
        .isEqualTo(
            mount.getMountPath() + "/" + volume.getConfigMap().getItems().get(0).getPath())
        .isEqualTo("/recipe/my-recipe.yaml");
  }

  @Test
  @DisplayName("A recipe that needs other files is refused: pods would lack them")
  void otherFiles() throws IOException {
    recipe(RECIPE);
    Path extended =
        Files.writeString(folder.resolve("over.yaml"), "extend: ./my recipe.yaml\nseeds: [1]\n");
    assertThatThrownBy(() -> RecipeFile.read(extended))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("extends the file ./my recipe.yaml");
    assertThat(RecipeFile.read(Files.writeString(extended, "extend: mnist-mlp\nseeds: [1]\n"))
            .text())
        .startsWith("extend: mnist-mlp");
    Path table = Files.writeString(folder.resolve("table.yaml"), """
        task: regression
        data: {set: csv, table: {file: houses.csv, target: price}, train: 0.8, validation: 0.2}
        model: {kind: mlp, hidden: [8]}
        optimizer: {kind: adam}
        train: {epochs: 1, batch: 20}
        """);
    assertThatThrownBy(() -> RecipeFile.read(table))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("houses.csv");
    assertThatThrownBy(() -> RecipeFile.read(folder.resolve("absent.yaml")))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("there is no such file");
  }

  @Test
  @DisplayName("What cannot be is refused in a sentence")
  void refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new KubernetesManifest(Works.ranks(), FOUR, "ockham", "study", null, null))
        .withMessageContaining("--claim");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new KubernetesManifest(Works.search(), FOUR, "an image", "study", null, null))
        .withMessageContaining("'an image'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KubernetesManifest(Works.search(), FOUR, "ockham", "A/b", null, null))
        .withMessageContaining("--secret is 'A/b'");
    for (String out : List.of("/data", "../x", "a/../../b", "", "-x")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> manifest(new Work(Work.Form.SEARCH, "x", List.of(), out)))
          .withMessageContaining("--out is '" + out + "'");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Work(Work.Form.SEARCH, "-x.yaml", List.of(), "runs"))
        .withMessageContaining("./-x.yaml");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Machines("x", 0, 1, 1, 1))
        .withMessageContaining("--workers is 0");
  }
}
