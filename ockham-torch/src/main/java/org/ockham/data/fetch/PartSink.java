package org.ockham.data.fetch;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Takes an answer's body into a file as it comes, and stops it when it is too long or not wanted at all. */
final class PartSink implements HttpResponse.BodySubscriber<Void>, AutoCloseable {
  private final CompletableFuture<Void> body = new CompletableFuture<>();
  private final @Nullable FileChannel file;
  private final Progress.Transfer progress;
  private final long limit;
  private volatile long written;
  private Flow.@Nullable Subscription subscription;

  /** The disk's failure, told apart from the network's. */
  static final class Unwritable extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final IOException error;

    Unwritable(IOException error) {
      super(error);
      this.error = error;
    }

    IOException error() {
      return error;
    }
  }

  PartSink(FileChannel file, long written, long limit, Progress.Transfer progress) {
    this.file = file;
    this.written = written;
    this.limit = limit;
    this.progress = progress;
  }

  /** Wants no body: the answer is an error. */
  PartSink(IOException refusal) {
    this.file = null;
    this.limit = 0;
    this.progress = now -> {};
    body.completeExceptionally(
        refusal instanceof TransferFailure ? refusal : new Unwritable(refusal));
  }

  private PartSink() {
    this.file = null;
    this.limit = 0;
    this.progress = now -> {};
    body.complete(null);
  }

  /** Wants no body: what the head says is enough. */
  static PartSink ofNothing() {
    return new PartSink();
  }

  /** How many bytes the file has. */
  long written() {
    return written;
  }

  @Override
  public CompletionStage<Void> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    if (body.isDone()) {
      subscription.cancel();
    } else {
      subscription.request(Long.MAX_VALUE);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    FileChannel open = file;
    if (open == null || body.isDone()) {
      return;
    }
    try {
      for (ByteBuffer buffer : buffers) {
        if (written + buffer.remaining() > limit) {
          throw new TransferFailure("sent more than the " + limit + " bytes allowed", false);
        }
        long now = written;
        while (buffer.hasRemaining()) {
          now += open.write(buffer);
        }
        written = now;
      }
      progress.at(written);
    } catch (TransferFailure e) {
      stop(e);
    } catch (IOException e) {
      stop(new Unwritable(e));
    }
  }

  private void stop(Throwable reason) {
    if (subscription != null) {
      subscription.cancel();
    }
    body.completeExceptionally(reason);
  }

  @Override
  public void onError(Throwable error) {
    body.completeExceptionally(error);
  }

  @Override
  public void onComplete() {
    body.complete(null);
  }

  @Override
  public void close() throws IOException {
    body.completeExceptionally(new TransferFailure("was given up", true));
    progress.close();
    if (file != null) {
      file.close();
    }
  }
}
