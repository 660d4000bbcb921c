_ockham() {
  local cur=${words[CURRENT]} command='' option='' recipe='' word i
  for ((i = 2; i < CURRENT; i++)); do
    word=${words[i]}
    if [[ -n $option ]]; then
      option=''
    elif [[ $word == -* ]]; then
      if [[ $word != *=* ]] && _ockham_takes "$command" "$word"; then option=$word; fi
    elif _ockham_has "$command" "$word"; then
      command=${command:+$command }$word
    else
      recipe=${recipe:-$word}
    fi
  done

  local values
  if [[ $option == --set && $cur == *=* ]]; then
    values=$(_ockham_values '' "${cur%%=*}=")
    compset -P '*='
  elif [[ -n $option ]]; then
    values=$(_ockham_values "$command" "$option" "$recipe")
  elif [[ $cur == -* ]]; then
    values=$(_ockham_options "$command")
  else
    values="$(_ockham_commands "$command") $(_ockham_values "$command" '' "$recipe")"
  fi
  if [[ $option == --variants ]]; then
    compset -P '*,'
  fi

  for word in ${=values}; do
    case $word in
    FILES) _files ;;
    DIRECTORIES) _files -/ ;;
    *=) compadd -S '' -- "$word" ;;
    *) compadd -- "$word" ;;
    esac
  done
}
if ! whence compdef >/dev/null; then
  autoload -Uz compinit && compinit -u
fi
compdef _ockham ockham
