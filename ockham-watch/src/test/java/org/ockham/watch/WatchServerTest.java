package org.ockham.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.board.EventWriter;
import org.ockham.file.DirectoryClaim;
import org.ockham.lab.LabException;
import org.ockham.search.Study;
import org.ockham.search.Trial;
import org.ockham.search.sampler.Random;
import org.ockham.search.storage.Storage;

final class WatchServerTest {

  @TempDir
  private Path folder;

  private final HttpClient client = HttpClient.newHttpClient();

  private HttpResponse<String> get(WatchServer server, String path)
      throws IOException, InterruptedException {
    URI address = server.address().resolve(path);
    return client.send(
        HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }

  private WatchServer start() {
    return WatchServer.start(Watch.of(List.of(folder.toString())), "localhost", 0);
  }

  @Test
  @DisplayName("Every answer has the strict policy, and no page has a script or a style inside")
  void isStrict() throws IOException, InterruptedException {
    Path run = Made.run(folder.resolve("first"), "mnist");
    Made.log(run, 1, 0.5, 0.75);
    Made.study(folder.resolve("study.db"), "search", "x", 12);
    Path comparison = Made.comparison(folder.resolve("compared"), "plain", "dropout", 3);
    for (int i = 0; i < 6; i++) {
      Made.finish(comparison, i, i % 2 == 0 ? "plain" : "dropout", i / 2, 0.9 + 0.01 * i);
    }
    Watch watch = Watch.of(List.of(folder.toString()));
    try (WatchServer server = WatchServer.start(watch, "localhost", 0)) {
      List<String> paths = new ArrayList<>(List.of("/", "/body", "/nothing", "/style.css"));
      watch.all().forEach(each -> {
        paths.add("/at/" + each.id());
        paths.add("/at/" + each.id() + "/body");
      });
      assertThat(paths).hasSize(10);
      for (String path : paths) {
        HttpResponse<String> answer = get(server, path);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
            .contains("default-src 'none'; script-src 'self'; style-src 'self';")
            .doesNotContain("unsafe");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.statusCode()).isEqualTo(path.equals("/nothing") ? 404 : 200);
        assertThat(answer.body())
            .doesNotContain("style=\"", "<style", "<script>", "onclick=", "javascript:");
      }
      Watched study = watch.all().stream()
          .filter(each -> each.kind().equals("study"))
          .findFirst()
          .orElseThrow();
      HttpResponse<String> report = get(server, "/at/" + study.id() + "/report.html");
      assertThat(report.headers().firstValue("Content-Disposition").orElse(""))
          .startsWith("attachment");
      assertThat(report.body())
          .isEqualTo(study.report().html())
          .contains("<style>", "Parameter importance")
          .doesNotContain("Being computed …"); // a page has them later
      assertThat(get(server, "/at/00000000-0000-0000-0000-000000000000").statusCode())
          .isEqualTo(404);
      assertThat(get(server, "/at/..%2f..%2fetc%2fpasswd").statusCode()).isNotEqualTo(200);
    }
  }

  @Test
  @DisplayName("Under a name of somebody else's it refuses, so that no page of the web reaches it")
  void refusesOtherNames() throws IOException {
    try (WatchServer server = start()) {
      assertThat(status(server, "evil.example")).contains(" 403 ");
      assertThat(status(server, "localhost:" + server.address().getPort())).contains(" 200 ");
      assertThat(status(server, "127.0.0.1")).contains(" 200 ");
    }
  }

  @Test
  @DisplayName("So it does where other machines reach it")
  void refusesOtherNamesEverywhere() throws IOException {
    Watch watch = Watch.of(List.of(folder.toString()));
    try (WatchServer server = WatchServer.start(watch, "0.0.0.0", 0)) {
      assertThat(status(server, "evil.example")).contains(" 403 ");
      assertThat(status(server, "192.0.2.7:" + server.address().getPort())).contains(" 200 ");
      assertThat(server.address().getHost()).isNotEqualTo("0.0.0.0");
    }
  }

