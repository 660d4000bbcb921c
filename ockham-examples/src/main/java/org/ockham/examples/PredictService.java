package org.ockham.examples;

import io.javalin.Javalin;
import io.javalin.http.BadRequestResponse;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.ockham.predict.Model;
import org.ockham.predict.PredictException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A model behind HTTP: {@code curl -X POST -T digit.png localhost:7070/predict} answers with the classes' probabilities. It is reached from
 * this machine only; what is before it says who else may ask.
 */
public final class PredictService {

  /** An image of 20 million pixels takes some 700 MB while it is fitted; the others wait. */
  private static final Semaphore AT_ONCE = new Semaphore(4);

  /** Serves until it is stopped; port 0 is any that is free. */
  static Javalin serve(Model model, int port) {
    Uploads uploads = new Uploads();
    return Javalin.create(config -> {
          config.jetty.modifyHttpConfiguration(http -> http.setIdleTimeout(5_000));
          config.routes.post(
              "/predict",
              request -> request
                  .result(uploads.answered(request, body -> answer(model, body)))
                  .contentType("application/json"));
        })
        .start("localhost", port);
  }

  private static String answer(Model model, byte[] image) {
    AT_ONCE.acquireUninterruptibly();
    try {
      return JsonMapper.shared().writeValueAsString(model.predict(image).values());
    } catch (PredictException e) {
      throw e.kind() == PredictException.Kind.INPUT ? new BadRequestResponse(e.getMessage()) : e;
    } finally {
      AT_ONCE.release();
    }
  }

  public static void main(String[] args) {
    serve(Model.read(Path.of(args[0])), 7070);
  }
}
