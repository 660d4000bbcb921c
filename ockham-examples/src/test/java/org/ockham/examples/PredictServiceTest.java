package org.ockham.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.javalin.Javalin;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
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
import java.util.Map;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.lab.TrainedModel;
import org.ockham.lab.onnx.OnnxExport;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;
import org.ockham.predict.Model;
import org.ockham.tensor.Safetensors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class PredictServiceTest {

  @TempDir
  private Path folder;

  private Model model;
  private Javalin service;

  @BeforeEach
  void serve() {
    model = model();
    service = PredictService.serve(model, 0);
  }

  @AfterEach
  void stop() {
    service.stop();
    model.close();
  }

  private Model model() {
    Variant variant = Recipe.of("mnist-mlp").quick().variants().get(0);
    Path file = folder.resolve("model.safetensors");
    Safetensors.write(
        file,
        variant.network().initialize(1).stateDict(),
        Map.of(
            "ockham.recipe",
            variant.json(0),
            "ockham.input",
            "1x28x28",
            "ockham.classes",
            "[\"0\",\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\"]"));
    Path onnx = folder.resolve("model.onnx");
    OnnxExport.STANDARD.write(TrainedModel.read(file)).write(onnx);
    return Model.read(onnx);
  }

  private static byte[] png(int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY), "png", bytes);
    return bytes.toByteArray();
  }

  @Test
  void answersWithProbabilitiesAndRefusesWhatIsTooMuch() throws IOException, InterruptedException {
    HttpResponse<String> answer = post(service, png(40, 30));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
    JsonNode shares = JsonMapper.shared().readTree(answer.body());
    assertThat(shares.size()).isEqualTo(10);
    assertThat(StreamSupport.stream(shares.spliterator(), false)
            .mapToDouble(JsonNode::asDouble)
            .sum())
        .isCloseTo(1, within(1e-5));
    assertThat(post(service, "no image".getBytes(StandardCharsets.UTF_8)))
        .satisfies(refused -> assertThat(refused.statusCode()).isEqualTo(400))
        .satisfies(refused -> assertThat(refused.body()).contains("are no image that can be read"))
        .satisfies(refused -> assertThat(refused.body()).doesNotContain("Exception"));
    byte[] huge = png(20_000, 1_001);
    assertThat(huge.length).isLessThan(5_000_000);
    assertThat(post(service, huge))
        .satisfies(refused -> assertThat(refused.statusCode()).isEqualTo(400))
        .satisfies(refused -> assertThat(refused.body()).contains("pixels"));
    byte[] wide = png(3_000_000, 1);
    assertThat(wide.length).isLessThan(1_000);
    assertThat(post(service, wide))
        .satisfies(refused -> assertThat(refused.statusCode()).isEqualTo(400))
        .satisfies(refused -> assertThat(refused.body()).contains("3000000 columns"));
    try (RawClient announced = new RawClient(service, "Content-Length: 5000001")) {
      assertThat(announced.answer()).contains("413"); // before any of it is sent
    }
    assertThat(post(
                service,
                HttpRequest.BodyPublishers.ofInputStream(
                    () -> new ByteArrayInputStream(new byte[5_000_001])))
            .statusCode())
        .isEqualTo(413);
  }

  /** What a client sends who keeps to no protocol, and the first line that he is answered with. */
  private static final class RawClient implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader answers;

    RawClient(Javalin service, String... header) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), service.port());
      socket.setSoTimeout(60_000);
      answers = new BufferedReader(
          new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      send("POST /predict HTTP/1.1\r\nHost: localhost\r\n" + String.join("\r\n", header)
          + "\r\n\r\n");
    }

    RawClient send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      return this;
    }

    boolean isAnswered() throws IOException {
      return socket.getInputStream().available() > 0;
    }

    /** The first line of the next one; behind a provisional one there is an empty line. */
    String answer() throws IOException {
      String line = answers.readLine();
      return line != null && line.isEmpty() ? answers.readLine() : line;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void aSenderWhoDripsIsSentAway() throws Exception {
    try (RawClient slow = new RawClient(service, "Content-Length: 4000000")) {
      while (!slow.isAnswered()) {
        slow.send("x");
        Thread.sleep(50);
      }
      assertThat(slow.answer()).startsWith("HTTP/1.1 408");
    }
  }

  @Test
  void onlySoManyBodiesAreThereAtOnce() throws Exception {
    List<RawClient> senders = new ArrayList<>();
    try {
      for (int i = 0; i < Uploads.AT_ONCE; i++) {
        RawClient sender = new RawClient(service, "Content-Length: 1", "Expect: 100-continue");
        senders.add(sender);
        assertThat(sender.answer()).startsWith("HTTP/1.1 100"); // it has its place
      }
      assertThat(post(service, png(40, 30)))
          .satisfies(refused -> assertThat(refused.statusCode()).isEqualTo(503))
          .satisfies(refused -> assertThat(refused.body()).contains("try again later"));
      for (RawClient sender : senders) {
        assertThat(sender.send("x").answer()).startsWith("HTTP/1.1 400");
      }
      assertThat(post(service, png(40, 30)).statusCode()).isEqualTo(200);
    } finally {
      for (RawClient sender : senders) {
        sender.close();
      }
    }
  }

  @Test
  void aBodyThatDoesNotArriveWholeIsItsSendersFault() throws Exception {
    try (RawClient broken = new RawClient(service, "Transfer-Encoding: chunked").send("zz\r\n");
        RawClient cut = new RawClient(service, "Content-Length: 100").send("x")) {
      assertThat(broken.answer()).startsWith("HTTP/1.1 400");
      cut.socket.shutdownOutput();
      assertThat(cut.answer()).startsWith("HTTP/1.1 400");
    }
  }

  @Test
  void whatSaysThatItIsNoImageIsNotTaken() throws Exception {
    byte[] image = png(40, 30);
    for (String type : List.of("image/png", "application/octet-stream")) {
      assertThat(post(service, image, "Content-Type", type).statusCode()).isEqualTo(200);
    }
    assertThat(post(service, image, "Content-Type", "text/html").statusCode()).isEqualTo(415);
    assertThat(post(service, image, "Content-Encoding", "gzip").statusCode()).isEqualTo(415);
  }

  private static HttpResponse<String> post(
      Javalin service, byte[] body, String header, String value)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://localhost:" + service.port() + "/predict"))
                .header(header, value)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void whatIsNotItsSendersFaultIsNotSaidToBe() throws Exception {
    model.close();
    assertThat(post(service, png(40, 30)).statusCode()).isEqualTo(500);
  }

  @Test
  void itIsReachedFromThisMachineOnly() {
    assertThat(service.jettyServer().server().getConnectors())
        .isNotEmpty()
        .allSatisfy(each -> assertThat(((ServerConnector) each).getHost()).isEqualTo("localhost"));
  }

  private static HttpResponse<String> post(Javalin service, byte[] body)
      throws IOException, InterruptedException {
    return post(service, HttpRequest.BodyPublishers.ofByteArray(body));
  }

  private static HttpResponse<String> post(Javalin service, HttpRequest.BodyPublisher body)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://localhost:" + service.port() + "/predict"))
                .POST(body)
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  /** As short as the documentation says, and what reads for it too. */
  @Test
  void theExampleIsShort() throws IOException {
    assertThat(lines("PredictService")).isLessThanOrEqualTo(40);
    assertThat(lines("Uploads")).isLessThanOrEqualTo(70);
  }

  private static long lines(String name) throws IOException {
    String source =
        Files.readString(Path.of("src/main/java/org/ockham/examples/" + name + ".java"));
    return source.substring(source.indexOf("final class " + name)).lines().count();
  }
}
