package org.ockham.examples;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpException;

/**
 * The bodies of requests, whole in memory: none too long, none that comes too slowly, and only so many at once, whoever sends them.
 * Each has its place until it is answered.
 */
final class Uploads {

  static final int MOST_BYTES = 5_000_000;

  /** With their bodies they take 160 MB; others are told to come again. */
  static final int AT_ONCE = 32;

  /** A sender who is slower keeps a place and a thread for nothing. */
  private static final double BYTES_A_SECOND = 100_000;

  private static final double SECONDS_TO_BEGIN = 2;

  private final Semaphore places = new Semaphore(AT_ONCE);

  /**
   * What becomes of a body.
   *
   * @throws HttpResponseException with the status that tells its sender why it is not taken
   */
  String answered(Context request, Function<byte[], String> answer) {
    checkType(request);
    checkLength(request.req().getContentLengthLong());
    if (!places.tryAcquire()) {
      throw new HttpResponseException(503, "there are " + AT_ONCE + " others: try again later");
    }
    try {
      return answer.apply(body(request.bodyInputStream()));
    } catch (IOException | HttpException.RuntimeException e) {
      throw new HttpResponseException(400, "the body does not arrive whole: send it again");
    } finally {
      places.release();
    }
  }

  private static void checkType(Context request) {
    String type = request.contentType();
    String encoding = request.header("Content-Encoding");
    if (type != null && !type.startsWith("image/") && !type.equals("application/octet-stream")) {
      throw new HttpResponseException(
          415, "the Content-Type is not of an image: send image/png or application/octet-stream");
    } else if (encoding != null && !encoding.equals("identity")) {
      throw new HttpResponseException(415, "the body has a Content-Encoding: send it as it is");
    }
  }

  private static void checkLength(long length) {
    if (length > MOST_BYTES) {
      throw new HttpResponseException(413, "the body has more than " + MOST_BYTES + " bytes");
    }
  }

  /** Counted as it comes, because one that is sent in chunks does not say how long it is. */
  private static byte[] body(InputStream in) throws IOException {
    long begun = System.nanoTime();
    byte[] body = new byte[1 << 16];
    int length = 0;
    for (int more = in.read(body); more >= 0; more = in.read(body, length, body.length - length)) {
      length += more;
      checkLength(length);
      double seconds = (System.nanoTime() - begun) / 1e9 - SECONDS_TO_BEGIN;
      if (length < seconds * BYTES_A_SECOND) {
        throw new HttpResponseException(408, "the body comes too slowly: send it faster");
      } else if (length == body.length) {
        body = Arrays.copyOf(body, Math.min(2 * length, MOST_BYTES + 1));
      }
    }
    return Arrays.copyOf(body, length);
  }
}
