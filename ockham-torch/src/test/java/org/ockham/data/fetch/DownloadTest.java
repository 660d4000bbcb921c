package org.ockham.data.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.data.DataException;
import org.ockham.file.Sha256;

class DownloadTest {
  private static final Duration STALL = Duration.ofSeconds(1);

  @TempDir
  Path directory;

  private final byte[] content = new byte[200_000];
  private byte[] zipped = {};
  private String sha = "";
  private Path target = Path.of("");
  private final List<Mirror> mirrors = new ArrayList<>();

  @BeforeEach
  void makeFile() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) random.nextInt(64);
    }
    zipped = Mirror.gzip(content);
    sha = HexFormat.of().formatHex(Sha256.start().digest(content));
    target = directory.resolve("file.gz");
  }

  @AfterEach
  void closeMirrors() {
    mirrors.forEach(Mirror::close);
  }

  private Mirror mirror(Mirror.Answer answer) {
    Mirror mirror = new Mirror(answer);
    mirrors.add(mirror);
    return mirror;
  }

  private Download from(Mirror... mirrors) {
    List<URI> addresses = Arrays.stream(mirrors).map(m -> m.address("file.gz")).toList();
    return Download.of(addresses, sha, content.length)
        .withAttempts(3, Duration.ZERO)
        .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(20));
  }

  private void fetched(Download download) throws IOException {
    download.to(target, Progress.SILENT);
    assertThat(target).hasBinaryContent(zipped);
    assertThat(names()).containsExactlyInAnyOrder("file.gz", ".lock");
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private void refused(Download download, String... words) {
    assertThatThrownBy(() -> download.to(target, Progress.SILENT))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(words)
        .extracting(e -> ((DataException) e).kind())
        .isEqualTo(DataException.Kind.UNREACHABLE);
    assertThat(target).doesNotExist();
  }

  @Test
  void aFileArrivesWhole() throws IOException {
    fetched(from(mirror(Mirror.file(zipped, "\"a\""))));
  }

  @Test
  void whatIsThereIsNotFetchedAgain() throws IOException {
    Mirror mirror = mirror(Mirror.file(zipped, "\"a\""));
    fetched(from(mirror));
    fetched(from(mirror));
    assertThat(mirror.requests).hasSize(1);
  }

  @Test
  void whatIsThereButWrongIsReplaced() throws IOException {
    Files.write(target, new byte[] {1, 2, 3});
    fetched(from(mirror(Mirror.file(zipped, "\"a\""))));
  }

  @Test
  void aServersErrorIsTriedAgain() throws IOException {
    Mirror mirror = mirror((exchange, request) -> {
      if (request < 3) {
        Mirror.status(500).to(exchange, request);
      } else {
        Mirror.whole(exchange, zipped);
      }
    });
    fetched(from(mirror));
    assertThat(mirror.requests).hasSize(3);
  }

  @Test
  void theNextMirrorHelps() throws IOException {
    Mirror broken = mirror(Mirror.status(503));
    Mirror absent = mirror(Mirror.status(404));
    fetched(from(broken, absent, mirror(Mirror.file(zipped, "\"a\""))));
    assertThat(broken.requests).hasSize(3);
    assertThat(absent.requests).hasSize(1);
  }

  @Test
  void allThatFailedIsTold() {
    refused(
        from(mirror(Mirror.status(500)), mirror(Mirror.status(404))),
        "file.gz",
        "HTTP 500",
        "HTTP 404");
  }

  @Test
  void aBrokenTransferGoesOnWhereItStopped() throws IOException {
    Mirror mirror = mirror((exchange, request) -> {
      if (request == 1) {
        Mirror.cut(exchange, zipped, 50_000, "\"a\"");
      } else {
        Mirror.file(zipped, "\"a\"").to(exchange, request);
      }
    });
    fetched(from(mirror));
    assertThat(mirror.requests).hasSize(2).first().isEqualTo("-");
    assertThat(mirror.requests.get(1)).matches("bytes=[1-9]\\d*-");
  }

  @Test
  void theNextProcessGoesOnToo() throws IOException {
    Mirror mirror = mirror((exchange, request) -> {
      if (request == 1) {
        Mirror.cut(exchange, zipped, 50_000, "\"a\"");
      } else {
        Mirror.file(zipped, "\"a\"").to(exchange, request);
      }
    });
    refused(from(mirror).withAttempts(1, Duration.ZERO), "broke off");
    assertThat(names()).contains("file.gz.part", "file.gz.part.from");
    fetched(from(mirror));
    assertThat(mirror.requests.get(1)).startsWith("bytes=");
  }

  @Test
  void aFileThatChangedMeanwhileIsFetchedFromTheStart() throws IOException {
    Mirror mirror = mirror((exchange, request) -> {
      if (request == 1) {
        Mirror.cut(exchange, new byte[zipped.length], 50_000, "\"old\"");
      } else {
        Mirror.file(zipped, "\"new\"").to(exchange, request);
      }
    });
    fetched(from(mirror));
  }

  @Test
  void aMirrorWithoutRangesIsReadFromTheStart() throws IOException {
    fetched(from(mirror((exchange, request) -> {
      if (request == 1) {
        Mirror.cut(exchange, zipped, 50_000, "\"a\"");
      } else {
        Mirror.whole(exchange, zipped);
      }
    })));
  }

  @Test
  void anotherMirrorsPartIsNotContinued() throws IOException {
    Mirror breaks = mirror((exchange, request) -> Mirror.cut(exchange, zipped, 50_000, "\"a\""));
    Mirror whole = mirror(Mirror.file(zipped, "\"a\""));
    fetched(from(breaks, whole));
    assertThat(whole.requests).containsExactly("-");
  }

  @Test
  void aWrongRangeIsNotBelieved() throws IOException {
    Mirror mirror = mirror((exchange, request) -> {
      if (request == 1) {
        Mirror.cut(exchange, zipped, 50_000, "\"a\"");
      } else if (request == 2) {
        exchange
            .getResponseHeaders()
            .set("Content-Range", "bytes 0-" + (zipped.length - 1) + "/" + zipped.length);
        exchange.sendResponseHeaders(206, zipped.length);
        exchange.getResponseBody().write(zipped);
      } else {
        Mirror.whole(exchange, zipped);
      }
    });
    fetched(from(mirror));
    assertThat(mirror.requests).hasSize(3).last().isEqualTo("-");
  }

  @Test
  void aPartThatIsTooLongIsThrownAway() throws IOException {
    Mirror mirror = mirror((exchange, request) -> {
      if (request == 1) {
        Mirror.cut(exchange, zipped, 50_000, "\"a\"");
      } else if (request == 2) {
        Mirror.status(416).to(exchange, request);
      } else {
        Mirror.whole(exchange, zipped);
      }
    });
    fetched(from(mirror));
  }

  @Test
  void wrongContentIsRefusedAndLeavesNothing() throws IOException {
    byte[] other = content.clone();
    other[0] ^= 1;
    Mirror liar = mirror(Mirror.file(Mirror.gzip(other), "\"a\""));
    refused(from(liar), "other content");
    assertThat(liar.requests).hasSize(1);
    assertThat(names()).containsExactly(".lock");
    fetched(from(liar, mirror(Mirror.file(zipped, "\"a\""))));
  }

  @Test
  void aPageInsteadOfTheFileIsRefused() {
    refused(
        from(mirror((exchange, request) -> Mirror.whole(
            exchange, "<html>Log in</html>".getBytes(java.nio.charset.StandardCharsets.UTF_8)))),
        "other content");
  }

  @Test
  void aShorterLengthThanTheFileIsRefused() {
    refused(
        from(mirror((exchange, request) -> Mirror.whole(exchange, Arrays.copyOf(zipped, 1000)))),
        "other content");
  }

  @Test
  void tooLongFilesAreStopped() {
    int limit = (int) (content.length + Download.ALLOWANCE);
    refused(
        from(mirror((exchange, request) -> {
          exchange.sendResponseHeaders(200, 1L << 40);
          exchange
              .getResponseBody()
              .flush(); // Java 25's server sends the head with the first byte or flush
        })),
        "announced 1099511627776 bytes");
    refused(
        from(mirror((exchange, request) -> {
          exchange.sendResponseHeaders(200, 0); // chunked: no length told
          byte[] block = new byte[1 << 16];
          for (int i = 0; i < 1000; i++) {
            exchange.getResponseBody().write(block);
          }
        })),
        "sent more than the " + limit);
  }

  @Test
  void aGzipBombIsNotUnpackedWhole() throws IOException {
    byte[] bomb = Mirror.gzip(new byte[20_000_000]);
    refused(from(mirror(Mirror.file(bomb, "\"a\""))), "other content");
  }

  @Test
  void aStallEndsTheTry() throws IOException {
    CountDownLatch over = new CountDownLatch(1);
    Mirror stalls = mirror((exchange, request) -> {
      Mirror.cut(exchange, zipped, 50_000, "\"a\"");
      await(over);
    });
    Mirror silent = mirror((exchange, request) -> await(over));
    try {
      Download impatient = from(stalls, silent)
          .withAttempts(1, Duration.ZERO)
          .withTimeouts(Duration.ofSeconds(10), STALL);
      refused(impatient, "sent nothing for 1.0 s", "did not answer in time");
    } finally {
      over.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void redirectsAreFollowedToTheWebOnly() throws IOException {
    Mirror real = mirror(Mirror.file(zipped, "\"a\""));
    fetched(from(mirror((exchange, request) -> {
      exchange.getResponseHeaders().set("Location", real.address("file.gz").toString());
      exchange.sendResponseHeaders(302, -1);
    })));
    Files.delete(target);
    Path secret = Files.write(directory.resolve("secret"), zipped);
    refused(
        from(mirror(redirect(secret.toUri().toString()))),
        "sends on to file:///",
        "which is not on the web");
    refused(from(mirror(redirect("/file.gz"))), "sends on again and again, at last to /file.gz");
    refused(
        from(mirror((exchange, request) -> exchange.sendResponseHeaders(301, -1))),
        "localhost broke off (Invalid redirection)");
  }

  private static Mirror.Answer redirect(String location) {
    return (exchange, request) -> {
      exchange.getResponseHeaders().set("Location", location);
      exchange.sendResponseHeaders(302, -1);
    };
  }

  @Test
  void aMirrorThatDripsIsGivenUpForTheNext() throws IOException {
    CountDownLatch over = new CountDownLatch(1);
    Mirror drips = mirror((exchange, request) -> {
      exchange.sendResponseHeaders(200, zipped.length);
      for (int i = 0; over.getCount() > 0 && i < zipped.length; i++) {
        exchange.getResponseBody().write(zipped, i, 1);
        exchange.getResponseBody().flush();
        awaitBriefly(over);
      }
    });
    Mirror good = mirror(Mirror.file(zipped, "\"a\""));
    try {
      refused(
          from(drips).withTimeouts(Duration.ofSeconds(10), STALL), "sent only ", " bytes in 1.0 s");
      assertThat(drips.requests).hasSize(1);
      fetched(from(drips, good).withTimeouts(Duration.ofSeconds(10), STALL));
    } finally {
      over.countDown();
    }
  }

  private static void awaitBriefly(CountDownLatch latch) {
    try {
      latch.await(20, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void theProxyOfTheEnvironmentIsUsed() throws IOException {
    URI far = URI.create("http://data.invalid/file.gz");
    Download download =
        Download.of(List.of(far), sha, content.length).withAttempts(1, Duration.ZERO);
    List<String> asked = Collections.synchronizedList(new ArrayList<>());
    Mirror proxy = mirror((exchange, request) -> {
      String name = exchange.getRequestHeaders().getFirst("Proxy-Authorization");
      asked.add(exchange.getRequestURI() + " " + name);
      if (name == null) {
        exchange.getResponseHeaders().set("Proxy-Authenticate", "Basic realm=\"here\"");
        exchange.sendResponseHeaders(407, -1);
      } else {
        Mirror.whole(exchange, zipped);
      }
    });
    String place = "localhost:" + proxy.address().getPort();
    assertThatThrownBy(() -> through(download, "http://" + place))
        .hasMessage(
            "file.gz failed (data.invalid through the proxy " + place
                + " asks for the proxy's name and password: give them as http://NAME:PASSWORD@HOST:PORT): wait.");
    through(download, "http://me:p%40ss@" + place);
    assertThat(target).hasBinaryContent(zipped);
    assertThat(asked).contains("http://data.invalid/file.gz Basic bWU6cEBzcw=="); // me:p@ss
    Files.delete(target);
    proxy.close();
    assertThatThrownBy(() -> through(download, "http://" + place))
        .hasMessageContaining("through the proxy " + place + " refused the connection");
  }

  private void through(Download download, String proxy) {
    download.to(
        target,
        Progress.SILENT,
        "file.gz failed",
        "wait",
        new EnvironmentProxy(Map.of("http_proxy", proxy)));
  }

  @Test
  void aHostThatIsNotThereIsTriedOnce() {
    URI gone;
    try (Mirror closed = new Mirror(Mirror.status(200))) {
      gone = closed.address("file.gz");
    }
    refused(
        Download.of(List.of(gone), sha, content.length).withAttempts(3, Duration.ofDays(1)),
        "localhost refused the connection");
    URI unknown = URI.create("http://no-such-host.invalid/file.gz");
    refused(
        Download.of(List.of(unknown), sha, content.length).withAttempts(3, Duration.ofDays(1)),
        "no-such-host.invalid");
  }

  @Test
  void aForgedNoteSendsNothingElsewhere() throws IOException {
    Mirror elsewhere = mirror(Mirror.file(zipped, "\"a\""));
    Mirror mirror = mirror(Mirror.file(zipped, "\"a\""));
    Files.write(directory.resolve("file.gz.part"), new byte[10]);
    Files.write(
        directory.resolve("file.gz.part.from"),
        List.of(elsewhere.address("file.gz").toString(), "\"a\""));
    fetched(from(mirror));
    assertThat(elsewhere.requests).isEmpty();
    assertThat(mirror.requests).containsExactly("-");
  }

  @Test
  void aForgedPartIsFoundByTheChecksum() throws IOException {
    Mirror mirror = mirror(Mirror.file(zipped, "\"a\""));
    Files.write(directory.resolve("file.gz.part"), new byte[10]);
    Files.write(
        directory.resolve("file.gz.part.from"),
        List.of(mirror.address("file.gz").toString(), "\"a\""));
    fetched(from(mirror));
    assertThat(mirror.requests).containsExactly("bytes=10-", "-");
  }

  @Test
  void manyAtOnceFetchOnce() throws Exception {
    Mirror mirror = mirror(Mirror.file(zipped, "\"a\""));
    // Threads of their own: Java's HTTP client completes in the common pool, which must not be full
    // of waiting tasks.
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (Future<?> fetched : IntStream.range(0, 8)
          .mapToObj(i -> threads.submit(() -> from(mirror).to(target, Progress.SILENT)))
          .toList()) {
        fetched.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(target).hasBinaryContent(zipped);
    assertThat(mirror.requests).hasSize(1);
  }

  @Test
  void progressIsTold() throws IOException {
    List<Long> seen = Collections.synchronizedList(new ArrayList<>());
    from(mirror(Mirror.file(zipped, "\"a\""))).to(target, (file, host, done, total) -> {
      assertThat(file).isEqualTo("file.gz");
      assertThat(host).isEqualTo("localhost");
      assertThat(total).isEqualTo(zipped.length);
      return seen::add;
    });
    assertThat(seen).isSorted().last().isEqualTo((long) zipped.length);
  }

  @Test
  void impossibleDownloadsAreRefused() {
    URI good = URI.create("https://example.org/x");
    assertThatThrownBy(() -> Download.of(List.of(), sha, 1)).hasMessageContaining("0 mirrors");
    assertThatThrownBy(() -> Download.of(List.of(URI.create("file:///etc/passwd")), sha, 1))
        .hasMessageContaining("http://");
    assertThatThrownBy(() -> Download.of(List.of(URI.create("ftp://host/x")), sha, 1))
        .hasMessageContaining("ftp://host/x");
    assertThatThrownBy(() -> Download.of(List.of(good), "abc", 1)).hasMessageContaining("abc");
    assertThatThrownBy(() -> Download.of(List.of(good), sha, 0)).hasMessageContaining("0 bytes");
  }
}