  private HttpResponse<String> act(WatchServer server, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.address().resolve(path))
        .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  @DisplayName(
      "Only who has the token may act, only from a page of the server, and only what there is to do")
  void actsForTheToken() throws IOException, InterruptedException {
    Path run = Made.run(folder.resolve("first"), "mnist");
    Path wish = run.resolve(".stop");
    Watch watch = Watch.of(List.of(folder.toString()));
    Token token = Token.random();
    String stop = "/at/" + watch.all().get(0).id() + "/act/stop";
    String right = "Bearer " + token.text();
    try (WatchServer server = WatchServer.start(watch, "localhost", 0, token);
        DirectoryClaim claim = DirectoryClaim.attempt(run).orElseThrow()) {
      String origin = "http://localhost:" + server.address().getPort();
      assertThat(act(server, stop, "").statusCode()).isEqualTo(401);
      assertThat(act(server, stop, "", "Authorization", "Bearer 0").statusCode())
          .isEqualTo(401);
      assertThat(act(server, stop, "", "Authorization", token.text()).statusCode())
          .isEqualTo(401);
      for (String other : List.of("http://evil.example", "null", "https://localhost", "")) {
        assertThat(
                act(server, stop, "", "Authorization", right, "Origin", other).statusCode())
            .isEqualTo(403);
      }
      assertThat(act(server, stop, "", "Authorization", right, "Sec-Fetch-Site", "cross-site")
              .statusCode())
          .isEqualTo(403);
      assertThat(get(server, stop).statusCode()).isEqualTo(404);
      assertThat(act(server, stop + "s", "", "Authorization", right).statusCode())
          .isEqualTo(409);
      assertThat(wish).doesNotExist();
      assertThat(get(server, "/at/" + watch.all().get(0).id() + "/body").body())
          .contains("Stop this run")
          .doesNotContain(token.text());

      HttpResponse<String> done = act(server, stop, "", "Authorization", right, "Origin", origin);
      assertThat(done.statusCode()).isEqualTo(200);
      String behindProxy = origin.replace("http:", "https:");
      assertThat(act(server, stop, "", "Authorization", right, "Origin", behindProxy)
              .statusCode())
          .isEqualTo(200);
      assertThat(done.body()).isEqualTo("The run has been asked to end.");
      assertThat(wish).exists();
    }
    try (WatchServer server = WatchServer.start(watch, "localhost", 0)) {
      Files.delete(wish);
      assertThat(act(server, stop, "", "Authorization", right).statusCode()).isEqualTo(401);
      assertThat(wish).doesNotExist();
    }
  }

  @Test
  @DisplayName(
      "A trial is queued as it was asked for, and what is no trial of the study is refused in a sentence")
  void queuesTrials() throws IOException, InterruptedException {
    Path file = Made.study(folder.resolve("study.db"), "search", "x", 2);
    Watch watch = Watch.of(List.of(file.toString()));
    Token token = Token.random();
    String queue = "/at/" + watch.all().get(0).id() + "/act/enqueue";
    String right = "Bearer " + token.text();
    try (WatchServer server = WatchServer.start(watch, "localhost", 0, token)) {
      watch.all().get(0).page();
      for (String wrong : List.of("", "nonsense", "[1]", "{}", "{\"y\": 1}", "{\"x\": [1, {}]}")) {
        HttpResponse<String> answer = act(server, queue, wrong, "Authorization", right);
        assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
        assertThat(answer.body()).isNotBlank().doesNotContain("Exception");
      }
      assertThat(act(server, queue, "{\"x\": 0.5}").statusCode()).isEqualTo(401);
      assertThat(act(server, queue, "{\"x\": 0.5}", "Authorization", right).body())
          .isEqualTo("Trial 2 is queued.");
      assertThat(watch.all().get(0).page().facts().toString()).contains("3: 2 complete, 1 waiting");
    }
    try (Storage storage = Storage.existing("sqlite:///" + file)) {
      Trial trial = Study.minimize("search", storage, Random.seeded(3)).ask();
      assertThat(trial.number()).isEqualTo(2);
      assertThat(trial.suggestDouble("x", -1, 1)).isEqualTo(0.5);
    }
  }

