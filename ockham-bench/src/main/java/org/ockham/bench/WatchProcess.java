package org.ockham.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An {@code ockham watch} of a {@link WatchedPlace}, as a process of its own. */
final class WatchProcess implements AutoCloseable {

  private static final long LOOK = 100; // ms
  private static final int LOOKS = 600;

  private final Process process;
  private final URI address;

  private WatchProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** Starts it; comes back as soon as it has said its address. */
  static WatchProcess start(String command, WatchedPlace place) throws IOException {
    Process process = new ProcessBuilder(
            command,
            "watch",
            place.runs().toString(),
            place.database().toString(),
            "--port",
            "0",
            "--read-only")
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = String.valueOf(said.readLine());
    int at = line.lastIndexOf(" at ");
    if (at < 0) {
      process.destroy();
      throw new IllegalStateException("ockham watch said no address but: " + line);
    }
    return new WatchProcess(process, URI.create(line.substring(at + " at ".length())));
  }

  /** The list of all there is. */
  URI address() {
    return address;
  }

  /** The page of a run or study. */
  URI page(String name) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    for (int i = 0; i < LOOKS; i++) {
      String list = client
          .send(
              HttpRequest.newBuilder(address.resolve("/body")).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
      Matcher link = Pattern.compile("<a href=\"([^\"]+)\">" + Pattern.quote(name) + "</a>")
          .matcher(list);
      if (link.find()) {
        return address.resolve(link.group(1));
      }
      Thread.sleep(LOOK);
    }
    throw new IllegalStateException(name + " is not listed");
  }

  /** The processor time that it has taken so far. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Its resident memory in megabytes, now and at most; words for a system that does not say. */
  String memory() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return "not known to this system";
    }
    StringBuilder words = new StringBuilder();
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:") || line.startsWith("VmHWM:")) {
        words
            .append(line.startsWith("VmRSS:") ? " now " : " at most ")
            .append(Long.parseLong(line.replaceAll("\\D", "")) / 1024)
            .append(" MB");
      }
    }
    return words.toString().strip();
  }

  /** Halts it, or lets it go on. */
  void halt(boolean isHalted) throws IOException, InterruptedException {
    new ProcessBuilder("kill", isHalted ? "-STOP" : "-CONT", Long.toString(process.pid()))
        .start()
        .waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
