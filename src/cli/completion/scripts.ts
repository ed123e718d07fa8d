/** The scripts of each shell. They only ask `candor complete`, so they need no update when the commands change. */

export type Shell = "bash" | "zsh" | "fish";

/** `:files` in place of words lets the shell complete a path. */
const BASH = `_candor() {
  local line=\${COMP_LINE:0:COMP_POINT} current found
  local -a words
  read -ra words <<< "$line"
  [[ $line == *[[:space:]] ]] && words+=("")
  current=\${words[-1]}
  found=$(candor complete -- "\${words[@]:1}" 2>/dev/null | cut -f1)
  COMPREPLY=()
  if [[ $found == :files ]]; then compopt -o default; return; fi
  [[ -z $found ]] && return
  mapfile -t COMPREPLY <<< "$found"
  # bash takes : and = for the ends of words.
  local head=\${current%"\${current##*[:=]}"}
  COMPREPLY=("\${COMPREPLY[@]#"$head"}")
  [[ \${#COMPREPLY[@]} == 1 && \${COMPREPLY[0]} == *= ]] && compopt -o nospace
}
complete -F _candor candor`;

const ZSH = `#compdef candor
_candor() {
  local -a found described
  local line
  found=("\${(@f)$(candor complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ \${found[1]} == :files ]]; then _files; return; fi
  for line in $found; do
    [[ -z $line ]] && continue
    described+=("\${\${line%%$'\\t'*}//:/\\\\:}\${\${(M)line%%*$'\\t'*}:+:\${line#*$'\\t'}}")
  done
  (( \${#described} )) && _describe candor described
}
if [[ \${funcstack[1]} == _candor ]]; then _candor "$@"; else compdef _candor candor; fi`;

const FISH = `function __candor
  set -l words (commandline -opc) (commandline -ct)
  set -l found (candor complete -- $words[2..-1] 2>/dev/null)
  if test "$found[1]" = ":files"
    __fish_complete_path (commandline -ct)
  else
    printf '%s\\n' $found
  end
end
complete -c candor -f -a '(__candor)'`;

export const SCRIPTS: Readonly<Record<Shell, string>> = { bash: BASH, zsh: ZSH, fish: FISH };
