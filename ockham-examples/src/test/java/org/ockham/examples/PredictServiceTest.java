package org.ockham.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.javalin.Javalin;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
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
    try (Model model = model()) {
      Javalin service = PredictService.serve(model, 0);
      try {
        HttpResponse<String> answer = post(service, png(40, 30));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        JsonNode shares = JsonMapper.shared().readTree(answer.body());
        assertThat(shares.size()).isEqualTo(10);
        assertThat(StreamSupport.stream(shares.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .sum())
            .isCloseTo(1, within(1e-5));
        assertThat(post(service, "no image".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
            .satisfies(refused -> assertThat(refused.statusCode()).isEqualTo(400))
            .satisfies(
                refused -> assertThat(refused.body()).contains("are no image that can be read"))
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
        assertThat(post(service, new byte[5_000_001]).statusCode()).isEqualTo(413);
        assertThat(post(
                    service,
                    HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(new byte[5_000_001])))
                .statusCode())
            .isEqualTo(413);
      } finally {
        service.stop();
      }
    }
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

  @Test
  void theExampleIsShort() throws IOException {
    String source =
        Files.readString(Path.of("src/main/java/org/ockham/examples/PredictService.java"));
    String body = source.substring(source.indexOf("public final class"));
    assertThat(body.lines().count()).isLessThanOrEqualTo(40);
  }
}
