package org.ockham.predict;

import ai.onnxruntime.OrtEnvironment;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.ockham.predict.PredictException.Kind;

/**
 * ONNX Runtime's environment, of which a process has one. When it is made, the runtime (1.29) matches the process's command line against
 * regular expressions, for its telemetry, by a recursion that is as deep as the line is long: with a class path of 4,000 characters the
 * stack that Java gives its threads overflows, and the process dies without a word. So it is made on a thread with stack enough for any
 * line, and told to send nothing.
 */
final class Environment {

  /** Of address space: memory is only what is used of it. */
  private static final long STACK = 256L << 20;

  // Not made as the class is initialised: the other thread would wait for that, and this one for
  // it.
  private static @Nullable OrtEnvironment only;

  /** Why there is none: the runtime tries once only, and of what it met then says little later. */
  private static @Nullable String failure;

  private Environment() {}

  /**
   * The process's.
   *
   * @throws PredictException if the runtime cannot be loaded, with what it needs
   */
  static synchronized OrtEnvironment get() {
    OrtEnvironment made = only == null ? made(Platform.here()) : only;
    only = made;
    return made;
  }

  /** A new one, if this platform is one of those that the runtime has libraries for. */
  static synchronized OrtEnvironment made(Platform platform) {
    String refusal = failure == null ? platform.refusal() : failure;
    if (refusal != null) {
      throw new PredictException(Kind.MACHINE, refusal);
    }
    try {
      return made();
    } catch (ExecutionException e) {
      failure = platform.failure(e);
      throw new PredictException(Kind.MACHINE, failure, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PredictException(Kind.MACHINE, "interrupted while ONNX Runtime was loaded", e);
    }
  }

  private static OrtEnvironment made() throws ExecutionException, InterruptedException {
    FutureTask<OrtEnvironment> making = new FutureTask<>(() -> {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      environment.setTelemetry(false);
      return environment;
    });
    new Thread(null, making, "onnxruntime", STACK).start();
    return making.get();
  }
}
