package org.ockham.lab.manifest;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Work as objects of Kubernetes (1.29 or later), one YAML document each: an Indexed Job, before it a headless Service by which ranks find
 * each other, and the recipe if it is the user's own. Pods run as nobody in particular and write to volumes only. They may die: a pod that
 * is evicted is replaced and not counted, one that fails is tried again a few times, and what no second try can mend ends the job at once.
 *
 * <p>See <a href="https://kubernetes.io/docs/concepts/workloads/controllers/job/">Jobs</a>.
 *
 * @param work what is done
 * @param machines by how many pods, of what size
 * @param image the container's image, which has {@code ockham} on its path
 * @param secret the name of the Secret whose key {@code url} is the URL of a search's storage
 * @param claim the name of the PersistentVolumeClaim for results; without one they end with their pod
 * @param recipe the recipe, where it is the user's own
 */
public record KubernetesManifest(
    Work work,
    Machines machines,
    String image,
    String secret,
    @Nullable String claim,
    @Nullable RecipeFile recipe) {

  /** How often a worker may fail. */
  private static final int TRIES = 6;

  /** The command line is wrong: so it would be again. */
  private static final int USAGE = 2;

  /** A recipe or data set is wrong: so it would be again. */
  private static final int BAD_INPUT = 4;

  /** The key of the Secret. */
  static final String URL = "url";

  private static final String OBJECT = "[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?";

  public KubernetesManifest {
    if (!image.matches("[A-Za-z0-9][A-Za-z0-9._:/@-]*")) {
      throw new IllegalArgumentException("--image is '" + image
          + "', which is no image's name: give one such as example.org/ockham:0.1");
    }
    checkObject("--secret", secret);
    if (claim != null) {
      checkObject("--claim", claim);
    } else if (work.form() == Work.Form.RANKS) {
      throw new IllegalArgumentException(
          "--claim is not given, but without it the trained model ends with its pod: give the name of a"
              + " PersistentVolumeClaim that all pods can write (ReadWriteMany)");
    }
    if (work.out().startsWith("/") || List.of(work.out().split("/")).contains("..")) {
      throw new IllegalArgumentException("--out is '" + work.out()
          + "', but a pod writes below its volume only: give a relative path, such as runs/mine");
    }
  }

  private static void checkObject(String option, String name) {
    if (!name.matches(OBJECT)) {
      throw new IllegalArgumentException(option + " is '" + name
          + "', but names of Kubernetes are small letters, digits, hyphens and dots, at most 253");
    }
  }

  /** The documents, each with its start mark. */
  public String yaml() {
    return Stream.of(
            recipe == null ? null : configMap(recipe),
            work.form() == Work.Form.RANKS ? service() : null,
            job())
        .flatMap(Stream::ofNullable)
        .map(YamlMap::document)
        .collect(Collectors.joining());
  }

  /** The command that makes the Secret of a search, to be run once for all manifests that name it. */
  public String secretCommand(String url) {
    return ShellWord.quoted(List.of(
        "kubectl", "create", "secret", "generic", secret, "--from-literal=" + URL + "=" + url));
  }

  private YamlMap object(String version, String kind) {
    return YamlMap.of("apiVersion", version)
        .with("kind", kind)
        .with("metadata", YamlMap.of("name", machines.label()).with("labels", labels()));
  }

  private YamlMap labels() {
    return YamlMap.of("app.kubernetes.io/name", Pod.CONTAINER)
        .with("app.kubernetes.io/instance", machines.label())
        .with("app.kubernetes.io/component", work.form().command());
  }

  private YamlMap configMap(RecipeFile file) {
    return object("v1", "ConfigMap").with("data", YamlMap.of(Pod.RECIPE, file.text()));
  }

  /** Gives each rank a host name, from before it is ready: rank 0 is waited for where others start sooner. */
  private YamlMap service() {
    return object("v1", "Service")
        .with(
            "spec",
            YamlMap.of("clusterIP", "None")
                .with("publishNotReadyAddresses", true)
                .with("selector", labels())
                .with("ports", List.of(YamlMap.of("name", "rendezvous").with("port", Pod.PORT))));
  }

  private YamlMap job() {
    boolean isSearch = work.form() == Work.Form.SEARCH;
    YamlMap spec = YamlMap.of("completionMode", "Indexed")
        .with("completions", machines.workers())
        .with("parallelism", machines.workers())
        .with("activeDeadlineSeconds", machines.hours() * 3600L);
    if (isSearch) { // a worker that fails again and again leaves the others alone
      spec.with("backoffLimitPerIndex", TRIES);
    } else { // where one rank fails all do
      spec.with("backoffLimit", TRIES * machines.workers());
    }
    spec.with("podFailurePolicy", YamlMap.of("rules", List.of(evicted(), hopeless(isSearch))))
        .with(
            "template",
            YamlMap.of("metadata", YamlMap.of("labels", labels()))
                .with("spec", new Pod(this).spec()));
    return object("batch/v1", "Job").with("spec", spec);
  }

  private static YamlMap evicted() {
    return YamlMap.of("action", "Ignore")
        .with(
            "onPodConditions",
            List.of(YamlMap.of("type", "DisruptionTarget").with("status", "True")));
  }

  /** A rank whose peer has died may take that for a fault of its data: only its command line is surely wrong. */
  private static YamlMap hopeless(boolean isSearch) {
    return YamlMap.of("action", "FailJob")
        .with(
            "onExitCodes",
            YamlMap.of("containerName", Pod.CONTAINER)
                .with("operator", "In")
                .with("values", isSearch ? List.of(USAGE, BAD_INPUT) : List.of(USAGE)));
  }
}
