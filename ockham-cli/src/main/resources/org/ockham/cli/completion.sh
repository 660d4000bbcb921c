# The commands below a command; nothing below one that has none.
_ockham_commands() {
  case "$1" in
@COMMANDS@
  esac
}

# The options of a command.
_ockham_options() {
  case "$1" in
@OPTIONS@
  esac
}

# What may stand behind an option of a command, or as its argument, for a recipe.
_ockham_values() {
  case "$1:$2" in
@VALUES@
  esac
}

# Whether a command has a word among its commands.
_ockham_has() {
  case " $(_ockham_commands "$1") " in *" $2 "*) return 0 ;; *) return 1 ;; esac
}

# Whether an option of a command has a value behind it.
_ockham_takes() {
  case "$1:$2" in
@TAKES@
  *) return 1 ;;
  esac
}

# The variants of a recipe, of a file too.
_ockham_variants() {
  case "$1" in
@VARIANTS@
  *)
    if [ -f "$1" ]; then
      sed -n '/^variants:/,/^[^ #]/s/^  \([A-Za-z0-9][A-Za-z0-9._+-]*\):.*/\1/p' "$1"
    fi
    ;;
  esac
}
