package org.ockham.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The engine refused an operation; the message is one sentence with the operation, its reason and the shapes. */
public final class EngineException extends RuntimeException {

  /** What went wrong. */
  public enum Kind {
    /** One operation cannot be done: shapes or types that do not fit, a freed tensor. */
    OPERATION,
    /**
     * The engine cannot be used on this machine, or not on a device: its libraries are missing, they compute wrongly, there is no such
     * device.
     */
    MACHINE
  }

  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private boolean located;

  /** For what is refused before the engine is asked. */
  public EngineException(String message) {
    this(Kind.OPERATION, message);
  }

  EngineException(String message, Throwable cause) {
    this(Kind.OPERATION, message, cause);
  }

  EngineException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  EngineException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Whether one operation failed or the engine as a whole. */
  public Kind kind() {
    return kind;
  }

  /** The same, said of this layer; the innermost layer keeps the word. */
  public EngineException in(String layer) {
    if (located) {
      return this;
    }
    EngineException said = new EngineException(kind, layer + ": " + getMessage(), this);
    said.located = true;
    return said;
  }

  /** Keeps the first sentence of libtorch's message, which goes on with pages of C++ frames, and adds the operands. */
  static EngineException of(String operation, Throwable cause, @Nullable Object... arguments) {
    if (cause instanceof LinkageError) {
      Engine.check();
    }
    List<Tensor> operands = Stream.of(arguments)
        .flatMap(argument -> argument instanceof List<?> list ? list.stream() : Stream.of(argument))
        .filter(Tensor.class::isInstance)
        .map(Tensor.class::cast)
        .toList();
    if (operands.stream().anyMatch(operand -> operand.handle.isFreed())) {
      return new EngineException(
          operation + ": a tensor has been freed: its scope was closed without keep(tensor), or"
              + " close() was called",
          cause);
    }
    String reason = cause.getMessage() == null
        ? cause.getClass().getSimpleName()
        : cause.getMessage().strip().lines().findFirst().orElse("").strip();
    String shapes = operands.stream()
        .map(operand -> Arrays.toString(operand.shape()))
        .collect(Collectors.joining(" and "));
    return new EngineException(
        operation + ": " + reason + (shapes.isEmpty() ? "" : " (shapes " + shapes + ")"), cause);
  }
}
