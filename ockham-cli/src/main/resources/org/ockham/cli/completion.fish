# The commands below a command; nothing below one that has none.
function __ockham_commands
  switch "$argv[1]"
@COMMANDS@
  end
end

# The options of a command.
function __ockham_options
  switch "$argv[1]"
@OPTIONS@
  end
end

# What may stand behind an option of a command, or as its argument, for a recipe.
function __ockham_values
  switch "$argv[1]:$argv[2]"
@VALUES@
  end
end

# Whether an option of a command has a value behind it.
function __ockham_takes
  switch "$argv[1]:$argv[2]"
@TAKES@
  end
  return 1
end

# The variants of a recipe, of a file too.
function __ockham_variants
  switch "$argv[1]"
@VARIANTS@
    case '*'
      if test -f "$argv[1]"
        sed -n '/^variants:/,/^[^ #]/s/^  \([A-Za-z0-9][A-Za-z0-9._+-]*\):.*/\1/p' "$argv[1]"
      end
  end
end

function __ockham
  set -l cur (commandline -ct)
  set -l command ''
  set -l option ''
  set -l recipe ''
  set -l seen (commandline -opc)
  for word in $seen[2..-1]
    if test -n "$option"
      set option ''
    else if string match -q -- '-*' "$word"
      if __ockham_takes "$command" "$word"
        set option "$word"
      end
    else if contains -- "$word" (__ockham_commands "$command")
      set command (string trim "$command $word")
    else if test -z "$recipe"
      set recipe "$word"
    end
  end

  set -l values
  set -l head ''
  if test "$option" = --set; and string match -q -- '*=*' "$cur"
    set head (string match -r -- '^[^=]*=' "$cur")
    set values (__ockham_values '' "$head")
  else if test -n "$option"
    set values (__ockham_values "$command" "$option" "$recipe")
  else if string match -q -- '-*' "$cur"
    set values (__ockham_options "$command")
  else
    set values (__ockham_commands "$command") (__ockham_values "$command" '' "$recipe")
  end
  if test "$option" = --variants
    set head (string match -r -- '.*,' "$cur")
  end
  for word in $values
    switch "$word"
      case FILES
        __fish_complete_path "$cur"
      case DIRECTORIES
        __fish_complete_directories "$cur"
      case '*'
        printf '%s\n' "$head$word"
    end
  end
end
complete -c ockham -f -a '(__ockham)'
