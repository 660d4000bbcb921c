package org.ockham.logger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.board.EventWriter;
import org.ockham.board.Histogram;
import org.ockham.board.HyperParameters;
import org.ockham.board.Image;
import org.ockham.board.SessionEnd;
import org.ockham.file.DirectoryClaim;
import org.ockham.file.FileProblem;
import org.ockham.state.SavedState;

/**
 * Writes event files, which TensorBoard shows while the run goes on: {@code tensorboard --logdir runs} for runs in directories below
 * {@code runs}. The files lie in {@code tensorboard}, below the run's directory: of a run in the very directory that it is started on,
 * TensorBoard's table of hyper-parameters shows no metrics.
 *
 * <p>A run that goes on from a checkpoint writes a file of its own, which says at which step it begins; what earlier files hold of
 * lost steps is gone.
 */
public final class TensorBoard implements Logger {

  private static final String FOLDER = "tensorboard";

  private final Path directory;
  private final Clock clock;
  private @Nullable DirectoryClaim claim;
  private @Nullable EventWriter events;
  private @Nullable HyperParameters hyperParameters;
  private boolean hasSettings;

  private TensorBoard(Path directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /** For the run in this directory, which is made if it is not there; event files in its {@code tensorboard} are replaced. */
  public static TensorBoard in(Path directory) {
    return new TensorBoard(directory.resolve(FOLDER), Clock.systemUTC());
  }

  /** The same by another clock. */
  public TensorBoard clock(Clock clock) {
    return new TensorBoard(directory, clock);
  }

  /**
   * Takes the directory and begins a file.
   *
   * @throws IllegalStateException if another logger writes there
   * @throws UncheckedIOException if it cannot be written
   */
  @Override
  public void start(List<String> tags, boolean isResumed) {
    try {
      Files.createDirectories(directory);
      claim = DirectoryClaim.attempt(directory)
          .orElseThrow(() -> new IllegalStateException(directory
              + " is being written by another run: give each run a directory of its own"));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no event file can be written in " + directory + ": " + FileProblem.reason(e), e);
    }
    hasSettings = isResumed; // until restore says
    if (!isResumed) {
      events = EventWriter.replacing(directory, clock);
    }
    writeSettings();
  }

  /** The file under way; of a run that goes on without a word of how far it was, another one behind those that are there. */
  private EventWriter events() {
    EventWriter open = events;
    if (open == null) {
      open = EventWriter.in(directory, clock);
      events = open;
    }
    return open;
  }

  @Override
  public void settings(Map<String, ?> settings) {
    hyperParameters = HyperParameters.of(settings);
    writeSettings();
  }

  private void writeSettings() {
    if (!hasSettings && events != null && hyperParameters != null) {
      events.hyperParameters(hyperParameters);
      hasSettings = true;
    }
  }

  @Override
  public void log(long step, int epoch, Map<String, Double> values) {
    events().scalars(step, values);
  }

  @Override
  public void log(long step, String tag, Histogram histogram) {
    events().histogram(tag, step, histogram);
  }

  @Override
  public void text(long step, String tag, String text) {
    events().text(tag, step, text);
  }

  @Override
  public void image(long step, String tag, byte[] png) {
    events().image(tag, step, Image.of(png));
  }

  @Override
  public void flush() {
    EventWriter open = events;
    if (open != null) {
      open.flush();
    }
  }

  /** The file that is written, how far, and the step after the last that is in it. */
  @Override
  public SavedState state() {
    EventWriter.Position position = events().position();
    return SavedState.of(Map.of(
        "file", position.file(),
        "bytes", position.length(),
        "next", position.nextStep(),
        "settings", hasSettings));
  }

  /**
   * Drops what came later, and begins another file.
   *
   * @throws IllegalArgumentException if the file is not there, or shorter than it was
   */
  @Override
  public void restore(SavedState saved) {
    EventWriter.Position position =
        new EventWriter.Position(saved.text("file"), saved.whole("bytes"), saved.whole("next"));
    boolean had = saved.truth("settings");
    closeFile();
    events = EventWriter.after(position, directory, clock);
    hasSettings = had;
  }

  /** Says that the run succeeded; of one that did not, TensorBoard's table knows no status. */
  @Override
  public void finish() {
    events().end(SessionEnd.Status.SUCCESS);
  }

  @Override
  public void close() {
    try (DirectoryClaim closing = claim) {
      closeFile();
    } catch (IOException e) {
      throw new UncheckedIOException(directory + " cannot be left: " + FileProblem.reason(e), e);
    } finally {
      claim = null;
    }
  }

  private void closeFile() {
    EventWriter open = events;
    events = null;
    if (open != null) {
      open.close();
    }
  }
}
