package org.ockham.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Does what a page of {@code ockham watch} does, but draws nothing: it follows the events, and at each word of a change fetches. */
final class WatchListener implements AutoCloseable {

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI page;
  private final Semaphore words = new Semaphore(1); // a page asks when it is opened
  private final AtomicLong fetches = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final Stream<String> events;
  private final Thread following = new Thread(this::follow, "events");
  private final Thread fetching = new Thread(this::fetch, "fetches");

  private WatchListener(URI page) throws IOException, InterruptedException {
    this.page = page;
    this.events = client
        .send(
            HttpRequest.newBuilder(below("/events"))
                .header("Accept", "text/event-stream")
                .build(),
            HttpResponse.BodyHandlers.ofLines())
        .body();
    following.start();
    fetching.start();
  }

  /** Begins to follow a page. */
  static WatchListener of(URI page) throws IOException, InterruptedException {
    return new WatchListener(page);
  }

  /** How often it has fetched. */
  long fetches() {
    return fetches.get();
  }

  /** How many bytes it has been sent. */
  long bytes() {
    return bytes.get();
  }

  private URI below(String path) {
    return URI.create(page + path);
  }

  private void follow() {
    try {
      events.filter(line -> line.startsWith("event: changed")).forEach(line -> words.release());
    } catch (RuntimeException over) {
      // the server has ended, or nobody listens any more
    }
  }

  private void fetch() {
    try {
      while (true) {
        words.acquire();
        words.drainPermits();
        HttpResponse<byte[]> answer = client.send(
            HttpRequest.newBuilder(below("/body")).build(),
            HttpResponse.BodyHandlers.ofByteArray());
        fetches.incrementAndGet();
        bytes.addAndGet(answer.body().length);
      }
    } catch (IOException | InterruptedException over) {
      // as above
    }
  }

  @Override
  public void close() throws InterruptedException {
    events.close();
    fetching.interrupt();
    following.interrupt();
    fetching.join();
    following.join();
  }
}
