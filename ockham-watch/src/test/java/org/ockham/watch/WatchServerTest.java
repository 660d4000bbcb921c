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
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.lab.LabException;

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
      String id = watch.all().get(0).id();
      HttpResponse<String> report = get(server, "/at/" + id + "/report.html");
      assertThat(report.headers().firstValue("Content-Disposition").orElse(""))
          .startsWith("attachment");
      assertThat(report.body())
          .isEqualTo(watch.find(id).orElseThrow().page().html())
          .contains("<style>");
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
}
