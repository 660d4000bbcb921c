package org.ockham.lab.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/**
 * What a manifest's pods are made by: one container that runs the command, on volumes.
 *
 * @param manifest whose
 */
record Pod(KubernetesManifest manifest) {

  /** The directory in which pods work: the claim, if there is one. */
  static final String WORK = "/work";

  /** The name of the container, and of the command. */
  static final String CONTAINER = "ockham";

  /** The key, and the volume, of the recipe. */
  static final String RECIPE = "recipe";

  /** The port at which rank 0 is met; that of PyTorch's launcher. */
  static final int PORT = 29500;

  private static final String HOME = "/ockham";

  /** Neither root nor anybody that an image is likely to know. */
  private static final long USER = 10001;

  /** Enough for a step and its checkpoint. */
  private static final int GRACE_SECONDS = 120;

  /** A dollar sign that the kubelet would take for the start of a variable, or for one that keeps the next from being one. */
  private static final String EXPANDED = "\\$(?=[$(])";

  private static final String INDEX =
      "metadata.annotations['batch.kubernetes.io/job-completion-index']";

  YamlMap spec() {
    YamlMap spec = YamlMap.of("restartPolicy", "Never");
    if (isRank()) {
      spec.with("subdomain", manifest.machines().label());
    }
    return spec.with("terminationGracePeriodSeconds", GRACE_SECONDS)
        .with("automountServiceAccountToken", false)
        .with("enableServiceLinks", false)
        .with(
            "securityContext",
            YamlMap.of("runAsNonRoot", true)
                .with("runAsUser", USER)
                .with("runAsGroup", USER)
                .with("fsGroup", USER)
                .with("seccompProfile", YamlMap.of("type", "RuntimeDefault")))
        .with("containers", List.of(container()))
        .with("volumes", volumes());
  }

  private boolean isRank() {
    return manifest.work().form() == Work.Form.RANKS;
  }

  private YamlMap container() {
    Machines machines = manifest.machines();
    YamlMap size = YamlMap.of("cpu", Integer.toString(machines.cpus()))
        .with("memory", machines.memory() + "Gi");
    return YamlMap.of("name", CONTAINER)
        .with("image", manifest.image())
        .with("command", command())
        .with("workingDir", WORK)
        .with("env", environment())
        .with("resources", YamlMap.of("requests", size).with("limits", size))
        .with(
            "securityContext",
            YamlMap.of("allowPrivilegeEscalation", false)
                .with("readOnlyRootFilesystem", true)
                .with("capabilities", YamlMap.of("drop", List.of("ALL"))))
        .with("volumeMounts", mounts());
  }

  /** What is put together here has variables that the kubelet fills; what the user typed has none. */
  private List<String> command() {
    RecipeFile recipe = manifest.recipe();
    Work work = recipe == null
        ? manifest.work()
        : manifest.work().withRecipe("/" + RECIPE + "/" + recipe.name());
    List<String> command = new ArrayList<>();
    if (isRank()) {
      command.addAll(
          List.of("/bin/sh", "-c", Resumption.SCRIPT + "exec ockham \"$@\"\n", CONTAINER));
    } else {
      command.add(CONTAINER);
    }
    work.words().forEach(word -> command.add(literal(word)));
    command.add("--out");
    if (isRank()) {
      command.add(literal(work.out()));
      command.addAll(List.of("--ranks", "$(WORLD_SIZE)"));
      command.addAll(List.of("--rendezvous", "$(MASTER_ADDR):$(MASTER_PORT)"));
      command.addAll(List.of("--rank", "$(RANK)"));
    } else {
      command.add(literal(work.out()) + "/worker-$(JOB_COMPLETION_INDEX)");
    }
    return command;
  }

  private static String literal(String text) {
    return text.replaceAll(EXPANDED, Matcher.quoteReplacement("$$"));
  }

  private List<YamlMap> environment() {
    List<YamlMap> environment = new ArrayList<>();
    environment.add(YamlMap.variable("HOME", HOME));
    environment.add(YamlMap.variable("OCKHAM_HOME", HOME));
    if (isRank()) {
      String name = manifest.machines().label();
      environment.add(YamlMap.variable("RUN", literal(manifest.work().out())));
      environment.add(YamlMap.of("name", "RANK")
          .with("valueFrom", YamlMap.of("fieldRef", YamlMap.of("fieldPath", INDEX))));
      environment.add(
          YamlMap.variable("WORLD_SIZE", Integer.toString(manifest.machines().workers())));
      environment.add(YamlMap.variable("MASTER_ADDR", name + "-0." + name));
      environment.add(YamlMap.variable("MASTER_PORT", Integer.toString(PORT)));
    } else {
      YamlMap key = YamlMap.of("name", manifest.secret()).with("key", KubernetesManifest.URL);
      environment.add(
          YamlMap.of("name", Work.STORAGE).with("valueFrom", YamlMap.of("secretKeyRef", key)));
    }
    return environment;
  }

  private List<YamlMap> mounts() {
    List<YamlMap> mounts = new ArrayList<>();
    mounts.add(YamlMap.of("name", "home").with("mountPath", HOME));
    mounts.add(YamlMap.of("name", "temporary").with("mountPath", "/tmp"));
    mounts.add(YamlMap.of("name", "work").with("mountPath", WORK));
    if (manifest.recipe() != null) {
      mounts.add(YamlMap.of("name", RECIPE).with("mountPath", "/" + RECIPE).with("readOnly", true));
    }
    return mounts;
  }

  private List<YamlMap> volumes() {
    List<YamlMap> volumes = new ArrayList<>();
    volumes.add(YamlMap.of("name", "home").with("emptyDir", Map.of()));
    volumes.add(YamlMap.of("name", "temporary").with("emptyDir", Map.of()));
    String claim = manifest.claim();
    volumes.add(
        claim == null
            ? YamlMap.of("name", "work").with("emptyDir", Map.of())
            : YamlMap.of("name", "work")
                .with("persistentVolumeClaim", YamlMap.of("claimName", claim)));
    RecipeFile recipe = manifest.recipe();
    if (recipe != null) {
      YamlMap item = YamlMap.of("key", RECIPE).with("path", recipe.name());
      volumes.add(YamlMap.of("name", RECIPE)
          .with(
              "configMap",
              YamlMap.of("name", manifest.machines().label()).with("items", List.of(item))));
    }
    return volumes;
  }
}
