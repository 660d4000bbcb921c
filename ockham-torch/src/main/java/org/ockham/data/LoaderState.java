package org.ockham.data;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a loader is: all that is needed to go on from there to the same batches, bit for bit.
 *
 * <pre>{@code
 * Loader loader = Loader.over(train).batch(64).shuffle(true).seed(seed);
 * Epoch epoch = loader.epoch(0);
 * LoaderState state = epoch.state(); // after any batch
 * Epoch rest = loader.epoch(LoaderState.fromJson(state.toJson()));
 * }</pre>
 *
 * @param epoch which pass, at least 0
 * @param batch the first of its batches that has not been taken
 * @param loader what the loader is, in words: a loader whose words are others refuses this state
 */
public record LoaderState(long epoch, int batch, String loader) {

  private static final JsonMapper JSON = JsonMapper.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
      .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
      .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
      .build();

  public LoaderState {
    if (epoch < 0 || batch < 0) {
      throw new DataException("A loader's state is at epoch " + epoch + ", batch " + batch
          + ", but both count from 0: save it anew.");
    }
  }

  /** On one line. */
  public String toJson() {
    return JSON.writeValueAsString(this);
  }

  /**
   * What {@link #toJson} wrote.
   *
   * @throws DataException if it is something else
   */
  public static LoaderState fromJson(String json) {
    try {
      LoaderState state = JSON.readValue(json, LoaderState.class);
      if (state == null) {
        throw refusal(json, null);
      }
      return state;
    } catch (JacksonException e) {
      if (e.getCause() instanceof DataException refused) {
        throw refused;
      }
      throw refusal(e.getOriginalMessage(), e);
    }
  }

  private static DataException refusal(String reason, @Nullable Throwable cause) {
    return new DataException(
        "This is not the state of a loader, {\"epoch\":…,\"batch\":…,\"loader\":\"…\"}: " + reason,
        cause);
  }
}
