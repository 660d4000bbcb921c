_ockham() {
  local cur=${COMP_WORDS[COMP_CWORD]} command='' option='' recipe='' word before='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [[ $word == [=:]* ]]; then # bash cuts words there: what follows belongs to what was before
      option=${option:-$before$word}
    elif [[ -n $option ]]; then
      option=''
    elif [[ $word == -* ]]; then
      if _ockham_takes "$command" "$word"; then option=$word; fi
    elif _ockham_has "$command" "$word"; then
      command=${command:+$command }$word
    else
      recipe=${recipe:-$word}
    fi
    before=$word
  done
  [[ $cur == = ]] && cur=''

  local values head=''
  if [[ $option == *= ]]; then # the value of a setting
    values=$(_ockham_values '' "$option")
  elif [[ -n $option ]]; then
    values=$(_ockham_values "$command" "$option" "$recipe")
  elif [[ $cur == -* ]]; then
    values=$(_ockham_options "$command")
  else
    values="$(_ockham_commands "$command") $(_ockham_values "$command" '' "$recipe")"
  fi
  if [[ $option == --variants && $cur == *,* ]]; then
    head=${cur%,*},
  fi

  COMPREPLY=()
  for word in $values; do
    case $word in
    FILES | DIRECTORIES)
      compopt -o filenames 2>/dev/null
      local kind=-f path
      [[ $word == DIRECTORIES ]] && kind=-d
      while IFS= read -r path; do COMPREPLY+=("$path"); done < <(compgen "$kind" -- "$cur")
      ;;
    "${cur#"$head"}"*) COMPREPLY+=("$head$word") ;;
    esac
  done
  if [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]]; then
    compopt -o nospace 2>/dev/null # a value follows
  fi
}
complete -F _ockham ockham
