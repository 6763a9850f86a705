# Completion of am and amcli for bash. Made by tools/make_completions.py; do not edit.
# Use it:  source completions/am.bash   (or copy it to /etc/bash_completion.d/am)
#
# Commands, options and their values stand here. Records come from the book, by am __complete, one a
# line: a value, a tab, what it is. Nothing of either is ever evaluated.

# What may stand at a place: words, what options take, arguments.
_am_place() {
    takes="" arguments=()
    case "$1" in
# places
    *) words="" ;;
    esac
}

# The words of the line up to the cursor. Bash cuts them at = and : too; here only blanks part them.
_am_line() {
    local i word blanks rest="${COMP_LINE:0:COMP_POINT}"
    line=()
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word="${COMP_WORDS[i]}"
        blanks="${rest%%[![:blank:]]*}"
        rest="${rest#"$blanks"}"
        ((i == COMP_CWORD)) && [[ -n "$COMP_LINE" ]] && word="$rest"
        if ((i == 0)) || [[ -n "$blanks" || -z "$COMP_LINE" ]]; then
            line+=("$word")
        else
            line[${#line[@]} - 1]+="$word"
        fi
        rest="${rest#"$word"}"
    done
}

# A word as a command would get it, without quotes and backslashes; nothing in it is expanded.
_am_plain() {
    case "$1" in
    \"*) plain="${1#\"}" plain="${plain%\"}" ;;
    \'*) plain="${1#\'}" plain="${plain%\'}" ;;
    *) plain="${1//\\/}" ;;
    esac
}

# Note what an option was given, where the book or the configuration follows from it.
_am_given() {
    case "$1" in
    --book) book="$2" ;;
    --config) config="$2" ;;
    esac
}

# Read the words before the cursor: where in the tree they lead, and what the next one is to be.
_am_read() {
    local word plain option="" count=0 ended=""
    _am_place ""
    for word in "${line[@]:1:${#line[@]} - 2}"; do
        if [[ -n "$option" ]]; then
            _am_plain "$word"
            _am_given "$option" "$plain"
            option=""
        elif [[ -z "$ended" && "$word" == -- ]]; then
            ended=1
        elif [[ -z "$ended" && "$word" == --*=* ]]; then
            _am_plain "${word#*=}"
            _am_given "${word%%=*}" "$plain"
        elif [[ -z "$ended" && "$word" == -* ]]; then
            [[ "$takes" == *" $word="* ]] && option="$word"
        elif [[ " $words " == *" $word "* ]]; then
            path="${path:+$path }$word" count=0
            _am_place "$path"
        else
            _am_plain "$word"
            ((count++ == 0)) && of="$plain"
        fi
    done
    if [[ -n "$option" ]]; then
        _am_taken "$option"
    elif [[ -z "$ended" && "$typed" == --*=* ]]; then
        name="${typed%%=*}"
        typed="${typed#*=}"
        _am_taken "$name"
    elif [[ -n "$ended" || "$typed" != -* ]]; then
        # The last argument comes again where ... follows it.
        [[ "${arguments[*]}" == *" ..." ]] && ((count >= ${#arguments[@]} - 1)) && count=$((${#arguments[@]} - 2))
        slot="${arguments[count]-}"
        # Where anything may be said, the options help; a word that was begun is somebody's own.
        if [[ "${slot:--}" == - && "$words" == -* ]]; then
            slot=""
            [[ -n "$typed$ended" ]] && slot=-
        fi
    fi
}

# What completes the value of an option.
_am_taken() {
    slot=-
    if [[ "$takes" == *" $1="* ]]; then
        slot="${takes#*" $1="}"
        slot="${slot%% *}"
    fi
}

# Ask the book for records, and quote each value for where it is to stand.
_am_ask() {
    local plain value text quote="" begun
    case "$typed" in \"* | \'*) quote="${typed:0:1}" ;; esac
    _am_plain "$typed"
    # What bash will not replace, since it cut the word there.
    begun="${typed%"$replaced"}"
    [[ -n "$quote" ]] && begun=""
    while IFS=$'\t' read -r value text; do
        if [[ -z "$quote" ]]; then
            printf -v value '%q' "$value"
            value="${value//\\,/,}" # which means something between braces only
            [[ "$value" == "$begun"* ]] || continue
        elif [[ "$value" == *[\"\'\`\\\$!]* ]]; then
            continue
        fi
        COMPREPLY+=("${value#"$begun"}")
        texts+=("$text")
    done < <(command "$am" __complete "${slot#@}" "word=$plain" "of=$of" "book=$book" \
        "config=$config" 2>/dev/null </dev/null)
    # A word that goes on has no blank after it.
    [[ "$slot" == @fields:* || "${COMPREPLY[*]}" == *[:=] ]] && compopt -o nospace 2>/dev/null
}

# Several values: keep what was typed where they do not begin with it, since bash would put in its
# place what they share; where they are only listed, list beside each what it is.
_am_several() {
    local i value blanks room wide=0 keep=""
    ((${#COMPREPLY[@]} < 2)) && return
    for value in "${COMPREPLY[@]}"; do
        ((${#value} > wide)) && wide=${#value}
        [[ -n "$replaced" && "${value,,}" == "${replaced,,}"* ]] || keep=1
    done
    case "${COMP_TYPE-}" in 33 | 63 | 64)
        room=$((${COLUMNS:-80} - wide - 3))
        for i in "${!texts[@]}"; do
            ((room > 0)) || break
            printf -v blanks '%*s' $((wide - ${#COMPREPLY[i]} + 2)) ""
            COMPREPLY[i]+="$blanks${texts[i]:0:room}"
        done
        ;;
    esac
    case "${COMP_TYPE-}" in 9 | 33 | 64) [[ -n "$keep" ]] && COMPREPLY+=("") ;; esac
}

_am() {
    local am="${1-am}" replaced path="" of="" book="" config="" slot="" name="" words takes typed
    local -a line arguments texts=()
    COMPREPLY=()
    _am_line
    typed="${line[-1]}" replaced="${2-"${line[-1]}"}"
    [[ "$am" == "~/"* ]] && am="$HOME/${am:2}"
    _am_read
    case "$slot" in
    @file) return ;;
    @*)
        compopt +o default 2>/dev/null
        compopt -o nosort 2>/dev/null
        _am_ask
        ;;
    -) compopt +o default 2>/dev/null ;;
    *)
        compopt +o default 2>/dev/null
        [[ -n "$slot" ]] && words="${slot//,/ }"
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$typed")
        ;;
    esac
    _am_several
    # Where = does not part words, what is replaced begins with the option.
    [[ -n "$name" && "$replaced" == "$name="* ]] && COMPREPLY=("${COMPREPLY[@]/#/"$name="}")
    return 0
}

complete -o default -F _am am amcli
