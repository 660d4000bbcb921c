package org.ockham.examples;

import io.javalin.Javalin;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.ockham.predict.Model;
import org.ockham.predict.PredictException;
import tools.jackson.databind.json.JsonMapper;

/** A model behind HTTP: {@code curl --data-binary @digit.png localhost:7070/predict} answers with the classes' probabilities. */
public final class PredictService {

  private static final int MOST_BYTES = 5_000_000;

  /** An image of 20 million pixels takes some hundred megabytes while it is fitted; the others wait. */
  private static final Semaphore AT_ONCE = new Semaphore(4);

  /** Serves until it is stopped; port 0 is any that is free. */
  static Javalin serve(Model model, int port) {
    return Javalin.create(
            config -> config.routes.post("/predict", request -> answer(request, model)))
        .start(port);
  }

  private static void answer(Context request, Model model) throws IOException {
    byte[] body = body(request);
    AT_ONCE.acquireUninterruptibly();
    try {
      String answer = JsonMapper.shared().writeValueAsString(model.predict(body).values());
      request.contentType("application/json").result(answer);
    } catch (PredictException e) {
      throw new BadRequestResponse(e.getMessage());
    } finally {
      AT_ONCE.release();
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
