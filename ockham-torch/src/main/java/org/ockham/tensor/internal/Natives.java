package org.ockham.tensor.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.ockham.file.FileProblem;
import org.ockham.file.JarVersion;
import org.ockham.file.Log;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/** The native libraries: loaded once, asked what they are, told how many threads to use. */
public final class Natives {

  private static final Logger LOG = Log.of(Natives.class);

  /**
   * JavaCPP asks the system, for every native object, how much memory the process has, to refuse more than a bound: a system call
   * each, which takes half the time of a small optimiser's step. Scopes and {@link Unscoped} bound it here.
   */
  private static final String MEMORY_BOUND = "org.bytedeco.javacpp.maxPhysicalBytes";

  /** As the binding numbers those who make a BLAS. */
  private static final int MKL = 3;

  /** JavaCPP's own switch, which it asks again each time. */
  private static final String LOAD_LIBRARIES = "org.bytedeco.javacpp.loadLibraries";

  /** Of x86-64 and ARM64, as {@code OPENBLAS_CORETYPE} takes them. */
  private static final List<String> OPENBLAS_CORES = List.of(
      "Prescott",
      "Core2",
      "Nehalem",
      "Barcelona",
      "Sandybridge",
      "Bulldozer",
      "Piledriver",
      "Steamroller",
      "Excavator",
      "Haswell",
      "Zen",
      "SkylakeX",
      "Cooperlake",
      "SapphireRapids",
      "ARMV8",
      "ARMV8SVE",
      "ARMV9SME",
      "CORTEXA53",
      "CORTEXA57",
      "CORTEXA55",
      "CORTEXA72",
      "CORTEXA73",
      "FALKOR",
      "THUNDERX",
      "THUNDERX2T99",
      "THUNDERX3T110",
      "TSV110",
      "EMAG8180",
      "NEOVERSEN1",
      "NEOVERSEV1",
      "NEOVERSEN2",
      "VORTEX",
      "VORTEXM4",
      "A64FX");

  static {
    // Before the first class of the binding that reads it is initialised; what the user says
    // stands.
    if (System.getProperty(MEMORY_BOUND) == null
        && System.getProperty(MEMORY_BOUND.toLowerCase(Locale.ROOT)) == null) {
      System.setProperty(MEMORY_BOUND, "0");
    }
  }

  private static volatile boolean loaded;
  private static List<KnownAnswers.Answers> answers = List.of();

  /** Why the engine is refused; null if it is not. */
  private static @Nullable String refusal;

  /** Not a constant, so that it is the processor that halves it. */
  private static volatile double leastNormal = Double.MIN_NORMAL;

  private Natives() {}

  /**
   * Unpacks and loads the libraries, puts both thread pools at one thread (with each at its own default they fight over the
   * cores: a small step then takes sixty times as long), and asks for the {@linkplain KnownAnswers known answers}.
   *
   * @throws IllegalStateException if the libraries cannot be loaded or compute wrongly, with the reason and the remedy in one
   *     sentence
   */
  public static void load() {
    if (!loaded) {
      load(new NativeArithmetic());
    }
  }

  /** With another arithmetic in the place of the engine's: for tests that plant a wrong answer. */
  static synchronized void load(Arithmetic arithmetic) {
    if (refusal != null) {
      throw new IllegalStateException(refusal);
    }
    if (!loaded) {
      refusal = Platform.here().refusal();
      if (refusal != null) {
        throw new IllegalStateException(refusal);
      }
      try (NativeLibraries libraries = NativeLibraries.whole()) {
        acceptVersions();
        openblas.blas_set_num_threads(1);
        torch.set_num_threads(1);
      } catch (LinkageError e) {
        throw new IllegalStateException(diagnosis(e), e);
      } catch (IOException e) {
        throw new IllegalStateException(noPlace(e), e);
      }
      ask(arithmetic);
      loaded = true;
    }
  }

  /**
   * Our OpenBLAS is of another release than JavaCPP, on purpose, and JavaCPP prints a line about that when this class is
   * initialised; where it may not load libraries it prints none.
   */
  private static void acceptVersions() {
    String before = System.setProperty(LOAD_LIBRARIES, "false");
    try {
      Class.forName("org.bytedeco.openblas.presets.openblas");
    } catch (ClassNotFoundException e) {
      throw new NoClassDefFoundError(e.getMessage());
    } finally {
      if (before == null) {
        System.clearProperty(LOAD_LIBRARIES);
      } else {
        System.setProperty(LOAD_LIBRARIES, before);
      }
    }
  }

  /** Where the engine is wrong, oneDNN is switched off, the part that has been; where that does not help, all is refused. */
  private static void ask(Arithmetic arithmetic) {
    answers = KnownAnswers.of(arithmetic);
    String wrong = KnownAnswers.wrong(answers);
    if (wrong.isEmpty()) {
      return;
    }
    torch.globalContext().setUserEnabledMkldnn(false);
    answers = KnownAnswers.of(arithmetic);
    String still = KnownAnswers.wrong(answers);
    if (still.isEmpty()) {
      say("the engine's oneDNN computes wrongly on this processor (" + wrong
          + ") and is switched off, which makes large convolutions slow: start with ONEDNN_MAX_CPU_ISA=AVX in the environment,"
          + " with which it may be right and is faster");
    } else {
      refusal = "the engine computes wrongly on this processor, also without oneDNN (" + still
          + "): try with OPENBLAS_CORETYPE=Haswell or ATEN_CPU_CAPABILITY=default in the environment, or use another machine";
      throw new IllegalStateException(refusal);
    }
  }

  /** To the log, or where a program has none to standard error: nobody may miss it. */
  private static void say(String warning) {
    if (LOG instanceof NOPLogger) {
      System.err.println("ockham: " + warning);
    } else {
      LOG.warn(warning);
    }
  }

