package org.ockham.data.fetch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.FileChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ockham.file.Excerpt;

/** One request to one mirror, into a part file. */
final class HttpTransfer {
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");

  /** What a mirror must send a second, on average over the time that a stall may last; a slower one is given up. */
  static final int LEAST_RATE = 1_000;

  private final HttpClient client;
  private final PartFile part;
  private final long limit;
  private final Duration stall;

  HttpTransfer(HttpClient client, PartFile part, long limit, Duration stall) {
    this.client = client;
    this.part = part;
    this.limit = limit;
    this.stall = stall;
  }

  /** Fetches all, or the rest; true if it was the rest. What arrived before a failure stays in the part file. */
  boolean run(URI mirror, Progress progress) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(mirror).timeout(stall).header("Accept-Encoding", "identity");
    long have = part.size();
    Optional<String> validator = part.validator(mirror);
    if (have > 0 && validator.isPresent()) {
      request.header("Range", "bytes=" + have + "-").header("If-Range", validator.get());
    }
    String file = String.valueOf(part.path().getFileName()).replaceFirst("\\.part$", "");
    PartSink[] sink = new PartSink[1];
    CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(
        request.build(),
        info -> sink[0] =
            sink(mirror, have, info, total -> progress.begin(file, mirror.getHost(), have, total)));
    try {
      HttpResponse<Void> response = await(answer, sink);
      if (isRedirect(response.statusCode())) {
        throw new TransferFailure(redirection(response), false);
      }
      return response.statusCode() == 206;
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw Download.interrupted(part.path(), e);
    } finally {
      if (sink[0] != null) {
        sink[0].close();
      }
    }
  }

  private interface Begin {
    Progress.Transfer at(long total);
  }

  /** Decides by the answer's head what becomes of its body. Errors are thrown by the sink, which all of the body passes. */
  private PartSink sink(URI mirror, long have, HttpResponse.ResponseInfo info, Begin begin) {
    try {
      int status = info.statusCode();
      long length = info.headers().firstValueAsLong("Content-Length").orElse(-1);
      if (status == 206) {
        Matcher range =
            CONTENT_RANGE.matcher(info.headers().firstValue("Content-Range").orElse(""));
        if (!range.matches() || Long.parseLong(range.group(1)) != have) {
          part.delete();
          throw new TransferFailure("answered another range than asked", true);
        }
        check(length < 0 ? -1 : have + length);
        FileChannel file =
            FileChannel.open(part.path(), StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        return new PartSink(file, have, limit, begin.at(length < 0 ? -1 : have + length));
      }
      if (isRedirect(status)) {
        return PartSink.ofNothing();
      }
      if (status == 416) {
        part.delete();
      }
      if (status == 407) {
        throw new TransferFailure(
            "asks for the proxy's name and password: give them as http://NAME:PASSWORD@HOST:PORT",
            false);
      }
      if (status != 200) {
        throw new TransferFailure(
            "answered HTTP " + status,
            status >= 500 || status == 408 || status == 416 || status == 429);
      }
      check(length);
      part.began(mirror, info.headers());
      FileChannel file = FileChannel.open(
          part.path(),
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          StandardOpenOption.TRUNCATE_EXISTING);
      return new PartSink(file, 0, limit, begin.at(length));
    } catch (IOException e) {
      return new PartSink(e);
    }
  }

  private static boolean isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  /** Why the client did not follow. */
  private static String redirection(HttpResponse<Void> response) {
    String location = response.headers().firstValue("Location").orElse("");
    String lower = location.toLowerCase(Locale.ROOT);
    if (lower.startsWith("http:") && "https".equalsIgnoreCase(response.uri().getScheme())) {
      return "sends on from https to http, which is not followed";
    }
    if (lower.matches("(?s)[a-z][a-z0-9+.-]*:.*") && !lower.matches("(?s)https?:.*")) {
      return "sends on to " + Excerpt.of(location) + ", which is not on the web";
    }
    return "sends on again and again, at last to " + Excerpt.of(location);
  }

  private void check(long length) throws TransferFailure {
    if (length > limit) {
      throw new TransferFailure(
          "announced " + length + " bytes, more than the " + limit + " allowed", false);
    }
  }

  /** Waits for the end, as long as bytes keep coming fast enough. The client's own timeout ends with the answer's head. */
  private HttpResponse<Void> await(
      CompletableFuture<HttpResponse<Void>> answer, @Nullable PartSink[] sink)
      throws IOException, InterruptedException {
    long seen = -1;
    while (true) {
      try {
        return answer.get(stall.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        PartSink open = sink[0];
        long now = open == null ? 0 : open.written();
        double seconds = stall.toMillis() / 1000.0;
        if (seen >= 0 && now - seen < LEAST_RATE * seconds) {
          answer.cancel(true);
          throw now == seen
              ? new TransferFailure("sent nothing for " + seconds + " s", true)
              : new TransferFailure(
                  "sent only " + (now - seen) + " bytes in " + seconds + " s", false);
        }
        seen = now;
      } catch (ExecutionException e) {
        throw failure(e.getCause());
      }
    }
  }

  private static IOException failure(@Nullable Throwable cause) throws IOException {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof TransferFailure failure) {
        return failure;
      }
      if (t instanceof PartSink.Unwritable unwritable) {
        return unwritable.error();
      }
      if (t instanceof UnresolvedAddressException) {
        return new TransferFailure("is an unknown host", false);
      }
    }
    if (cause instanceof HttpConnectTimeoutException) {
      return new TransferFailure("did not answer in time", false);
    }
    if (cause instanceof ConnectException) {
      return new TransferFailure("refused the connection", false);
    }
    if (cause instanceof HttpTimeoutException) {
      return new TransferFailure("did not answer in time", true);
    }
    Throwable root = cause;
    while (root != null && root.getCause() != null) {
      root = root.getCause();
    }
    String words =
        root == null || root.getMessage() == null ? "no reason given" : root.getMessage();
    return new TransferFailure("broke off (" + Excerpt.ofMessage(words) + ")", true);
  }
}
