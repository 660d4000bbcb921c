package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.search.storage.Storage;
import org.ockham.search.storage.StudyRecord;
import org.ockham.search.trial.FrozenTrial;

/** Work that shows itself in a browser, and is stopped from there; one of them in a process of its own, which ends with its work. */
final class WatchOptionTest {

  private static final Pattern ADDRESS = Pattern.compile(
      "watch it at (http://localhost:\\d+/)\\s+\\(to\\s+act\\s+there\\s+too,\\s+open\\s+the\\s+address\\s+that\\s+is\\s+in\\s+(\\S+)\\)");

  private static final Pattern PAGE = Pattern.compile("href=\"(/at/[^\"]+)\"");

  @TempDir
  private Path folder;

  private final HttpClient client = HttpClient.newHttpClient();

  private String get(URI address) throws IOException, InterruptedException {
    return client
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private String act(URI page, String action, String token, String body)
      throws IOException, InterruptedException {
    return client
        .send(
            HttpRequest.newBuilder(page.resolve(page.getPath() + "/act/" + action))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static Matcher address(String output) {
    Matcher address = ADDRESS.matcher(output);
    assertThat(address.find()).as(output).isTrue();
    return address;
  }

  /** Printed where others may read it, the token is not; it is in a file that only its owner can read. */
  private static String token(Matcher address, String output) throws IOException {
    Path file = Path.of(address.group(2));
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    String text = Files.readString(file).strip();
    assertThat(text).startsWith(address.group(1) + "#token=");
    String token = text.substring(text.indexOf('=') + 1);
    assertThat(token).hasSize(32);
    assertThat(output).doesNotContain(token);
    return token;
  }

  /** The page of what is being worked on, as soon as there is one. */
  private URI page(Matcher address) throws IOException, InterruptedException {
    URI root = URI.create(address.group(1));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (System.nanoTime() < end) {
      Matcher link = PAGE.matcher(get(root));
      if (link.find()) {
        return root.resolve(link.group(1));
      }
      Thread.sleep(20);
    }
    throw new AssertionError("nothing is listed at " + root);
  }

  /** Listens as a page does: it fetches the page when it hears of the end, then leaves; gives what it heard and what it got. */
  private Future<List<String>> listener(URI page) throws IOException, InterruptedException {
    HttpResponse<Stream<String>> events = client.send(
        HttpRequest.newBuilder(page.resolve(page.getPath() + "/events"))
            .header("Accept", "text/event-stream")
            .build(),
        HttpResponse.BodyHandlers.ofLines());
    return CompletableFuture.supplyAsync(() -> {
      try (Stream<String> lines = events.body()) {
        Iterator<String> heard = lines.iterator();
        while (!heard.next().equals("event: ended")) {}
        String words = heard.next();
        return List.of(words, get(page.resolve(page.getPath() + "/body")));
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  @Test
  @DisplayName("A training shows itself, and is stopped from its page as by Ctrl-C: it can go on")
  void train() throws IOException, InterruptedException, ExecutionException, TimeoutException {
    Path out = folder.resolve("run");
    UnderWay train = UnderWay.start(
        "train",
        Command.tiny(folder).toString(),
        "--set",
        "train.epochs=1000000",
        "--out",
        out.toString(),
        "--watch");
    train.await("epoch       2/1000000");
    Matcher address = address(train.output());
    String token = token(address, train.output());
    URI page = page(address);
    assertThat(get(page.resolve(page.getPath() + "/body")))
        .contains("val/loss", "running", "Stop this run");
    assertThat(act(page, "stop", "0", "")).contains("takes the token");
    Future<List<String>> last = listener(page);
    assertThat(act(page, "stop", token, "")).contains("asked to end");
    assertThat(train.code()).isEqualTo(130);
    assertThat(Path.of(address.group(2))).doesNotExist();
    assertThat(last.get(60, TimeUnit.SECONDS).get(0))
        .isEqualTo("data: ended; ockham watch " + out + " shows it again");
    assertThat(last.get().get(1))
        .contains("<dt>status</dt><dd>interrupted</dd>")
        .doesNotContain("Stop this run");
    assertThat(train.output()).contains("to go on: ockham train --resume");
    assertThat(Files.readString(out.resolve("run.json"))).contains("\"status\" : \"interrupted\"");
    assertThat(out.resolve("checkpoint")).isDirectory();
    assertThat(out.resolve(".stop")).doesNotExist();
  }

  @Test
  @DisplayName(
      "A comparison shows itself, hears of more seeds, and is stopped with its finished runs kept")
  void compare() throws IOException, InterruptedException, ExecutionException, TimeoutException {
    Path recipe = Files.writeString(
        folder.resolve("long.yaml"),
        Command.TINY.replace("dropout: {model.dropout: 0.3}", "endless: {train.epochs: 1000000}"));
    UnderWay compare = UnderWay.start(
        "compare",
        recipe.toString(),
        "--jobs",
        "1",
        "--out",
        folder.resolve("comparison").toString(),
        "--watch");
    compare.await("1/4  plain, seed 0");
    Matcher address = address(compare.output());
    String token = token(address, compare.output());
    URI page = page(address);
    assertThat(get(page.resolve(page.getPath() + "/body"))).contains("1 of 4", "running");
    assertThat(act(page, "seeds", token, "two")).contains("That is no number of seeds");
    assertThat(act(page, "seeds", token, "0")).contains("between 1 and 1000");
    assertThat(act(page, "seeds", token, "2")).isEqualTo("2 more seeds are asked for.");
    assertThat(get(page.resolve(page.getPath() + "/body")))
        .contains("running; 2 more seeds are asked for");
    Future<List<String>> last = listener(page);
    assertThat(act(page, "stop", token, "")).contains("asked to end");
    assertThat(compare.code()).isEqualTo(130);
    assertThat(last.get(60, TimeUnit.SECONDS).get(1))
        .contains("1 of 4", "<dt>status</dt><dd>interrupted</dd>");
    assertThat(compare.output()).contains("interrupted: 1 of 4 runs finished");
  }

  @Test
  @DisplayName("A search shows itself, and evaluates what is queued on its page")
  void tune() throws IOException, InterruptedException, ExecutionException, TimeoutException {
    Path database = folder.resolve("study.db");
    Path recipe = Files.writeString(folder.resolve("tuned.yaml"), Command.TINY + """
        search:
          space:
            optimizer.lr: {from: 1e-3, to: 1e-1, log: true}
        """);
    try (Child child = Child.start(
        folder,
        List.of(),
        Map.of(),
        "tune",
        recipe.toString(),
        "--trials",
        "100000",
        "--jobs",
        "1",
        "--storage",
        "sqlite:///" + database,
        "--out",
        folder.resolve("out").toString(),
        "--watch")) {
      child.await("trial 1 ");
      Matcher address = address(child.output());
      String token = token(address, child.output());
      URI page = page(address);
      assertThat(get(page.resolve(page.getPath() + "/body"))).contains("complete", "Queue a trial");
      String answer = act(page, "enqueue", token, "{\"optimizer.lr\": 0.015625}");
      assertThat(answer).matches("Trial \\d+ is queued\\.");
      child.await("trial " + answer.replaceAll("\\D", "") + " ");
      Future<List<String>> last = listener(page);
      child.interrupt();
      assertThat(child.code()).isEqualTo(130);
      assertThat(last.get(60, TimeUnit.SECONDS).get(0))
          .isEqualTo("data: ended; ockham watch sqlite:///" + database + " shows it again");
      assertThat(last.get().get(1)).contains("Queue a trial").doesNotContain("running");
    }
    try (Storage storage = Storage.reading("sqlite:///" + database)) {
      StudyRecord study = storage.studies().get(0);
      assertThat(storage.trials(study.id(), List.of(), -1))
          .extracting(FrozenTrial::params)
          .anyMatch(params -> params.containsValue(0.015625));
    }
  }
}
