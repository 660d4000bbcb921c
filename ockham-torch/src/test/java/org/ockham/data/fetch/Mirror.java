package org.ockham.data.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/** A server of one answer, on this machine. Each request's Range header, or "-", is noted. */
public final class Mirror implements AutoCloseable {
  public interface Answer {
    void to(HttpExchange exchange, int request) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  public final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  public Mirror(Answer answer) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", exchange -> {
      String range = exchange.getRequestHeaders().getFirst("Range");
      requests.add(range == null ? "-" : range);
      try (exchange) {
        answer.to(exchange, requests.size());
      }
    });
    server.start();
  }

  public URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
  }

  public URI address(String file) {
    return address().resolve(file);
  }

  /** Gives the whole, or the rest from the offset asked for if the validator is still the same. */
  public static Answer file(byte[] bytes, String tag) {
    return (exchange, request) -> {
      String range = exchange.getRequestHeaders().getFirst("Range");
      exchange.getResponseHeaders().set("ETag", tag);
      if (range != null && tag.equals(exchange.getRequestHeaders().getFirst("If-Range"))) {
        int from = Integer.parseInt(range.replaceAll("\\D", ""));
        exchange
            .getResponseHeaders()
            .set("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
        exchange.sendResponseHeaders(206, bytes.length - from);
        exchange.getResponseBody().write(bytes, from, bytes.length - from);
      } else {
        whole(exchange, bytes);
      }
    };
  }

  public static void whole(HttpExchange exchange, byte[] bytes) throws IOException {
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** Announces all, sends the first bytes, and hangs up. */
  public static void cut(HttpExchange exchange, byte[] bytes, int sent, String tag)
      throws IOException {
    exchange.getResponseHeaders().set("ETag", tag);
    exchange.sendResponseHeaders(200, bytes.length);
    OutputStream out = exchange.getResponseBody();
    out.write(bytes, 0, sent);
    out.flush();
  }

  public static Answer status(int status) {
    return (exchange, request) -> exchange.sendResponseHeaders(status, -1);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** The bytes, packed. */
  public static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.toByteArray();
  }
}
