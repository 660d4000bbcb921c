package org.ockham.tensor.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;

/** The native libraries: loaded once, asked what they are, told how many threads to use. */
public final class Natives {

  /**
   * JavaCPP asks the system, for every native object, how much memory the process has, to refuse more than a bound: a system call
   * each, which takes half the time of a small optimiser's step. Scopes and {@link Unscoped} bound it here.
   */
  private static final String MEMORY_BOUND = "org.bytedeco.javacpp.maxPhysicalBytes";

  static {
    // Before the first class of the binding that reads it is initialised; what the user says
    // stands.
    if (System.getProperty(MEMORY_BOUND) == null
        && System.getProperty(MEMORY_BOUND.toLowerCase(Locale.ROOT)) == null) {
      System.setProperty(MEMORY_BOUND, "0");
    }
  }

  private static volatile boolean loaded;

  private Natives() {}

  /**
   * Unpacks and loads the libraries, and puts both thread pools at one thread: with each at its own default they fight
   * over the cores (a small step then takes sixty times as long).
   *
   * @throws IllegalStateException if that fails, with the reason and the remedy in one sentence
   */
  public static void load() {
    if (!loaded) {
      loadOnce();
    }
  }

  /** Sets what the binding reads when it is first used; loads nothing. */
  static void prepare() {}

  private static synchronized void loadOnce() {
    if (!loaded) {
      try {
        openblas.blas_set_num_threads(1);
        torch.set_num_threads(1);
        Context.setFlushDenormal(true);
        loaded = true;
      } catch (LinkageError e) {
        throw new IllegalStateException(diagnosis(e), e);
      }
    }
  }

  private static String diagnosis(Throwable failure) {
    String platform = platform();
    for (String artifact : List.of("javacpp", "openblas", "pytorch")) {
      if (!hasLibrary(artifact, platform) && !hasLibrary(artifact, platform + "-gpu")) {
        return "the engine's native libraries for " + platform + " are not on the class path: add "
            + "org.bytedeco:" + artifact + " with the classifier " + platform
            + ", or run on linux-x86_64, macosx-arm64 or windows-x86_64";
      }
    }
    try {
      cache();
    } catch (IOException e) {
      return "the engine's native libraries cannot be unpacked, no directory for them can be "
          + "written: name one with -Dorg.bytedeco.javacpp.cachedir=DIRECTORY";
    }
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return "the engine's native libraries for " + platform + " cannot be loaded ("
        + String.valueOf(root.getMessage()).lines().findFirst().orElse("") + ")";
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
    String version = torch.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }

  /** What does the matrix products: the vendor's name as the BLAS library gives it. */
  public static String blas() {
    return switch (openblas.blas_get_vendor()) {
      case 2 -> "OpenBLAS";
      case 3 -> "MKL";
      default -> "unknown BLAS";
    };
  }

  public static int cudaDevices() {
    return (int) torch.cuda_device_count();
  }

  /** Where the libraries are unpacked to. */
  public static Path cache() throws IOException {
    return Loader.getCacheDir().toPath();
  }

  /** Threads inside one operation. libtorch keeps this number per calling thread, OpenBLAS one for the process. */
  public static void threads(int intraOp, int blas) {
    torch.set_num_threads(intraOp);
    openblas.blas_set_num_threads(blas);
  }

  public static int intraOpThreads() {
    return torch.get_num_threads();
  }

  public static int blasThreads() {
    return openblas.blas_get_num_threads();
  }

  /** Subnormal numbers count as zero on the calling thread: a flag of the processor that each thread sets for itself. */
  public static void flushDenormals() {
    Context.setFlushDenormal(true);
  }
}
