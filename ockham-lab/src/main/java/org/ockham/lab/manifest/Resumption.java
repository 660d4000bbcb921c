package org.ockham.lab.manifest;

/** How ranks that were cut short go on, in a POSIX shell: the words of the command are its arguments, {@code RUN} is the run's directory. */
final class Resumption {

  /** A checkpoint that a kill caught between two renames has the second name. A run that has ended is not begun again. */
  static final String SCRIPT = """
      if [ -e "$RUN/checkpoint" ] || [ -e "$RUN/.checkpoint.old" ]; then
        set -- "$@" --resume "$RUN"
      elif [ -e "$RUN/model.safetensors" ]; then
        echo "$RUN holds a finished run: there is nothing left to do."
        exit 0
      fi
      """;

  private Resumption() {}
}
