package org.ockham.lab.exercise;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.ockham.data.Source;

/**
 * Where and how an exercise is done.
 *
 * @param source where data comes from
 * @param isQuick whether it is done small, on data that Ockham draws itself, to be seen rather than to be measured: then what a finding
 *     expects is only what must hold at any size
 * @param directory where its pictures and runs go
 * @param jobs runs at a time
 * @param progress is told in a line now and then what is being done
 */
public record Setting(
    Source source, boolean isQuick, Path directory, int jobs, Consumer<String> progress) {}
