package org.ockham.examples;

import io.javalin.Javalin;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Path;
import org.ockham.predict.Model;
import org.ockham.predict.PredictException;
import org.ockham.predict.Prediction;
import tools.jackson.databind.json.JsonMapper;

/** A model behind HTTP: {@code curl --data-binary @digit.png localhost:7070/predict} answers with the classes' probabilities. */
public final class PredictService {

  private static final int MOST_BYTES = 5_000_000;

  /** Serves until it is stopped; port 0 is any that is free. */
  static Javalin serve(Model model, int port) {
    return Javalin.create(
            config -> config.routes.post("/predict", request -> answer(request, model)))
        .start(port);
  }

  private static void answer(Context request, Model model) throws IOException {
    try {
      Prediction prediction = model.predict(body(request));
      request.contentType("application/json");
      request.result(JsonMapper.shared().writeValueAsString(prediction.values()));
    } catch (PredictException e) {
      throw new BadRequestResponse(e.getMessage());
    }
  }

  /** Counted as it comes, because one that is sent in chunks does not say how long it is. */
  private static byte[] body(Context request) throws IOException {
    byte[] body = request.bodyInputStream().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      throw new ContentTooLargeResponse("the body has more than " + MOST_BYTES + " bytes");
    }
    return body;
  }

  public static void main(String[] args) {
    serve(Model.read(Path.of(args[0])), 7070);
  }
}
