package org.ockham.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ockham completion}: lets a shell complete the command's words. */
@Command(
    name = "completion",
    description = "Prints a script that lets the shell complete ockham's words.",
    footer = {"", "To use it: source <(ockham completion bash)"})
final class CompletionCommand implements Callable<Integer> {

  /** The shells it is made for; one script serves both. */
  enum Shell {
    bash,
    zsh
  }

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private Main main;

  @Parameters(paramLabel = "bash|zsh", description = "The shell.")
  @SuppressWarnings({"NullAway.Init", "UnusedVariable"})
  private Shell shell;

  @Override
  public Integer call() {
    main.screen().out().println(AutoComplete.bash("ockham", Main.line(main)));
    return Exit.OK.code();
  }
}
