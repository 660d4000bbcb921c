package org.ockham.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ockham completion}: lets a shell complete the command's words. */
@Command(
    name = "completion",
    description = "Prints a script that lets the shell complete ockham's words.",
    footer = {
      "",
      "To use it: source <(ockham completion bash), source <(ockham completion zsh),",
      "ockham completion fish | source"
    })
final class CompletionCommand implements Callable<Integer> {

  /** The shells it is made for. */
  enum Shell {
    bash,
    zsh,
    fish
  }

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private Main main;

  @Parameters(paramLabel = "bash|zsh|fish", description = "The shell.")
  @SuppressWarnings("NullAway.Init")
  private Shell shell;

  @Override
  public Integer call() {
    Completion completion = new Completion(Main.line(main));
    main.screen()
        .out()
        .print(
            switch (shell) {
              case bash -> completion.bash();
              case zsh -> completion.zsh();
              case fish -> completion.fish();
            });
    return Exit.OK.code();
  }
}
