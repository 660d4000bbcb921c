package org.ockham.examples;

import io.javalin.Javalin;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.ockham.predict.Model;
import org.ockham.predict.Prediction;
import tools.jackson.databind.json.JsonMapper;

/** A model behind HTTP: {@code curl --data-binary @digit.png localhost:7070/predict} answers with the classes' probabilities. */
public final class PredictService {

  private static final long MOST_BYTES = 5_000_000;
  private static final long MOST_PIXELS = 20_000_000;

  /** Serves until it is stopped; port 0 is any that is free. */
  static Javalin serve(Model model, int port) {
    return Javalin.create(config -> {
          config.http.maxRequestSize = MOST_BYTES;
          config.routes.post("/predict", request -> answer(request, model));
        })
        .start(port);
  }

  private static void answer(Context request, Model model) {
    Prediction prediction = model.predict(image(request.bodyAsBytes()));
    request.contentType("application/json");
    request.result(JsonMapper.shared().writeValueAsString(prediction.values()));
  }

  /** Its size is looked at before it is decoded: a small file may hold a huge image. */
  private static BufferedImage image(byte[] content) {
    try (ImageInputStream body =
        ImageIO.createImageInputStream(new ByteArrayInputStream(content))) {
      ImageReader reader = ImageIO.getImageReaders(body).next();
      reader.setInput(body);
      if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
        throw new BadRequestResponse("the image has more than " + MOST_PIXELS + " pixels");
      }
      return reader.read(0);
    } catch (NoSuchElementException | IOException e) {
      throw new BadRequestResponse("the body is no image: send a PNG or JPEG file");
    }
  }

  public static void main(String[] args) {
    serve(Model.read(Path.of(args[0])), 7070);
  }
}
