# Completion of am and amcli for bash: source it, or copy it to /etc/bash_completion.d (am completion install bash
# copies it where bash-completion looks). am itself knows what may come next: it gets the line up to the cursor and
# answers options of compopt, then one word a line. Nothing is ever evaluated; without am, or with one too old,
# nothing happens.

_am() {
    local am="${1-am}" options
    COMPREPLY=()
    [[ "$am" == "~/"* ]] && am="$HOME/${am:2}"
    type -P "$am" >/dev/null || am=am # an alias, or the like
    {
        read -r options
        mapfile -t COMPREPLY
    } < <(command "$am" __complete bash "${COMP_LINE:0:COMP_POINT}" "${2-}" "${COMP_TYPE-}" "${COLUMNS-}" \
        2>/dev/null </dev/null)
    # Only where files are taken bash completes them, as it does where it is offered nothing.
    [[ "$options" == file ]] || compopt +o default 2>/dev/null
    [[ "$options" == *nosort* ]] && compopt -o nosort 2>/dev/null
    # A word that goes on has no blank after it.
    [[ "$options" == *nospace* ]] && compopt -o nospace 2>/dev/null
    return 0
}

complete -o default -F _am am amcli