  /** The known answers as they came, once it is loaded. */
  public static List<KnownAnswers.Answers> answers() {
    return answers;
  }

  /** Whether oneDNN computes convolutions: it is there, and was right. */
  public static boolean usesOneDnn() {
    return Context.hasMKLDNN() && torch.globalContext().userEnabledMkldnn();
  }

  /** The vector instructions of libtorch's own kernels, and what is not usual about oneDNN's. */
  public static String kernels() {
    String own = torch.get_cpu_capability().getString();
    String limit = System.getenv("ONEDNN_MAX_CPU_ISA");
    if (!usesOneDnn()) {
      return own + ", without oneDNN";
    }
    return limit == null || limit.isBlank() ? own : own + ", oneDNN up to " + limit;
  }

  private static String diagnosis(Throwable failure) {
    String platform = platform();
    for (String artifact : List.of("javacpp", "openblas", "pytorch")) {
      if (!hasLibrary(artifact, platform) && !hasLibrary(artifact, platform + "-gpu")) {
        return Platform.here().missing();
      }
    }
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return "the engine's native libraries for " + platform + " cannot be loaded ("
        + String.valueOf(root.getMessage()).lines().findFirst().orElse("") + ")"
        + (platform.startsWith("linux")
            ? ": they need glibc " + Platform.GLIBC
                + " or later, as Debian 12 and Ubuntu 22.04 have"
            : "");
  }

  /** Why they cannot be unpacked, and what to do. */
  private static String noPlace(IOException failure) {
    Path cache;
    try {
      cache = cache();
    } catch (IOException e) {
      return "the engine's native libraries cannot be unpacked, no directory for them can be "
          + "written: name one with -Dorg.bytedeco.javacpp.cachedir=DIRECTORY";
    }
    return "the engine's native libraries cannot be unpacked to " + cache + " ("
        + FileProblem.reason(failure)
        + "): free some room there, or name another directory with -Dorg.bytedeco.javacpp.cachedir=DIRECTORY";
  }

  private static boolean hasLibrary(String artifact, String folder) {
    String library = artifact.equals("pytorch") ? "jnitorch" : "jni" + artifact;
    String name = System.mapLibraryName(library);
    return Natives.class.getResource("/org/bytedeco/" + artifact + "/" + folder + "/" + name)
        != null;
  }

  public static String platform() {
    return Loader.getPlatform();
  }

  public static String version() {
    return JarVersion.of(torch.class).orElse("unknown");
  }

  /** What does the matrix products: the library, and in brackets the kernels that OpenBLAS chose for this processor. */
  public static String blas() {
    return switch (openblas.blas_get_vendor()) {
      case 2 -> "OpenBLAS" + openBlasKernels();
      case MKL -> "MKL";
      default -> "unknown BLAS";
    };
  }

  /** What to do where MKL is meant and another multiplies; empty where all is as it is meant. */
  public static String mklMissing() {
    return openblas.blas_get_vendor() == MKL
        ? ""
        : Platform.here()
            .mklMissing(
                Natives.class.getResource("/org/bytedeco/mkl/" + platform() + "/") != null,
                NativeLibraries.asksForMkl());
  }

  /** OpenBLAS keeps the table of its chosen kernels under one name, and that of every processor under the processor's. */
  private static String openBlasKernels() {
    Pointer chosen = Loader.addressof("gotoblas");
    if (chosen != null) {
      long table = new LongPointer(chosen).get();
      for (String core : OPENBLAS_CORES) {
        Pointer known = Loader.addressof("gotoblas_" + core.toUpperCase(Locale.ROOT));
        if (known != null && known.address() == table) {
          return " (" + core + ")";
        }
      }
    }
    return "";
  }

  /** Whether the libraries are those with CUDA. */
  public static boolean hasCuda() {
    return hasLibrary("pytorch", platform() + "-gpu");
  }

  /** What to do to have those. */
  public static String cudaMissing() {
    return Platform.here().cudaMissing();
  }

  public static int cudaDevices() {
    return (int) torch.cuda_device_count();
  }

  /** Where the libraries are unpacked to. */
  public static Path cache() throws IOException {
    return Loader.getCacheDir().toPath();
  }

  /** What {@link #compare} found. */
  public record Compared(int libraries, long bytes, List<Path> damaged) {}

  /**
   * Compares all that is unpacked with the jars, byte for byte, and unpacks anew what differs.
   *
   * @throws IllegalStateException if it cannot be written, with the reason and the remedy in one sentence
   */
  public static synchronized Compared compare() {
    try (NativeLibraries libraries = NativeLibraries.compared()) {
      return new Compared(libraries.count(), libraries.bytes(), libraries.damaged());
    } catch (IOException e) {
      throw new IllegalStateException(noPlace(e), e);
    }
  }

  /** Threads inside one operation. libtorch keeps this number per calling thread, OpenBLAS one for the process. */
  public static void threads(int intraOp, int blas) {
    torch.set_num_threads(intraOp);
    openblas.blas_set_num_threads(blas);
  }

  /** The same of libtorch alone. */
  public static void intraOpThreads(int threads) {
    torch.set_num_threads(threads);
  }

  public static int intraOpThreads() {
    return torch.get_num_threads();
  }

  public static int blasThreads() {
    return openblas.blas_get_num_threads();
  }

  /** Makes subnormal numbers count as zero on the calling thread, or not: a flag of the processor that each thread has for itself. */
  public static void flushDenormals(boolean flush) {
    Context.setFlushDenormal(flush);
  }

  /** Whether they count as zero on the calling thread. */
  public static boolean flushesDenormals() {
    return leastNormal / 2 == 0;
  }
}
