package org.ockham.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.OutputDirectory;
import org.ockham.lab.manifest.KubernetesManifest;
import org.ockham.lab.manifest.Machines;
import org.ockham.lab.manifest.RecipeFile;
import org.ockham.lab.manifest.SlurmScript;
import org.ockham.lab.manifest.Work;
import org.ockham.search.storage.StorageUrl;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code ockham cluster manifest}: a command of one machine, written down for several. */
@Command(
    name = "manifest",
    description = {
      "Prints what runs a command on several machines: objects of Kubernetes, or a script for sbatch.",
      "tune is shared by workers on one study, train by ranks that compute parts of each batch. The command is judged here."
    },
    footer = {
      "",
      "ockham cluster manifest --kubernetes --image example.org/ockham:0.1 \\",
      "  --workers 8 -- tune mnist-5pct --trials 200",
      "ockham cluster manifest --slurm --workers 4 -- train cifar-cnn"
    })
final class ManifestCommand implements Callable<Integer> {

  private static final String SECRET = "ockham-storage";

  /** Whose manifest it is: one of them. */
  static final class Kind {
    @Option(
        names = "--kubernetes",
        required = true,
        description = "For kubectl apply: an Indexed Job, with all that it needs.")
    private boolean kubernetes;

    @Option(
        names = "--slurm",
        required = true,
        description = "For sbatch: a script, with ockham on the path of the machines.")
    @SuppressWarnings("UnusedVariable") // it is what the other is not
    private boolean slurm;
  }

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private ClusterCommand parent;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private Kind kind = new Kind();

  @Option(
      names = "--workers",
      required = true,
      paramLabel = "N",
      description = "Processes: workers of a search, ranks of a training.")
  private int workers;

  @Option(
      names = "--cpus",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "Cores of each, which it uses by --jobs or --threads. Default: ${DEFAULT-VALUE}.")
  private int cpus;

  @Option(
      names = "--memory",
      paramLabel = "GIB",
      defaultValue = "8",
      description = "Memory of each. Default: ${DEFAULT-VALUE}.")
  private int memory;

  @Option(
      names = "--hours",
      paramLabel = "N",
      defaultValue = "24",
      description = "When it is ended at the latest. Default: ${DEFAULT-VALUE}.")
  private int hours;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "The job's name, made one that hosts may have; of command and recipe if not given.")
  private @Nullable String name;

  @Option(
      names = "--image",
      paramLabel = "IMAGE",
      description = "Kubernetes: the container's image, which has ockham on its path.")
  private @Nullable String image;

  @Option(
      names = "--secret",
      paramLabel = "NAME",
      description =
          "Kubernetes: the Secret whose key url is the study's URL; " + SECRET + " if not given.")
  private @Nullable String secret;

  @Option(
      names = "--claim",
      paramLabel = "NAME",
      description = {
        "Kubernetes: the PersistentVolumeClaim, shared by all pods, that results are kept in.",
        "Without one they end with their pod, which only tune can do with: its study has all that matters."
      })
  private @Nullable String claim;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the manifest goes; standard output if not given.")
  private @Nullable Path out;

  @Parameters(
      paramLabel = "-- COMMAND",
      arity = "1..*",
      description = "tune RECIPE or train RECIPE with its options, as it is typed on one machine.")
  private List<String> words = List.of();

  @Override
  public Integer call() {
    try {
      TypedCommand typed = new TypedCommand(parent.main(), words);
      Machines machines =
          new Machines(name == null ? typed.name() : name, workers, cpus, memory, hours);
      Work work = typed.work(machines.label(), cpus);
      print(kind.kubernetes ? kubernetes(typed, work, machines) : slurm(work, machines));
      return Exit.OK.code();
    } catch (IllegalArgumentException e) {
      throw Mistake.of(spec, e);
    }
  }

  private String kubernetes(TypedCommand typed, Work work, Machines machines) {
    if (image == null) {
      throw new IllegalArgumentException(
          "--image is not given: pods run one that has ockham on its path, such as example.org/ockham:0.1");
    }
    Path file = typed.recipeFile();
    KubernetesManifest manifest = new KubernetesManifest(
        work,
        machines,
        image,
        secret == null ? SECRET : secret,
        claim,
        file == null ? null : RecipeFile.read(file));
    if (work.form() == Work.Form.SEARCH) {
      String url = typed.storage();
      String shown =
          url == null ? "postgresql://user:***@host/database" : StorageUrl.withoutPassword(url);
      parent
          .main()
          .screen()
          .err()
          .println("Before it is applied, once"
              + (shown.contains("***") ? ", with the password in place of ***" : "") + ": "
              + manifest.secretCommand(shown));
    }
    return manifest.yaml();
  }

  private String slurm(Work work, Machines machines) {
    if (image != null || secret != null || claim != null) {
      throw new IllegalArgumentException(
          "--image, --secret and --claim are for --kubernetes: leave them out");
    }
    return new SlurmScript(work, machines).text();
  }

  private void print(String manifest) {
    if (out == null) {
      parent.main().screen().out().print(manifest);
    } else {
      FreePlace.check(out);
      OutputDirectory.write(out, manifest);
      parent.main().screen().out().println(out + " is written.");
    }
  }
}