  private static String status(WatchServer server, String host) throws IOException {
    try (Socket socket = new Socket("localhost", server.address().getPort());
        OutputStream out = socket.getOutputStream();
        BufferedReader in = new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      out.write(("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
          .getBytes(StandardCharsets.US_ASCII));
      return in.readLine();
    }
  }

  @Test
  @DisplayName("A port that somebody has is refused in a sentence")
  void portIsTaken() {
    try (WatchServer server = start()) {
      int port = server.address().getPort();
      assertThatThrownBy(
              () -> WatchServer.start(Watch.of(List.of(folder.toString())), "localhost", port))
          .isInstanceOf(LabException.class)
          .hasMessage(
              "port " + port
                  + " of localhost cannot be had (somebody else may have it): give another with --port, or 0 for any that is free.");
    }
  }

  @Test
  @DisplayName("What cannot be read is said in its place")
  void saysWhy() throws IOException, InterruptedException {
    Path run = Made.run(folder.resolve("first"), "mnist");
    Files.writeString(run.resolve("metrics.csv"), "step,epoch,loss\nno,number,here\n");
    Watch watch = Watch.of(List.of(folder.toString()));
    try (WatchServer server = WatchServer.start(watch, "localhost", 0)) {
      HttpResponse<String> answer = get(server, "/at/" + watch.all().get(0).id() + "/body");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("is no table of numbers");
    }
  }

  @Test
  @DisplayName("Pages are sent packed to whoever can unpack them")
  void packs() throws IOException, InterruptedException {
    Path run = Made.run(folder.resolve("first"), "mnist");
    for (int step = 1; step <= 300; step++) {
      Made.log(run, step, 0.5, 1.0 / step);
    }
    Watch watch = Watch.of(List.of(folder.toString()));
    try (WatchServer server = WatchServer.start(watch, "localhost", 0)) {
      URI body = server.address().resolve("/at/" + watch.all().get(0).id() + "/body");
      HttpResponse<byte[]> packed = client.send(
          HttpRequest.newBuilder(body).header("Accept-Encoding", "gzip").build(),
          HttpResponse.BodyHandlers.ofByteArray());
      assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
      String whole = get(server, body.getPath()).body();
      assertThat(packed.body().length).isLessThan(whole.length() / 4);
    }
  }

  @Test
  @DisplayName(
      "What was deleted is not there any more, whatever it was and whoever has looked at it")
  void saysWhatIsGone() throws IOException, InterruptedException {
    Made.log(Made.run(folder.resolve("first"), "mnist"), 1, 0.5, 0.75);
    Path compared = Made.comparison(folder.resolve("compared"), "plain", "dropout", 3);
    Made.finish(compared, 0, "plain", 0, 0.9);
    Made.study(folder.resolve("study.db"), "search", "x", 3);
    try (EventWriter events = EventWriter.in(folder.resolve("torch"))) {
      events.scalar("loss", 5, 0.25);
    }
    Watch watch = Watch.of(List.of(folder.toString()));
    try (WatchServer server = WatchServer.start(watch, "localhost", 0)) {
      List<Watched> all = watch.all();
      assertThat(all).hasSize(4);
      for (Watched each : all) {
        assertThat(get(server, "/at/" + each.id() + "/body").statusCode()).isEqualTo(200);
      }
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          if (!file.equals(folder)) {
            Files.delete(file);
          }
        }
      }
      for (Watched each : all) {
        for (String path : List.of("", "/body", "/report.html")) {
          HttpResponse<String> answer = get(server, "/at/" + each.id() + path);
          assertThat(answer.statusCode()).as(each.name() + path).isEqualTo(404);
          assertThat(answer.body()).contains("There is nothing here any more");
        }
      }
    }
  }

  @Test
  @DisplayName("Where memory is short, the answer says so and what to do, whatever was asked for")
  void saysThatMemoryIsShort() throws IOException, InterruptedException {
    Watch watch = Watch.of(() -> {
      throw new OutOfMemoryError("made for a test");
    });
    try (WatchServer server = WatchServer.start(watch, "localhost", 0)) {
      HttpResponse<String> answer = get(server, "/at/00000000-0000-0000-0000-000000000000/body");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("memory", "OCKHAM_JAVA_OPTS=-Xmx1g");
      assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
    }
  }
}
