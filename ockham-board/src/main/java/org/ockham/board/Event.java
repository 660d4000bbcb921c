package org.ockham.board;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record of an event file.
 *
 * @param wallTime when it was written, in seconds since 1970
 * @param step the step that it belongs to
 * @param fileVersion {@code brain.Event:2} in the first record of a file, null in others
 * @param restart whether training starts again at this step, so that all that came before with this step or a later one is void
 * @param values what is logged
 */
public record Event(
    double wallTime,
    long step,
    @Nullable String fileVersion,
    boolean restart,
    List<TaggedValue> values) {

  /** Copies the list. */
  public Event {
    values = List.copyOf(values);
  }
}
