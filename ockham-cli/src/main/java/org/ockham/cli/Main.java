package org.ockham.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.ockham.file.FileProblem;
import org.ockham.file.JarVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The entry point of the {@code ockham} command. */
@Command(
    name = "ockham",
    description = "Trains neural networks that generalise, and proves it.",
    versionProvider = Main.Version.class,
    subcommands = {
      RecipeCommand.class,
      TrainCommand.class,
      ReproduceCommand.class,
      RunsCommand.class,
      WatchCommand.class,
      CompareCommand.class,
      ExerciseCommand.class,
      TuneCommand.class,
      StudyCommand.class,
      EvaluateCommand.class,
      PredictCommand.class,
      CalibrateCommand.class,
      ExportCommand.class,
      SummaryCommand.class,
      DataCommand.class,
      AugmentCommand.class,
      ScheduleCommand.class,
      ClusterCommand.class,
      DoctorCommand.class,
      CompletionCommand.class,
      HelpCommand.class,
    },
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n")
public final class Main implements Runnable {

  /** Fewer columns than these picocli does not set a help in. */
  private static final int NARROWEST = 55;

  private final Screen screen;
  private final List<String> args;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = CommandLine.ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean version;

  @Option(
      names = "--debug",
      scope = CommandLine.ScopeType.INHERIT,
      description = "Show where a failure happened.")
  private boolean debug;

  private Main(Screen screen, List<String> args) {
    this.screen = screen;
    this.args = args;
  }

  /**
   * Runs the command and ends the JVM with its exit code.
   *
   * @param args the command line
   */
  public static void main(String... args) {
    System.setProperty("java.awt.headless", "true");
    System.exit(run(Screen.standard(), args));
  }

  /** Runs the command on this screen; returns its exit code. */
  static int run(Screen screen, String... args) {
    Main main = new Main(screen, List.of(args));
    int code;
    String here = System.getProperty("user.dir");
    if (!new File(here).isDirectory()) {
      screen
          .err()
          .println(
              "ockham: the current directory is " + here
                  + " to Java, where there is none: it is gone, or its name has characters that the locale has not; set LC_ALL=C.UTF-8.");
      return Exit.ENVIRONMENT.code();
    }
    try {
      code = line(main).execute(args);
    } catch (Error e) { // picocli handles exceptions only
      code = main.fail(e);
    }
    code = written(screen, code);
    screen.err().flush();
    return code;
  }

  /** Results that did not arrive are no success; that the reader has enough is no failure worth words. */
  private static int written(Screen screen, int code) {
    PrintStream out = screen.out();
    if (!out.checkError() || code != Exit.OK.code()) {
      return code;
    }
    IOException problem = out instanceof StandardOutput output ? output.problem() : null;
    if (problem != null && StandardOutput.isClosedPipe(problem)) {
      return Exit.CLOSED_PIPE.code();
    }
    screen
        .err()
        .println("ockham: standard output cannot be written ("
            + (problem == null ? "it is closed" : FileProblem.reason(problem))
            + "): not all of the result arrived; send it to another place.");
    return Exit.ENVIRONMENT.code();
  }

  /** The command line as picocli knows it. */
  static CommandLine line(Main main) {
    CommandLine line = new CommandLine(main)
        .setOut(Screen.writer(main.screen.out()))
        .setErr(Screen.writer(main.screen.err()))
        .setColorScheme(CommandLine.Help.defaultColorScheme(
            main.screen.colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
        .setUsageHelpAutoWidth(main.screen.interactive())
        .setParameterExceptionHandler(main::refuse)
        .setExecutionExceptionHandler((failure, command, parsed) -> main.fail(failure));
    Integer columns = Screen.columns();
    if (columns != null) {
      line.setUsageHelpAutoWidth(false).setUsageHelpWidth(Math.max(NARROWEST, columns));
    }
    line.getCommandSpec().usageMessage().exitCodeList(Exit.meanings());
    Converters.register(line);
    return line;
  }

  Screen screen() {
    return screen;
  }

  /** Whether it is to be shown where failures happen. */
  boolean debugs() {
    return debug;
  }

  /** The words that the command was called with. */
  List<String> words() {
    return args;
  }

  /** Another command line, read but not run; nothing of this one changes. */
  CommandLine.ParseResult read(List<String> words) {
    return line(new Main(screen, words)).parseArgs(words.toArray(String[]::new));
  }

  /** How the command was called. */
  String commandLine() {
    return "ockham " + String.join(" ", args);
  }

  /** Without a subcommand there is nothing to run: says how the command is used. */
  @Override
  public void run() {
    spec.commandLine().usage(screen.out());
  }

  private int refuse(CommandLine.ParameterException e, String[] arguments) {
    screen.err().println("ockham: " + Screen.line(Mistake.sentence(e)));
    CommandLine command = e.getCommandLine();
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched
        && unmatched.getUnmatched().stream().anyMatch(RankOptions::isOne)) {
      screen
          .err()
          .println(
              "Ranks are for ockham train: other commands work on several runs at a time, or look at one.");
      return Exit.USAGE.code();
    }
    screen.err().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    return Exit.USAGE.code();
  }

  /** Says what went wrong; returns the code for it. */
  int fail(Throwable failure) {
    screen.err().println("ockham: " + Exit.sentence(failure));
    if (debug) {
      failure.printStackTrace(screen.err());
    }
    return Exit.of(failure).code();
  }

  /** The version that the build wrote into this jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"ockham " + JarVersion.of(Main.class).orElse("(unpackaged)")};
    }
  }
}
