package org.ockham.cli;

import java.util.List;
import org.ockham.file.Excerpt;
import org.ockham.lab.catalogue.Spelling;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in a sentence. */
final class Mistake {

  private Mistake() {}

  /** What a command throws of its own line. */
  static ParameterException of(CommandSpec command, String sentence) {
    return new ParameterException(command.commandLine(), sentence);
  }

  /** The same of what was refused for a reason of its own. */
  static ParameterException of(CommandSpec command, RuntimeException refused) {
    return new ParameterException(
        command.commandLine(), String.valueOf(refused.getMessage()), refused);
  }

  static String sentence(ParameterException e) {
    return e instanceof UnmatchedArgumentException unmatched
        ? unmatched(unmatched.getCommandLine(), unmatched.getUnmatched().get(0))
        : String.valueOf(e.getMessage()).replaceFirst("^Error: ", "");
  }

  /** The first word that means nothing is the mistake; those after it may be its values. */
  private static String unmatched(CommandLine command, String word) {
    if (word.startsWith("-") && word.length() > 1) {
      String name = word.replaceFirst("=.*", "");
      List<String> known = command.getCommandSpec().options().stream()
          .filter(option -> !option.hidden())
          .flatMap(option -> List.of(option.names()).stream())
          .filter(option -> option.startsWith("--"))
          .toList();
      return "there is no option '" + Excerpt.of(name) + "'" + Spelling.hint(name, known);
    }
    if (!command.getSubcommands().isEmpty()) {
      return "there is no command '" + Excerpt.of(word) + "'"
          + Spelling.hint(word, command.getSubcommands().keySet());
    }
    return "'" + Excerpt.of(word) + "' is one word too many";
  }
}
